import { customerIdOf, ownersJoin } from '../../../people/identity/customer-of.logic.ts';
import { attributeParams, attributesSql } from '../../../people/attributes/attributes-of.logic.ts';
import type { History, HistoryParams } from '../../../platform/storage/history.ts';
import type { Over } from '../buckets.logic.ts';
import { type ClusterRow, type Coding, KEPT_EVERY, type Selection, type Split, type SumsRow } from './explore-rows.logic.ts';

const columns: Record<string, string> = {
  touchpoint: 'toString(a.touchpoint)', channel: 'toString(a.channel)', department: 'toString(a.department)', group: 'toString(a.target_group)', survey: 'toString(a.survey)', dimension: 'toString(a.dimension)',
  stage: `transform(toString(a.touchpoint), {stageCodes:Array(String)}, {stageNames:Array(String)}, '')`,
};
const buckets: Record<Over, string> = { none: `''`, week: 'toString(toMonday(a.at))', month: 'toString(toStartOfMonth(a.at))', quarter: 'toString(toStartOfQuarter(toStartOfMonth(a.at)))' };

/** Attributes of customers that a question needs, in the order of their columns. */
export function attributesIn(selection: Selection, { by, margins }: Pick<Split, 'by' | 'margins'>): string[] {
  const named = [by ?? '', ...margins].flatMap((part) => (part.startsWith('attribute.') ? [part.slice('attribute.'.length)] : []));
  return [...new Set([...named, ...(selection.attribute ? [selection.attribute.key] : [])])];
}

const columnOf = (part: string, attributes: readonly string[]): string =>
  part.startsWith('attribute.') ? `a.attribute${attributes.indexOf(part.slice('attribute.'.length))}` : (columns[part] ?? `''`);

/** Names only keys of the projection sums_by_week, so that the engine may read sums instead of answers. */
const isSelected = (over: Over): string => `
      a.role = {role:String}
      and ({survey:String} = '' or a.survey = {survey:String})
      and ({item:String} = '' or a.item = {item:String})
      and ({touchpoint:String} = '' or a.touchpoint = {touchpoint:String})
      and ({stage:String} = '' or ${columns['stage'] ?? ''} = {stage:String})
      and ({channel:String} = '' or a.channel = {channel:String})
      and ({department:String} = '' or a.department = {department:String})
      and ({group:String} = '' or a.target_group = {group:String})
      and ({dimension:String} = '' or a.dimension = {dimension:String})
      and ({isLimited:UInt8} = 0 or a.touchpoint in {touchpoints:Array(String)})
      and ${over === 'week' ? 'toMonday(a.at)' : 'toStartOfMonth(a.at)'} >= {from:Date} and ${over === 'week' ? 'toMonday(a.at)' : 'toStartOfMonth(a.at)'} < {to:Date}`;

/** Answers, or answers beside the attributes of their customers; the latter cannot come from sums. */
function sourceOf(selection: Selection, over: Over, attributes: readonly string[]): string {
  if (attributes.length === 0) return `answers a where ${isSelected(over)}`;
  const wanted = selection.attribute ? ` where a.attribute${attributes.indexOf(selection.attribute.key)} = {attributeValue:String}` : '';
  return `(
      select t.*, c.*
      from (
        select a.role, a.survey, a.item, a.touchpoint, a.channel, a.department, a.target_group, a.dimension, a.at, a.value, a.scale_low, a.scale_high, a.subject, ${customerIdOf('a')} as customer
        from answers a ${ownersJoin('a', `select a.subject from answers a where ${isSelected(over)}`)}
        where ${isSelected(over)}
      ) t
      left join (${attributesSql(attributes)}) c on c.customer_id = t.customer
    ) a${wanted}`;
}

/** Answers of every cell added up. From sums it takes 10 to 20 ms, whatever number of answers there are. */
export function readSums(history: History, selection: Selection, split: Split): Promise<SumsRow[]> {
  return history.query(sumsStatement(selection, split), paramsOf(selection, attributesIn(selection, split)), { lane: 'analysis', timeoutMs: 20_000 });
}

export function sumsStatement(selection: Selection, split: Split): string {
  const attributes = attributesIn(selection, split);
  return `
    select
      ${split.by === null ? `'*'` : columnOf(split.by, attributes)} as part, ${buckets[split.over]} as bucket, [${split.margins.map((margin) => columnOf(margin, attributes)).join(', ')}]::Array(String) as margins,
      count(a.value) as n, sum(a.value) as sum, sum(a.value * a.value) as sumSq,
      countIf(a.value >= 9) as promoters, countIf(a.value < 7) as detractors, countIf(a.value >= 4) as hits,
      min(a.scale_low) as scaleLow, max(a.scale_high) as scaleHigh, uniqUpTo(100)(a.subject) as people
    from ${sourceOf(selection, split.over, attributes)}
    group by part, bucket, margins
    having n > 0
    order by part, bucket, margins
    limit 200000`;
}

