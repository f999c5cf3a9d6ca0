import { Readable } from 'node:stream';
import { noteInAudit } from '../../../governance/audit/audit.actions.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { TableRow } from '../../../kernel/tables.ts';
import { maySeePersonalData } from '../../../people/customers/masked-customers.actions.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import { savSeconds } from '../../../platform/table-files/sav-dictionary.ts';
import { savNames } from '../../../platform/table-files/sav-names.ts';
import { writeCsv } from '../../../platform/table-files/write-csv.ts';
import { writeParquet } from '../../../platform/table-files/write-parquet.ts';
import { type SavCase, writeSav } from '../../../platform/table-files/write-sav.ts';
import { writeXlsx } from '../../../platform/table-files/write-xlsx.ts';
import { type FileColumn, type FileRow, savCell, savColumnOf, tableCell, tableColumnOf } from './export-cells.logic.ts';
import type { ResponseExportQuery, ResponseFormat } from './export.contract.ts';
import { countRows, type ExportFilter } from './export-rows.queries.ts';
import { openResponseTable } from './export-table.actions.ts';
import { openResults } from '../open-results.actions.ts';
import { readPair, readPeriod } from '../read-filter.logic.ts';

/** Each export holds a connection to the records; answering customers need the others. */
const AT_ONCE = 3;
const running = new WeakMap<Context['db'], { n: number }>();

