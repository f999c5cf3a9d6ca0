import { answersVersion } from '../../listening/responses/intake/answers-version.actions.ts';
import { compareShares } from '../../kernel/stats/drivers/driver-comparison.ts';
import { Problem } from '../../kernel/problem.ts';
import type { BlockMoments } from '../../kernel/stats/drivers/moments.ts';
import { nameTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import { findPublished } from '../../listening/surveys/versions/published.actions.ts';
import type { Context } from '../../platform/context.ts';
import { remembering } from '../../platform/recent-results.ts';
import type { FigureReader } from '../metrics/explore/explore.actions.ts';
import { withheldParts } from '../metrics/explore/explore-protection.logic.ts';
import { readPeriod, wholeMonths } from '../metrics/period.logic.ts';
import { chooseTogether } from './choose-together.logic.ts';
import { type DriverScope, type KnownRow, listChoices, listKnown, listPatterns, listPeople, listSiblings, readBlocks, siblingColumns, type SiblingFilter } from './driver-rows.analytics.ts';
import { type ComparisonQuery, DRIVER_MINIMUM, type DriverComparison, driverOutcomes, type DriverOutcome, type Drivers, type DriversQuery, type LeftOut, MOST_AT_ONCE } from './drivers.contract.ts';
import { sharedScale } from './shared-scale.logic.ts';
import { namesOfItems } from './item-names.logic.ts';
import { judgeDrivers, momentsOfBlocks, momentsOfPeople, type Names, refusedBecause } from './judge-drivers.logic.ts';
import { listRenewals, listRevenues, readContractFacts } from './records-outcome.queries.ts';

/** Outcomes of the records are looked up for so many customers at most: a random choice of more. */
const MOST_PEOPLE = 50_000;
const LEVEL = 0.05;

/** What drives an outcome, for everybody or a group; refuses where it cannot be honest. @throws request.invalid */
export async function explainOutcome(context: Context, query: DriversQuery, reader: FigureReader): Promise<Drivers> {
  return remembered(context, ['drivers', query, reader], async () => {
    const scope = scopeOf(query, reader);
    const found = await findDrivers(context, query, scope);
    const [data, outside, frame, isHidden] = await Promise.all([readMoments(context, query.outcome, scope, found), countOutside(context, query, scope, found), frameOf(context, query, scope, found), isProtected(context, scope, found, reader)]);
    const { result, dropped } = isHidden ? { result: refusedBecause([{ code: 'protected' }], data), dropped: [] } : judgeDrivers(data, found.keys, found.nameOf, outside === null ? 0 : outside - data.clusters);
    return { ...frame, leftOut: [...dropped, ...frame.leftOut], ...result };
  });
}

/** The same drivers in two groups of customers, and whether they matter differently. @throws request.invalid */
export async function compareGroups(context: Context, query: ComparisonQuery, reader: FigureReader): Promise<DriverComparison> {
  if (query.group === query.against) throw new Problem('request.invalid', 'A group cannot be compared with itself.', {}, [{ at: 'querystring.against', reason: 'must be another group' }]);
  return remembered(context, ['comparison', query, reader], async () => {
    const both = scopeOf({ ...query, group: undefined }, reader);
    const found = await findDrivers(context, query, both);
    const inGroup = (group: string): DriverScope => ({ ...both, filter: { ...both.filter, group } });
    const read = (scope: DriverScope) => readMoments(context, query.outcome, scope, found);
    const scopes = [inGroup(query.group), inGroup(query.against)];
    const [first, second, everybody, frame, hidden] = await Promise.all([read(inGroup(query.group)), read(inGroup(query.against)), read(both), frameOf(context, query, both, found), Promise.all(scopes.map((scope) => isProtected(context, scope, found, reader)))]);
    const [ours, theirs] = [first, second].map((data, at) => (hidden[at] ? { result: refusedBecause([{ code: 'protected' }], data), dropped: [] } : judgeDrivers(data, found.keys, found.nameOf, everybody.clusters - data.clusters)));
    if (!ours || !theirs) throw new Error('two groups have two results');
    const shared = found.keys.filter((key) => [ours, theirs].every(({ result }) => result.drivers.some((driver) => driver.key === key)));
    const places = shared.map((key) => found.keys.indexOf(key));
    const differences = ours.result.refused !== null || theirs.result.refused !== null || ours.result.method === null || theirs.result.method === null ? null : compareShares(first, second, places, { method: ours.result.method });
    const shareIn = (result: Drivers['drivers'], key: string) => result.find((driver) => driver.key === key)?.share ?? 0;
    return {
      ...frame, first: ours.result, second: theirs.result, leftOut: [...ours.dropped, ...theirs.dropped, ...frame.leftOut],
      differences: differences && shared.map((key, place) => {
        const { low = 0, high = 0, p = 1 } = differences[place] ?? {};
        const [share, against] = [shareIn(ours.result.drivers, key), shareIn(theirs.result.drivers, key)];
        return { key, name: found.nameOf(key), share, against, difference: share - against, low, high, p, isMoreThanChance: p < LEVEL };
      }).sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference)),
    };
  });
}

