import { stringify } from 'csv-stringify/sync';
import { defuseFormula } from '../../kernel/formula-cells.ts';
import type { Context } from '../../platform/context.ts';
import { noteInAudit } from './audit.actions.ts';
import type { AuditEntry, AuditFilter } from './audit.contract.ts';
import { listChained, listSeals } from './audit.queries.ts';
import { chainAll, sealChain, sealKeyOf } from './chain.actions.ts';
import { EXPORT_FORMAT } from './export-lines.logic.ts';
import { streamAudit } from './search.actions.ts';

const CHUNK = 2_000;

/** Before the first line leaves. */
export async function noteExport(context: Context, format: 'jsonl' | 'csv', filter: AuditFilter): Promise<void> {
  const { search, customer, ...rest } = filter;
  // What was searched may be somebody's name.
  await noteInAudit(context, { action: 'audit.exported', subject: 'audit', ...(customer === undefined ? {} : { customers: [customer] }), after: { format, ...rest, ...(search === undefined ? {} : { search: '…' }) } });
}

/**
 * The whole log with its seals, one JSON per line: what `momente audit verify <file>` checks on another machine, with
 * nothing but the public key. With a filter only the entries that it finds, which cannot be checked as a chain.
 */
export async function* exportLines(context: Context, filter: AuditFilter): AsyncGenerator<string> {
  const isWhole = Object.values(filter).every((value) => value === undefined);
  await chainAll(context);
  await sealChain(context);
  yield `${JSON.stringify({ format: EXPORT_FORMAT, isWhole, exportedAt: context.clock.now().toISOString(), publicKey: sealKeyOf(context).publicKey })}\n`;
  if (isWhole) yield* chainLines(context);
  else for await (const entries of streamAudit(context, filter)) yield entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

/** As of one moment: an erasure meanwhile would look like tampering. */
async function* chainLines({ db }: Context): AsyncGenerator<string> {
  const snapshot = await db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute();
  try {
    for (let seals = await listSeals(snapshot, 0, CHUNK); seals.length > 0; seals = await listSeals(snapshot, seals.at(-1)?.number ?? 0, CHUNK)) yield seals.map((seal) => `${JSON.stringify({ seal })}\n`).join('');
    for (let entries = await listChained(snapshot, -1, CHUNK); entries.length > 0; entries = await listChained(snapshot, entries.at(-1)?.seq ?? 0, CHUNK)) yield entries.map((entry) => `${JSON.stringify({ entry })}\n`).join('');
  } finally {
    await snapshot.rollback().execute();
  }
}

const headings = {
  de: ['Nr.', 'Zeitpunkt (UTC)', 'Art', 'Vorgang', 'Gegenstand', 'Kennung', 'Wer', 'Art des Handelnden', 'Rolle', 'Kunden', 'Grund', 'Vorher', 'Nachher', 'Aufruf'],
  en: ['No.', 'Time (UTC)', 'Kind', 'Action', 'Subject', 'Id', 'Who', 'Kind of actor', 'Role', 'Customers', 'Reason', 'Before', 'After', 'Route'],
};

/** A table for people: German with semicolons, as their spreadsheet expects; what could be a formula is made a text. */
export async function* exportCsv(context: Context, filter: AuditFilter, language: 'de' | 'en'): AsyncGenerator<string> {
  const rows = (cells: unknown[][]) => stringify(cells, { delimiter: language === 'de' ? ';' : ',', record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
  yield `\uFEFF${rows([headings[language]])}`;
  for await (const entries of streamAudit(context, filter)) yield rows(entries.map((entry) => cellsOf(entry).map((cell) => (typeof cell === 'string' ? defuseFormula(cell) : cell))));
}

const asText = (value: object | null) => (value === null ? '' : JSON.stringify(value));
const cellsOf = (entry: AuditEntry): unknown[] => [
  entry.seq, entry.at, entry.kind, entry.action, entry.subject, entry.subjectId ?? '', entry.actor.label ?? entry.actor.id ?? '', entry.actor.kind, entry.actor.role ?? '',
  entry.customers.map(({ id, name }) => name ?? id).join(', '), entry.reason ?? '', asText(entry.before), asText(entry.after), entry.route ?? '',
];
