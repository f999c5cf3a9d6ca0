import { sql } from 'kysely';
import { jsonText } from '../../kernel/json-text.ts';
import type { Db } from '../../platform/storage/records.ts';
import { defaultSettings, neededWeeks, type WarningSettings, type WatchScore } from './warnings.contract.ts';
import { HISTORY_WEEKS } from './weeks.logic.ts';

export interface WatchRow {
  id: string;
  score: WatchScore;
  /** '' = all. */
  touchpoint: string;
  targetGroup: string;
  origin: 'people' | 'automatic';
  minimumEffect: number;
  /** Mondays as YYYY-MM-DD. */
  levelFrom: string | null;
  countedTo: string | null;
  madeByLabel: string;
  madeAt: Date;
  stoppedAt: Date | null;
}
export type ListedWatch = WatchRow & { weeks: number; warnings: number };

/** A company with 400 touchpoints watches 1,600 series by itself. */
const WATCHES_AT_MOST = 5_000;

const columns = sql`w.id, w.score, w.touchpoint, w.target_group, w.origin, w.minimum_effect, w.level_from::text as level_from, w.counted_to::text as counted_to, w.made_by_label, w.made_at, w.stopped_at`;

export async function listWatches(db: Db): Promise<WatchRow[]> {
  const { rows } = await sql<WatchRow>`select ${columns} from watches w where w.stopped_at is null order by w.touchpoint, w.score, w.target_group limit ${WATCHES_AT_MOST}`.execute(db);
  return rows;
}

/**
 * Weeks of a watch from which its usual level is read, counted no further than `atMost`: those with answers since the level began.
 * Of contacts every week after the first counts, for a week without any is a zero.
 */
const weeksToJudgeBy = (atMost: number) => sql`
  case when w.score <> 'volume'
    then (select count(*)::int from (select 1 from watch_weeks k where k.watch_id = w.id and k.n > 0 and k.week >= greatest(w.level_from, w.counted_to - ${7 * HISTORY_WEEKS}::int) limit ${atMost}) as enough)
    else coalesce((
      select least(${atMost}::int, greatest(0, (w.counted_to - greatest(k.week + 7, w.level_from)) / 7))
      from watch_weeks k where k.watch_id = w.id and k.n > 0 and k.week >= w.counted_to - ${7 * HISTORY_WEEKS}::int order by k.week limit 1), 0)
  end`;

/** How many of these watches can be judged at all, and how far the longest is. */
export async function countJudgeable(db: Db, ids: readonly string[]): Promise<{ judgeable: number; longestWeeks: number }> {
  const { rows } = await sql<{ judgeable: number; longestWeeks: number }>`
    select count(*) filter (where weeks >= ${neededWeeks})::int as judgeable, coalesce(max(weeks), 0)::int as longest_weeks
    from (select ${weeksToJudgeBy(neededWeeks)} as weeks from watches w where w.id = any(${ids}::uuid[])) as counted`.execute(db);
  return rows[0] ?? { judgeable: 0, longestWeeks: 0 };
}

/** With their weeks and alarms, for the page. `touchpoints` null = all. */
export async function pageOfWatches(db: Db, { touchpoints, score, isStopped, after, limit }: { touchpoints: readonly string[] | null; score: WatchScore | null; isStopped: boolean; after: readonly [string, string, string] | null; limit: number }): Promise<ListedWatch[]> {
  const [touchpoint = '', afterScore = '', group = ''] = after ?? [];
  const { rows } = await sql<ListedWatch>`
    select ${columns},
      (${weeksToJudgeBy(HISTORY_WEEKS)}) as weeks,
      (select count(*)::int from warnings a where a.watch_id = w.id and a.closed_at is null) as warnings
    from watches w
    where (w.stopped_at is not null) = ${isStopped}
      and (${touchpoints}::text[] is null or w.touchpoint = any(${touchpoints}::text[]))
      and (${score}::text is null or w.score = ${score})
      and (${after === null} or (w.touchpoint, w.score, w.target_group) > (${touchpoint}, ${afterScore}, ${group}))
    order by w.touchpoint, w.score, w.target_group limit ${limit}`.execute(db);
  return rows;
}

