import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';
import { countFactsBefore, countFactsOf, deleteFactsBefore, deleteFactsOf, listFactsOf } from './context-privacy.queries.ts';

const ROWS_AT_ONCE = 200;

/** What the desk knew when something was decided in a case. */
export const caseFactsHolder: PersonalDataHolder = {
  name: 'acting.case_facts',
  tables: ['records.case_facts'],
  category: {
    key: 'case_facts', labelDe: 'Stand der Kenntnis bei Entscheidungen', labelEn: 'What was known at decisions',
    purposeDe: 'Nachvollziehen, auf welcher Grundlage in einem Vorgang entschieden wurde', purposeEn: 'Being able to see on what a decision in a case was based',
  },
  count: ({ db }, { subjects }) => countFactsOf(db, subjects),
  async *export({ db }, { subjects }) {
    for (let after: { at: Date; id: string } | null = null; ; ) {
      const rows = await listFactsOf(db, subjects, after, ROWS_AT_ONCE);
      for (const { at, because, facts } of rows) yield { at: at.toISOString(), because, ...facts };
      const last = rows.at(-1);
      if (!last || rows.length < ROWS_AT_ONCE) return;
      after = { at: last.at, id: last.id };
    }
  },
  erase: async (_context, tx, { subjects }) => ({ erased: await deleteFactsOf(tx, subjects) }),
  expires: ['delete'],
  expire: ({ db }, _action, before, isDryRun) => (isDryRun ? countFactsBefore(db, before) : deleteFactsBefore(db, before)),
};
