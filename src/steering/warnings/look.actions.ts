import { setImmediate } from 'node:timers/promises';
import { DAY_MS } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { listTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import type { Context } from '../../platform/context.ts';
import { untilDelivered } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import { type FoundWarning, judgeWatches, type JudgedWatch } from './judge-watches.logic.ts';
import { tellOf } from './tell-warnings.actions.ts';
import { defaultMinimumEffect, watchScores } from './warnings.contract.ts';
import { insertWarning, type KnownWarning, listKnown, setEnd } from './warnings.queries.ts';
import { insertWatches, listWatches, listWeeks, lockRun, readSettings, replaceWeeks, type WatchRow, type WeekRow } from './watches.queries.ts';
import { addWeeks, endOfWeek, HISTORY_WEEKS, mondayOf, startOfWeek } from './weeks.logic.ts';
import { placeOf, readOldestArrival, readScoreWeeks, readVolumeWeeks } from './weekly-sums.analytics.ts';

/** Answers may arrive days late, so the last weeks are counted again. */
const RECOUNTED_WEEKS = 5;
/** Alarms about what is longer ago are shown, but nobody is sent a mail about them. */
const NEWS_DAYS = 14;

export interface Looked {
  series: number;
  found: number;
  told: number;
}

/**
 * Looks at all watched series: counts what came since the last look, goes through the weeks as they happened and raises what
 * was not raised yet, with the date it should have had. May run again and again: the same history raises the same alarms once.
 */
export async function lookAtWatches(context: Context, signal?: AbortSignal): Promise<Looked> {
  const now = context.clock.now();
  await watchMainTouchpoints(context, now);
  const watches = await listWatched(context);
  if (watches.length === 0) return { series: 0, found: 0, told: 0 };
  await untilDelivered(context);
  const to = mondayOf(now);
  const counted = await countWeeks(context, watches, to);
  signal?.throwIfAborted();
  return context.db.transaction().execute(async (tx) => {
    await lockRun(tx);
    for (const { watches: some, weeks, from } of counted) await replaceWeeks(tx, some.map(({ id }) => id), weeks, { from, to });
    const found = await inTurns(judgeWatches(await withWeeks(tx, watches, to), to));
    const raised = await raise(tx, watches, found, now);
    const news = raised.filter(({ raisedAt }) => now.getTime() - raisedAt.getTime() < NEWS_DAYS * DAY_MS);
    await tellOf(context, tx, news.map(({ id }) => id));
    return { series: watches.length, found: raised.length, told: news.length };
  });
}

/** Whoever else waits for this process comes in between. */
async function inTurns<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}

/** Every main touchpoint is watched by its four scores, unless people have switched that off. */
async function watchMainTouchpoints(context: Context, now: Date): Promise<void> {
  const { isAutomatic } = await readSettings(context.db);
  if (!isAutomatic) return;
  const main = (await listTouchpoints(context)).filter(({ kind }) => kind === 'main');
  await insertWatches(context.db, main.flatMap(({ code }) => watchScores.map((score) => ({ id: newId(now.getTime()), score, touchpoint: code, targetGroup: '', origin: 'automatic' as const, minimumEffect: defaultMinimumEffect[score], madeByLabel: '' }))), now);
}

/** Those that are watched now: what is automatic only as long as it is switched on and the touchpoint is a main one. */
export async function listWatched(context: Context): Promise<WatchRow[]> {
  const { isAutomatic } = await readSettings(context.db);
  const main = new Set((await listTouchpoints(context)).filter(({ kind }) => kind === 'main').map(({ code }) => code));
  return (await listWatches(context.db)).filter(({ origin, touchpoint }) => origin === 'people' || (isAutomatic && main.has(touchpoint)));
}

interface Counted {
  watches: readonly WatchRow[];
  weeks: WeekRow[];
  from: string;
}

/** What is new is counted from the beginning of history, everything else from the oldest week that has changed since: few statements, however many series. */
async function countWeeks(context: Context, watches: readonly WatchRow[], to: string): Promise<Counted[]> {
  const earliest = addWeeks(to, -HISTORY_WEEKS);
  const known = watches.filter(({ countedTo }) => countedTo !== null && countedTo > earliest);
  const oldest = known.flatMap(({ countedTo }) => countedTo ?? []).toSorted()[0] ?? to;
  const fresh = watches.filter((watch) => !known.includes(watch));
  const counted: Counted[] = [];
  for (const { some, from } of [{ some: fresh, from: earliest }, { some: known, from: await changedFrom(context, oldest < to ? oldest : to, { earliest, to }) }]) {
    if (some.length > 0) counted.push({ watches: some, from, weeks: await readWeeks(context, some, from, to) });
  }
  return counted;
}

