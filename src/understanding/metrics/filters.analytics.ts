import { historyTime } from '../../kernel/clock.ts';
import type { HistoryParams } from '../../platform/storage/history.ts';
import type { MetricFilter } from './metrics.contract.ts';

/** What a question is about. `touchpoints` limits readers who may see only their own; null = all. */
export interface Question {
  from: Date;
  to: Date;
  filter: MetricFilter;
  touchpoints: readonly string[] | null;
}

/** Rows of `answers` that a question is about; `''` means "any". The engine folds the constant comparisons away before it reads. */
export const answersOf = (alias: string): string => `
      ${alias}.at >= {from:DateTime64(3, 'UTC')} and ${alias}.at < {to:DateTime64(3, 'UTC')}
      and ({touchpoint:String} = '' or ${alias}.touchpoint = {touchpoint:String})
      and ({channel:String} = '' or ${alias}.channel = {channel:String})
      and ({group:String} = '' or ${alias}.target_group = {group:String})
      and ({survey:String} = '' or ${alias}.survey = {survey:String})
      and ({department:String} = '' or ${alias}.department = {department:String})
      and ({language:String} = '' or ${alias}.language = {language:String})
      and ({isLimited:UInt8} = 0 or ${alias}.touchpoint in {touchpoints:Array(String)})`;

export function questionParams({ from, to, filter, touchpoints }: Question): HistoryParams {
  return {
    from: historyTime(from),
    to: historyTime(to),
    touchpoint: filter.touchpoint ?? '',
    channel: filter.channel ?? '',
    group: filter.group ?? '',
    survey: filter.survey ?? '',
    department: filter.department ?? '',
    language: filter.language ?? '',
    isLimited: touchpoints === null ? 0 : 1,
    touchpoints: touchpoints ?? [],
  };
}
