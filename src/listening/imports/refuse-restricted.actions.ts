import { identifierId } from '../../people/identity/identity.actions.ts';
import { listRestrictedIdentifiers } from '../../people/privacy/restrictions.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { Prepared } from './prepare-rows.actions.ts';
import { sayRefusal } from './refusal-words.logic.ts';
import type { ReadyRow } from './writing/chunk.ts';

/** Contacts and ratings are facts, which are kept; the others say what a customer is or has. */
const changesCustomer = ({ record: { target } }: ReadyRow): boolean => target !== 'interactions' && target !== 'scores' && target !== 'touchpoints';

/** Whose processing is restricted is kept, but not changed: rows that would do so are refused, without saying whom they name. */
export async function refuseRestrictedRows(context: Context, db: Db, prepared: Prepared): Promise<Prepared> {
  const idsOf = (row: ReadyRow) => (changesCustomer(row) ? row.named.map((identifier) => identifierId(context, identifier)) : []);
  const restricted = await listRestrictedIdentifiers(db, prepared.ready.flatMap(idsOf));
  if (restricted.size === 0) return prepared;
  const isRefused = (row: ReadyRow) => idsOf(row).some((id) => restricted.has(id));
  const refused = [...prepared.refused, ...prepared.ready.filter(isRefused).map(({ row }) => ({ row, refusals: [refusal(row)] }))];
  return { ready: prepared.ready.filter((row) => !isRefused(row)), refused: refused.sort((a, b) => a.row - b.row) };
}

const refusal = (row: number): Prepared['refused'][number]['refusals'][number] => ({ row, column: null, heading: '', value: '', code: 'customer.restricted', details: {}, reason: sayRefusal('customer.restricted', {}, 'en') });
