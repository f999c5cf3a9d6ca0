import { randomBytes } from 'node:crypto';
import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';
import type { CustomerReach } from '../../governance/privacy/personal-data.contract.ts';
import { anonymise, countByYear, countOlder, deleteOlder } from '../../governance/privacy/history-ageing.actions.ts';
import { reachRows } from '../../governance/privacy/reach-rows.logic.ts';
import { historyTime } from '../../kernel/clock.ts';
import type { Context } from '../../platform/context.ts';
import { countLinksBefore, countLinksOf, deleteLinksBefore, deleteLinksOf, type LinkOwner, listLinksOf } from './links/links-privacy.queries.ts';
import { removeLyingFiles } from './files/response-files.actions.ts';
import { countFilesOfWhom, emptyOldResponses, emptyResponses, exportResponses } from './responses-privacy.queries.ts';

const ROWS_AT_ONCE = 1_000;

interface ExportedAnswer {
  at: string;
  response_id: string;
  survey: string;
  touchpoint: string;
  item: string;
  dimension: string;
  role: string;
  value: number | null;
  text: string;
}

/**
 * An answer stays as a figure on its day, without who and without what was written. The answers of one response stay
 * together, and with the row that says how far it came.
 */
const anonymousColumns = () => {
  const key = `${randomBytes(8).readBigUInt64LE()}, ${randomBytes(8).readBigUInt64LE()}`; // known to nobody afterwards
  const twin = `reinterpretAsUUID(sipHash128Keyed((${key}), response_id))`;
  const both = `${twin} as response_id, ${twin} as subject, toStartOfDay(at) as at, toStartOfDay(received_at) as received_at`;
  return {
    answers: `* replace(${both}, '' as text)`,
    responses: `* replace(${both}, null as started_at, if(finished_at is null, null, toStartOfDay(finished_at)) as finished_at, cast(map(), 'Map(String, String)') as hidden)`,
  };
};

/** Answers of employees lead to nobody, so an erasure finds none there; they age as those of customers do. */
const answerTables = ['answers', 'staff_answers'] as const;

/** What customers answered. That a number of a response was taken stays: it says neither who it was nor what was said. */
export const answersHolder: PersonalDataHolder = {
  name: 'listening.answers',
  tables: ['history.answers', 'history.staff_answers', 'history.responses', 'records.responses', 'records.response_files', 'files.responses'],
  category: {
    key: 'answers', labelDe: 'Antworten und Bewertungen', labelEn: 'Answers and ratings',
    purposeDe: 'Erwartung und Erlebnis an den Kontaktpunkten messen', purposeEn: 'Measuring expectation and experience at the touchpoints',
  },
  staysDe: 'Dass unter einer zufälligen Nummer einmal geantwortet wurde, bleibt gemerkt; wer es war und was, nicht.',
  staysEn: 'That somebody once answered under a random number stays known; not who it was, or what.',
  async count({ db, history }, reach) {
    const { clause, params } = reachRows(reach);
    const [rows] = await history.query<{ n: number }>(`select (select count() from answers where ${clause}) + (select count() from staff_answers where ${clause}) as n`, params);
    return (rows?.n ?? 0) + (await countFilesOfWhom(db, reach));
  },
  async *export({ db, history }, reach) {
    yield* exportRecords(db, reach);
    const { clause, params } = reachRows(reach);
    for (let after = ['1970-01-01 00:00:00.000', '00000000-0000-0000-0000-000000000000', '']; ; ) {
      const rows: ExportedAnswer[] = await history.query<ExportedAnswer>(
        `select at, response_id, survey, touchpoint, item, dimension, role, value, text from (select * from answers where ${clause} union all select * from staff_answers where ${clause})
         where (at, response_id, item) > ({at:DateTime64(3)}, {id:UUID}, {item:String}) order by at, response_id, item limit ${ROWS_AT_ONCE}`,
        { ...params, at: after[0], id: after[1], item: after[2] },
      );
      for (const { response_id: _, item: __, at, ...row } of rows) yield { at: `${at.replace(' ', 'T')}Z`, ...Object.fromEntries(Object.entries(row).filter(([, value]) => value !== '' && value !== null)) };
      const last = rows.at(-1);
      if (!last || rows.length < ROWS_AT_ONCE) return;
      after = [last.at, last.response_id, last.item];
    }
  },
  async erase(context, tx, reach) {
    const erased = await answersHolder.count(context, reach);
    const files = await emptyResponses(tx, reach);
    return { erased, after: () => removeFiles(context, files) };
  },
  async eraseElsewhere(context, reach) {
    const { clause, params } = reachRows(reach);
    for (const table of [...answerTables, 'responses']) await context.history.command(`alter table ${table} delete where ${clause}`, params);
    await removeLyingFiles(context);
  },
  expires: ['anonymise', 'delete'],
  async expire(context, action, before, isDryRun) {
    const older = { before: historyTime(before), isNamed: 'subject <> response_id' };
    if (isDryRun) return sumOver(answerTables, (table) => countOlder(context, { ...older, table, ...(action === 'delete' && { isNamed: '1' }) }));
    await removeFiles(context, await context.db.transaction().execute((tx) => emptyOldResponses(tx, before)));
    const progress = { ...older, table: 'responses' } as const;
    if (action === 'delete') {
      await deleteOlder(context, progress);
      return sumOver(answerTables, (table) => deleteOlder(context, { ...older, table }));
    }
    const columns = anonymousColumns();
    await anonymise(context, { ...progress, columns: columns.responses });
    return sumOver(answerTables, (table) => anonymise(context, { ...older, table, columns: columns.answers }));
  },
  async countByYear(context, before) {
    const counted = await Promise.all(answerTables.map((table) => countByYear(context, { table, before: historyTime(before) })));
    return [...Map.groupBy(counted.flat(), ({ year }) => year)].map(([year, own]) => ({ year, n: own.reduce((sum, { n }) => sum + n, 0) })).sort((a, b) => a.year - b.year);
  },
};

