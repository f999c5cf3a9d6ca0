import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

export type PasswordJudgement =
  | { kind: 'tooShort'; missing: number } | { kind: 'personal' } | { kind: 'common' } | { kind: 'repeated' } | { kind: 'guessable' }
  | { kind: 'acceptable'; isStrong: boolean };

/** Shorter ones are never strong enough, so there is no need to think about them. */
export const minimumPasswordLength = 8;
/** zxcvbn's "safely unguessable": more than 10^8 guesses even for somebody who has stolen the hashes. */
const REQUIRED_SCORE = 3;
const alwaysGuessed = ['momente', 'moment', 'cem', 'cxm', 'customer experience', 'kundenerlebnis'];

let loading: Promise<ZxcvbnFactory> | undefined;

/** German and English words, names and leaked passwords: two megabytes, loaded when somebody first chooses a password. */
async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [core, common, english, german] = await Promise.all([
    import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common'), import('@zxcvbn-ts/language-en'), import('@zxcvbn-ts/language-de'),
  ]);
  return new core.ZxcvbnFactory({ dictionary: { ...common.dictionary, ...english.dictionary, ...german.dictionary }, graphs: common.adjacencyGraphs, maxLength: 200 });
}

/**
 * Whether a new password may be used: how many guesses it would take, not which kinds of characters it has. What stands
 * in the lists of guessers, or on the person's own card, costs them next to nothing.
 * @param personal - name and e-mail address of the person
 */
export async function judgePassword(password: string, personal: readonly string[]): Promise<PasswordJudgement> {
  const length = [...password].length;
  if (length < minimumPasswordLength) return { kind: 'tooShort', missing: minimumPasswordLength - length };
  const own = wordsOf(personal);
  if (consistsOf(password, own)) return { kind: 'personal' };
  loading ??= loadEstimator();
  const estimator = await loading;
  const { score, sequence } = estimator.check(password, [...own, ...alwaysGuessed]);
  if (score >= REQUIRED_SCORE) return { kind: 'acceptable', isStrong: score > REQUIRED_SCORE };
  if (sequence.some(({ pattern }) => pattern === 'repeat' || pattern === 'sequence')) return { kind: 'repeated' };
  const dictionaries = sequence.flatMap((part) => (part.pattern === 'dictionary' ? [String(part.dictionaryName)] : []));
  if (dictionaries.includes('userInputs')) return { kind: own.some((word) => password.toLowerCase().includes(word)) ? 'personal' : 'common' };
  if (dictionaries.length > 0) return { kind: 'common' };
  return { kind: 'guessable' };
}

/** The words of a name and an address, alone and as people write them together: anna, schmidt, annaschmidt, a.schmidt … */
function wordsOf(personal: readonly string[]): string[] {
  const texts = personal.map((text) => text.toLowerCase().trim()).filter((text) => text !== '');
  const parts = texts.flatMap((text) => text.split(/[\s@._+-]+/)).filter((part) => part.length >= 3);
  return [...new Set([...parts, ...texts, ...texts.map((text) => text.replaceAll(/[\s@._+-]+/g, '')), ...texts.flatMap((text) => text.split('@').slice(0, 1))])];
}

/** Little is left of it without the person's own words: "anna.schmidt1". */
function consistsOf(password: string, words: readonly string[]): boolean {
  const plain = password.toLowerCase();
  const rest = words.filter((word) => word.length >= 4).reduce((left, word) => left.replaceAll(word, ''), plain);
  return rest !== plain && rest.length < minimumPasswordLength;
}
