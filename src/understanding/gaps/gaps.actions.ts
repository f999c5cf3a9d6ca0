import { decodeCursor, encodeCursor, placeByInstant } from '../../kernel/cursor.ts';
import { MINIMUM_N } from '../../kernel/stats/scores/minimum.ts';
import { Problem } from '../../kernel/problem.ts';
import { getTouchpoint, listTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import type { Touchpoint } from '../../journeys/touchpoints/touchpoints.contract.ts';
import { redactText } from '../../governance/roles/masking.logic.ts';
import { nameCustomers } from '../../people/customers/customers.actions.ts';
import { withoutWordsOfRestricted } from '../../people/privacy/restrictions.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { readPeriod, wholeMonths } from '../metrics/period.logic.ts';
import { listExpectations, listExpectationsOf } from './expectations.queries.ts';
import { figureOf, noEvidence, rankOf, sortRanking, type Target, targetFor, withholdFigure, withholdRank } from './figures.logic.ts';
import { type AnswerScope, listGroups, listPartFigures, listTouchpointFigures, type PartFigures, type TouchpointFigures } from './gap-figures.analytics.ts';
import type { AnswerItem, AnswersQuery, GapQuery, RankedTouchpoint, Ranking, RankingQuery, TouchpointGap } from './gaps.contract.ts';
import { listGroupSizesByTouchpoint, listPlaceSizes } from './place-sizes.analytics.ts';
import { EVERYBODY, hiddenPlaces, sizeKey } from './protection.logic.ts';
import { remembered } from './recent-figures.actions.ts';
import { listReach, type TouchpointReach } from './reach.analytics.ts';
import { listDistribution, listLowestQuotes, listResponses, type ScoreCount } from './responses.analytics.ts';
import { hasWords, isWanted } from './wanted-touchpoints.logic.ts';

const QUOTES = 12;

/** The figures of all touchpoints in one scope: heavy to count, wanted by everybody, so kept for seconds. */
interface Counted {
  figures: Map<string, TouchpointFigures>;
  groups: string[];
  reach: Map<string, TouchpointReach>;
  /** Touchpoints at which the target group must not be shown to readers without single answers. */
  hidden: ReadonlySet<string>;
}

async function countedFigures(context: Context, scope: AnswerScope, isOpen: boolean): Promise<Counted> {
  const { history } = context;
  // Apart, because reach does not depend on the target group and counts the contacts, of which there are many more.
  const [figures, reach] = await Promise.all([
    remembered(context, ['figures', scope, isOpen], async () => {
      const [rows, groups, sizes] = await Promise.all([listTouchpointFigures(history, scope), listGroups(history, scope), isOpen || scope.group === '' ? null : listGroupSizesByTouchpoint(history, scope)]);
      const own = sizeKey({ part: 'total', key: '', group: scope.group });
      return { figures: new Map(rows.map((row) => [row.key, row])), groups, hidden: new Set([...(sizes ?? [])].flatMap(([code, ofTouchpoint]) => (hiddenPlaces(ofTouchpoint).has(own) ? [code] : []))) };
    }),
    remembered(context, ['reach', scope.from, scope.to], async () => new Map((await listReach(history, scope)).map((row) => [row.key, row]))),
  ]);
  return { ...figures, reach };
}

/** All touchpoints with what customers expect and live there, sorted, in pages. */
export async function rankTouchpoints(context: Context, query: RankingQuery, actor: Actor): Promise<Ranking> {
  const scope = scopeOf(query, actor);
  const [touchpoints, targets, counted] = await Promise.all([listTouchpoints(context, actor.departments), listExpectations(context.db), countedFigures(context, scope, actor.can('read', 'answer'))]);
  const found = touchpoints.filter((touchpoint) => isWanted(touchpoint, query) && hasWords(touchpoint, query.q ?? ''));
  const ranked = sortRanking(found.map((touchpoint) => rankedTouchpoint(touchpoint, counted, targets, query)), query.sort);
  const offset = query.cursor === undefined ? 0 : positionAfter(ranked, decodeCursor(query.cursor, 2));
  const items = ranked.slice(offset, offset + query.limit);
  const last = items.at(-1);
  const hasMore = offset + items.length < ranked.length;
  return {
    items,
    nextCursor: hasMore && last ? encodeCursor([last.code, offset + items.length]) : null,
    total: ranked.length,
    minimumN: MINIMUM_N,
    period: { from: scope.from, to: scope.to },
    groups: counted.groups,
  };
}

/** Behind the last touchpoint of the page before, wherever it stands by now; where it is gone, at the old place. */
function positionAfter(ranked: readonly RankedTouchpoint[], [code, offset]: readonly (string | number)[]): number {
  const index = ranked.findIndex((touchpoint) => touchpoint.code === code);
  if (index >= 0) return index + 1;
  if (typeof offset !== 'number' || !Number.isInteger(offset) || offset < 0) throw new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
  return offset;
}

function rankedTouchpoint(touchpoint: Touchpoint, { figures, reach, hidden }: Counted, targets: readonly Target[], { group = '', lang }: { group?: string | undefined; lang: 'de' | 'en' }): RankedTouchpoint {
  const { code, nameDe, nameEn, stage, kind, channel, department, momentOfTruth } = touchpoint;
  const { contacts, customers } = reach.get(code) ?? { contacts: 0, customers: 0 };
  const rank = rankOf(figures.get(code) ?? noEvidence, { contacts, customers, allCustomers: reach.get('*')?.customers ?? 0 }, targetFor(targets, code, '', group));
  return { code, name: lang === 'de' ? nameDe : nameEn, stage, kind, channel, department, momentOfTruth, ...(hidden.has(code) ? withholdRank(rank) : rank) };
}

/** One touchpoint in depth. @throws touchpoint.not_found also for foreign departments */
export async function describeGap(context: Context, code: string, query: GapQuery & { lang: 'de' | 'en' }, actor: Actor): Promise<TouchpointGap> {
  const touchpoint = await getTouchpoint(context, code, actor.departments);
  const scope = scopeOf(query, actor);
  const isOpen = actor.can('read', 'answer');
  const [counted, targets, parts, sizes, distribution, quotes] = await Promise.all([
    countedFigures(context, scope, isOpen),
    listExpectationsOf(context.db, code),
    listPartFigures(context.history, code, scope),
    isOpen ? [] : listPlaceSizes(context.history, code, scope),
    listDistribution(context.history, code, scope),
    isOpen ? listLowestQuotes(context.history, code, scope, QUOTES) : null,
  ]);
  const total = rankedTouchpoint(touchpoint, counted, targets, query);
  const hidden = hiddenPlaces(sizes);
  const figures = (part: PartFigures['part'], target: (key: string) => number | null) => parts.filter((row) => row.part === part).map((row) => {
    const figure = figureOf(row, target(row.key));
    const place = part === 'group' ? { part: 'total' as const, key: '', group: row.key } : { part, key: row.key, group: scope.group || EVERYBODY };
    return { key: row.key, ...(hidden.has(sizeKey(place)) ? withholdFigure(figure) : figure) };
  });
  const overTime = (part: 'month' | 'quarter') => figures(part, () => targetFor(targets, code, '', scope.group)).map(({ key, ...figure }) => ({ month: key, ...figure }));
  return {
    total,
    minimumN: MINIMUM_N,
    period: { from: scope.from, to: scope.to },
    byDimension: figures('dimension', (dimension) => targetFor(targets, code, dimension, scope.group)).filter(({ key }) => key !== '').map(({ key, ...figure }) => ({ dimension: key, ...figure })),
    byMonth: overTime('month'),
    byQuarter: overTime('quarter'),
    byGroup: figures('group', (group) => targetFor(targets, code, '', group)).map(({ key, ...figure }) => ({ group: key === '' ? null : key, ...figure })),
    distribution: total.experience === null ? null : everyScore(distribution),
    quotes: quotes && (await redactFor(context, actor, quotes, 'text')).map(({ group, customerId: _, ...quote }) => ({ ...quote, group: group === '' ? null : group })),
  };
}

const everyScore = (counts: readonly ScoreCount[]): ScoreCount[] =>
  Array.from({ length: 11 }, (_, score) => counts.find((count) => count.score === score) ?? { score, expectation: 0, experience: 0 });

/** The answers behind a figure of one touchpoint, with their customers for those who may know them. */
export async function listAnswers(context: Context, code: string, query: AnswersQuery, actor: Actor): Promise<{ items: AnswerItem[]; nextCursor: string | null }> {
  await getTouchpoint(context, code, actor.departments);
  const rows = await listResponses(context.history, code, scopeOf(query, actor), {
    dimension: query.dimension ?? '',
    experienceFrom: query.experienceFrom ?? null,
    experienceTo: query.experienceTo ?? null,
    onlyShortfall: query.shortfall === 'true',
    after: placeByInstant(query.cursor),
    limit: query.limit + 1,
  });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const maySeeCustomers = actor.can('read', 'customer');
  return {
    items: (await redactFor(context, actor, page, 'comment')).map((row) => ({ ...row, customerId: maySeeCustomers ? row.customerId : null, comment: row.comment === '' ? null : row.comment, group: row.group === '' ? null : row.group })),
    nextCursor: rows.length > query.limit && last ? encodeCursor([last.at, last.responseId]) : null,
  };
}

/** Texts of customers whose data may be used, without what says who they are where the reader works without personal data. */
async function redactFor<Field extends string, Row extends { customerId: string } & Record<Field, string>>(context: Context, actor: Actor, rows: readonly Row[], field: Field): Promise<readonly Row[]> {
  const shown = await withoutWordsOfRestricted(context.db, rows);
  if (actor.can('read', 'personal_data')) return shown;
  const names = await nameCustomers(context, shown.map(({ customerId }) => customerId));
  return shown.map((row) => ({ ...row, [field]: redactText(row[field], [names.get(row.customerId) ?? '']) }));
}

function scopeOf({ from, to, group }: GapQuery, actor: Actor): AnswerScope {
  const asked = readPeriod({ from, to });
  const period = actor.can('read', 'answer') ? asked : wholeMonths(asked);
  return { from: from === undefined ? null : period.from.toISOString(), to: to === undefined ? null : period.to.toISOString(), group: group ?? '' };
}
