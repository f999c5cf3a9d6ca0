import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';
import { reachRows } from '../../governance/privacy/reach-rows.logic.ts';
import { anonymise, countByYear, countOlder, deleteOlder } from '../../governance/privacy/history-ageing.actions.ts';
import { historyTime } from '../../kernel/clock.ts';

const ROWS_AT_ONCE = 1_000;

interface ExportedRow {
  at: string;
  message_id: string;
  kind: string;
  type: string;
  source: string;
  channel: string;
  direction: string;
  touchpoint: string;
  department: string;
  product: string;
  place: string;
  subject_line: string;
  text: string;
  language: string;
  score: number | null;
  mood: number | null;
  cost_cents: number | null;
  properties: string;
}

/** A contact stays as a number on its day: what it was about and what it scored, without who, where and what was said. */
const ANONYMOUS = `* replace(
  generateUUIDv4() as subject, generateUUIDv4(1) as message_id, '' as message_key, toStartOfDay(at) as at, toStartOfDay(received_at) as received_at,
  '' as place, '' as subject_line, '' as text, '' as properties)`;

export const interactionsHolder: PersonalDataHolder = {
  name: 'people.interactions',
  tables: ['history.interactions', 'records.history_journal', 'records.message_ids'],
  category: {
    key: 'interactions', labelDe: 'Kontakte', labelEn: 'Contacts',
    purposeDe: 'Anliegen mit Kenntnis der Vorgeschichte beantworten, Kontaktpunkte verbessern', purposeEn: 'Answering requests knowing what happened before, improving touchpoints',
  },
  async count({ history }, reach) {
    const { clause, params } = reachRows(reach);
    const rows = await history.query<{ n: number }>(`select count() as n from interactions where ${clause}`, params);
    return rows[0]?.n ?? 0;
  },
  async *export({ history }, reach) {
    const { clause, params } = reachRows(reach);
    for (let after: [string, string] = ['1970-01-01 00:00:00.000', '00000000-0000-0000-0000-000000000000']; ; ) {
      const rows: ExportedRow[] = await history.query<ExportedRow>(
        `select at, message_id, kind, type, source, channel, direction, touchpoint, department, product, place, subject_line, text, language, score, mood, cost_cents, properties
         from interactions where ${clause} and (at, message_id) > ({afterAt:DateTime64(3)}, {afterId:UUID}) order by at, message_id limit ${ROWS_AT_ONCE}`,
        { ...params, afterAt: after[0], afterId: after[1] },
      );
      for (const { message_id: _, at, properties, ...row } of rows) {
        yield { at: `${at.replace(' ', 'T')}Z`, ...Object.fromEntries(Object.entries(row).filter(([, value]) => value !== '' && value !== null)), ...(properties === '' || properties === '{}' ? {} : { properties: readProperties(properties) }) };
      }
      const last = rows.at(-1);
      if (!last || rows.length < ROWS_AT_ONCE) return;
      after = [last.at, last.message_id];
    }
  },
  async erase(context, _tx, reach) {
    return { erased: await interactionsHolder.count(context, reach) };
  },
  async eraseElsewhere({ history }, reach) {
    const { clause, params } = reachRows(reach);
    await history.command(`alter table interactions delete where ${clause}`, params);
  },
  expires: ['anonymise', 'delete'],
  async expire(context, action, before, isDryRun) {
    const older = { table: 'interactions', before: historyTime(before), isNamed: `message_key <> ''` } as const;
    if (action === 'delete') return isDryRun ? countOlder(context, { ...older, isNamed: '1' }) : deleteOlder(context, older);
    return isDryRun ? countOlder(context, older) : anonymise(context, { ...older, columns: ANONYMOUS });
  },
  countByYear: (context, before) => countByYear(context, { table: 'interactions', before: historyTime(before) }),
};

function readProperties(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
