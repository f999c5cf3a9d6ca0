import { hasEnough } from '../../../kernel/stats/scores/minimum.ts';
import { Problem } from '../../../kernel/problem.ts';
import { compareScores } from '../../../kernel/stats/scores/scores.ts';
import { listDepartments, listTouchpoints } from '../../../journeys/touchpoints/touchpoints.actions.ts';
import type { Touchpoint } from '../../../journeys/touchpoints/touchpoints.contract.ts';
import { answersVersion } from '../../../listening/responses/intake/answers-version.actions.ts';
import { visibleTouchpoints } from '../../../listening/surveys/manage-surveys.actions.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import { remembering } from '../../../platform/recent-results.ts';
import { addMonths, EARLIEST_DAY, LATEST_DAY, monthRange, monthsBetween, withMissingBuckets } from '../buckets.logic.ts';
import type { CompareQuery, ComparedScores, Explored, ExploreQuery, Part, ScoreFigure, ScorePoint } from './explore.contract.ts';
import { type Counts, countSelection } from './explore-counts.actions.ts';
import { changeOver, type Counted, figureOf, meanings, NOTHING, placeKey, type ScoreMeaning } from './explore.logic.ts';
import { smallestOf, withheldCells, withheldParts } from './explore-protection.logic.ts';
import type { Selection, Split, SumsRow } from './explore-rows.logic.ts';
import { readSums } from './explore-sums.analytics.ts';
import { isBetweenBlocks, type TimeBlock, timeBlocks } from '../time-blocks.logic.ts';
import { getWeighting } from '../weightings.actions.ts';

/** Groups that are shown, and drawn over time; the largest. */
const MOST_GROUPS = 100;
const MOST_TRENDS = 20;

/** Who reads figures: of which touchpoints (null = all), and whether single answers are open to them anyway. */
export interface FigureReader {
  visible: readonly string[] | null;
  mayReadAnswers: boolean;
}

/** Whoever is limited to departments gets the figures of their touchpoints, never mixed with those of others. @throws session.required */
export async function figureReaderOf(context: Context, actor: Actor | null): Promise<FigureReader> {
  if (!actor) throw new Problem('session.required', 'Please sign in.');
  return { visible: await visibleTouchpoints(context, actor), mayReadAnswers: actor.can('read', 'answer') };
}

type AnyQuery = Omit<ExploreQuery, 'by' | 'over'>;

/** A figure as a whole, by group and over time. @throws request.invalid, weighting.not_found */
export async function exploreScore(context: Context, asked: ExploreQuery, reader: FigureReader): Promise<Explored> {
  // Months and weeks beside each other give away the days between a month's end and its week's: without single answers weeks are months.
  const query: ExploreQuery = asked.over === 'week' && !reader.mayReadAnswers ? { ...asked, over: 'month' } : asked;
  return remembered(context, ['explore', query, reader], async () => {
    const inventory = await listTouchpoints(context);
    const selection = selectionOf(query, rangeOf(query), reader, inventory);
    const meaning = meanings[query.score];
    const by = query.by ?? null;
    const weighting = query.weighting === undefined ? null : await getWeighting(context, query.weighting);
    const counts = await countSelection(context, selection, { by, over: query.over }, { coding: meaning.kind, weighting });
    const hidden = reader.mayReadAnswers ? OPEN : await hiddenOf(context, selection, query, counts);
    const names = await namesOf(context, by, inventory, query.lang);
    const scale = scaleOf(meaning, counts);
    const shown = (counted: Counted | undefined, isHidden: boolean): ScoreFigure => figureOf(scale, counted ?? NOTHING, isHidden || isSolvable(counted, reader));
    const keys = [...counts.parts].toSorted(([a, x], [b, y]) => y.sums.n - x.sums.n || (a < b ? -1 : 1)).map(([key]) => key);
    const days = withMissingBuckets([...counts.buckets.keys()], query.over);
    const pointAt = (at: string, counted: Counted | undefined, isHidden: boolean): ScorePoint => ({ at, ...shown(counted, isHidden) });
    const trend = days.map((at) => pointAt(at, counts.buckets.get(at), hidden.isWhole || hidden.buckets.has(at)));
    return {
      ...scale,
      whole: shown(counts.whole, hidden.isWhole || hidden.isPeriod),
      trend,
      change: changeOver(meaning.kind, trend, counts.buckets),
      groups: keys.slice(0, MOST_GROUPS).map((key, place) => ({
        key, name: names.get(key) ?? key,
        ...shown(counts.parts.get(key), hidden.isWhole || hidden.parts.has(key)),
        trend: place < MOST_TRENDS ? days.map((at) => pointAt(at, counts.cells.get(placeKey(key, at)), hidden.isWhole || hidden.buckets.has(at) || hidden.parts.has(key) || hidden.cells.has(placeKey(key, at)))) : [],
      })),
      omittedGroups: Math.max(0, keys.length - MOST_GROUPS),
      weights: counts.weights,
      isProtected: !reader.mayReadAnswers,
    };
  });
}

