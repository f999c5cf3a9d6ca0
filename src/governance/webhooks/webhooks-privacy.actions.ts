import type { PersonalDataHolder } from '../privacy/personal-data.actions.ts';
import { countEventsOf, deleteEventsOf, listEventsOf } from './deliveries.queries.ts';

const MAX_EXPORTED = 10_000;

/** Events hold no more of a customer than the id, but an id is somebody too. What receivers were told, they know. */
export const webhookEventsHolder: PersonalDataHolder = {
  name: 'governance.webhook_events',
  tables: ['records.webhook_events', 'records.webhook_deliveries', 'records.webhook_attempts'],
  category: {
    key: 'webhook_events', labelDe: 'Meldungen an andere Programme', labelEn: 'Messages to other programs',
    purposeDe: 'Andere Programme des Unternehmens erfahren, dass sich etwas geändert hat; nur mit der Nummer des Kunden.', purposeEn: 'Other programs of the company learn that something has changed; with the customer’s id only.',
  },
  count: ({ db }, { customerId, subjects }) => countEventsOf(db, [customerId, ...subjects]),
  async *export({ db }, { customerId, subjects }) {
    for (const { kind, at, body } of await listEventsOf(db, [customerId, ...subjects], MAX_EXPORTED)) yield { kind, at: at.toISOString(), body };
  },
  erase: async (_context, tx, { customerId, subjects }) => ({ erased: await deleteEventsOf(tx, [customerId, ...subjects]) }),
};
