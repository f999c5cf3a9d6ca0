import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { WarningState, WatchScore } from './warnings.contract.ts';

export interface WarningRow {
  id: string;
  watchId: string;
  score: WatchScore;
  /** '' = all. */
  touchpoint: string;
  targetGroup: string;
  minimumEffect: number;
  method: 'cusum' | 'shewhart';
  side: 'up' | 'down';
  /** Mondays as YYYY-MM-DD. */
  beganOn: string;
  raisedIn: string;
  endedOn: string | null;
  raisedAt: Date;
  foundAt: Date;
  statistic: number;
  limitValue: number;
  p: number;
  q: number;
  seriesWatched: number;
  n: number;
  value: number;
  usual: number;
  usualN: number;
  usualWeeks: number;
  toldAt: Date | null;
  acknowledgedAt: Date | null;
  acknowledgedByLabel: string | null;
  snoozedUntil: Date | null;
  closedAt: Date | null;
  closedByLabel: string | null;
  closedBecause: 'handled' | 'false_alarm' | 'new_level' | null;
  note: string;
  caseId: string | null;
}

const columns = sql`a.id, a.watch_id, w.score, w.touchpoint, w.target_group, w.minimum_effect, a.method, a.side, a.began_on::text as began_on, a.raised_in::text as raised_in, a.ended_on::text as ended_on, a.raised_at, a.found_at,
  a.statistic, a.limit_value, a.p, a.q, a.series_watched, a.n::int as n, a.value, a.usual, a.usual_n::int as usual_n, a.usual_weeks, a.told_at,
  a.acknowledged_at, a.acknowledged_by_label, a.snoozed_until, a.closed_at, a.closed_by_label, a.closed_because, a.note, a.case_id`;

/** Where an alarm stands at one moment: closed before snoozed before seen. */
const stateAt = (now: Date) => sql`case when a.closed_at is not null then 'closed' when a.snoozed_until > ${now} then 'snoozed' when a.acknowledged_at is not null then 'acknowledged' else 'open' end`;

export interface WarningQuestion {
  touchpoints: readonly string[] | null;
  touchpoint: string | null;
  score: WatchScore | null;
  states: readonly WarningState[];
  onlyWorse: boolean;
  after: { at: string; id: string } | null;
  limit: number;
  now: Date;
}

/** Newest first. `touchpoints` null = all. */
export async function listWarnings(db: Db, { touchpoints, touchpoint, score, states, onlyWorse, after, limit, now }: WarningQuestion): Promise<WarningRow[]> {
  const { rows } = await sql<WarningRow>`
    select ${columns} from warnings a join watches w on w.id = a.watch_id
    where (${touchpoints}::text[] is null or w.touchpoint = any(${touchpoints}::text[]))
      and (${touchpoint}::text is null or w.touchpoint = ${touchpoint})
      and (${score}::text is null or w.score = ${score})
      and (not ${onlyWorse} or (a.side = 'down' and w.score <> 'volume'))
      and (${stateAt(now)}) = any(${states}::text[])
      and (${after?.at ?? null}::timestamptz is null or (a.raised_at, a.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by a.raised_at desc, a.id desc limit ${limit}`.execute(db);
  return rows;
}

export async function countOpen(db: Db, touchpoints: readonly string[] | null, now: Date): Promise<{ open: number; countedTo: string | null }> {
  const { rows } = await sql<{ open: number; countedTo: string | null }>`
    select
      (select count(*)::int from warnings a join watches w on w.id = a.watch_id where (${touchpoints}::text[] is null or w.touchpoint = any(${touchpoints}::text[])) and (${stateAt(now)}) = 'open') as open,
      (select max(counted_to)::text from watches) as counted_to`.execute(db);
  return rows[0] ?? { open: 0, countedTo: null };
}

