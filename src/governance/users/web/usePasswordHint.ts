import { useEffect, useState } from 'react';
import { judgePassword, minimumPasswordLength, type PasswordJudgement } from '../passwords/password.logic.ts';

export type PasswordHint = { kind: 'empty' } | { kind: 'thinking' } | PasswordJudgement;

/**
 * An honest hint while typing, by the server's own rule. The lists it needs are two megabytes and come when somebody has
 * typed enough for them to matter.
 * @param personal - name and e-mail address of the person
 */
export function usePasswordHint(password: string, personal: readonly string[]): PasswordHint {
  const [judged, setJudged] = useState<{ password: string; judgement: PasswordJudgement } | null>(null);
  const person = personal.join('\n');
  const length = [...password].length;
  useEffect(() => {
    if (length < minimumPasswordLength) return;
    let isStale = false;
    // Where the lists cannot be loaded, the server still judges.
    judgePassword(password, person.split('\n')).then((judgement) => !isStale && setJudged({ password, judgement }), () => !isStale && setJudged({ password, judgement: { kind: 'acceptable', isStrong: false } }));
    return () => {
      isStale = true;
    };
  }, [password, person, length]);
  if (password === '') return { kind: 'empty' };
  if (length < minimumPasswordLength) return { kind: 'tooShort', missing: minimumPasswordLength - length };
  return judged?.password === password ? judged.judgement : { kind: 'thinking' };
}

export const isAcceptable = (hint: PasswordHint): boolean => hint.kind === 'acceptable';
/** Also while the hint is still being found: whoever presses Enter at once is not held up, the server judges by the same rule. */
export const mayBeSent = (hint: PasswordHint): boolean => isAcceptable(hint) || hint.kind === 'thinking';
export const isWeak = ({ kind }: PasswordHint): boolean => ['personal', 'common', 'repeated', 'guessable'].includes(kind);

/** Key of the words for a hint, below `password.`. */
export const hintKey = (hint: PasswordHint): string => (hint.kind === 'acceptable' ? (hint.isStrong ? 'strong' : 'fair') : hint.kind);
