import { fc } from '../../kernel/testing/properties.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { touchpointSql } from './matching.analytics.ts';
import { compileMatcher, orderRules } from './matching.logic.ts';
import type { Condition, MatchableContact, Rule } from './touchpoints.contract.ts';

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext();
  await context.history.command('create table matching_probe (i UInt32, source LowCardinality(String), kind LowCardinality(String), channel LowCardinality(String), properties String) engine = MergeTree order by i');
});
afterAll(() => context.close());

// Few names and values, so that rules and contacts meet often; among them what breaks quoting, JSON and prototypes.
const names = fc.constantFrom('total', 'page', "it's", 'a.b', '__proto__', 'constructor', 'läge', '"', '\\', '');
const texts = fc.oneof(fc.constantFrom('', '5', '-0.5', 'true', 'null', "o'clock", '{x:String}', '\\n', 'Straße', '%', '1e21'), fc.string({ unit: 'grapheme', maxLength: 6 }));
const numbers = fc.oneof(fc.constantFrom(1e20, -3e19, 0, -0, 5, -0.5, 0.1, 1e21, 2 ** 53 + 2, 1e-7, 2 ** 60), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }));
const values = fc.oneof(texts, numbers, fc.boolean());
const propertyValues = fc.oneof({ weight: 6, arbitrary: values }, fc.constant(null), fc.array(values, { maxLength: 2 }), fc.record({ total: numbers }));
const conditions: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ property: names, op: fc.constantFrom('is' as const, 'is_not' as const), value: values }),
  fc.record({ property: names, op: fc.constantFrom('contains' as const, 'starts_with' as const), value: texts.filter((text) => text !== '') }),
  fc.record({ property: names, op: fc.constantFrom('greater' as const, 'less' as const), value: numbers }),
  fc.record({ property: names, op: fc.constant('exists' as const) }),
);
const kinds = fc.constantFrom('Order', "Kunde's Anruf", 'page', '');
const channels = fc.constantFrom('web' as const, 'app' as const, 'mail' as const);
const sources = fc.constantFrom('shop', 'crm');
const rules: fc.Arbitrary<Rule> = fc.record({ event: kinds, channel: channels, source: sources, conditions: fc.array(conditions, { maxLength: 2 }) }, { requiredKeys: ['conditions'] });
const contacts: fc.Arbitrary<MatchableContact> = fc.record({
  source: sources, kind: kinds, channel: channels,
  properties: fc.array(fc.tuple(names, propertyValues), { maxLength: 4 }).map((entries) => JSON.parse(`{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`)),
});

it('finds the same touchpoint at the door and in history, for any rules and any contacts', async () => {
  const inventory = fc.array(fc.array(rules, { maxLength: 3 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(inventory, fc.array(contacts, { minLength: 1, maxLength: 60 }), async (rulesOfTouchpoints, given) => {
      const ordered = orderRules(rulesOfTouchpoints.map((own, index) => ({ code: `tp_${index}`, department: null, rules: own })));
      const match = compileMatcher(ordered);
      await context.history.command('truncate table matching_probe');
      await context.history.insertLines('matching_probe', given.map((contact, i) => JSON.stringify({ ...contact, i, properties: JSON.stringify(contact.properties) })).join('\n'));
      const { sql, params } = touchpointSql(ordered);
      const found = await context.history.query<{ touchpoint: string }>(`select ${sql} as touchpoint from matching_probe order by i`, params);
      expect(found.map(({ touchpoint }) => touchpoint)).toEqual(given.map((contact) => match(contact).touchpoint));
    }),
    { numRuns: 100 },
  );
});
