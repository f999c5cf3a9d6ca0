import { countKeptAnswers, dropKeptAnswers } from '../../platform/http/idempotency.queries.ts';
import type { PersonalDataHolder } from '../privacy/personal-data.actions.ts';

/**
 * Answers to writes with an Idempotency-Key are kept sealed for a day. Nobody can say whom they are about without
 * opening them, so an erasure drops all of them: their keys go on preventing a second write, only the repeated answer is gone.
 */
export const keptAnswersHolder: PersonalDataHolder = {
  name: 'governance.idempotent_requests',
  tables: ['records.idempotent_requests'],
  category: {
    key: 'kept_answers', labelDe: 'Antworten an Programme (alle, höchstens einen Tag alt)', labelEn: 'Answers to programs (all of them, a day old at most)',
    purposeDe: 'Ein Programm, das keine Antwort bekommen hat, kann dieselbe Anfrage wiederholen, ohne dass etwas doppelt geschieht.', purposeEn: 'A program that got no answer can repeat its request without anything happening twice.',
  },
  count: ({ db }) => countKeptAnswers(db),
  // They repeat what other parts of the export already show, for programs and in their words.
  async *export() {},
  erase: async (_context, tx) => ({ erased: await dropKeptAnswers(tx) }),
};
