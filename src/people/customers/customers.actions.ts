import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { identifierId, loadKinds, normalIdentifier } from '../identity/identity.actions.ts';
import { readIdentities } from '../identity/customer-nodes.actions.ts';
import { plain } from '../identity/refold.actions.ts';
import { withoutRestricted } from '../privacy/restrictions.actions.ts';
import type { Customer, customerListQuerySchema } from './customers.contract.ts';
import { type CustomerRecord, listCustomersById, listCustomersByName, listHoldersOf, listKinds, listSimilarWords, searchCustomers, searchCustomersByPatterns } from './customers.queries.ts';
import type { z } from 'zod';

type ListQuery = z.infer<typeof customerListQuerySchema>;
interface CustomerList {
  items: Customer[];
  nextCursor: string | null;
}

const ENOUGH_HITS = 5;

export async function listCustomers(context: Context, query: ListQuery): Promise<CustomerList> {
  if (query.identifier !== undefined) return { items: await findByIdentifier(context, query.identifier), nextCursor: null };
  if (query.search !== undefined && query.search.trim() !== '') return { items: await search(context, query.search, query.limit), nextCursor: null };
  const after = query.cursor === undefined ? null : readCursor(query.cursor);
  const records = await listCustomersByName(context.db, after, query.limit);
  const last = records.at(-1);
  return { items: await present(context, await withoutRestricted(context.db, records)), nextCursor: last && records.length === query.limit ? encodeCursor([last.name, last.id]) : null };
}

function readCursor(cursor: string): { name: string; id: string } {
  const [name, id] = decodeCursor(cursor, 2).map(String);
  if (name === undefined || id === undefined || !/^[0-9a-f-]{36}$/.test(id)) throw new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
  return { name, id };
}

/** `kind:value`; a shared e-mail address or phone number finds everybody who gave it. */
async function findByIdentifier(context: Context, text: string): Promise<Customer[]> {
  const [kind = '', ...rest] = text.split(':');
  const normal = normalIdentifier(context, kind, rest.join(':'));
  if (!/^[A-Za-z][\w.-]{0,59}$/.test(kind) || 'reason' in normal) {
    throw new Problem('customer.identifier_invalid', `identifier must be kind:value, e.g. email:anna@example.de${'reason' in normal ? ` – ${normal.reason}` : ''}.`, {}, [{ at: 'querystring.identifier', reason: 'is not kind:value' }]);
  }
  const holders = await listHoldersOf(context.db, identifierId(context, normal.identifier));
  const switches = (await loadKinds(context)).get(kind)?.switches ?? false;
  return present(context, await listCustomersById(context.db, switches ? holders.slice(0, 1) : holders));
}

const SEARCHED_KINDS = ['userId', 'customerNumber', 'email', 'phone', 'anonymousId', 'deviceId'];

/** Exact identifiers first, then all words somewhere in name, numbers, devices and places, then words with typing errors. */
async function search(context: Context, input: string, limit: number): Promise<Customer[]> {
  const text = plain(input.normalize('NFC').replaceAll('\0', '').trim()).slice(0, 200);
  const found = new Set(await findExactly(context, input.trim()));
  // Signs alone say nothing about anybody.
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).slice(0, 8);
  if (words.length > 0) for (const id of await searchCustomers(context.db, text, words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`), limit)) found.add(id);
  if (found.size < ENOUGH_HITS && words.length > 0) for (const id of await searchWithTypingErrors(context, text, words, limit)) found.add(id);
  return present(context, await withoutRestricted(context.db, await listCustomersById(context.db, [...found].slice(0, limit))));
}

const ALTERNATIVES = 4;

/** Each word is replaced by the words of our customers that look like it; a word that looks like none is looked for as it is. */
async function searchWithTypingErrors(context: Context, text: string, words: readonly string[], limit: number): Promise<string[]> {
  const patterns = await context.db.transaction().execute(async (tx) => {
    const found: string[] = [];
    for (const word of words) {
      const alike = /^\p{L}{3,}$/u.test(word) ? await listSimilarWords(tx, word, ALTERNATIVES) : [];
      found.push([...new Set([...alike, word.replace(/[^\p{L}\p{N}]/gu, '.')])].join('|'));
    }
    return found;
  });
  return patterns.length === 0 ? [] : searchCustomersByPatterns(context.db, text, patterns, limit);
}

async function findExactly(context: Context, text: string): Promise<string[]> {
  const nodeIds = SEARCHED_KINDS.flatMap((kind) => {
    const normal = normalIdentifier(context, kind, text);
    return 'identifier' in normal ? [identifierId(context, normal.identifier)] : [];
  });
  return (await Promise.all(nodeIds.map((id) => listHoldersOf(context.db, id)))).flat();
}

/** The public shape of customers. */
export async function present(context: Context, records: readonly CustomerRecord[]): Promise<Customer[]> {
  if (records.length === 0) return [];
  const ids = records.map((record) => record.id);
  const [identities, kinds] = await Promise.all([readIdentities(context, ids), listKinds(context.db, ids)]);
  return records.map((record) => ({
    id: record.id,
    name: record.name,
    kind: asKind(kinds.get(record.id)),
    identifiers: identities.get(record.id)?.identifiers ?? [],
    traits: record.traits,
    mergedFrom: identities.get(record.id)?.mergedFrom ?? [],
    firstAt: record.firstAt?.toISOString() ?? null,
  }));
}

const asKind = (kind: string | undefined): Customer['kind'] => (kind === 'company' || kind === 'partner' || kind === 'supplier' ? kind : 'person');

/** Names beside the rows of other slices; ids without a customer are left out. */
export async function nameCustomers(context: Context, customerIds: readonly string[]): Promise<Map<string, string>> {
  return new Map((await listCustomersById(context.db, customerIds)).map(({ id, name }) => [id, name]));
}

/** @throws customer.not_found */
export async function getCustomer(context: Context, customerId: string): Promise<Customer> {
  const [customer] = await present(context, await listCustomersById(context.db, [customerId]));
  if (!customer) throw new Problem('customer.not_found', 'There is no customer with this id.', { id: customerId });
  return customer;
}
