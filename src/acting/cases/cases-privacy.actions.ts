import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';
import { redactAudit } from '../../governance/audit/redact.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { showNumber } from './case-number.logic.ts';
import { countAgedByYear, countAgedCases, countCasesOf, emptyCases, listAgedCases, listCasesOf, listEntriesOf, listFilesOf, lockCasesOf } from './cases-privacy.queries.ts';
import { notifyDesk } from './live/notify-desk.actions.ts';

const CASES_AT_ONCE = 200;
const MOST_ENTRIES = 10_000;

/** Cases with everything that was said and sent in them. Runs after all slices whose rows hang on a case. */
export const casesHolder: PersonalDataHolder = {
  name: 'acting.cases',
  tables: ['records.cases', 'records.case_entries', 'records.case_attachments', 'records.case_search', 'records.case_links', 'files.cases'],
  category: {
    key: 'cases', labelDe: 'Vorgänge mit Nachrichten und Anhängen', labelEn: 'Cases with messages and attachments',
    purposeDe: 'Anliegen und Beschwerden bearbeiten und beantworten', purposeEn: 'Handling and answering requests and complaints',
  },
  staysDe: 'Dass es einen Vorgang gab, wann, auf welchem Kanal und zu welchem Thema, bleibt als Zahl ohne Person und ohne Worte.',
  staysEn: 'That there was a case, when, on which channel and about what kind of matter stays as a figure without a person and without words.',
  count: ({ db }, reach) => countCasesOf(db, reach),
  async *export({ db }, reach) {
    for (let after = 0; ; ) {
      const cases = await listCasesOf(db, reach, after, CASES_AT_ONCE);
      for (const { id, number, openedAt, solvedAt, closedAt, ...row } of cases) {
        const entries = await listEntriesOf(db, id, MOST_ENTRIES);
        yield {
          number: showNumber(number), openedAt: openedAt.toISOString(), ...(solvedAt ? { solvedAt: solvedAt.toISOString() } : {}), ...(closedAt ? { closedAt: closedAt.toISOString() } : {}), ...filled(row),
          conversation: entries.map(({ at, authorKind, ...entry }) => ({ at: at.toISOString(), by: authorKind, ...filled(entry) })),
        };
      }
      const last = cases.at(-1);
      if (!last || cases.length < CASES_AT_ONCE) return;
      after = last.number;
    }
  },
  async erase(context, tx, reach) {
    const { ids, fileIds } = await lockCasesOf(tx, reach);
    if (ids.length === 0) return { erased: 0 };
    await emptyCases(tx, ids, context.clock.now());
    await forgetInAudit(context, tx, ids);
    for (const id of ids.slice(0, CASES_AT_ONCE)) await notifyDesk(tx, { kind: 'case.changed', data: { id, version: 0, isNew: false } });
    return { erased: ids.length, after: () => removeFiles(context, fileIds) };
  },
  expires: ['anonymise'],
  async expire(context, _action, before, isDryRun) {
    if (isDryRun) return countAgedCases(context.db, before);
    let emptied = 0;
    for (let isMore = true; isMore; ) {
      const { ids, fileIds } = await context.db.transaction().execute(async (tx) => {
        const aged = await listAgedCases(tx, before, CASES_AT_ONCE);
        const files = await listFilesOf(tx, aged);
        if (aged.length > 0) await emptyCases(tx, aged, context.clock.now());
        return { ids: aged, fileIds: files };
      });
      await removeFiles(context, fileIds);
      emptied += ids.length;
      isMore = ids.length === CASES_AT_ONCE;
    }
    return emptied;
  },
  countByYear: ({ db }, before) => countAgedByYear(db, before),
};

const filled = (row: object) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== ''));

/** The log tells of a case by its id, with its subject line: those entries are found by it. */
async function forgetInAudit(context: Context, tx: Db, ids: readonly string[]): Promise<void> {
  await redactAudit(context, tx, { customerId: '00000000-0000-0000-0000-000000000000', subjects: [], identifiers: ids.map((id) => ({ kind: 'case', value: id, raw: id })) });
}

/** A crash before this leaves files without a row; the daily tidying takes those. */
async function removeFiles(context: Context, fileIds: readonly string[]): Promise<void> {
  for (const fileId of fileIds) await context.files.remove('cases', fileId);
}
