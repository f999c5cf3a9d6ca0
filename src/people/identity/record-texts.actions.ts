import type { Db } from '../../platform/storage/records.ts';
import { refreshRecordTexts as refreshTexts } from './customer-model.queries.ts';
import { listCustomerIdsOf } from './identity.queries.ts';

/** After contracts, devices or addresses of some identifiers changed: makes their customers findable by them. */
export async function refreshRecordTexts(tx: Db, subjects: readonly string[]): Promise<void> {
  await refreshTexts(tx, await listCustomerIdsOf(tx, subjects));
}
