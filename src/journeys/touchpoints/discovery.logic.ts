import { channels } from '../../people/timeline/timeline.contract.ts';
import type { Channel } from '../../people/timeline/timeline.contract.ts';
import { writeRule } from './matching.logic.ts';
import type { Touchpoint, TouchpointValues } from './touchpoints.contract.ts';

type Stage = TouchpointValues['stage'];

/** Words in the name of an event that tell the stage, in the order in which they are tried. German and English. */
const stageWords: [Stage, RegExp][] = [
  ['farewell', /cancel|terminat|churn|unsubscrib|kündig|kuendig|storn/],
  ['renewal', /renew|upgrade|extend|loyal|verläng|verlaeng/],
  ['service', /support|complain|ticket|repair|return|refund|help|call|chat|fault|outage|claim|beschwer|störung|stoerung|anruf|hotline|repar|hilfe/],
  ['purchase', /order|purchase|checkout|cart|payment|paid|buy|bestell|kauf|warenkorb|bezahl/],
  ['onboarding', /onboard|activat|welcome|signed up|sign up|signup|regist|deliver|ship|install|aktivier|liefer|einricht/],
  ['use', /invoice|bill|login|usage|update|rechnung|nutz|verbrauch/],
  ['consideration', /search|compare|product|offer|quote|price|angebot|vergleich|tarif|produkt|suche/],
  ['awareness', /campaign|advert|newsletter|landing|visit|page|werbung|anzeige|kampagne/],
];

/** A touchpoint made from what is known about a kind of contact, as a first draft for somebody to correct. */
export function suggestTouchpoint({ kind, channel }: { kind: string; channel: string }, taken: ReadonlySet<string>): TouchpointValues {
  const name = readableName(kind);
  const known = channels.find((one) => one === channel) ?? ('other' satisfies Channel);
  const words = name.toLowerCase();
  return {
    code: freeCode(codeFrom(kind === 'page' || kind === 'screen' ? `${kind}_${channel}` : kind), taken),
    nameDe: name,
    nameEn: name,
    descriptionDe: '',
    descriptionEn: '',
    stage: stageWords.find(([, pattern]) => pattern.test(words))?.[0] ?? 'use',
    channel: known,
    kind: 'secondary',
    reachKind: channel === 'partner' || channel === 'social' ? 'indirect' : 'direct',
    department: null,
    involvedDepartments: [],
    momentOfTruth: false,
    tangibleItems: [],
    // A rule can only name an event that is text: without the name it would catch the whole channel, so there is none.
    rules: isRuleText(kind) ? [{ ...(kind === '' ? {} : { event: kind }), channel: known, conditions: [] }] : [],
  };
}

/** Whether a rule can name this event: sources send whatever they like, half an emoji or a zero byte too. */
function isRuleText(kind: string): boolean {
  return kind.length <= 200 && kind.isWellFormed() && !kind.includes('\0');
}

/** `order_completed`, `orderCompleted` and `Order Completed` read the same. */
export function readableName(kind: string): string {
  const spaced = kind.replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').replaceAll(/[_\-.:/\s\p{Cc}\p{Cs}]+/gu, ' ').trim().slice(0, 120).replace(/\p{Cs}$/u, '');
  const lower = spaced === spaced.toUpperCase() ? spaced : spaced.toLowerCase();
  return lower === '' ? '?' : lower.charAt(0).toUpperCase() + lower.slice(1);
}

const german: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** A code that a name can have: small letters, digits and _. */
export function codeFrom(name: string): string {
  const plain = name
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
    .toLowerCase()
    .replaceAll(/[äöüß]/g, (letter) => german[letter] ?? letter)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, 56);
  return plain.length < 2 ? 'touchpoint' : plain;
}

export function freeCode(code: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? code : `${code}_${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

export interface Duplicate {
  codes: string[];
  because: 'name' | 'rule';
  /** The name or the rule that they have in common. */
  what: string;
}

/** Touchpoints that are probably the same one: equal names but for case, accents and punctuation, or an equal rule. */
export function findDuplicates(touchpoints: readonly Pick<Touchpoint, 'code' | 'nameDe' | 'nameEn' | 'rules'>[]): Duplicate[] {
  const groups = new Map<string, { because: Duplicate['because']; what: string; codes: Set<string> }>();
  const note = (because: Duplicate['because'], key: string, what: string, code: string) => {
    const group = groups.get(`${because} ${key}`) ?? { because, what, codes: new Set<string>() };
    group.codes.add(code);
    groups.set(`${because} ${key}`, group);
  };
  for (const { code, nameDe, nameEn, rules } of touchpoints) {
    for (const name of new Set([nameDe, nameEn])) note('name', plainName(name), name, code);
    for (const rule of rules) note('rule', writeRule(rule), [rule.event, rule.channel, rule.source].filter(Boolean).join(' · ') || rule.conditions.map(({ property }) => property).join(' · '), code);
  }
  return [...groups.values()]
    .filter(({ codes }) => codes.size > 1)
    .map(({ because, what, codes }) => ({ codes: [...codes].sort(), because, what }))
    // The same pair can agree in German and in English; once is enough.
    .filter((one, index, all) => all.findIndex((other) => other.because === one.because && other.codes.join() === one.codes.join()) === index)
    .slice(0, 200);
}

const plainName = (name: string): string => name.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
