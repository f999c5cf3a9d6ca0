import { sql } from 'kysely';
import { actorFrom } from '../../governance/roles/actor.logic.ts';
import type { Context } from '../../platform/context.ts';
import { openRecords } from '../../platform/storage/records.ts';
import type { SurveyResponse } from './intake/neutral-responses.contract.ts';
import type { SaveResponseInput } from './responses.contract.ts';

/** The id of a response in a test: the number at the end of a UUID. */
export const responseId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const response = (n: number, changes: Partial<SurveyResponse> = {}): SurveyResponse => ({
  id: responseId(n), touchpointCode: 'repair_status', identifiers: [], at: '2026-03-02T10:00:00Z', language: 'de', answers: [{ role: 'nps', value: 9 }], ...changes,
});

/** A finished save of the plain survey (`surveyInput`): question `nps` answered with 9. */
export const save = (changes: Partial<SaveResponseInput> = {}): SaveResponseInput => ({
  version: 1, language: 'de', answers: { nps: 9 }, startedAt: '2026-11-22T08:00:00Z', seq: 1, isFinal: true, ...changes,
});

export const anybody = actorFrom({ kind: 'user', id: 'u1', label: 'somebody@example.com', role: 'administrator', departments: [], byCookie: false });

/** What a second process has of its own: connections, what it remembers, its door for saves; both stores are the same. */
export async function beside(context: Context): Promise<{ context: Context; close(): Promise<void> }> {
  const { rows } = await sql<{ database: string; user: string; host: string }>`select current_database() as database, current_user as user, coalesce(host(inet_server_addr()), current_setting('unix_socket_directories')) as host`.execute(context.db);
  const records = openRecords(rows[0] ?? {});
  return { context: { ...context, db: records.db, history: { ...context.history } }, close: records.close };
}