interface Found {
  known: readonly KnownRow[];
  /** Keys that enter, in this order. */
  keys: string[];
  /** Nobody outside of these rated all of them. */
  mostCustomers: number;
  wanted: readonly string[] | null;
  nameOf: Names;
}

/** Which drivers enter: those asked for, or those that were rated together by enough. @throws request.invalid */
async function findDrivers(context: Context, query: DriversQuery, scope: DriverScope): Promise<Found> {
  const wanted = query.drivers === undefined || query.drivers === '' ? null : [...new Set(query.drivers.split(',').map((key) => key.trim()).filter((key) => key !== ''))];
  if (wanted && wanted.length > MOST_AT_ONCE) throw new Problem('request.invalid', `At most ${MOST_AT_ONCE} drivers at once.`, {}, [{ at: 'querystring.drivers', reason: `more than ${MOST_AT_ONCE}` }]);
  const known = await listKnown(context.history, scope);
  const names = await (query.by === 'touchpoint' ? nameTouchpoints(context, query.lang) : nameItems(context, known, query.lang));
  const nameOf = (key: string) => names.get(key) ?? key;
  const usual = known.filter(({ customers }) => customers >= DRIVER_MINIMUM).map(({ key }) => key);
  const found = (keys: string[]): Found => ({ known, wanted, nameOf, keys, mostCustomers: Math.min(...known.filter(({ key }) => keys.includes(key)).map(({ customers }) => customers)) });
  if (wanted) return found(wanted.filter((key) => known.some((row) => row.key === key)));
  const patterns = usual.length > 1 ? await listPatterns(context.history, scope, usual) : [];
  return found(usual.length > 1 ? chooseTogether(usual.length, patterns).flatMap((place) => usual[place] ?? []) : usual);
}

/** As the surveys that asked for them say it; a survey that is gone names nothing. */
async function nameItems(context: Context, known: readonly KnownRow[], lang: 'de' | 'en'): Promise<Map<string, string>> {
  const surveys = [...new Set(known.map(({ survey }) => survey).filter((survey) => survey !== ''))];
  const published = await Promise.all(surveys.map((survey) => findPublished(context, survey)));
  const bySurvey = new Map(published.flatMap((one) => (one ? [[one.code, namesOfItems(one.definition, lang)]] : [])));
  return new Map(known.flatMap(({ key, survey }) => {
    const name = bySurvey.get(survey)?.get(key);
    return name === undefined ? [] : [[key, name]];
  }));
}

