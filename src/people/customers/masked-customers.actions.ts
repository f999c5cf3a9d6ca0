import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';
import { idStartOf } from '../../governance/roles/masking.logic.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { listCustomFields } from './custom-fields.queries.ts';
import { listCustomers, present } from './customers.actions.ts';
import type { Customer, CustomerListQuery } from './customers.contract.ts';
import { maskCustomer, type OpenKeys } from './masked-customers.logic.ts';
import { listCustomersByIdOrder, listCustomersByIdStart } from './masked-customers.queries.ts';

interface CustomerList {
  items: Customer[];
  nextCursor: string | null;
}

export const maySeePersonalData = (actor: Actor | null): boolean => actor?.can('read', 'personal_data') ?? false;

export async function readOpenKeys({ db }: Pick<Context, 'db'>): Promise<OpenKeys> {
  return new Set((await listCustomFields(db)).filter(({ isPersonal }) => !isPersonal).map(({ key }) => key));
}

/** As it is for who may see personal data, masked for everybody else. */
export async function shownTo<Shown>(context: Context, actor: Actor | null, value: Shown, mask: (value: Shown, openKeys: OpenKeys) => Shown): Promise<Shown> {
  return maySeePersonalData(actor) ? value : mask(value, await readOpenKeys(context));
}

/** The list and the search as this actor may use them. */
export async function listCustomersFor(context: Context, actor: Actor | null, query: CustomerListQuery): Promise<CustomerList> {
  return maySeePersonalData(actor) ? listCustomers(context, query) : listMasked(context, query);
}

/**
 * Without personal data customers are found by pseudonym or id only. Any other search finds nothing, whether such a
 * customer exists or not: else each search would confirm or refute a guess. The order is that of ids, because a list by
 * name tells names.
 */
async function listMasked(context: Context, { identifier, search, cursor, limit }: CustomerListQuery): Promise<CustomerList> {
  if (identifier !== undefined) return { items: [], nextCursor: null };
  const isSearch = search !== undefined && search.trim() !== '';
  const start = isSearch ? idStartOf(search) : null;
  if (isSearch && start === null) return { items: [], nextCursor: null };
  const records = start === null ? await listCustomersByIdOrder(context.db, cursor === undefined ? null : readCursor(cursor), limit) : await listCustomersByIdStart(context.db, start, limit);
  const openKeys = await readOpenKeys(context);
  const last = records.at(-1);
  return { items: (await present(context, records)).map((customer) => maskCustomer(customer, openKeys)), nextCursor: start === null && last && records.length === limit ? encodeCursor([last.id]) : null };
}

function readCursor(cursor: string): string {
  const [id] = decodeCursor(cursor, 1).map(String);
  if (id === undefined || !/^[0-9a-f-]{36}$/.test(id)) throw new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
  return id;
}