export async function findWatch(db: Db, id: string): Promise<ListedWatch | null> {
  const { rows } = await sql<ListedWatch>`
    select ${columns},
      (${weeksToJudgeBy(HISTORY_WEEKS)}) as weeks,
      (select count(*)::int from warnings a where a.watch_id = w.id and a.closed_at is null) as warnings
    from watches w where w.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export type NewWatch = Pick<WatchRow, 'id' | 'score' | 'touchpoint' | 'targetGroup' | 'origin' | 'minimumEffect' | 'madeByLabel'>;

/** Those that are there already stay as they are, stopped ones too. @returns how many are new */
export async function insertWatches(db: Db, watches: readonly NewWatch[], at: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into watches (id, score, touchpoint, target_group, origin, minimum_effect, made_by_label, made_at, changed_at)
    select id, score, touchpoint, "targetGroup", origin, "minimumEffect", "madeByLabel", ${at}, ${at}
    from jsonb_to_recordset(${jsonText(watches)}::jsonb) as given(id uuid, score text, touchpoint text, "targetGroup" text, origin text, "minimumEffect" double precision, "madeByLabel" text)
    on conflict (score, touchpoint, target_group) do nothing`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/** A changed beginning of the level changes nothing of what was counted. */
export async function updateWatch(db: Db, { id, minimumEffect, levelFrom, stoppedAt }: Pick<WatchRow, 'id' | 'minimumEffect' | 'levelFrom' | 'stoppedAt'>, at: Date): Promise<void> {
  await sql`update watches set minimum_effect = ${minimumEffect}, level_from = ${levelFrom}, stopped_at = ${stoppedAt}, changed_at = ${at} where id = ${id}`.execute(db);
}

export interface WeekRow {
  watchId: string;
  /** Monday. */
  week: string;
  n: number;
  sum: number;
  sumSq: number;
}

/** Weeks of some series, in order. */
export async function listWeeks(db: Db, watchIds: readonly string[], from: string): Promise<WeekRow[]> {
  const { rows } = await sql<WeekRow>`
    select watch_id, week::text as week, n::int as n, sum, sum_sq from watch_weeks
    where watch_id = any(${watchIds}::uuid[]) and week >= ${from}::date order by watch_id, week limit 2000000`.execute(db);
  return rows;
}

const AT_ONCE = 20_000;

/** Puts what was counted in the place of what was there from `from` on, for all these series. */
export async function replaceWeeks(tx: Db, watchIds: readonly string[], weeks: readonly WeekRow[], { from, to }: { from: string; to: string }): Promise<void> {
  await sql`delete from watch_weeks where watch_id = any(${watchIds}::uuid[]) and week >= ${from}::date`.execute(tx);
  for (let start = 0; start < weeks.length; start += AT_ONCE) {
    await sql`
      insert into watch_weeks (watch_id, week, n, sum, sum_sq)
      select "watchId", week, n, sum, "sumSq" from jsonb_to_recordset(${jsonText(weeks.slice(start, start + AT_ONCE))}::jsonb) as given("watchId" uuid, week date, n bigint, sum double precision, "sumSq" double precision)`.execute(tx);
  }
  await sql`update watches set counted_to = ${to}::date where id = any(${watchIds}::uuid[])`.execute(tx);
}

const LOCK = 8_800_088;

/** One run at a time writes. */
export async function lockRun(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx);
}

/** As somebody chose them, or as they are from the beginning. */
export async function readSettings(db: Db): Promise<WarningSettings> {
  const { rows } = await sql<WarningSettings>`select is_automatic, mails_roles, mails_department from warning_settings`.execute(db);
  return rows[0] ?? defaultSettings;
}

export async function saveSettings(db: Db, { isAutomatic, mailsRoles, mailsDepartment }: WarningSettings, at: Date): Promise<void> {
  await sql`
    insert into warning_settings (id, is_automatic, mails_roles, mails_department, changed_at) values (true, ${isAutomatic}, ${mailsRoles}::text[], ${mailsDepartment}, ${at})
    on conflict (id) do update set is_automatic = excluded.is_automatic, mails_roles = excluded.mails_roles, mails_department = excluded.mails_department, changed_at = excluded.changed_at`.execute(db);
}
