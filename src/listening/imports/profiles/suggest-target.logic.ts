import { matchesHeading } from './heading-words.logic.ts';
import type { InspectedColumn, Inspection, TargetKey } from '../imports.contract.ts';
import { looksLikeScore } from './suggest-score.logic.ts';
import { targetKeys } from '../imports.contract.ts';

/** What the columns of a file have that speaks for a target. Shares are rough: they only sort the choice in the wizard. */
export function rankTargets(columns: readonly InspectedColumn[]): Inspection['targets'] {
  const named = (field: string) => Math.max(0, ...columns.map((column) => matchesHeading(field, column.heading)));
  const has = (...fields: string[]) => fields.filter((field) => named(field) >= 0.9).length;
  const ratings = columns.filter(looksLikeScore).length;
  const withTime = columns.filter(({ kind }) => kind === 'instant').length;
  const dates = columns.filter(({ kind }) => kind === 'date').length;
  const emails = columns.filter(({ kind }) => kind === 'email').length;
  const longTexts = columns.filter(({ kind }) => kind === 'long_text').length;
  // a row with a time beside a channel or a ticket number tells what happened, even where it names the customer in full
  const tells = withTime > 1 || (withTime + dates > 0 && has('channel', 'direction', 'messageKey') > 0);
  const names = has('firstName', 'lastName', 'name', 'salutation', 'birthday', 'gender');
  const shares: Record<TargetKey, number> = {
    customers: 0.3 + 0.15 * Math.min(1, emails + has('phone')) + 0.1 * Math.min(2, names) + 0.08 * Math.min(3, has('street', 'postcode', 'city')) + (tells ? -0.2 : 0),
    scores: Math.min(0.95, 0.16 * ratings) + (ratings > 0 && has('comment', 'touchpoint', 'responseKey') > 0 ? 0.2 : 0),
    interactions: 0.35 * Math.min(1, withTime) + 0.1 * Math.min(1, dates) + 0.2 * Math.min(2, has('kind', 'channel', 'direction', 'messageKey')) * (withTime + dates > 0 ? 1 : 0.3) + (withTime > 1 ? 0.15 : 0) + 0.1 * Math.min(1, longTexts),
    contracts: 0.35 * has('contractNumber') + 0.2 * Math.min(1, has('contractStartsOn')) + 0.15 * Math.min(1, has('contractProduct', 'contractMonthly')) - 0.1 * Math.min(2, names),
    devices: 0.25 * has('deviceModel') + 0.25 * has('deviceSerial') + 0.15 * Math.min(1, has('deviceMaker')) + 0.15 * Math.min(1, has('deviceOwnedFrom')) - 0.1 * Math.min(2, names),
    accounts: 0.35 * has('accountId') + 0.2 * Math.min(2, has('accountName', 'accountKind', 'accountRole')) - 0.1 * Math.min(2, names),
    touchpoints: 0.12 * has('code', 'nameDe', 'nameEn', 'stage', 'channel', 'momentOfTruth', 'department', 'involvedDepartments', 'tangibleItems', 'reachKind'),
  };
  return targetKeys.map((target) => ({ target, share: Math.round(Math.min(1, Math.max(0, shares[target])) * 100) / 100 })).sort((a, b) => b.share - a.share);
}
