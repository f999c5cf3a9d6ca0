import { isForeignAnswer } from '../../people/timeline/foreign-answers.logic.ts';
import { HIDDEN, pseudonymOf } from '../../governance/roles/masking.logic.ts';
import { listTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import { fieldOf } from '../../listening/imports/targets.logic.ts';
import { nameCustomers, present } from '../../people/customers/customers.actions.ts';
import { maySeePersonalData, readOpenKeys } from '../../people/customers/masked-customers.actions.ts';
import { withoutRestricted } from '../../people/privacy/restrictions.actions.ts';
import { readIdentities } from '../../people/identity/customer-nodes.actions.ts';
import { rankTouchpoints } from '../../understanding/gaps/gaps.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { dayAfter } from './period.logic.ts';
import type { ExportColumn, ExportQuery, ExportRow, ExportTable } from './exports.contract.ts';
import { type HistoryFilter, type HistoryRow, listAnswerRows, listInteractionRows, type Place } from './history-rows.analytics.ts';
import { maskedTraits, maskRow } from './mask-rows.logic.ts';
import {
  accountsStatement, addressesStatement, contractsStatement, customersStatement, departmentsStatement, devicesStatement, expectationsStatement, fetchRows, listTraitKeys, openCursor, type Statement, surveysStatement, usersStatement,
} from './records-rows.queries.ts';
import { describeTable } from './tables.logic.ts';

const ROWS_PER_FETCH = 500;
const ROWS_PER_PAGE = 10_000;
/** Columns that customers can have beside the fixed ones; a spreadsheet has 16,384, a person reads fewer. */
const TRAIT_COLUMNS = 300;

export interface ExportSource {
  columns: readonly ExportColumn[];
  batches: AsyncGenerator<readonly ExportRow[]>;
}

/** All rows of a table as this actor may see them, in batches on flat memory. */
export async function openExport(context: Context, table: ExportTable, query: ExportQuery, actor: Actor): Promise<ExportSource> {
  const { columns } = describeTable(table);
  const asker: Asker = { actor, openKeys: maySeePersonalData(actor) ? null : await readOpenKeys(context) };
  const scope = scopeOf(actor.departments, query.department);
  const touchpoint = query.touchpoint ?? null;
  const plain = (statement: Statement): ExportSource => ({ columns, batches: fromCursor(context, statement, async (rows) => rows) });
  const ofCustomers = (statement: Statement): ExportSource => ({ columns, batches: fromCursor(context, statement, (rows) => addCustomers(context, table, rows, asker)) });
  switch (table) {
    case 'customers': return openCustomers(context, columns, asker);
    case 'accounts': return ofCustomers(accountsStatement);
    case 'contracts': return ofCustomers(contractsStatement);
    case 'devices': return ofCustomers(devicesStatement);
    case 'addresses': return ofCustomers(addressesStatement);
    case 'departments': return plain(departmentsStatement);
    case 'users': return plain(usersStatement);
    case 'expectations': return plain(expectationsStatement(scope, touchpoint));
    case 'surveys': return plain(surveysStatement(scope, touchpoint));
    case 'touchpoints': return { columns, batches: touchpointRows(context, scope, query) };
    case 'gaps': return { columns, batches: gapRows(context, query, actor) };
    case 'interactions': return { columns, batches: historyRows(context, { table, list: listInteractionRows, filter: await historyFilter(context, query, null), asker }) };
    case 'answers': return { columns, batches: historyRows(context, { table, list: listAnswerRows, filter: await historyFilter(context, query, actor.departments), asker }) };
  }
}

interface Asker {
  actor: Actor;
  /** Null = personal data may be seen. */
  openKeys: ReadonlySet<string> | null;
}

/** Departments whose records are meant; null = all. Who is limited and asks for another department gets nothing. */
function scopeOf(own: readonly string[] | null, asked: string | undefined): readonly string[] | null {
  if (asked === undefined) return own;
  return own === null || own.includes(asked) ? [asked] : [];
}

/** A cursor in a transaction that only reads: everything is as of the moment in which the export began. */
async function* fromCursor(context: Context, statement: Statement, finish: (rows: ExportRow[]) => Promise<readonly ExportRow[]>): AsyncGenerator<readonly ExportRow[]> {
  const tx = await context.db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute();
  try {
    await openCursor(tx, statement);
    for (let rows = await fetchRows(tx, ROWS_PER_FETCH); rows.length > 0; rows = await fetchRows(tx, ROWS_PER_FETCH)) yield await finish(rows);
  } finally {
    // nothing was written; the same whether the end was reached or the reader went away
    await tx.rollback().execute();
  }
}

async function openCustomers(context: Context, columns: readonly ExportColumn[], { openKeys }: Asker): Promise<ExportSource> {
  const taken = new Set(columns.map(({ key }) => key));
  const keys = (await listTraitKeys(context.db, TRAIT_COLUMNS)).filter(({ key }) => !taken.has(key) && (openKeys === null || key in maskedTraits({ [key]: '1970' }, openKeys)));
  const traitColumns = keys.map(({ key, type }): ExportColumn => {
    const field = fieldOf('customers', key);
    return { key: `trait_${key}`, labelDe: field?.labelDe ?? key, labelEn: field?.labelEn ?? key, type: type === 'number' ? 'number' : type === 'boolean' ? 'boolean' : 'text' };
  });
  const batches = fromCursor(context, customersStatement, async (rows) => {
    const customers = await present(context, await withoutRestricted(context.db, rows as (Parameters<typeof present>[1][number] & ExportRow)[]));
    return customers.map((customer): ExportRow => {
      const traits = openKeys === null ? customer.traits : maskedTraits(customer.traits, openKeys);
      const row = {
        ...identifierCells(customer.id, customer.identifiers),
        displayName: openKeys === null ? customer.name : pseudonymOf(customer.id),
        kind: customer.kind,
        firstAt: customer.firstAt === null ? null : new Date(customer.firstAt),
        ...Object.fromEntries(keys.map(({ key }) => [`trait_${key}`, Object.hasOwn(traits, key) ? asValue(traits[key]) : null])),
      };
      return openKeys === null ? row : { ...maskRow('customers', row, { openKeys, names: [] }), otherIdentifiers: row.otherIdentifiers.map((text) => `${text.slice(0, text.indexOf(':'))}:${HIDDEN}`) };
    });
  });
  // Parquet names its columns by key
  return { columns: [...columns, ...traitColumns], batches };
}

const asValue = (value: unknown): ExportRow[string] => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : value === null || value === undefined ? null : (value as Record<string, unknown>));

