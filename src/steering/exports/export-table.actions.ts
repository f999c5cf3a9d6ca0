import { Readable } from 'node:stream';
import { noteInAudit } from '../../governance/audit/audit.actions.ts';
import { maySeePersonalData } from '../../people/customers/masked-customers.actions.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { type ExportFormat, type ExportList, type ExportQuery, type ExportRow, type ExportTable, filterNames } from './exports.contract.ts';
import { openExport } from './read-rows.actions.ts';
import { describeTable, tableDescriptions } from './tables.logic.ts';
import { writeCsv } from '../../platform/table-files/write-csv.ts';
import { writeParquet } from '../../platform/table-files/write-parquet.ts';
import { writeXlsx } from '../../platform/table-files/write-xlsx.ts';

/** Each export holds a connection to the records; the desk needs the others. */
const AT_ONCE = 4;
const running = new WeakMap<Context['db'], { n: number }>();

export interface ExportFile {
  name: string;
  contentType: string;
  content: Readable;
}

const kinds: Record<ExportFormat, { ending: string; contentType: string }> = {
  'csv-de': { ending: 'csv', contentType: 'text/csv; charset=utf-8' },
  'csv-en': { ending: 'csv', contentType: 'text/csv; charset=utf-8' },
  xlsx: { ending: 'xlsx', contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  parquet: { ending: 'parquet', contentType: 'application/vnd.apache.parquet' },
};

/** Tables that this actor may take out. */
export function listExports(actor: Actor): ExportList {
  const items = tableDescriptions.filter(({ access }) => actor.can(access.can, access.on)).map(({ table, labelDe, labelEn, hintDe, hintEn, columns, filters }) => ({ table, labelDe, labelEn, hintDe, hintEn, columns: [...columns], filters: [...filters] }));
  return { items, masked: !maySeePersonalData(actor) };
}

/**
 * A table as a file that is written while it is fetched; nothing of it is kept. It is in the audit log before its first
 * byte leaves, and once more with the number of rows when it is complete.
 * @throws permission.denied without the right to read the table, request.invalid for a filter that it does not have, engine.busy
 */
export async function exportTable(context: Context, table: ExportTable, query: ExportQuery, actor: Actor): Promise<ExportFile> {
  const { access, filters, labelDe, labelEn } = describeTable(table);
  if (!actor.can(access.can, access.on)) throw new Problem('permission.denied', `Your role does not allow to read ${labelEn.toLowerCase()}.`, { action: access.can, subject: access.on });
  const foreign = filterNames.find((name) => query[name] !== undefined && !filters.includes(name));
  if (foreign !== undefined) throw new Problem('request.invalid', `${labelEn} cannot be limited by ${foreign}.`, {}, [{ at: `querystring.${foreign}`, reason: filters.length === 0 ? 'this table has no filters' : `this table has ${filters.join(', ')}` }]);
  const leave = enter(context);
  try {
    const { columns, batches } = await openExport(context, table, query, actor);
    const language = query.language ?? (query.format === 'csv-de' ? 'de' : 'en');
    const note = { table, format: query.format, masked: !maySeePersonalData(actor), ...Object.fromEntries(filterNames.flatMap((name) => (query[name] === undefined ? [] : [[name, query[name]]]))) };
    await noteInAudit(context, { action: 'export.created', subject: access.on, after: note });
    const counted = countRows(batches, async (rows) => noteInAudit(context, { action: 'export.finished', subject: access.on, after: { ...note, rows } }));
    const title = language === 'de' ? labelDe : labelEn;
    const writing = { columns, language, timeZone: query.timeZone, title };
    const content = query.format === 'xlsx' ? writeXlsx(counted, writing) : Readable.from(query.format === 'parquet' ? writeParquet(counted, columns) : writeCsv(counted, query.format, writing), { objectMode: false });
    content.once('close', leave);
    return { name: fileName(title, context.clock.now(), kinds[query.format].ending), contentType: kinds[query.format].contentType, content };
  } catch (error) {
    leave();
    throw error;
  }
}

/** @throws engine.busy */
function enter({ db }: Context): () => void {
  const count = running.get(db) ?? { n: 0 };
  running.set(db, count);
  if (count.n >= AT_ONCE) throw new Problem('engine.busy', `${AT_ONCE} exports are running already. Try again when one of them is through.`);
  count.n += 1;
  let isIn = true;
  return () => {
    if (isIn) count.n -= 1;
    isIn = false;
  };
}

async function* countRows(batches: AsyncIterable<readonly ExportRow[]>, done: (rows: number) => Promise<void>): AsyncGenerator<readonly ExportRow[]> {
  let rows = 0;
  for await (const batch of batches) {
    rows += batch.length;
    yield batch;
  }
  await done(rows);
}

/** What and when: "momente Rangliste der Kontaktpunkte 2026-04-10 0915.csv", in UTC. */
function fileName(title: string, at: Date, ending: string): string {
  const [day = '', time = ''] = at.toISOString().split('T');
  return `momente ${title.replaceAll(/[^\p{L}\p{N} -]/gu, '')} ${day} ${time.slice(0, 5).replace(':', '')}.${ending}`;
}