/** Usually the last weeks; further back when history was brought in since the last look, which may have been in the middle of it. */
async function changedFrom(context: Context, countedTo: string, { earliest, to }: { earliest: string; to: string }): Promise<string> {
  const recounted = addWeeks(countedTo, -RECOUNTED_WEEKS);
  const arrived = await readOldestArrival(context.history, { from: startOfWeek(earliest), to: startOfWeek(to), since: startOfWeek(addWeeks(countedTo, -1)) });
  const changed = arrived === null ? recounted : mondayOf(arrived);
  return changed < recounted ? changed : recounted;
}

async function readWeeks(context: Context, watches: readonly WatchRow[], from: string, to: string): Promise<WeekRow[]> {
  const keyOf = ({ score, touchpoint, targetGroup }: { score: string; touchpoint: string; targetGroup: string }): string => `${score}\t${placeOf(touchpoint, targetGroup)}`;
  const ids = new Map(watches.map((watch) => [keyOf(watch), watch.id]));
  const placesOf = (some: readonly WatchRow[]): string[] => [...new Set(some.map(({ touchpoint, targetGroup }) => placeOf(touchpoint, targetGroup)))];
  const [scores, volumes] = [watches.filter(({ score }) => score !== 'volume'), watches.filter(({ score }) => score === 'volume')];
  const span = { from: startOfWeek(from), to: startOfWeek(to) };
  const sums = [
    ...(scores.length === 0 ? [] : await readScoreWeeks(context.history, { ...span, places: placesOf(scores) })),
    ...(volumes.length === 0 ? [] : await readVolumeWeeks(context.history, { ...span, places: placesOf(volumes) })),
  ];
  return sums.flatMap(({ score, touchpoint, targetGroup, week, n, sum, sumSq }) => {
    const watchId = ids.get(keyOf({ score, touchpoint, targetGroup }));
    return watchId === undefined ? [] : [{ watchId, week, n, sum, sumSq }];
  });
}

/** The series with their weeks, ready to be judged. */
export async function withWeeks(db: Db, watches: readonly WatchRow[], to: string): Promise<JudgedWatch[]> {
  const byWatch = new Map<string, WeekRow[]>();
  for (const row of await listWeeks(db, watches.map(({ id }) => id), addWeeks(to, -HISTORY_WEEKS))) {
    const known = byWatch.get(row.watchId);
    if (known) known.push(row);
    else byWatch.set(row.watchId, [row]);
  }
  return watches.map(({ id, score, minimumEffect, levelFrom }) => ({ id, score, minimumEffect, levelFrom, weeks: byWatch.get(id) ?? [] }));
}

/** Writes down what is new, and when what is known has ended. Late answers may move a change by a week: it stays the same alarm. */
async function raise(tx: Db, watches: readonly WatchRow[], found: readonly FoundWarning[], now: Date): Promise<{ id: string; raisedAt: Date }[]> {
  const known = await listKnown(tx, watches.map(({ id }) => id));
  const raised: { id: string; raisedAt: Date }[] = [];
  for (const { watchId, method, side, beganOn, raisedIn, endedOn, statistic, limit, p, q, seriesWatched, n, value, baseline } of found) {
    const same = known.find((one) => one.watchId === watchId && one.side === side && doesOverlap(one, { beganOn, raisedIn, endedOn }));
    if (same) {
      await setEnd(tx, same.id, endedOn);
      continue;
    }
    const one = { id: newId(now.getTime()), raisedAt: endOfWeek(raisedIn) };
    const isNew = await insertWarning(tx, {
      ...one, watchId, method, side, beganOn, raisedIn, endedOn, foundAt: now, statistic, limitValue: limit, p, q, seriesWatched, n, value, usual: baseline.mean, usualN: baseline.n, usualWeeks: baseline.periods,
    });
    if (isNew) raised.push(one);
  }
  return raised;
}

type Span = Pick<KnownWarning, 'beganOn' | 'raisedIn' | 'endedOn'>;
const lastOf = ({ raisedIn, endedOn }: Span): string => (endedOn === null ? '9999-12-31' : endedOn > raisedIn ? endedOn : raisedIn);
const doesOverlap = (a: Span, b: Span): boolean => a.beganOn <= lastOf(b) && b.beganOn <= lastOf(a);
