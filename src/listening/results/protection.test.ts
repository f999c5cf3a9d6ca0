import { fc } from '../../kernel/testing/properties.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorFrom } from '../../governance/roles/actor.logic.ts';
import type { BuiltInRole } from '../../governance/roles/roles.contract.ts';
import { untilDelivered } from '../../platform/storage/journal.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { receiveResponses } from '../responses/intake/receive-responses.actions.ts';
import { compareGroups } from './comparison.actions.ts';
import { exportResponses } from './exports/export-responses.actions.ts';
import { responseExportQuerySchema } from './exports/export.contract.ts';
import { openBlocks } from './protection.logic.ts';
import { readResults } from './results.actions.ts';
import { answered, asking, publishSurvey } from './results.builders.ts';
import { listVoices } from './voices.actions.ts';

/** What somebody sees who asks at one moment for some cells: the responses in the figure. */
function seen(arrivals: readonly string[], moment: number, wanted: ReadonlySet<string>, minimum: number): Set<number> {
  const arrived = arrivals.slice(0, moment).map((value, id) => ({ value, id }));
  const cells = [...Map.groupBy(arrived, ({ value }) => value)].map(([value, own]) => ({ version: 1, value, n: own.length, newest: own.map(({ id }) => String(id)).toReversed().slice(0, minimum - 1) }));
  const { cells: open, waitingIds } = openBlocks(cells, minimum);
  const shown = new Set(open.map(({ value }) => value));
  return new Set(arrived.filter(({ value, id }) => wanted.has(value) && shown.has(value) && !waitingIds.includes(String(id))).map(({ id }) => id));
}

describe('protected figures', () => {
  const letters = ['a', 'b', 'c', 'd'];
  const question = fc.record({ moment: fc.nat({ max: 60 }), wanted: fc.subarray(letters) });

  it('never differ by fewer than the minimum, whatever two questions are asked and whenever', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...letters), { maxLength: 60 }), question, question, fc.integer({ min: 2, max: 12 }), (arrivals, one, other, minimum) => {
      const a = seen(arrivals, one.moment, new Set(one.wanted), minimum);
      const b = seen(arrivals, other.moment, new Set(other.wanted), minimum);
      const both = [...a].filter((id) => b.has(id)).length;
      for (const size of [a.size, b.size, a.size - both, b.size - both, both]) expect(size === 0 || size >= minimum).toBe(true);
    }), { numRuns: 300 });
  });

  it('nor do several of them together: who belongs to a block is always counted with the others of it', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...letters), { maxLength: 60 }), fc.array(question, { minLength: 1, maxLength: 8 }), fc.integer({ min: 2, max: 12 }), (arrivals, questions, minimum) => {
      const answers = questions.map(({ moment, wanted }) => seen(arrivals, moment, new Set(wanted), minimum));
      // Two responses that no question tells apart are one atom: sums and differences of figures give atoms, and none is small.
      const atoms = Map.groupBy(arrivals.keys(), (id) => answers.map((answer) => (answer.has(id) ? '1' : '0')).join(''));
      const sizes = [...atoms].flatMap(([signature, members]) => (signature.includes('1') ? [members.length] : []));
      expect(Math.min(minimum, ...sizes)).toBe(minimum);
    }), { numRuns: 200 });
  });
});

