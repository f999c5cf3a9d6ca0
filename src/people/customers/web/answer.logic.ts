import type { Customer, CustomerPage } from '../customers.contract.ts';
import { readMoodTrend, type MoodTrend } from './mood-trend.logic.ts';
import { addressSpan, contractSpan, splitByTime } from './records/validity.logic.ts';

/** How we speak of somebody: by what is known, never guessed from a first name. */
export type Role = 'woman' | 'man' | 'person' | 'company' | 'partner' | 'supplier';

/** The facts of the answer sentence "Who is this?"; each may be missing. */
export interface AnswerFacts {
  role: Role;
  /** How the relation stands: under contract, formerly under contract, or only known. */
  relation: { kind: 'since'; from: string } | { kind: 'until'; to: string } | { kind: 'known'; from: string } | { kind: 'unknown' };
  /** Of the main running contract: the one that costs most, else the oldest. */
  product: string | null;
  /** Running contracts besides the one that is named. */
  moreContracts: number;
  city: string | null;
  mood: MoodTrend | null;
}

export function readAnswer(customer: Pick<CustomerPage, 'kind' | 'traits' | 'firstAt' | 'contracts' | 'addresses' | 'mood'>, today: string): AnswerFacts {
  const contracts = splitByTime(customer.contracts, today, contractSpan);
  const addresses = splitByTime(customer.addresses, today, addressSpan);
  const home = addresses.now.find(({ kind }) => kind === 'home') ?? addresses.now.find(({ kind }) => kind !== 'delivery');
  const [first] = [...contracts.now].sort((a, b) => (b.monthlyCents ?? 0) - (a.monthlyCents ?? 0) || a.startsOn.localeCompare(b.startsOn));
  return {
    role: readRole(customer),
    relation: readRelation(customer, contracts),
    product: first?.product ?? null,
    moreContracts: Math.max(0, contracts.now.length - 1),
    city: home?.city || null,
    mood: readMoodTrend(customer.mood)?.trend ?? null,
  };
}

function readRelation(customer: Pick<CustomerPage, 'firstAt'>, contracts: { now: CustomerPage['contracts']; earlier: CustomerPage['contracts'] }): AnswerFacts['relation'] {
  const starts = [...contracts.now, ...contracts.earlier].map(({ startsOn }) => startsOn).sort();
  const ends = contracts.earlier.flatMap(({ endsOn }) => endsOn ?? []).sort();
  const [from] = starts;
  const to = ends.at(-1);
  if (contracts.now.length > 0 && from) return { kind: 'since', from };
  if (to) return { kind: 'until', to };
  return customer.firstAt ? { kind: 'known', from: customer.firstAt } : { kind: 'unknown' };
}

const womanWords = new Set(['f', 'w', 'female', 'woman', 'weiblich', 'frau', 'ms', 'mrs']);
const manWords = new Set(['m', 'male', 'man', 'männlich', 'herr', 'mr']);

export function readRole({ kind, traits }: Pick<Customer, 'kind' | 'traits'>): Role {
  if (kind !== 'person') return kind;
  const said = ['gender', 'salutation', 'anrede', 'geschlecht'].flatMap((name) => (typeof traits[name] === 'string' ? [traits[name].trim().toLowerCase().replace(/\.$/, '')] : []));
  if (said.some((word) => womanWords.has(word))) return 'woman';
  return said.some((word) => manWords.has(word)) ? 'man' : 'person';
}