export function paramsOf(selection: Selection, attributes: readonly string[]): HistoryParams {
  const { stages, touchpoints, attribute, ...named } = selection;
  return {
    ...named,
    stageCodes: stages.size === 0 ? [''] : [...stages.keys()], stageNames: stages.size === 0 ? [''] : [...stages.values()],
    isLimited: touchpoints === null ? 0 : 1, touchpoints: touchpoints ?? [],
    attributeValue: attribute?.value ?? '', ...attributeParams(attributes),
  };
}

/** How an answer counts: +1, 0, −1 of an NPS, 1 or 0 of a share, itself for a mean. */
const codes: Record<Coding, string> = { nps: 'multiIf(value >= 9, 1, value < 7, -1, 0)', share: 'if(value >= 4, 1, 0)', mean: 'value' };
/** The cell itself, and what it is part of. */
function placesOf({ by, over }: Split): string {
  const places = new Set([`('*', '*')`, ...(by === null ? [] : [`(part, '*')`]), ...(over === 'none' ? [] : [`('*', bucket)`]), ...(by === null || over === 'none' ? [] : ['(part, bucket)'])]);
  return `[${[...places].join(', ')}]`;
}

const clusterSums = (inner: string, split: Split): string => `
    select
      place.1 as part, place.2 as bucket, sum(n_c) as n, count() as clusters, sum(s_c) as sum, sum(q_c) as sumSq,
      sum(s_c * s_c) as sumSqOfClusterSums, sum(s_c * n_c) as sumClusterSumTimesSize, sum(n_c * n_c) as sumSqClusterSizes
    from (
      select arrayJoin(${placesOf(split)}) as place, customer, toFloat64(sum(n)) as n_c, toFloat64(sum(s)) as s_c, toFloat64(sum(q)) as q_c
      from (${inner})
      group by place, customer
    )
    group by place
    limit 200000`;

/** From every answer: exact, dear with hundreds of thousands of them. @param every - or only of every so manieth identifier */
export function readClusters(history: History, selection: Selection, split: Split, { coding, every = 1 }: { coding: Coding; every?: number }): Promise<ClusterRow[]> {
  const attributes = attributesIn(selection, split);
  const isTaken = 'a.value is not null and ({every:UInt32} = 1 or sipHash64(a.subject) % {every:UInt32} = 0)';
  const customer = attributes.length === 0 ? customerIdOf('a') : 'a.customer';
  const source = attributes.length === 0 ? `answers a ${ownersJoin('a', `select a.subject from answers a where ${isSelected(split.over)}`)} where ${isSelected(split.over)} and ${isTaken}` : `(select * from ${sourceOf(selection, split.over, attributes)}) a where ${isTaken}`;
  const x = `assumeNotNull(${codes[coding].replaceAll('value', 'a.value')})`;
  return history.query(clusterSums(`
        select ${split.by === null ? `'*'` : columnOf(split.by, attributes)} as part, ${buckets[split.over]} as bucket, ${customer} as customer, count() as n, sum(${x}) as s, sum(${x} * ${x}) as q
        from ${source}
        group by part, bucket, customer`, split), { ...paramsOf(selection, attributes), every }, { lane: 'analysis', timeoutMs: 30_000 });
}

/** From every `every`-th identifier, as kept beside the sums; `every` is a multiple of {@link KEPT_EVERY}. Identifiers count as customers. */
export function sampleClusters(history: History, selection: Selection, split: Split, { coding, every }: { coding: Coding; every: number }): Promise<ClusterRow[]> {
  return history.query(clusterSums(`
        select part, bucket, sipHash64(told.1) as customer, count() as n, sum(x) as s, sum(x * x) as q
        from (
          select part, bucket, told, toFloat64(${codes[coding].replaceAll('value', 'assumeNotNull(told.2)')}) as x
          from (
            select ${split.by === null ? `'*'` : columnOf(split.by, [])} as part, ${buckets[split.over]} as bucket,
              groupArrayIf((a.subject, a.value), (sipHash64(a.subject) % ${KEPT_EVERY} = 0) and isNotNull(a.value)) as kept
            from answers a where ${isSelected(split.over)}
            group by part, bucket
          ) array join arrayFilter(one -> sipHash64(one.1) % {every:UInt32} = 0, kept) as told
        )
        group by part, bucket, customer`, split), { ...paramsOf(selection, []), every }, { lane: 'analysis', timeoutMs: 20_000 });
}
