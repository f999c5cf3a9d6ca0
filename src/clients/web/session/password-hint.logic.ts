export type PasswordHint =
  | { kind: 'empty' } | { kind: 'tooShort'; missing: number } | { kind: 'personal' } | { kind: 'common' } | { kind: 'repeated' }
  | { kind: 'fair' } | { kind: 'strong' };

export const minimumLength = 12;

// Stems of the passwords that head every list of leaked ones; length alone does not help them.
const commonStems = ['password', 'passwort', 'qwert', 'iloveyou', 'letmein', 'welcome', 'willkommen', 'administrator', 'hallo123', '12345678', '11111111', 'abcdefgh'];

/**
 * An honest hint, not a meter: length counts most, guessable things count as such, and nobody is told that a `!` makes it strong.
 * @param personal - name and e-mail address of the person
 */
export function judgePassword(password: string, personal: readonly string[]): PasswordHint {
  const length = [...password].length;
  if (length === 0) return { kind: 'empty' };
  if (length < minimumLength) return { kind: 'tooShort', missing: minimumLength - length };
  const plain = password.toLowerCase();
  const parts = personal.flatMap((text) => text.toLowerCase().split(/[\s@.]+/)).filter((part) => part.length >= 4);
  // What remains beside the guessable part must still be long enough to be worth something.
  const weakest = [...parts, ...commonStems].filter((part) => plain.includes(part)).find((part) => plain.replaceAll(part, '').length < 10);
  if (weakest) return { kind: parts.includes(weakest) ? 'personal' : 'common' };
  if (new Set(plain).size < 6) return { kind: 'repeated' };
  return { kind: length >= 18 ? 'strong' : 'fair' };
}

export const isAcceptable = (hint: PasswordHint): boolean => hint.kind === 'fair' || hint.kind === 'strong';