export async function findWarning(db: Db, id: string): Promise<WarningRow | null> {
  const { rows } = await sql<WarningRow>`select ${columns} from warnings a join watches w on w.id = a.watch_id where a.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** In the order of the ids. */
export async function listWarningsById(db: Db, ids: readonly string[]): Promise<WarningRow[]> {
  const { rows } = await sql<WarningRow>`select ${columns} from warnings a join watches w on w.id = a.watch_id where a.id = any(${ids}::uuid[]) order by array_position(${ids}::uuid[], a.id)`.execute(db);
  return rows;
}

export async function findWarningForUpdate(tx: Db, id: string): Promise<WarningRow | null> {
  const { rows } = await sql<WarningRow>`select ${columns} from warnings a join watches w on w.id = a.watch_id where a.id = ${id} for update of a`.execute(tx);
  return rows[0] ?? null;
}

export interface KnownWarning {
  id: string;
  watchId: string;
  side: 'up' | 'down';
  beganOn: string;
  raisedIn: string;
  endedOn: string | null;
}

/** Everything that was raised for these series. */
export async function listKnown(tx: Db, watchIds: readonly string[]): Promise<KnownWarning[]> {
  const { rows } = await sql<KnownWarning>`
    select id, watch_id, side, began_on::text as began_on, raised_in::text as raised_in, ended_on::text as ended_on
    from warnings where watch_id = any(${watchIds}::uuid[]) order by raised_at, id limit 100000`.execute(tx);
  return rows;
}

export type NewWarning = Pick<WarningRow, 'id' | 'watchId' | 'method' | 'side' | 'beganOn' | 'raisedIn' | 'endedOn' | 'raisedAt' | 'foundAt' | 'statistic' | 'limitValue' | 'p' | 'q' | 'seriesWatched' | 'n' | 'value' | 'usual' | 'usualN' | 'usualWeeks'>;

/** @returns whether it is new: the same change of a series is told once */
export async function insertWarning(tx: Db, one: NewWarning): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into warnings (id, watch_id, method, side, began_on, raised_in, ended_on, raised_at, found_at, statistic, limit_value, p, q, series_watched, n, value, usual, usual_n, usual_weeks)
    values (${one.id}, ${one.watchId}, ${one.method}, ${one.side}, ${one.beganOn}, ${one.raisedIn}, ${one.endedOn}, ${one.raisedAt}, ${one.foundAt}, ${one.statistic}, ${one.limitValue}, ${one.p}, ${one.q},
      ${one.seriesWatched}, ${one.n}, ${one.value}, ${one.usual}, ${one.usualN}, ${one.usualWeeks})
    on conflict do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function setEnd(tx: Db, id: string, endedOn: string | null): Promise<void> {
  await sql`update warnings set ended_on = ${endedOn} where id = ${id} and ended_on is distinct from ${endedOn}::date`.execute(tx);
}

export async function setTold(tx: Db, ids: readonly string[], at: Date): Promise<void> {
  await sql`update warnings set told_at = ${at} where id = any(${ids}::uuid[])`.execute(tx);
}

type Facts = Pick<WarningRow, 'id' | 'acknowledgedAt' | 'acknowledgedByLabel' | 'snoozedUntil' | 'closedAt' | 'closedByLabel' | 'closedBecause' | 'note' | 'caseId'>;

export async function saveFacts(tx: Db, { id, acknowledgedAt, acknowledgedByLabel, snoozedUntil, closedAt, closedByLabel, closedBecause, note, caseId }: Facts): Promise<void> {
  await sql`
    update warnings set acknowledged_at = ${acknowledgedAt}, acknowledged_by_label = ${acknowledgedByLabel}, snoozed_until = ${snoozedUntil},
      closed_at = ${closedAt}, closed_by_label = ${closedByLabel}, closed_because = ${closedBecause}, note = ${note}, case_id = ${caseId}
    where id = ${id}`.execute(tx);
}

export interface ToldPerson {
  id: string;
  name: string;
  email: string;
  language: 'de' | 'en';
  departments: string[];
  role: string;
}

const PEOPLE_AT_MOST = 200;

/** Who gets a mail: everybody with one of the roles, and the people of the departments in question. */
export async function listPeopleToTell(db: Db, roles: readonly string[], departments: readonly string[]): Promise<ToldPerson[]> {
  const { rows } = await sql<ToldPerson>`
    select id, name, email, language, departments, role from users
    where deactivated_at is null and (role = any(${roles}::text[]) or departments && ${departments}::text[]) order by name, id limit ${PEOPLE_AT_MOST}`.execute(db);
  return rows;
}