describe('results of an employee survey', () => {
  const as = (role: BuiltInRole) => actorFrom({ kind: 'user', id: role, label: `${role}@example.com`, role, departments: [], byCookie: false });
  const boss = as('administrator');
  let context: TestContext;
  const teamOf = (n: number) => (n < 12 ? 'shop' : n < 37 ? 'service' : 'board');

  beforeAll(async () => {
    context = await openTestContext();
    const definition = { ...asking('csat', 'comment', 'visits'), hidden: [{ id: 'team' }, { id: 'city' }] };
    for (const [code, kind] of [['pulse', 'employee'], ['customers', 'relationship']] as const) {
      await publishSurvey(context, code, definition, { kind });
      // 12 in the shop, 25 in service, 3 on the board, in this order.
      await receiveResponses(context, Array.from({ length: 40 }, (_, n) => answered(code, n + (code === 'pulse' ? 0 : 100), { csat: 4, visits: n, comment: `Anruf bei ${n}${n}${n}${n}${n} bitte` }, { hidden: { team: teamOf(n), city: 'Ulm' }, group: teamOf(n) })));
    }
    await untilDelivered(context);
  }, 60_000);
  afterAll(() => context?.close());

  it('hold full blocks of ten only: 10 of 12, 20 of 25 and none of 3', async () => {
    const results = await readResults(context, boss, 'pulse', {});
    expect(results).toMatchObject({ finished: 30, byDay: [], protection: { kind: 'protected', reason: 'employees', minimum: 10, waiting: 10, by: 'hidden.team' } });
    expect(await readResults(context, boss, 'pulse', { hidden: ['team:shop'] })).toMatchObject({ finished: 10 });
    expect(await readResults(context, boss, 'pulse', { hidden: ['team:board'] })).toMatchObject({ finished: 0 });
    expect(results.questions.find(({ question }) => question === 'csat')?.parts[0]?.scores[1]).toMatchObject({ value: 4, n: 30 });
  });

  it('change only by whole blocks when somebody answers', async () => {
    await publishSurvey(context, 'growing', asking('csat'), { kind: 'employee' });
    const seenAfter = async (n: number) => {
      await receiveResponses(context, [answered('growing', 200 + n, { csat: 1 })]);
      await untilDelivered(context);
      return (await readResults(context, boss, 'growing', { version: 1 })).finished;
    };
    const counts: number[] = [];
    for (let n = 0; n < 10; n += 1) counts.push(await seenAfter(n));
    expect(counts).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 10]);
  });

  it('show no single numbers', async () => {
    expect((await readResults(context, boss, 'pulse', {})).questions.find(({ question }) => question === 'visits')?.parts[0]).toMatchObject({ buckets: [], n: 30 });
  });

  it('know no other filter, and compare by nothing else', async () => {
    for (const filter of [{ hidden: ['city:Ulm'] }, { answer: ['csat:4'] }, { from: '2026-03-02T10:05:00Z' }, { language: 'de' }, { hidden: ['team:shop', 'city:Ulm'] }]) await expect(readResults(context, boss, 'pulse', filter)).rejects.toMatchObject({ code: 'survey.results_protected' });
    await expect(compareGroups(context, boss, 'pulse', { groupBy: 'language' })).rejects.toMatchObject({ code: 'survey.results_protected' });
    const compared = await compareGroups(context, boss, 'pulse', { groupBy: 'hidden.team' });
    expect(compared.groups).toEqual([{ group: 'service', n: 20 }, { group: 'shop', n: 10 }]);
    // Full blocks only, of those that came at once: in service who said 17 … 36, which is 26.5 on average, in the shop 2 … 11.
    expect(compared.items.map(({ question, groups }) => [question, groups.map(({ n, value }) => [n, value])])).toEqual([['csat', [[20, 4], [10, 4]]], ['visits', [[20, 26.5], [10, 6.5]]]]);
  });

  it('show comments of full blocks of twenty only, without when, where and from whom', async () => {
    const voices = await listVoices(context, boss, 'pulse', { limit: 100 });
    expect(voices).toMatchObject({ total: 20, withheld: null });
    expect(voices.items).toHaveLength(20);
    expect(voices.items[0]).toEqual({ responseId: null, question: 'comment', text: 'Anruf bei ••• bitte', at: null, language: null, touchpoint: null, customer: null, mood: null });
    expect(await listVoices(context, boss, 'pulse', { hidden: ['team:shop'], limit: 10 })).toMatchObject({ items: [], withheld: { minimum: 20 } });
  });

  it('do not leave one by one', async () => {
    await expect(exportResponses(context, boss, 'pulse', responseExportQuerySchema.parse({}))).rejects.toMatchObject({ code: 'survey.results_protected' });
  });

  it('protect customers the same way from readers who may not read their answers, in blocks of thirty by target group', async () => {
    const viewer = as('viewer');
    expect(await readResults(context, viewer, 'customers', {})).toMatchObject({ finished: 0, protection: { kind: 'protected', reason: 'figures_only', minimum: 30, by: 'group', waiting: 40 } });
    await expect(readResults(context, viewer, 'customers', { language: 'de' })).rejects.toMatchObject({ code: 'survey.results_protected' });
    expect(await readResults(context, as('analyst'), 'customers', { language: 'de' })).toMatchObject({ finished: 20, protection: { kind: 'open' } });
  });
});
