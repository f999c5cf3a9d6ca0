import type { PrivacyPeople } from '../../governance/privacy/personal-data.actions.ts';
import { reachRows } from '../../governance/privacy/reach-rows.logic.ts';
import { nameCustomers } from '../customers/customers.actions.ts';
import { beginErasure } from '../identity/identity-privacy.actions.ts';
import { findReach, foldWithout, listErasable } from '../identity/erase-identity.actions.ts';
import { loadKinds, normalIdentifier } from '../identity/identity.actions.ts';
import { readCluster } from '../identity/preview.logic.ts';
import { listInactiveCustomers } from './inactive-customers.actions.ts';
import { findRestriction } from './restrictions.queries.ts';

const CUSTOMERS_SHOWN = 20;

/** What data protection asks about people. */
export const privacyPeople: PrivacyPeople = {
  begin: beginErasure,
  reachOf: (_context, db, customerId, identifiers) => findReach(db, customerId, identifiers),
  async describe(context, id) {
    const { customerId, identifiers } = await listErasable(context.db, id);
    const names = await nameCustomers(context, [customerId]);
    const { clause, params } = reachRows(await findReach(context.db, customerId, null));
    const contacts = await context.history.query<{ subject: string; n: number }>(`select subject, count() as n from interactions where ${clause} group by subject limit 10000`, params);
    const bySubject = new Map(contacts.map(({ subject, n }) => [subject, n]));
    return { customerId, name: names.get(customerId) ?? identifiers[0]?.value ?? '', identifiers: identifiers.map((identifier) => ({ ...identifier, contacts: bySubject.get(identifier.id) ?? 0 })) };
  },
  async previewRemaining(context, customerId, chosen) {
    const { cluster, fold, before } = await foldWithout(context, customerId, chosen);
    const names = readCluster(cluster.nodes, fold, await loadKinds(context));
    const own = new Set(fold.customers.filter((customer) => customer.nodeIds.some((id) => before.has(id))).map((customer) => customer.id));
    return names.filter(({ id }) => own.has(id)).slice(0, CUSTOMERS_SHOWN).map(({ name, identifiers }) => ({ name, identifiers }));
  },
  normalise(context, kind, raw) {
    const normal = normalIdentifier(context, kind, raw);
    return 'identifier' in normal ? normal.identifier : null;
  },
  listInactive: listInactiveCustomers,
  async findLegalHold(context, customerId) {
    const restriction = await findRestriction(context.db, customerId);
    return restriction?.ground === 'legal_claims' ? restriction.note || restriction.ground : null;
  },
};
