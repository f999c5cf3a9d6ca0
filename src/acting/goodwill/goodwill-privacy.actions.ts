import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';
import { countGiven, forgetGiven, listGiven } from './goodwill-privacy.queries.ts';

/** What a customer was given. Comes before the cases. */
export const goodwillHolder: PersonalDataHolder = {
  name: 'acting.goodwill',
  tables: ['records.goodwill_bookings', 'records.goodwill_attempts'],
  category: {
    key: 'goodwill', labelDe: 'Kulanz', labelEn: 'Goodwill',
    purposeDe: 'Wiedergutmachung gewähren und nur einmal ausführen', purposeEn: 'Making good, and carrying it out only once',
  },
  staysDe: 'Betrag, Art und Tag bleiben als Zahl, ohne Angabe für wen und warum.',
  staysEn: 'Amount, kind and day stay as a figure, without for whom and why.',
  count: ({ db }, reach) => countGiven(db, reach),
  async *export({ db }, reach) {
    for (const { askedAt, executedAt, ...booking } of await listGiven(db, reach, 10_000)) yield { askedAt: askedAt.toISOString(), ...booking, ...(executedAt ? { carriedOutAt: executedAt.toISOString() } : {}) };
  },
  erase: async ({ clock }, tx, reach) => ({ erased: await forgetGiven(tx, reach, clock.now()) }),
};
