import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';
import type { CustomerReach } from '../../governance/privacy/personal-data.contract.ts';
import { anonymise, countByYear, countOlder, deleteOlder } from '../../governance/privacy/history-ageing.actions.ts';
import { reachRows } from '../../governance/privacy/reach-rows.logic.ts';
import { historyTime } from '../../kernel/clock.ts';
import { countLinksBefore, countLinksOf, deleteLinksBefore, deleteLinksOf, listLinksOf } from './links-privacy.queries.ts';

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

/** An answer stays as a figure on its day, without who and without what was written. The answers of one response stay together. */
const anonymousAnswer = () => {
  const key = `${randomBytes(8).readBigUInt64LE()}, ${randomBytes(8).readBigUInt64LE()}`; // known to nobody afterwards
  const twin = `reinterpretAsUUID(sipHash128Keyed((${key}), response_id))`;
  return `* replace(${twin} as response_id, ${twin} as subject, toStartOfDay(at) as at, toStartOfDay(received_at) as received_at, '' as text)`;
};

/** What customers answered. A survey's list of response numbers stays: it says only that a number was taken. */
export const answersHolder: PersonalDataHolder = {
  name: 'listening.answers',
  tables: ['history.answers', 'history.responses', 'records.responses', 'records.response_files', 'files.responses'],
  category: {
    key: 'answers', labelDe: 'Antworten und Bewertungen', labelEn: 'Answers and ratings',
    purposeDe: 'Erwartung und Erlebnis an den Kontaktpunkten messen', purposeEn: 'Measuring expectation and experience at the touchpoints',
  },
  staysDe: 'Dass unter einer zufälligen Nummer einmal geantwortet wurde, bleibt gemerkt; wer es war und was, nicht.',
  staysEn: 'That somebody once answered under a random number stays known; not who it was, or what.',
  async count({ history }, reach) {
    const { clause, params } = reachRows(reach);
    return (await history.query<{ n: number }>(`select count() as n from answers where ${clause}`, params))[0]?.n ?? 0;
  },
  async *export({ history }, reach) {
    const { clause, params } = reachRows(reach);
    for (let after = ['1970-01-01 00:00:00.000', '00000000-0000-0000-0000-000000000000', '']; ; ) {
      const rows: ExportedAnswer[] = await history.query<ExportedAnswer>(
        `select at, response_id, survey, touchpoint, item, dimension, role, value, text from answers
         where ${clause} and (at, response_id, item) > ({at:DateTime64(3)}, {id:UUID}, {item:String}) order by at, response_id, item limit ${ROWS_AT_ONCE}`,
        { ...params, at: after[0], id: after[1], item: after[2] },
      );
      for (const { response_id: _, item: __, at, ...row } of rows) yield { at: `${at.replace(' ', 'T')}Z`, ...Object.fromEntries(Object.entries(row).filter(([, value]) => value !== '' && value !== null)) };
      const last = rows.at(-1);
      if (!last || rows.length < ROWS_AT_ONCE) return;
      after = [last.at, last.response_id, last.item];
    }
  },
  async erase(context, _tx, reach) {
    return { erased: await answersHolder.count(context, reach) };
  },
  async eraseElsewhere({ history }, reach) {
    const { clause, params } = reachRows(reach);
    await history.command(`alter table answers delete where ${clause}`, params);
  },
  expires: ['anonymise', 'delete'],
  async expire(context, action, before, isDryRun) {
    const older = { table: 'answers', before: historyTime(before), isNamed: 'subject <> response_id' } as const;
    if (action === 'delete') return isDryRun ? countOlder(context, { ...older, isNamed: '1' }) : deleteOlder(context, older);
    if (isDryRun) return countOlder(context, older);
    await sql`update survey_links set response_id = null where used_at < ${before}`.execute(context.db); // the way back to who was asked
    return anonymise(context, { ...older, columns: anonymousAnswer() });
  },
  countByYear: (context, before) => countByYear(context, { table: 'answers', before: historyTime(before) }),
};

const namesOf = ({ identifiers }: CustomerReach) => identifiers.flatMap(({ kind, value, raw }) => [{ kind, value }, { kind, value: raw }]);

/** Personal links hold in clear whom they were made for. */
export const surveyLinksHolder: PersonalDataHolder = {
  name: 'listening.survey_links',
  tables: ['records.survey_links'],
  category: {
    key: 'survey_links', labelDe: 'Persönliche Umfragelinks', labelEn: 'Personal survey links',
    purposeDe: 'Jede Einladung zu einer Umfrage nur einmal zählen', purposeEn: 'Counting each invitation to a survey once',
  },
  count: ({ db }, reach) => countLinksOf(db, namesOf(reach)),
  async *export({ db }, reach) {
    for (const { survey, createdAt, usedAt } of await listLinksOf(db, namesOf(reach))) yield { survey, madeAt: createdAt.toISOString(), ...(usedAt ? { usedAt: usedAt.toISOString() } : {}) };
  },
  erase: async (_context, tx, reach) => ({ erased: await deleteLinksOf(tx, namesOf(reach)) }),
  expires: ['delete'],
  expire: ({ db }, _action, before, isDryRun) => (isDryRun ? countLinksBefore(db, before) : deleteLinksBefore(db, before)),
};
