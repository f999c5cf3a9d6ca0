import type { CustomerReach } from '../../governance/privacy/personal-data.contract.ts';
import type { Context } from '../../platform/context.ts';

/**
 * Where history looked the erased up. What another customer's device was before stays only as "nobody's", so that an
 * older owner does not come back (see refold).
 */
export async function deleteOwners({ history }: Context, { customerId, subjects, beforeBatch }: CustomerReach): Promise<void> {
  // A customer is named by one of its identifiers; one who lives on under this id keeps it.
  const gone = subjects.length === 0 ? [] : [...new Set([...subjects, ...(subjects.includes(customerId) ? [customerId] : [])])];
  if (gone.length === 0) return;
  await history.command(
    `alter table subject_owners delete where (subject in {gone:Array(UUID)} or customer_id in {gone:Array(UUID)}) and version < {before:UInt64}`,
    { gone, before: beforeBatch ?? Number.MAX_SAFE_INTEGER },
  );
}
