import type { History } from '../../../platform/storage/history.ts';

export interface AskedItem {
  survey: string;
  item: string;
  role: string;
}

/** Answers with points that surveys asked for, from the sums: at most 300. */
export function listAskedItems(history: History, touchpoints: readonly string[] | null): Promise<AskedItem[]> {
  return history.query(`
    select toString(a.survey) as survey, toString(a.item) as item, toString(any(a.role)) as role, count(a.value) as n
    from answers a
    where a.role in ('rating', 'agreement', 'importance', 'number') and a.survey != '' and ({isLimited:UInt8} = 0 or a.touchpoint in {touchpoints:Array(String)})
    group by survey, item
    having n > 0
    order by survey, item
    limit 300`, limited(touchpoints), { lane: 'analysis' });
}

/** Names that stand in answers, from the sums: target groups and channels, at most 200 each. */
export function listNamedIn(history: History, column: 'target_group' | 'channel', touchpoints: readonly string[] | null): Promise<{ name: string }[]> {
  return history.query(`
    select toString(a.${column}) as name, count(a.value) as n
    from answers a
    where a.${column} != '' and ({isLimited:UInt8} = 0 or a.touchpoint in {touchpoints:Array(String)})
    group by name
    order by n desc, name
    limit 200`, limited(touchpoints), { lane: 'analysis' });
}

const limited = (touchpoints: readonly string[] | null) => ({ isLimited: touchpoints === null ? 0 : 1, touchpoints: touchpoints ?? [] });
