import { emit, isWanted } from '../../governance/webhooks/emit.actions.ts';
import type { WebhookEvent } from '../../governance/webhooks/webhooks.contract.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { CustomerChanges } from './refold.actions.ts';

/** Tells other programs which customers came, changed and became one; in the transaction that did it. */
export async function tellCustomerChanges(context: Context, tx: Db, { created, updated, merged }: CustomerChanges): Promise<void> {
  if (created.length + updated.length + merged.length === 0 || !(await isWanted(context, 'customer.created', 'customer.updated', 'customer.merged'))) return;
  await emit(context, tx, [
    ...created.map((customerId): WebhookEvent => ({ kind: 'customer.created', data: { customerId }, customerIds: [customerId] })),
    ...updated.map((customerId): WebhookEvent => ({ kind: 'customer.updated', data: { customerId }, customerIds: [customerId] })),
    ...merged.map(({ id, into }): WebhookEvent => ({ kind: 'customer.merged', data: { customerId: into, mergedId: id }, customerIds: [into, id] })),
  ]);
}
