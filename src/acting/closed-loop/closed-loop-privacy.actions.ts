import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';
import { countCaughtOf, forgetCaughtOf, listCaughtOf } from './closed-loop-privacy.queries.ts';

/** Which bad scores and complaints of a customer opened a case. Comes before the cases. */
export const closedLoopHolder: PersonalDataHolder = {
  name: 'acting.closed_loop',
  tables: ['records.loop_catches'],
  category: {
    key: 'closed_loop', labelDe: 'Kritik, auf die wir antworten', labelEn: 'Criticism that we answer',
    purposeDe: 'Keine schlechte Erfahrung ohne Antwort lassen', purposeEn: 'Leaving no bad experience without an answer',
  },
  staysDe: 'Dass an einem Tag eine Kritik mit einer Note einging, bleibt als Zahl; von wem, nicht.',
  staysEn: 'That criticism with a score came in on a day stays as a figure; from whom does not.',
  count: ({ db }, reach) => countCaughtOf(db, reach),
  async *export({ db }, reach) {
    for (const { happenedAt, ...caught } of await listCaughtOf(db, reach, 10_000)) yield { happenedAt: happenedAt.toISOString(), ...Object.fromEntries(Object.entries(caught).filter(([, value]) => value !== null && value !== '')) };
  },
  erase: async (_context, tx, reach) => ({ erased: await forgetCaughtOf(tx, reach) }),
};
