import type { Entry } from '../../../cases/cases.contract.ts';

/**
 * Answers of colleagues that the writer has not taken note of.
 * @param newestFirst - as the server gives them
 * @param seenId - the newest entry when the writing began; null: the conversation was empty
 */
export function answersSince(newestFirst: readonly Entry[], seenId: string | null, me: string): Entry[] {
  const seenAt = newestFirst.findIndex(({ id }) => id === seenId);
  const since = seenAt < 0 ? (seenId === null ? newestFirst : []) : newestFirst.slice(0, seenAt);
  return since.filter((entry) => entry.kind === 'message' && entry.direction === 'outbound' && entry.author.id !== me).toReversed();
}