/** Two periods, or two groups in one period, with what can be said about their difference. @throws request.invalid, weighting.not_found */
export async function compareFigures(context: Context, query: CompareQuery, reader: FigureReader): Promise<ComparedScores> {
  return remembered(context, ['compare', query, reader], async () => {
    const inventory = await listTouchpoints(context);
    const meaning = meanings[query.score];
    const weighting = query.weighting === undefined ? null : await getWeighting(context, query.weighting);
    const range = lastMonths(query, context.clock.now());
    const sides = query.by === undefined
      ? await Promise.all([range, againstOf(query, range)].map(async (own) => {
        const selection = selectionOf(query, own, reader, inventory);
        const counts = await countSelection(context, selection, { by: null, over: 'none' }, { coding: meaning.kind, weighting });
        const { isWhole, isPeriod } = reader.mayReadAnswers ? OPEN : await hiddenOf(context, selection, query, counts);
        return { key: own.from, name: '', ...own, counted: counts.whole, counts, isHidden: isWhole || isPeriod };
      }))
      : await groupSides(context, { ...query, by: query.by }, { reader, inventory, range, weighting });
    const [first, second] = sides;
    if (!first || !second) throw new Problem('request.invalid', 'Say which group to compare: "first".', {}, [{ at: 'querystring.first', reason: 'is missing' }]);
    const scale = scaleOf(meaning, first.counts);
    const figures = [first, second].map(({ counted, isHidden }) => figureOf(scale, counted, isHidden || isSolvable(counted, reader)));
    const isEnough = figures.every(({ withheld }) => withheld === null);
    const compared = isEnough ? compareScores(meaning.kind, first.counted.sums, second.counted.sums, { deffs: { first: first.counted.clusterDeff, second: second.counted.clusterDeff } }) : null;
    const sideOf = (side: typeof first, figure: ScoreFigure | undefined) => ({ key: side.key, name: side.name, from: side.from, to: side.to, ...(figure ?? figureOf(scale, NOTHING)) });
    return {
      ...scale, first: sideOf(first, figures[0]), second: sideOf(second, figures[1]),
      difference: compared?.difference ?? null, low: compared?.low ?? null, high: compared?.high ?? null, p: compared?.p ?? null, verdict: compared?.verdict ?? 'too_few', needed: compared?.needed ?? null,
      weights: first.counts.weights,
    };
  });
}

interface Range {
  from: string;
  to: string;
}

interface GroupsAsked {
  reader: FigureReader;
  inventory: readonly Touchpoint[];
  range: Range;
  weighting: Awaited<ReturnType<typeof getWeighting>> | null;
}

