import { historyTime } from '../../kernel/clock.ts';
import type { Context } from '../../platform/context.ts';
import { listActiveSubjects, listQuietCustomers } from './inactive-customers.queries.ts';

const CUSTOMERS_AT_ONCE = 1_000;

/** Customers without contact, answer, new detail or running contract since an instant; at most `limit`. */
export async function* listInactiveCustomers(context: Context, before: Date, limit: number): AsyncIterable<string> {
  let afterId = '00000000-0000-0000-0000-000000000000';
  for (let given = 0; ; ) {
    const quiet = await listQuietCustomers(context.db, before, afterId, CUSTOMERS_AT_ONCE);
    const active = quiet.length === 0 ? new Set<string>() : await listActiveSubjects(context, quiet.flatMap((customer) => customer.subjects), historyTime(before));
    for (const customer of quiet) {
      if (customer.subjects.some((subject) => active.has(subject))) continue;
      yield customer.id;
      given += 1;
      if (given >= limit) return;
    }
    const last = quiet.at(-1);
    if (!last || quiet.length < CUSTOMERS_AT_ONCE) return;
    afterId = last.id;
  }
}
