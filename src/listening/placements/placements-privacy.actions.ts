import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';
import { countShowingsBefore, countShowingsOf, deleteShowingsBefore, deleteShowingsOf, listShowingsOf } from './showings.queries.ts';

/** Which survey was shown to whom on a page, so that nobody is asked twice. */
export const showingsHolder: PersonalDataHolder = {
  name: 'listening.placement_showings',
  tables: ['records.placement_showings'],
  category: {
    key: 'placement_showings', labelDe: 'Auf Webseiten gezeigte Umfragen', labelEn: 'Surveys shown on web pages',
    purposeDe: 'Niemanden zu oft fragen', purposeEn: 'Asking nobody too often',
  },
  count: ({ db }, reach) => countShowingsOf(db, reach),
  async *export({ db }, reach) {
    for (const { survey, at } of await listShowingsOf(db, reach)) yield { survey, at: at.toISOString() };
  },
  erase: async (_context, tx, reach) => ({ erased: await deleteShowingsOf(tx, reach) }),
  expires: ['delete'],
  // As long as the longest rest between two times that a placement may ask for.
  usualDays: 730,
  expire: ({ db }, _action, before, isDryRun) => (isDryRun ? countShowingsBefore(db, before) : deleteShowingsBefore(db, before)),
};
