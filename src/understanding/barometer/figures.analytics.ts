import { historyTime } from '../../kernel/clock.ts';
import { customerIdOf, ownersJoin } from '../../people/identity/customer-of.logic.ts';
import type { History, HistoryParams } from '../../platform/storage/history.ts';
import type { BarometerModel, ModelItem } from './model.logic.ts';
import type { MomentRow } from './moments.logic.ts';
import type { WavePeriod } from './waves.logic.ts';

export interface WaveQuestion {
  survey: string;
  model: BarometerModel;
  waves: readonly WavePeriod[];
}

/** One customer counts once in a wave, whatever they answered how often; places as in `waves` and `model.factors`. */
export interface FactorSums {
  wave: number;
  factor: number;
  /** Value of the attribute, '' = not known; always '' where none was asked for. */
  segment: string;
  n: number;
  mean: number;
  variance: number | null;
}

/** Which column of `given` below says to which group somebody belongs. */
export type Attribute = 'none' | 'group' | 'channel' | 'department' | 'language' | 'field' | 'customer';
const segmentOf: Readonly<Record<Attribute, string>> = {
  none: `''`, group: 'toString(a.target_group)', channel: 'toString(a.channel)', department: 'toString(a.department)', language: 'toString(a.language)',
  field: `fields.value`,
  // looked up when their customers are known
  customer: `''`,
};

/** The newest save of a response holds the hidden fields that its address carried. */
const fieldsJoin = `
      left join (
        select response_id, argMax(hidden[{name:String}], seq) as value
        from responses
        where survey = {survey:String} and at >= {first:DateTime64(3, 'UTC')} and at < {last:DateTime64(3, 'UTC')}
        group by response_id
      ) fields on a.response_id = fields.response_id`;

/**
 * From answers to one row per wave and customer with the items of the model, from 0 (worst) to 100 (best answer): the
 * mean of what they said in that wave, NaN where they said nothing. `segment` is that of their newest response.
 * Responses are put together before their customers are looked up: there are twenty times fewer of them than answers.
 */
const itemValues = (attribute: Attribute, { items }: BarometerModel): string => `
  select wave, customer, avgResampleMerge(1, ${items.length + 1}, 1)(points) as x, argMax(segment, at) as segment
  from (
    select
      arrayFirstIndex((since, until) -> a.at >= since and a.at < until, {froms:Array(DateTime64(3, 'UTC'))}, {tos:Array(DateTime64(3, 'UTC'))}) as wave,
      ${customerIdOf('a')} as customer, a.points as points, a.at as at, ${segmentOf[attribute]} as segment
    from (
      select
        response_id, any(subject) as subject, any(answers.at) as at, any(target_group) as target_group, any(channel) as channel, any(department) as department, any(language) as language,
        avgResampleState(1, ${items.length + 1}, 1)(assumeNotNull(100 * (raw - scale_low) / (scale_high - scale_low)), {places:Array(UInt16)}[indexOf({answers:Array(String)}, item)]) as points
      from answers
      where survey = {survey:String} and answers.at >= {first:DateTime64(3, 'UTC')} and answers.at < {last:DateTime64(3, 'UTC')}
        and item in {answers:Array(String)} and raw is not null and scale_high > scale_low
      group by response_id
    ) a ${ownersJoin('a', `select subject from answers where survey = {survey:String} and at >= {first:DateTime64(3, 'UTC')} and at < {last:DateTime64(3, 'UTC')}`)}${attribute === 'field' ? fieldsJoin : ''}
  )
  where wave > 0
  group by wave, customer`;

/** What the records say about a customer: region, country … (people/attributes). */
const withCustomerAttribute = (values: string): string => `
  select v.wave as wave, v.customer as customer, v.x as x, told.value as segment
  from (${values}) v
  left join (
    select customer_id, max(toString(value)) as value
    from customer_attributes
    where run = (select max(run) from customer_attributes where attribute = 'done') and attribute = {name:String}
    group by customer_id
  ) told on v.customer = told.customer_id`;

/** A customer's own index of each factor, where they answered at least half of its items. */
const ownIndices = (attribute: Attribute, model: BarometerModel): string => `
  select wave, customer, segment, factor, arrayAvg(said) as own
  from (
    select wave, customer, segment, arrayJoin(range(1, ${model.factors.length + 1})) as factor, arrayFilter((value, its) -> its = factor and not isNaN(value), x, {factors:Array(UInt8)}) as said
    from (${attribute === 'customer' ? withCustomerAttribute(itemValues(attribute, model)) : itemValues(attribute, model)})
  )
  where notEmpty(said) and length(said) * 2 >= {sizes:Array(UInt16)}[factor]`;