async function sumOver<Table>(tables: readonly Table[], count: (table: Table) => Promise<number>): Promise<number> {
  let sum = 0;
  for (const table of tables) sum += await count(table);
  return sum;
}

/** As it was given, contact data and what is not finished included. */
async function* exportRecords(db: Context['db'], reach: CustomerReach): AsyncGenerator<Record<string, unknown>> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await exportResponses(db, reach, after, ROWS_AT_ONCE);
    for (const { id: _, at, startedAt, finishedAt, survey, source, language, hidden, answers, files } of rows) {
      if (answers === null) continue; // only history knows them: they follow
      yield { at: at.toISOString(), survey, ...(startedAt ? { startedAt: startedAt.toISOString() } : {}), ...(finishedAt ? { finishedAt: finishedAt.toISOString() } : {}), source, language, ...(Object.keys(hidden).length > 0 ? { hidden } : {}), answers, ...(files.length > 0 ? { files } : {}) };
    }
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_AT_ONCE) return;
    after = last.id;
  }
}

async function removeFiles(context: Context, ids: readonly string[]): Promise<void> {
  for (const id of ids) await context.files.remove('responses', id);
}

const ownerOf = ({ identifiers, subjects }: CustomerReach): LinkOwner => ({ names: identifiers.flatMap(({ kind, value, raw }) => [{ kind, value }, { kind, value: raw }]), subjects });

/** Personal links hold in clear whom they were made for. */
export const surveyLinksHolder: PersonalDataHolder = {
  name: 'listening.survey_links',
  tables: ['records.survey_links'],
  category: {
    key: 'survey_links', labelDe: 'Persönliche Umfragelinks', labelEn: 'Personal survey links',
    purposeDe: 'Jede Einladung zu einer Umfrage nur einmal zählen', purposeEn: 'Counting each invitation to a survey once',
  },
  count: ({ db }, reach) => countLinksOf(db, ownerOf(reach)),
  async *export({ db }, reach) {
    for (const { survey, createdAt, usedAt } of await listLinksOf(db, ownerOf(reach))) yield { survey, madeAt: createdAt.toISOString(), ...(usedAt ? { usedAt: usedAt.toISOString() } : {}) };
  },
  erase: async (_context, tx, reach) => ({ erased: await deleteLinksOf(tx, ownerOf(reach)) }),
  expires: ['delete'],
  expire: ({ db }, _action, before, isDryRun) => (isDryRun ? countLinksBefore(db, before) : deleteLinksBefore(db, before)),
};