/** The strongest identifier of each usual kind in its own column, all further ones in one. */
function identifierCells(id: string, identifiers: readonly { kind: string; value: string }[]): { momenteId: string; otherIdentifiers: string[] } & Record<string, string | string[]> {
  const cells: Record<string, string> = {};
  const otherIdentifiers: string[] = [];
  for (const { kind, value } of identifiers) {
    if (kind in usualKinds && cells[kind] === undefined) cells[kind] = value;
    else otherIdentifiers.push(`${kind}:${value}`);
  }
  return { ...cells, momenteId: id, otherIdentifiers };
}
const usualKinds = { customerNumber: true, email: true, phone: true, userId: true } as const;

/** Writes beside each row who its customer is. */
async function addCustomers(context: Context, table: ExportTable, rows: readonly ExportRow[], { openKeys, actor }: Asker): Promise<readonly ExportRow[]> {
  const all = [...new Set(rows.flatMap(({ momenteId }) => (typeof momenteId === 'string' ? [momenteId] : [])))];
  // What lists do not show does not leave as a file either.
  const ids = (await withoutRestricted(context.db, all.map((id) => ({ id })))).map(({ id }) => id);
  const shown = new Set(ids);
  const identities = await inPortions(ids, (portion) => readIdentities(context, portion));
  const names = openKeys === null ? new Map<string, string>() : await inPortions(ids, (portion) => nameCustomers(context, portion));
  return rows.filter(({ momenteId }) => typeof momenteId !== 'string' || shown.has(momenteId)).map((row) => {
    const id = typeof row['momenteId'] === 'string' ? row['momenteId'] : null;
    const { otherIdentifiers: _others, ...cells } = id === null ? { otherIdentifiers: [] } : identifierCells(id, identities.get(id)?.identifiers ?? []);
    const full = { ...(table === 'interactions' && isForeignAnswer({ channel: String(row['channel']), department: typeof row['department'] === 'string' ? row['department'] : null }, actor.departments) ? { ...row, text: null, score: null, mood: null, properties: null } : row), ...cells };
    return openKeys === null ? full : maskRow(table, full, { openKeys, names: [names.get(id ?? '') ?? ''] });
  });
}