export const sumsStatement = (attribute: Attribute, model: BarometerModel): string => `
select toUInt32(wave) - 1 as wave, toUInt32(factor) - 1 as factor, segment, toUInt32(count()) as n, avg(own) as mean, if(count() > 1, varSamp(own), null) as variance
from (${ownIndices(attribute, model)})
group by wave, factor, segment
order by wave, factor, segment
limit 20000`;

/** Mean and spread of each factor in each wave, by group where one is asked for: one statement. */
export function readFactorSums(history: History, question: WaveQuestion, attribute: Attribute = 'none', name = ''): Promise<FactorSums[]> {
  return question.waves.length === 0 ? Promise.resolve([]) : history.query(sumsStatement(attribute, question.model), { ...waveParams(question), name }, { lane: 'analysis' });
}

export interface PeopleSums {
  /** 1: only in the first of two waves, 2: only in the second, 3: in both. */
  when: 1 | 2 | 3;
  n: number;
  before: number | null;
  after: number | null;
  /** Of the differences, after − before. */
  variance: number | null;
}

export const peopleStatement = (model: BarometerModel): string => `
select toUInt8(was + 2 * is) as when, toUInt32(count()) as n, avgOrNull(first_own) as before, avgOrNull(second_own) as after, if(count() > 1 and when = 3, varSamp(second_own - first_own), null) as variance
from (
  select customer, max(wave = 1) as was, max(wave = 2) as is, if(was, maxIf(own, wave = 1), null) as first_own, if(is, maxIf(own, wave = 2), null) as second_own
  from (${ownIndices('none', model)})
  where factor = {factor:UInt8}
  group by customer
)
group by when
order by when
limit 3`;

/** Who answered in one of two waves and who in both, by one factor. */
export function readPeopleSums(history: History, question: WaveQuestion, factor: number): Promise<PeopleSums[]> {
  return history.query(peopleStatement(question.model), { ...waveParams(question), factor: factor + 1 }, { lane: 'analysis' });
}

/** Σ x_i·x_j for j ≤ i. Without a lambda that sees all of x, of which the engine would make a copy for each product. */
const productsOf = (i: number): string => `sumForEach(arrayMap((one, other) -> one * other, arraySlice(x, 1, ${i}), arrayWithConstant(${i}, x[${i}])))`;

const momentsStatement = (model: BarometerModel): string => `
select toUInt32(wave) - 1 as wave, toUInt32(cityHash64(customer) % {parts:UInt32}) as part, toUInt32(count()) as n,
  sumForEach(x) as sums, arrayConcat(${model.items.map((_, at) => productsOf(at + 1)).join(', ')}) as products
from (${itemValues('none', model)})
where arrayAll(value -> not isNaN(value), x)
group by wave, part
order by wave, part
limit 60000`;

/** @param parts - random groups of customers to deal them into, for a bootstrap; the same customer is always in the same */
export function readMoments(history: History, question: WaveQuestion, parts: number): Promise<MomentRow[]> {
  return question.waves.length === 0 ? Promise.resolve([]) : history.query(momentsStatement(question.model), { ...waveParams(question), parts }, { lane: 'analysis' });
}

/** Calendar quarters (their first days) in which somebody answered, newest first. */
export function readQuarters(history: History, survey: string, { items }: BarometerModel, limit: number): Promise<{ quarter: string }[]> {
  return history.query(`
    select toString(toStartOfQuarter(a.at)) as quarter
    from answers a
    where a.survey = {survey:String} and a.item in {answers:Array(String)} and a.raw is not null
    group by quarter
    order by quarter desc
    limit {limit:UInt32}`, { survey, answers: items.flatMap(({ answers }) => answers), limit });
}

function waveParams({ survey, model: { items, factors }, waves }: WaveQuestion): HistoryParams {
  const pairs = items.flatMap(({ answers }: ModelItem, at) => answers.map((answer) => [answer, at + 1] as const));
  return {
    survey,
    froms: waves.map(({ from }) => historyTime(from)), tos: waves.map(({ to }) => historyTime(to)),
    first: historyTime(new Date(Math.min(...waves.map(({ from }) => from.getTime())))), last: historyTime(new Date(Math.max(...waves.map(({ to }) => to.getTime())))),
    answers: pairs.map(([answer]) => answer), places: pairs.map(([, place]) => place),
    factors: items.map(({ factor }) => factors.indexOf(factor) + 1),
    sizes: factors.map((factor) => items.filter((item) => item.factor === factor).length),
    items: items.length,
  };
}
