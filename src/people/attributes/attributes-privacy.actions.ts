import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';
import { countAttributeRows, customerIdsOf, deleteAttributes } from './attributes.analytics.ts';

/** A copy of what the records say, so that answers can be told apart by it: exported there, erased here too. */
export const attributesHolder: PersonalDataHolder = {
  name: 'people.attributes',
  tables: ['history.customer_attributes'],
  category: {
    key: 'customer_attributes', labelDe: 'Gruppenmerkmale für Auswertungen', labelEn: 'Attributes for groups in figures',
    purposeDe: 'Antworten nach Kundengruppen auswerten und auf die Kundenstruktur gewichten', purposeEn: 'Telling answers apart by groups of customers and weighting them to the structure of customers',
  },
  count: ({ history }, reach) => countAttributeRows(history, customerIdsOf(reach)),
  // A copy: its origin exports it.
  async *export() {},
  erase: async ({ history }, _tx, reach) => ({ erased: await countAttributeRows(history, customerIdsOf(reach)) }),
  eraseElsewhere: ({ history }, reach) => deleteAttributes(history, customerIdsOf(reach)),
};
