import { judgePassword, type PasswordJudgement } from '../../../governance/users/password.logic.ts';

export type PasswordHint = { kind: 'empty' } | Exclude<PasswordJudgement, { kind: 'acceptable' }> | { kind: 'fair' } | { kind: 'strong' };

/**
 * An honest hint while typing, by the server's own rule: length counts most, guessable things count as such, and nobody is told that a `!`
 * makes a password strong.
 * @param personal - name and e-mail address of the person
 */
export function hintAtPassword(password: string, personal: readonly string[]): PasswordHint {
  if (password === '') return { kind: 'empty' };
  const judgement = judgePassword(password, personal);
  if (judgement.kind !== 'acceptable') return judgement;
  return { kind: [...password].length >= 18 ? 'strong' : 'fair' };
}

export const isAcceptable = (hint: PasswordHint): boolean => hint.kind === 'fair' || hint.kind === 'strong';
