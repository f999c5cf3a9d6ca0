import { sql } from 'kysely';
import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';
import type { CustomerReach } from '../../governance/privacy/personal-data.contract.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { forgetFileNames } from './forget-file-names.actions.ts';
import { removeOldFiles } from './imports.actions.ts';
import { findImport, forgetFile } from './imports.queries.ts';
import { readRows } from './reading/read-rows.ts';
import { detectKind } from './reading/detect-kind.ts';

interface RawFile {
  id: string;
  fileId: string;
}
/** Raw files are not needed for the undo; people want to look into them for a while. */
const KEEP_FILES_DAYS = 30;
const FILE_LIMIT = 10_000;
const SHORT = 6;

/** What imports keep of customers beside what they brought: the raw files, rows that were refused, and what records were before. */
export const importsHolder: PersonalDataHolder = {
  name: 'listening.imports',
  tables: ['files.imports', 'records.imports', 'records.import_chunks', 'records.import_changes', 'records.import_refusals', 'records.message_ids'],
  category: {
    key: 'imports', labelDe: 'Eingelesene Dateien', labelEn: 'Imported files',
    purposeDe: 'Fehlerhafte Zeilen nachsehen und einen Import zurücknehmen können', purposeEn: 'Looking up faulty rows and taking an import back',
  },
  staysDe: 'Von eingelesenen Kontakten bleibt nur ein Fingerabdruck ihrer Nummer, damit dieselbe Datei nicht zweimal zählt.',
  staysEn: 'Of imported contacts only a fingerprint of their number stays, so that the same file does not count twice.',
  count: async ({ db }, reach) => {
    const { rows } = await sql<{ n: number }>`select (select count(*) from import_changes where ${ofReach(reach)}) + (select count(*) from import_refusals where ${refusedValue(reach)}) as n`.execute(db);
    return rows[0]?.n ?? 0;
  },
  async *export({ db }, reach) {
    const { rows } = await sql<{ kind: string; before: object | null; said: object; name: string }>`
      select c.kind, c.before, c.said, i.name from import_changes c join imports i on i.id = c.import_id where ${ofReach(reach)} order by c.seq limit 10000`.execute(db);
    for (const { kind, before, said, name } of rows) yield { file: name, about: kind, said: withoutIds(said), ...(before ? { before: withoutIds(before) } : {}) };
  },
  erase: async (context, tx, reach) => ({ erased: (await removeChanges(tx, reach)) + (await removeRefusals(tx, reach)) + (await forgetFileNames(context, tx, reach)) }),
  eraseElsewhere: async (context, reach) => {
    const isStillRead = await removeFilesOf(context, reach);
    await context.db.transaction().execute((tx) => removeRefusals(tx, reach)); // of rows read since the records were erased
    if (isStillRead) throw new Error('A file that names the customer is being read. The erasure goes on when that has ended.');
  },
  expires: ['delete'],
  usualDays: KEEP_FILES_DAYS,
  async expire(context, _action, before, isDryRun) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from imports where file_id is not null and coalesce(finished_at, created_at) < ${before} and state not in ('checking', 'running', 'undoing')`.execute(context.db);
    if (!isDryRun) await removeOldFiles(context, before);
    return rows[0]?.n ?? 0;
  },
};

const ofReach = ({ subjects }: CustomerReach) => sql`(subject = any(${subjects}::uuid[]) or before ->> 'subject' = any(${subjects}::text[]))`;
const valuesOf = ({ identifiers }: CustomerReach) => [...new Set(identifiers.flatMap(({ value, raw }) => [value.toLowerCase(), raw.trim().toLowerCase()]))].filter((value) => value !== '');
const refusedValue = (reach: CustomerReach) => sql`exists (select 1 from jsonb_array_elements(refusals) as refusal where lower(trim(refusal ->> 'value')) = any(${valuesOf(reach)}::text[]))`;
const withoutIds = (row: object) => Object.fromEntries(Object.entries(row).filter(([column, value]) => column !== 'subject' && value !== null));

async function removeChanges(tx: Db, reach: CustomerReach): Promise<number> {
  const { numAffectedRows } = await sql`delete from import_changes where ${ofReach(reach)}`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

async function removeRefusals(tx: Db, reach: CustomerReach): Promise<number> {
  const { numAffectedRows } = await sql`delete from import_refusals where ${refusedValue(reach)}`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/**
 * A raw file that names the customer goes as a whole: what it brought is in, and it can be uploaded again without them.
 * One that is being read stays until it is through, so that one customer does not cost all the others; its rows that name
 * the customer are refused meanwhile. What was refused goes with its file: a mistyped name or address says whose it was,
 * but is none of their identifiers.
 * @returns whether such a file is still being read
 */
async function removeFilesOf(context: Context, reach: CustomerReach): Promise<boolean> {
  let isStillRead = false;
  const { rows } = await sql<RawFile>`select id, file_id from imports where file_id is not null order by created_at limit ${FILE_LIMIT}`.execute(context.db);
  const known = new Set(rows.map(({ fileId }) => fileId));
  for (const { id, fileId } of rows) {
    if (context.files.has('imports', fileId) && (await names(context.files.pathOf('imports', fileId), reach))) {
      if (await isAtWork(context, id)) {
        isStillRead = true;
        continue;
      }
      await sql`delete from import_refusals where import_id = ${id}`.execute(context.db);
      await context.files.remove('imports', fileId);
      await forgetFile(context.db, id, context.clock.now());
    }
  }
  // Files that a crash left without an import belong to nobody who could still want them.
  for (const fileId of await context.files.list('imports')) if (!known.has(fileId) && (await names(context.files.pathOf('imports', fileId), reach))) await context.files.remove('imports', fileId);
  return isStillRead;
}

async function isAtWork(context: Context, id: string): Promise<boolean> {
  const row = await findImport(context.db, id);
  return row?.state === 'running' || row?.state === 'checking';
}

async function names(path: string, reach: CustomerReach): Promise<boolean> {
  const values = valuesOf(reach);
  const phones = reach.identifiers.flatMap(({ kind, value }) => (kind === 'phone' ? [value.replaceAll(/\D/g, '').slice(-9)] : []));
  const long = values.filter((value) => value.length >= SHORT);
  const short = new Set(values);
  try {
    const kind = await detectKind(path);
    const format = { kind: kind.kind, encoding: kind.kind === 'csv' ? kind.encoding : 'utf-8', delimiter: ',', sheet: null, headerRows: 0 } as const;
    // Cut at commas whatever the delimiter is: what is looked for is found inside of longer cells as well.
    for await (const { cells } of readRows(path, format)) {
      for (const cell of cells.flatMap((one) => one.split(/[;\t|]/))) {
        const text = cell.trim().toLowerCase();
        if (text === '') continue;
        if (short.has(text.replace(/^"|"$/g, '')) || long.some((value) => text.includes(value))) return true;
        if (phones.some((digits) => digits.length >= 7 && text.replaceAll(/\D/g, '').endsWith(digits))) return true;
      }
    }
    return false;
  } catch {
    return true; // a file that cannot be read cannot be shown to be harmless
  }
}