async function groupSides(context: Context, query: CompareQuery & { by: Part }, { reader, inventory, range, weighting }: GroupsAsked) {
  const selection = selectionOf(query, range, reader, inventory);
  const counts = await countSelection(context, selection, { by: query.by, over: 'none' }, { coding: meanings[query.score].kind, weighting });
  const hidden = reader.mayReadAnswers ? OPEN : await hiddenOf(context, selection, query, counts);
  const names = await namesOf(context, query.by, inventory, query.lang);
  const one = (key: string) => ({ key, name: names.get(key) ?? key, ...range, counted: counts.parts.get(key) ?? NOTHING, counts, isHidden: hidden.isWhole || hidden.parts.has(key) });
  if (query.first === undefined) return [];
  if (query.second !== undefined) return [one(query.first), one(query.second)];
  const first = one(query.first);
  return [first, { ...first, key: '*', name: '', counted: withoutPart(counts.whole, first.counted), isHidden: first.isHidden || hidden.isPeriod }];
}

/** All others. Somebody may be on both sides, so they are at least as many customers as remain without those of the part. */
function withoutPart(whole: Counted, part: Counted): Counted {
  const minus = (key: keyof Counted['sums']): number => Math.max(0, whole.sums[key] - part.sums[key]);
  const sums = { n: minus('n'), weight: minus('weight'), weightSq: minus('weightSq'), sum: minus('sum'), sumSq: minus('sumSq'), promoters: minus('promoters'), detractors: minus('detractors'), hits: minus('hits') };
  return { sums, customers: Math.max(0, Math.min(sums.n, whole.customers - part.customers)), clusterDeff: whole.clusterDeff, ...(whole.fewestWeighed === undefined ? {} : { fewestWeighed: 0 }) };
}

/** The same answers with weights and without are two equations: a category of fewer than 30 customers would be what solves them. */
const isSolvable = (counted: Counted | undefined, reader: FigureReader): boolean => !reader.mayReadAnswers && counted?.fewestWeighed !== undefined && !hasEnough(counted.fewestWeighed);

function scaleOf({ kind, low, high, role }: ScoreMeaning, { scale }: Counts): Pick<ScoreMeaning, 'kind' | 'low' | 'high'> {
  return role === '' ? { kind, ...scale } : { kind, low, high };
}

function rangeOf({ from, to }: Pick<AnyQuery, 'from' | 'to'>, names: { from: string; to: string } = { from: 'from', to: 'to' }): Range {
  const range = monthRange(from, to);
  if (!range) throw new Problem('request.invalid', `The period ends before it begins: "${names.to}" must not lie before "${names.from}".`, {}, [{ at: `querystring.${names.to}`, reason: `must not lie before "${names.from}"` }]);
  return range;
}

/** A comparison without a period takes the last three whole months. */
function lastMonths({ from, to }: Pick<AnyQuery, 'from' | 'to'>, now: Date): Range {
  if (from !== undefined || to !== undefined) return rangeOf({ from, to });
  const thisMonth = `${now.toISOString().slice(0, 7)}-01`;
  return { from: addMonths(thisMonth, -3), to: thisMonth };
}

function againstOf({ againstFrom, againstTo }: CompareQuery, range: Range): Range {
  if (againstFrom !== undefined || againstTo !== undefined) return rangeOf({ from: againstFrom, to: againstTo }, { from: 'againstFrom', to: 'againstTo' });
  return { from: addMonths(range.from, -Math.min(1_200, monthsBetween(range.from, range.to))), to: range.from };
}

function selectionOf(query: AnyQuery, { from, to }: Range, reader: FigureReader, inventory: readonly Touchpoint[]): Selection {
  if (query.score === 'question' && (query.survey === undefined || query.item === undefined)) throw new Problem('request.invalid', 'Say which question: "survey" and "item".', {}, [{ at: 'querystring.item', reason: 'is missing' }]);
  if ((query.attribute === undefined) !== (query.attributeValue === undefined)) throw new Problem('request.invalid', '"attribute" and "attributeValue" go together.', {}, [{ at: 'querystring.attributeValue', reason: 'goes with "attribute"' }]);
  return {
    role: meanings[query.score].role, survey: query.survey ?? '', item: query.score === 'question' ? (query.item ?? '') : '',
    touchpoint: query.touchpoint ?? '', stage: query.stage ?? '', channel: query.channel ?? '', department: query.department ?? '', group: query.group ?? '', dimension: query.dimension ?? '',
    attribute: query.attribute === undefined ? null : { key: query.attribute, value: query.attributeValue ?? '' },
    from, to, touchpoints: reader.visible, stages: new Map(inventory.map(({ code, stage }) => [code, stage])),
  };
}

