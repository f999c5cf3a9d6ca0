export type PasswordJudgement =
  | { kind: 'tooShort'; missing: number } | { kind: 'personal' } | { kind: 'common' } | { kind: 'repeated' }
  | { kind: 'acceptable' };

export const minimumPasswordLength = 12;

// Stems of the passwords that head every list of leaked ones; length alone does not help them.
const commonStems = ['password', 'passwort', 'qwert', 'iloveyou', 'letmein', 'welcome', 'willkommen', 'administrator', 'hallo123', '12345678', '11111111', 'abcdefgh'];

/**
 * Whether a new password may be used. Length counts most; character classes are not asked for, because they make
 * passwords harder to remember and not harder to guess.
 * @param personal - name and e-mail address of the person
 */
export function judgePassword(password: string, personal: readonly string[]): PasswordJudgement {
  const length = [...password].length;
  if (length < minimumPasswordLength) return { kind: 'tooShort', missing: minimumPasswordLength - length };
  const plain = password.toLowerCase();
  const parts = personal.flatMap((text) => text.toLowerCase().split(/[\s@.]+/)).filter((part) => part.length >= 4);
  // What remains beside the guessable part must still be long enough to be worth something.
  const weakest = [...parts, ...commonStems].filter((part) => plain.includes(part)).find((part) => plain.replaceAll(part, '').length < 10);
  if (weakest !== undefined) return { kind: parts.includes(weakest) ? 'personal' : 'common' };
  if (new Set(plain).size < 6) return { kind: 'repeated' };
  return { kind: 'acceptable' };
}
