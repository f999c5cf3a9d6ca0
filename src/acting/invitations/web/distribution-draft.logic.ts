import type { SurveyKind } from '../../../listening/surveys/drafts/drafts.contract.ts';
import { type CustomerFilter, type DistributionKind, distributionKinds, type InvitationText, type Sample } from '../invitations.contract.ts';

/** What somebody has typed so far; numbers as text, so that a field may be empty for a moment. */
export interface Draft {
  survey: string;
  title: string;
  kind: DistributionKind;
  traitName: string;
  traitValues: string;
  model: string;
  product: string;
  touchpoint: string;
  withinDays: string;
  list: string;
  departments: string;
  event: string;
  eventTouchpoint: string;
  afterMinutes: string;
  withinHours: string;
  sample: Sample['kind'];
  pct: string;
  n: string;
  by: string;
  allocation: 'proportional' | 'equal';
  skipsOpenCases: boolean;
  channels: string[];
  reminders: string;
  afterDays: string;
  startsAt: string;
  expiresAt: string;
  texts: InvitationText[];
}

export const emptyDraft: Draft = {
  survey: '', title: '', kind: 'filter', traitName: '', traitValues: '', model: '', product: '', touchpoint: '', withinDays: '30', list: '', departments: '', event: '', eventTouchpoint: '', afterMinutes: '30', withinHours: '72',
  sample: 'all', pct: '20', n: '500', by: 'segment', allocation: 'proportional', skipsOpenCases: true, channels: ['mail', 'sms'], reminders: '1', afterDays: '5', startsAt: '', expiresAt: '', texts: [],
};

const words = (text: string) => text.split(/[,;\n]/).map((word) => word.trim()).filter((word) => word !== '');

/** Samples that a kind can draw. */
export function samplesOf(kind: DistributionKind): Sample['kind'][] {
  return kind === 'trigger' ? ['all', 'share'] : kind === 'staff' ? ['all', 'share', 'count'] : ['all', 'share', 'count', 'strata'];
}

/** Who can be asked with a survey: staff are asked with surveys among employees only, and nobody else is. */
export function kindsFor(surveyKind: SurveyKind | undefined): readonly DistributionKind[] {
  return surveyKind === undefined ? distributionKinds : distributionKinds.filter((kind) => (kind === 'staff') === (surveyKind === 'employee'));
}

/** The fields that are missing or wrong. */
export function missingIn(draft: Draft): (keyof Draft)[] {
  const { kind } = draft;
  return [
    ...(draft.survey === '' ? ['survey' as const] : []), ...(draft.title.trim() === '' ? ['title' as const] : []), ...(draft.channels.length === 0 ? ['channels' as const] : []),
    ...(kind === 'list' && readList(draft.list).length === 0 ? ['list' as const] : []), ...(kind === 'trigger' && draft.event.trim() === '' ? ['event' as const] : []),
    ...(kind === 'filter' && (draft.traitName.trim() === '') !== (words(draft.traitValues).length === 0) ? ['traitValues' as const] : []),
    ...(draft.sample === 'strata' && draft.by.trim() === '' ? ['by' as const] : []),
  ];
}

/** As the server wants it. */
export function bodyOf(draft: Draft): object {
  const { kind, survey, title, skipsOpenCases, channels, texts } = draft;
  const isStaff = kind === 'staff';
  return {
    survey, title: title.trim(), kind, skipsOpenCases: !isStaff && skipsOpenCases, channels: isStaff ? ['mail'] : channels, texts: texts.filter(({ subjectLine, text }) => subjectLine.trim() !== '' && text.trim() !== ''),
    ...(kind === 'filter' ? { filter: filterOf(draft) } : {}),
    ...(isStaff ? { staff: { departments: words(draft.departments).length === 0 ? null : words(draft.departments) } } : {}),
    ...(kind === 'trigger' ? { trigger: { event: draft.event.trim(), touchpoints: draft.eventTouchpoint === '' ? [] : [draft.eventTouchpoint], afterMinutes: Number(draft.afterMinutes), withinHours: Number(draft.withinHours) } } : {}),
    sample: sampleOf(draft), reminders: { times: isStaff ? 0 : Number(draft.reminders), afterDays: Number(draft.afterDays) },
    startsAt: instantOf(draft.startsAt), expiresAt: instantOf(draft.expiresAt),
  };
}

function filterOf({ traitName, traitValues, model, product, touchpoint, withinDays }: Draft): CustomerFilter {
  const rule = { ...(model.trim() === '' ? {} : { device: { model: model.trim(), unknownSoftware: 'include' as const } }), ...(product.trim() === '' ? {} : { contract: { product: product.trim() } }) };
  return {
    ...(Object.keys(rule).length === 0 ? {} : { rule }), ...(traitName.trim() === '' ? {} : { traits: [{ name: traitName.trim(), isOneOf: words(traitValues) }] }),
    ...(touchpoint === '' ? {} : { contact: { touchpoints: [touchpoint], withinDays: Number(withinDays) } }),
  };
}

function sampleOf({ sample, kind, pct, n, by, allocation }: Draft): Sample {
  const wanted = samplesOf(kind).includes(sample) ? sample : 'all';
  switch (wanted) {
    case 'share': return { kind: 'share', share: Number(pct) / 100 };
    case 'count': return { kind: 'count', n: Number(n) };
    case 'strata': return { kind: 'strata', n: Number(n), by: by.trim(), allocation };
    default: return { kind: 'all' };
  }
}

/** A day and time as the browser's field gives it, at the place of the reader. */
const instantOf = (local: string) => (local === '' ? null : new Date(local).toISOString());

const headings: readonly [RegExp, string][] = [[/^e-?mail/i, 'email'], [/^(phone|telefon|mobil|handy)/i, 'phone'], [/^(kundennummer|customer.?n)/i, 'customerNumber'], [/^user.?id/i, 'userId']];

/**
 * Identifiers out of whatever somebody pastes or uploads: one a line, of a table its first column. A heading says what they
 * are; without one an @ makes an address, a + or 0 and digits a phone number, all else a customer number.
 */
export function readList(text: string): { kind: string; value: string }[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/).map((line) => (line.split(/[\t;,]/)[0] ?? '').trim().replace(/^"(.*)"$/, '$1').trim()).filter((line) => line !== '');
  const heading = headings.find(([pattern]) => pattern.test(lines[0] ?? '') && !(lines[0] ?? '').includes('@'));
  return (heading ? lines.slice(1) : lines).map((value) => ({ kind: heading?.[1] ?? kindOf(value), value }));
}

const kindOf = (value: string) => (value.includes('@') ? 'email' : /^(\+|0)[\d\s()/-]{6,}$/.test(value) ? 'phone' : 'customerNumber');