interface Hidden {
  /** All of it. */
  isWhole: boolean;
  /** The figure of the whole period. */
  isPeriod: boolean;
  parts: ReadonlySet<string>;
  buckets: ReadonlySet<string>;
  cells: ReadonlySet<string>;
}
const OPEN: Hidden = { isWhole: false, isPeriod: false, parts: new Set(), buckets: new Set(), cells: new Set() };

/** Filters that a figure is judged among its siblings for. */
const siblingFilters = ['touchpoint', 'stage', 'channel', 'department', 'group', 'survey', 'dimension'] as const;

/** What readers without single answers may not see, because it would give a smaller group away. */
async function hiddenOf(context: Context, selection: Selection, query: AnyQuery & { by?: Part | undefined; over?: ExploreQuery['over'] }, counts: Counts): Promise<Hidden> {
  const over = query.over ?? 'none';
  const buckets = new Set(withheldParts(sizesOf(counts.buckets)));
  const parts = withheldParts(sizesOf(counts.parts));
  // And counted as siblings are below, or another one would hide the small one there, and both of them be seen.
  if (query.by !== undefined) for (const key of withheldParts((await readSums(context.history, selection, { by: query.by, over: 'none', margins: [] })).map(siblingOf))) parts.add(key);
  if (query.by !== undefined) for (const key of await hiddenWithin(context, selection, query.by)) parts.add(key);
  let isWhole = false;
  const filters = siblingFilters.filter((filter) => selection[filter] !== '' && !(filter === 'survey' && query.score === 'question')).map((filter) => ({ by: filter as string, own: selection[filter], without: { ...selection, [filter]: '' } }));
  if (selection.attribute) filters.push({ by: `attribute.${selection.attribute.key}`, own: selection.attribute.value, without: { ...selection, attribute: null } });
  for (const { by, own, without } of filters) {
    // Over all time, whatever is drawn: which sibling hides a small one must not depend on it.
    isWhole ||= withheldParts((await readSums(context.history, without, { by, over: 'none', margins: [] })).map(siblingOf)).has(own);
    isWhole ||= (await hiddenWithin(context, without, by)).has(own);
    // A group at this touchpoint is one among all groups here, and one among all touchpoints of the group.
    if (query.by !== undefined && query.by !== by) {
      const crossed = await readSums(context.history, without, { by, over: 'none', margins: [query.by] });
      for (const [key, siblings] of Map.groupBy(crossed, ({ margins }) => margins[0] ?? '')) if (withheldParts(siblings.map(siblingOf)).has(own)) parts.add(key);
    }
    if (over === 'none') continue;
    const rows = await readSums(context.history, without, { by, over, margins: [] });
    const cells = withheldCells(rows.map(({ part, bucket, people }) => ({ part, bucket, customers: people })), placeKey);
    for (const bucket of counts.buckets.keys()) if (cells.has(placeKey(own, bucket))) buckets.add(bucket);
  }
  const cells = withheldCells([...counts.cells.values()].map(({ part, bucket, customers }) => ({ part, bucket, customers })), placeKey);
  const cut = await cutOf(context, selection, { by: query.by ?? null, over }, counts);
  return { isWhole, isPeriod: cut.isPeriod, parts: new Set([...parts, ...cut.parts]), buckets: new Set([...buckets, ...cut.buckets]), cells: new Set([...cells, ...cut.cells]) };
}

/** All answers to a question that this reader sees figures of, ever: how they cut time, their parts do not cut it otherwise. */
const unfiltered = (selection: Selection): Selection =>
  ({ ...selection, survey: selection.item === '' ? '' : selection.survey, touchpoint: '', stage: '', channel: '', department: '', group: '', dimension: '', attribute: null, from: EARLIEST_DAY, to: LATEST_DAY });