async function readMoments(context: Context, outcome: DriverOutcome, scope: DriverScope, { keys, mostCustomers }: Pick<Found, 'keys' | 'mostCustomers'>): Promise<BlockMoments> {
  if (keys.length === 0) return momentsOfBlocks([], 1);
  if (outcome !== 'renewal' && outcome !== 'revenue') return momentsOfBlocks(await readBlocks(context.history, scope, keys, mostCustomers), keys.length + 1);
  // The answers lie in one store and the contracts in the other: one of them has to travel (decision 0080).
  const people = await listPeople(context.history, scope, keys, MOST_PEOPLE);
  const ids = people.map(({ customer }) => customer);
  const on = context.clock.now();
  const values = await (outcome === 'renewal' ? listRenewals(context.db, ids, on) : listRevenues(context.db, ids, on));
  return momentsOfPeople(people, new Map(values.map(({ customerId, value }) => [customerId, value])), keys.length);
}

/** Customers of the scope without its group; null where no group is asked for. */
async function countOutside(context: Context, query: DriversQuery, scope: DriverScope, { keys }: Found): Promise<number | null> {
  if (scope.filter.group === undefined || scope.filter.group === '') return null;
  return (await readMoments(context, query.outcome, { ...scope, filter: { ...scope.filter, group: undefined } }, { keys, mostCustomers: Number.POSITIVE_INFINITY })).clusters;
}

/**
 * For readers without single answers: whether a filter leaves a small part over, or hides one among its siblings. Nor may they
 * choose drivers, because who rated one more is another set of people, often of one less.
 */
async function isProtected(context: Context, scope: DriverScope, { keys, wanted }: Found, { mayReadAnswers }: FigureReader): Promise<boolean> {
  if (mayReadAnswers || keys.length === 0) return false;
  if (wanted) return true;
  const filters = (Object.keys(siblingColumns) as SiblingFilter[]).filter((filter) => (scope.filter[filter] ?? '') !== ''); // its own keys
  const hidden = await Promise.all(filters.map(async (filter) => withheldParts(await listSiblings(context.history, { ...scope, filter: { ...scope.filter, [filter]: undefined } }, keys, filter)).has(scope.filter[filter] ?? '')));
  return hidden.includes(true);
}

async function frameOf(context: Context, { outcome, by, from, to }: DriversQuery, scope: DriverScope, { known, keys, wanted, nameOf }: Found) {
  const [choices, contracts] = await Promise.all([listChoices(context.history, scope), readContractFacts(context.db)]);
  const named = (kind: 'group' | 'survey' | 'role') => choices.filter((choice) => choice.kind === kind).map(({ name }) => name);
  const roles = new Set([...named('role'), ...(contracts.hasEnded ? ['renewal'] : []), ...(contracts.hasPrices ? ['revenue'] : [])]);
  const shown = known.filter(({ customers }) => customers >= FEWEST_TOLD);
  const leftOut: LeftOut[] = shown.filter(({ key }) => !keys.includes(key)).map(({ key, customers }) => ({ key, name: nameOf(key), reason: wanted ? 'not_chosen' : 'rated_by_few', from: [], customers }));
  return {
    outcome, by, minimum: DRIVER_MINIMUM, taken: keys, leftOut, askedOn: sharedScale(known.filter(({ key }) => keys.includes(key))),
    period: { from: from === undefined ? null : scope.from.toISOString(), to: to === undefined ? null : scope.to.toISOString() },
    known: shown.map(({ key, customers, isDimension }) => ({ key, name: nameOf(key), customers, isDimension })),
    outcomes: driverOutcomes.filter((one) => roles.has(one)),
    groups: named('group'), surveys: named('survey'),
  };
}

/** How many rated something is told from here on. */
const FEWEST_TOLD = 30;

function scopeOf(query: DriversQuery, { visible: touchpoints, mayReadAnswers }: FigureReader): DriverScope {
  const { outcome, by, from, to, touchpoint, channel, group, survey, department, language } = query;
  const isOfRecords = outcome === 'renewal' || outcome === 'revenue';
  const period = readPeriod({ from, to });
  return { ...(mayReadAnswers ? period : wholeMonths(period)), filter: { touchpoint, channel, group, survey, department, language }, touchpoints, by, role: isOfRecords ? '' : outcome };
}

const remembered = remembering({ freshMs: 60_000, staleMs: 600_000, limit: 200, version: answersVersion });
