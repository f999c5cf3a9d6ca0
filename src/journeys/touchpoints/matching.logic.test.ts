import { describe, expect, it } from 'vitest';
import { compileMatcher, orderRules, ruleMatches, tidyRule } from './matching.logic.ts';
import type { Condition, MatchableContact } from './touchpoints.contract.ts';

const contact = (change: Partial<MatchableContact> = {}): MatchableContact => ({ source: 'shop', kind: 'Order Completed', channel: 'web', properties: {}, ...change });
const holds = (condition: Condition, properties: Record<string, unknown>) => ruleMatches({ conditions: [condition] }, contact({ properties }));

describe('which touchpoint a contact belongs to', () => {
  const matcher = compileMatcher(orderRules([
    { code: 'web_shop', department: 'sales', rules: [{ channel: 'web', conditions: [] }] },
    { code: 'order', department: 'logistics', rules: [{ event: 'Order Completed', conditions: [] }] },
    { code: 'big_order', department: null, rules: [{ event: 'Order Completed', conditions: [{ property: 'total', op: 'greater', value: 1000 }] }] },
    { code: 'an_order', department: 'sales', rules: [{ event: 'Order Completed', conditions: [] }] },
  ]));

  it('prefers the rule that looks at more', () => {
    expect(matcher(contact({ properties: { total: 1200 } }))).toEqual({ touchpoint: 'big_order', department: '' });
  });
  it('prefers the code that comes first where rules look at equally much', () => {
    expect(matcher(contact({ channel: 'shop', properties: { total: 12 } }))).toEqual({ touchpoint: 'an_order', department: 'sales' });
  });
  it('falls back to a rule without an event', () => {
    expect(matcher(contact({ kind: 'Something else' }))).toEqual({ touchpoint: 'web_shop', department: 'sales' });
  });
  it('leaves both fields empty where nothing matches', () => {
    expect(matcher(contact({ kind: 'Something else', channel: 'shop' }))).toEqual({ touchpoint: '', department: '' });
  });
  it('compares the name of the event letter by letter', () => {
    expect(matcher(contact({ kind: 'order completed', channel: 'shop' })).touchpoint).toBe('');
  });
});

describe('conditions on properties', () => {
  it('takes 5 and "5" for the same, because a person who writes a rule cannot see the difference', () => {
    expect(holds({ property: 'stars', op: 'is', value: '5' }, { stars: 5 })).toBe(true);
    expect(holds({ property: 'stars', op: 'is', value: 5 }, { stars: '5' })).toBe(true);
    expect(holds({ property: 'stars', op: 'is', value: '5.0' }, { stars: 5 })).toBe(false);
  });
  it('reads yes and no in both spellings', () => {
    expect(holds({ property: 'vip', op: 'is', value: 'true' }, { vip: true })).toBe(true);
    expect(holds({ property: 'vip', op: 'is', value: true }, { vip: 'true' })).toBe(true);
    expect(holds({ property: 'vip', op: 'is', value: true }, { vip: false })).toBe(false);
  });
  it('says that a missing property is not DE', () => {
    expect(holds({ property: 'country', op: 'is_not', value: 'DE' }, {})).toBe(true);
    expect(holds({ property: 'country', op: 'is_not', value: 'DE' }, { country: 'DE' })).toBe(false);
  });
  it('does not take null for something that exists', () => {
    expect(holds({ property: 'coupon', op: 'exists' }, { coupon: null })).toBe(false);
    expect(holds({ property: 'coupon', op: 'exists' }, { coupon: '' })).toBe(true);
  });
  it('does not see what every object inherits', () => {
    expect(holds({ property: 'constructor', op: 'exists' }, {})).toBe(false);
    expect(holds({ property: 'toString', op: 'exists' }, {})).toBe(false);
    expect(holds({ property: '__proto__', op: 'exists' }, JSON.parse('{"__proto__":{"polluted":true}}'))).toBe(true);
  });
  it('never orders texts by size', () => {
    expect(holds({ property: 'total', op: 'greater', value: 9 }, { total: '10' })).toBe(false);
    expect(holds({ property: 'total', op: 'greater', value: 9 }, { total: 9.5 })).toBe(true);
    expect(holds({ property: 'total', op: 'less', value: 9 }, { total: 9 })).toBe(false);
  });
  it('looks into texts only', () => {
    expect(holds({ property: 'page', op: 'starts_with', value: '/help' }, { page: '/help/roaming' })).toBe(true);
    expect(holds({ property: 'page', op: 'contains', value: '1' }, { page: 111 })).toBe(false);
  });
});

describe('rules that are refused', () => {
  it('refuses a rule that would catch every contact', () => {
    expect(() => tidyRule({ event: '  ', source: '', conditions: [] }, 'rules[0]')).toThrow(expect.objectContaining({ code: 'rule.invalid', places: [{ at: 'rules[0]', reason: 'is empty' }] }));
  });
  it('refuses a comparison without a number and keeps a number that was typed as text', () => {
    expect(() => tidyRule({ conditions: [{ property: 'total', op: 'greater', value: 'many' }] }, 'rules[1]')).toThrow(expect.objectContaining({ places: [{ at: 'rules[1].conditions[0]', reason: 'needs a number to compare with' }] }));
    expect(tidyRule({ conditions: [{ property: 'total', op: 'greater', value: '12.5' }] }, 'rules[1]')).toEqual({ conditions: [{ property: 'total', op: 'greater', value: 12.5 }] });
  });
  it('refuses to look for an empty text', () => {
    expect(() => tidyRule({ conditions: [{ property: 'page', op: 'contains', value: '' }] }, 'rules[0]')).toThrow(expect.objectContaining({ code: 'rule.invalid' }));
  });
});