/** What begins or ends within a block of months (time-blocks.logic.ts), so that another period would leave a few customers over. */
async function cutOf(context: Context, selection: Selection, { by, over }: Pick<Split, 'by' | 'over'>, counts: Counts): Promise<Omit<Hidden, 'isWhole'>> {
  const monthsOf = async (asked: Selection, part: string | null) => Map.groupBy(await readSums(context.history, asked, { by: part, over: 'month', margins: [] }), (row) => row.part);
  const sized = (rows: readonly SumsRow[] | undefined) => (rows ?? []).map(({ bucket, people }) => ({ month: bucket, customers: people }));
  const ever = { ...selection, from: EARLIEST_DAY, to: LATEST_DAY };
  const [all, own, ofParts] = await Promise.all([monthsOf(unfiltered(selection), null), monthsOf(ever, null), by === null ? null : monthsOf(ever, by)]);
  const around = timeBlocks(sized(all.get('*')));
  const whole = [...around, ...timeBlocks(sized(own.get('*')), around)];
  const blocksOf = new Map([...counts.parts.keys()].map((part) => [part, [...whole, ...timeBlocks(sized(ofParts?.get(part)), whole)]]));
  const isShown = (blocks: readonly TimeBlock[] | undefined, bucket?: string): boolean => isBetweenBlocks(blocks ?? [], bucket === undefined || over === 'none' ? selection : within(selection, bucket, over));
  const parts = new Set([...counts.parts.keys()].filter((part) => !isShown(blocksOf.get(part))));
  // The only one that is missing would be what the whole leaves without the others.
  if (parts.size === 1) {
    const smallest = smallestOf(sizesOf(counts.parts).filter(({ key }) => !parts.has(key)));
    if (smallest) parts.add(smallest.key);
  }
  return {
    isPeriod: !isShown(whole),
    parts,
    buckets: new Set([...counts.buckets.keys()].filter((bucket) => !isShown(whole, bucket))),
    cells: new Set([...counts.cells.values()].flatMap(({ part, bucket }) => (isShown(blocksOf.get(part), bucket) ? [] : [placeKey(part, bucket)]))),
  };
}

/** The months of a bucket that lie in the period. */
function within({ from, to }: Range, bucket: string, over: ExploreQuery['over']): Range {
  const end = addMonths(bucket, over === 'quarter' ? 3 : 1);
  return { from: bucket < from ? from : bucket, to: end > to ? to : end };
}

/** What lies within what as a whole: a department without all of its touchpoints but one is that one. */
const outerParts: Readonly<Record<string, readonly string[]>> = { touchpoint: ['stage', 'department'], 'attribute.region': ['attribute.country'] };

async function hiddenWithin(context: Context, selection: Selection, by: string): Promise<Set<string>> {
  const lines = await Promise.all((outerParts[by] ?? []).map(async (outer) => [...Map.groupBy(await readSums(context.history, selection, { by, over: 'none', margins: [outer] }), ({ margins }) => margins[0] ?? '').values()]));
  return new Set(lines.flat().flatMap((line) => [...withheldParts(line.map(siblingOf))]));
}

const siblingOf = ({ part, people }: SumsRow) => ({ key: part, customers: people });
const sizesOf = (counted: ReadonlyMap<string, Counted>) => [...counted].map(([key, { customers }]) => ({ key, customers }));

async function namesOf(context: Context, by: string | null, inventory: readonly Touchpoint[], lang: 'de' | 'en'): Promise<Map<string, string>> {
  if (by === 'touchpoint') return new Map(inventory.map(({ code, nameDe, nameEn }) => [code, lang === 'de' ? nameDe : nameEn]));
  if (by === 'department') return new Map((await listDepartments(context)).map(({ code, nameDe, nameEn }) => [code, lang === 'de' ? nameDe : nameEn]));
  return new Map();
}

// As with the other figures: none is older than 10 s, and after an answer that this process has taken it is counted at once.
const remembered = remembering({ freshMs: 2_000, staleMs: 10_000, limit: 500, version: answersVersion });