const kinds: Record<ResponseFormat, { ending: string; contentType: string }> = {
  csv: { ending: 'csv', contentType: 'text/csv; charset=utf-8' },
  csv_de: { ending: 'csv', contentType: 'text/csv; charset=utf-8' },
  xlsx: { ending: 'xlsx', contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  sav: { ending: 'sav', contentType: 'application/x-spss-sav' },
  parquet: { ending: 'parquet', contentType: 'application/vnd.apache.parquet' },
};

/**
 * The responses of a survey as a file that is written while it is fetched; nothing of it is kept. It is in the audit log
 * before its first byte leaves, and once more with the number of rows when it is complete. Who goes away ends it.
 * @throws survey.not_found, permission.denied, survey.results_protected – employees' answers leave as figures only –, engine.busy
 */
export async function exportResponses(context: Context, actor: Actor, code: string, query: ResponseExportQuery): Promise<{ name: string; contentType: string; content: Readable }> {
  if (!actor.can('read', 'answer')) throw new Problem('permission.denied', 'Your role does not allow to read answers.', { action: 'read', subject: 'answer' });
  const { survey, versions, slice, protection } = await openResults(context, actor, { code, about: 'figures' }, query.version === undefined ? {} : { version: query.version });
  if (protection.kind === 'protected') throw new Problem('survey.results_protected', 'Answers of employees do not leave one by one, so that nobody is recognised by them. Their figures are on the page of results.', {});
  const language = query.wording ?? (query.format === 'csv_de' ? 'de' : 'en');
  const masked = !maySeePersonalData(actor);
  const filter: ExportFilter = {
    survey: code, version: query.version ?? null, ...readPeriod(query), touchpoint: query.touchpoint ?? null, touchpoints: slice.touchpoints, language: query.language ?? null, source: query.source ?? null,
    hidden: Object.fromEntries((query.hidden ?? []).map(readPair).map(({ key, value }) => [key, value])),
  };
  const unknown = (['channel', 'department', 'group'] as const).find((name) => query[name] !== undefined);
  if (unknown !== undefined) throw new Problem('request.invalid', `Responses cannot be exported by ${unknown}.`, {}, [{ at: `querystring.${unknown}`, reason: 'exports know version, from, to, touchpoint, language, source, hidden' }]);
  if (masked && query.hidden !== undefined) throw new Problem('permission.denied', 'Your role does not allow to pick responses by hidden fields.', { action: 'read', subject: 'personal_data' });
  const leave = enter(context);
  const tx = await context.db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute();
  try {
    const table = await openResponseTable(context, tx, {
      survey: code, versions, shape: query.shape, filter, language, mayReadPersonalData: !masked, mayReadCustomers: actor.can('read', 'customer'), needsWidths: query.format === 'sav',
    });
    const cases = query.format === 'sav' && query.shape === 'responses' ? await countRows(tx, filter) : -1;
    const note = { survey: code, format: query.format, shape: query.shape, masked, ...(query.version === undefined ? {} : { version: query.version }), ...(query.from === undefined ? {} : { from: query.from }), ...(query.to === undefined ? {} : { to: query.to }), ...(query.language === undefined ? {} : { language: query.language }) };
    await noteInAudit(context, { action: 'export.created', subject: 'answer', after: note });
    const counted = count(table.batches, (rows) => noteInAudit(context, { action: 'export.finished', subject: 'answer', after: { ...note, rows } }));
    const title = language === 'de' ? survey.nameDe : survey.nameEn;
    const content = write(counted, table.columns, { query, language, title, at: context.clock.now(), cases });
    // Nothing was written; the same whether the end was reached or the reader went away.
    content.once('close', () => void counted.return(undefined).finally(() => tx.rollback().execute()).catch((error: unknown) => context.log.error({ err: error }, 'an export did not end well')).finally(leave));
    return { name: fileName(title, context.clock.now(), kinds[query.format].ending), contentType: kinds[query.format].contentType, content };
  } catch (error) {
    leave();
    await tx.rollback().execute();
    throw error;
  }
}

function write(batches: AsyncGenerator<FileRow[]>, columns: readonly FileColumn[], { query, language, title, at, cases }: { query: ResponseExportQuery; language: string; title: string; at: Date; cases: number }): Readable {
  const { format, values, timeZone } = query;
  if (format === 'sav') {
    const names = savNames(columns.map(({ name }) => name));
    const variables = columns.map((column, place) => ({ ...savColumnOf(column, language), name: names[place] ?? `v${place}` }));
    return Readable.from(writeSav(mapBatches(batches, (row): SavCase => columns.map((column, place) => savCell(row[place], column, timeZone, savSeconds))), { variables, title, at, cases }), { objectMode: false });
  }
  const tableColumns = columns.map((column) => tableColumnOf(column, values));
  const rows = mapBatches(batches, (row): TableRow => Object.fromEntries(columns.map((column, place) => [column.name, tableCell(row[place], column, values)])));
  const writing = { columns: tableColumns, language: language === 'de' ? 'de' as const : 'en' as const, timeZone, title };
  if (format === 'xlsx') return writeXlsx(rows, writing);
  return Readable.from(format === 'parquet' ? writeParquet(rows, tableColumns) : writeCsv(rows, format === 'csv_de' ? 'csv-de' : 'csv-en', writing), { objectMode: false });
}

async function* mapBatches<Row, Made>(batches: AsyncGenerator<Row[]>, make: (row: Row) => Made): AsyncGenerator<Made[]> {
  for await (const rows of batches) yield rows.map(make);
}

async function* count(batches: AsyncGenerator<FileRow[]>, done: (rows: number) => Promise<void>): AsyncGenerator<FileRow[]> {
  let rows = 0;
  for await (const batch of batches) {
    rows += batch.length;
    yield batch;
  }
  await done(rows);
}

/** @throws engine.busy */
function enter({ db }: Context): () => void {
  const now = running.get(db) ?? { n: 0 };
  running.set(db, now);
  if (now.n >= AT_ONCE) throw new Problem('engine.busy', `${AT_ONCE} exports are running already. Try again when one of them is through.`);
  now.n += 1;
  let isIn = true;
  return () => {
    if (isIn) now.n -= 1;
    isIn = false;
  };
}

/** What and when: "momente Nach der Reparatur 2026-04-10 0915.sav", in UTC. */
function fileName(title: string, at: Date, ending: string): string {
  const [day = '', time = ''] = at.toISOString().split('T');
  return `momente ${title.replaceAll(/[^\p{L}\p{N} -]/gu, '')} ${day} ${time.slice(0, 5).replace(':', '')}.${ending}`;
}
