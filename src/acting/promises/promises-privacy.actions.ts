import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';
import { countPromisesOf, exportPromisesOf, forgetPromisesOf } from './promises-privacy.queries.ts';

/** What was promised to a customer. Runs before the cases on which it hangs. */
export const promisesHolder: PersonalDataHolder = {
  name: 'acting.promises',
  tables: ['records.promises', 'records.promise_events'],
  category: {
    key: 'promises', labelDe: 'Zusagen', labelEn: 'Promises',
    purposeDe: 'Zusagen an Kunden rechtzeitig halten', purposeEn: 'Keeping promises to customers in time',
  },
  staysDe: 'Dass eine Zusage gehalten oder gebrochen wurde, bleibt als Zahl; wem sie galt und was sie war, nicht.',
  staysEn: 'That a promise was kept or broken stays as a figure; not to whom it was made, or what it was.',
  count: ({ db }, reach) => countPromisesOf(db, reach),
  async *export({ db }, reach) {
    for (const row of await exportPromisesOf(db, reach)) yield row;
  },
  erase: async ({ clock }, tx, reach) => ({ erased: await forgetPromisesOf(tx, reach, clock.now()) }),
};
