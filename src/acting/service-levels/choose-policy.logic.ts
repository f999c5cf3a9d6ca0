import type { CaseFacts } from './case-facts.contract.ts';
import type { Conditions } from './service-levels.contract.ts';

/** Traits of the customer, as far as somebody knows them. */
export type Traits = Readonly<Record<string, unknown>>;

const allows = <T>(wanted: readonly T[] | undefined, value: T | null): boolean => wanted === undefined || wanted.length === 0 || (value !== null && wanted.includes(value));

/** Whether all conditions hold; what a policy does not name it does not ask. */
export function fits(conditions: Conditions, facts: Pick<CaseFacts, 'channel' | 'priority' | 'department' | 'touchpoint' | 'category'>, traits: Traits): boolean {
  const { trait } = conditions;
  return (
    allows(conditions.channels, facts.channel) &&
    allows(conditions.priorities, facts.priority) &&
    allows(conditions.departments, facts.department) &&
    allows(conditions.touchpoints, facts.touchpoint) &&
    allows(conditions.categories, facts.category) &&
    (trait === undefined || trait.values.some((value) => value.toLowerCase() === textOf(traits[trait.name])))
  );
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value).toLowerCase() : null;
}

/** The first policy that fits; null where none does. */
export function choosePolicy<P extends { conditions: Conditions }>(policies: readonly P[], facts: CaseFacts, traits: Traits): P | null {
  return policies.find(({ conditions }) => fits(conditions, facts, traits)) ?? null;
}
