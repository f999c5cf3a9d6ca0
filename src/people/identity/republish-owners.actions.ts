import { sql } from 'kysely';
import { historyTime } from '../../kernel/clock.ts';
import type { Context } from '../../platform/context.ts';

const NODES_AT_ONCE = 20_000;
const EPOCH_MS = 0;

interface Owner {
  subject: string;
  /** Of a shared device from a moment on. */
  hasSpan: boolean;
  fromAt: Date | null;
  customerId: string;
}

/**
 * Tells history anew which customer each identifier belongs to, from the records: after a restore, which copies the
 * decisions and not their publication. `version` must not be smaller than that of any decision published before.
 */
export async function republishOwners(context: Context, version: number): Promise<number> {
  let published = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await sql<Owner>`
      with page as (select id, customer_id from identifiers where id > ${after}::uuid order by id limit ${NODES_AT_ONCE})
      select page.id as subject, span.node_id is not null as has_span, span.from_at, coalesce(span.customer_id, page.customer_id) as customer_id
      from page left join identifier_spans span on span.node_id = page.id order by page.id`.execute(context.db);
    const last = rows.at(-1);
    if (!last) return published;
    after = last.subject;
    const owners = rows.filter((row) => row.hasSpan || row.customerId !== row.subject);
    if (owners.length > 0) await context.history.insertLines('subject_owners', owners.map((owner) => JSON.stringify({ subject: owner.subject, from_at: historyTime(owner.fromAt?.getTime() ?? EPOCH_MS), customer_id: owner.customerId, removed: 0, version })).join('\n'));
    published += owners.length;
  }
}
