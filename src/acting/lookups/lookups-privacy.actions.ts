import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';
import type { CustomerReach } from '../../governance/privacy/personal-data.contract.ts';
import { countAnswersBefore, countAnswersOf, deleteAnswersBefore, deleteAnswersOf, listAnswersOf } from './lookups.queries.ts';

const subjectsOf = ({ subjects }: CustomerReach) => [...subjects];

/** What connected sources answered about somebody; kept for a while so that it can be shown when they are away. */
export const lookupAnswersHolder: PersonalDataHolder = {
  name: 'acting.lookup_answers',
  tables: ['records.lookup_answers'],
  category: {
    key: 'lookup_answers', labelDe: 'Auskünfte verbundener Quellen', labelEn: 'Answers of connected sources',
    purposeDe: 'Beim Gespräch sehen, was andere Systeme des Unternehmens wissen', purposeEn: 'Seeing in a conversation what other systems of the company know',
  },
  count: ({ db }, reach) => countAnswersOf(db, subjectsOf(reach)),
  async *export({ db }, reach) {
    for (const { name, facts, fetchedAt } of await listAnswersOf(db, subjectsOf(reach))) yield { source: name, at: fetchedAt.toISOString(), ...Object.fromEntries(facts.map(({ labelEn, value }) => [labelEn, value])) };
  },
  erase: async (_context, tx, reach) => ({ erased: await deleteAnswersOf(tx, subjectsOf(reach)) }),
  expires: ['delete'],
  usualDays: 30,
  async expire({ db }, _action, before, isDryRun) {
    return isDryRun ? countAnswersBefore(db, before) : deleteAnswersBefore(db, before);
  },
};