async function inPortions<Value>(ids: readonly string[], read: (portion: readonly string[]) => Promise<Map<string, Value>>): Promise<Map<string, Value>> {
  const all = new Map<string, Value>();
  for (let from = 0; from < ids.length; from += 500) for (const [id, value] of await read(ids.slice(from, from + 500))) all.set(id, value);
  return all;
}

/** Answers belong to the department of their touchpoint; contacts to the company as a whole. */
async function historyFilter(context: Context, query: ExportQuery, departments: readonly string[] | null): Promise<HistoryFilter> {
  const { touchpoint = null, channel = null, department = null, group = null } = query;
  const visible = departments === null ? null : (await listTouchpoints(context, departments)).map(({ code }) => code);
  return { from: query.from === undefined ? null : new Date(query.from).toISOString(), to: query.to === undefined ? null : dayAfter(query.to), touchpoint, touchpoints: visible, channel, department, group };
}

interface HistoryReading {
  table: 'interactions' | 'answers';
  list: (history: Context['history'], filter: HistoryFilter, after: Place | null, limit: number) => Promise<HistoryRow[]>;
  filter: HistoryFilter;
  asker: Asker;
}

async function* historyRows(context: Context, { table, list, filter, asker }: HistoryReading): AsyncGenerator<readonly ExportRow[]> {
  for (let after: Place | null = null; ; ) {
    const rows: HistoryRow[] = await list(context.history, filter, after, ROWS_PER_PAGE);
    const last = rows.at(-1);
    if (last) yield await addCustomers(context, table, rows.map(historyRow), asker);
    if (!last || rows.length < ROWS_PER_PAGE) return;
    after = Object.fromEntries(Object.entries(last).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));
  }
}

/** snake_case of the engine to the keys of our columns; empty texts are nothing. */
function historyRow({ customer, at, ...rest }: HistoryRow): ExportRow {
  const row: Record<string, ExportRow[string]> = { momenteId: customer, at: new Date(`${at.replace(' ', 'T')}Z`) };
  for (const [name, value] of Object.entries(rest)) {
    const key = historyKeys[name] ?? name;
    row[key] = name === 'properties' ? propertiesOf(value) : value === '' ? null : asValue(value);
  }
  return row;
}
const historyKeys: Record<string, string> = { message_key: 'messageKey', subject_line: 'subjectLine', cost_cents: 'costCents', response_id: 'responseId', target_group: 'group' };

function propertiesOf(value: unknown): Record<string, unknown> | null {
  if (typeof value !== 'string' || value === '' || value === '{}') return null;
  const parsed: unknown = JSON.parse(value);
  return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : null;
}

async function* touchpointRows(context: Context, scope: readonly string[] | null, { channel }: ExportQuery): AsyncGenerator<readonly ExportRow[]> {
  const touchpoints = await listTouchpoints(context, scope);
  yield touchpoints.filter((touchpoint) => channel === undefined || touchpoint.channel === channel).map(({ updatedAt, rules, ...touchpoint }) => ({ ...touchpoint, rules: rules.length === 0 ? null : { rules }, updatedAt: new Date(updatedAt) }));
}

async function* gapRows(context: Context, { from, to, group, department, channel, language, format }: ExportQuery, actor: Actor): AsyncGenerator<readonly ExportRow[]> {
  const lang = language ?? (format === 'csv-de' ? 'de' : 'en');
  for (let cursor: string | undefined; ; ) {
    const page = await rankTouchpoints(context, { from, to, group, department, channel: channelOf(channel), lang, sort: '-priority', limit: 500, cursor }, actor);
    yield page.items;
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
}

type GapChannel = Parameters<typeof rankTouchpoints>[1]['channel'];
/** Only compared with those of touchpoints: one that there is not has none. */
const channelOf = (channel: string | undefined): GapChannel => channel as GapChannel;
