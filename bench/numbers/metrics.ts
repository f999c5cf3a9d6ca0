import { noteAnswers } from '../../src/listening/responses/intake/answers-version.actions.ts';
import { saveTouchpoints } from '../../src/journeys/touchpoints/touchpoints.actions.ts';
import { openTestContext, type TestContext } from '../../src/platform/testing/test-storage.ts';
import { compareFigures, exploreScore } from '../../src/understanding/metrics/explore/explore.actions.ts';
import { compareQuerySchema, exploreQuerySchema } from '../../src/understanding/metrics/explore/explore.contract.ts';
import type { Selection, Split } from '../../src/understanding/metrics/explore/explore-rows.logic.ts';
import { paramsOf, readSums, sumsStatement } from '../../src/understanding/metrics/explore/explore-sums.analytics.ts';

const ANSWERS = Number(process.argv.find((word) => word.startsWith('--answers='))?.slice(10) ?? 10_000_000);
const AT_ONCE = 1_000_000;
const TOUCHPOINTS = 20;
const CUSTOMERS = ANSWERS / 5;
const ROUNDS = 7;
const reader = { visible: null, mayReadAnswers: true };

/** 20 groups × 24 months over ten million answers to one question, from the store, by the server's own code. */
export async function benchMetrics(): Promise<void> {
  const context = await openTestContext({ clock: { now: () => new Date('2026-12-01T00:00:00Z') } });
  try {
    await saveTouchpoints(context, Array.from({ length: TOUCHPOINTS }, (_, place) => ({ code: `touchpoint_${place}`, nameDe: `Kontaktpunkt ${place}`, nameEn: `Touchpoint ${place}`, stage: 'service', channel: 'shop', kind: 'main', department: null })));
    await fill(context);
    await untilMerged(context);
    const selection: Selection = { role: 'nps', survey: '', item: '', touchpoint: '', stage: '', channel: '', department: '', group: '', dimension: '', attribute: null, from: '2024-12-01', to: '2026-12-01', touchpoints: null, stages: new Map() };
    const split: Split = { by: 'touchpoint', over: 'month', margins: [] };
    const plan = await context.history.query<{ explain: string }>(`explain ${sumsStatement(selection, split)}`, paramsOf(selection, []));
    process.stdout.write(`${plan.find(({ explain }) => explain.includes('ReadFrom'))?.explain.trim() ?? 'no plan'}\n`);
    await times('the statement, from sums', () => readSums(context.history, selection, split));
    await times('the statement, from all answers', () => context.history.query(`${sumsStatement(selection, split)} settings optimize_use_projections = 0`, paramsOf(selection, []), { lane: 'analysis' }));
    // As after an answer that has just come in: nothing that was counted before is given out.
    const anew = (work: () => Promise<unknown>) => () => {
      noteAnswers(context);
      return work();
    };
    const explore = (by: string) => anew(() => exploreScore(context, exploreQuerySchema.parse({ from: '2024-12', to: '2026-11', by, over: 'month' }), reader));
    for (const by of ['touchpoint', 'group', 'department']) await times(`explore by ${by}, first time (design effect too)`, explore(by), 1);
    await times('explore by touchpoint, again', explore('touchpoint'));
    await times('compare two years', anew(() => compareFigures(context, compareQuerySchema.parse({ from: '2025-12', to: '2026-11' }), reader)));
  } finally {
    await context.close();
  }
}

async function fill(context: TestContext): Promise<void> {
  const startedMs = performance.now();
  for (let from = 0; from < ANSWERS; from += AT_ONCE) {
    await context.history.command(`
      insert into answers (response_id, subject, at, received_at, batch, survey, version, touchpoint, channel, department, target_group, language, question, item, role, value, raw, scale_low, scale_high)
      select generateUUIDv4(number), reinterpretAsUUID(sipHash128(cityHash64(number, 7) % {customers:UInt64})), toDateTime64('2024-12-01', 3, 'UTC') + toIntervalSecond(cityHash64(number, 1) % 63000000), now64(3), 1, 'yearly', 1,
        'touchpoint_' || toString(cityHash64(number, 2) % ${TOUCHPOINTS}), 'shop', 'department_' || toString(cityHash64(number, 2) % 5), 'group_' || toString(cityHash64(number, 3) % 6), 'de', 'recommend', 'recommend', 'nps',
        least(10, cityHash64(number, 4) % 12), least(10, cityHash64(number, 4) % 12), 0, 10
      from numbers({from:UInt64}, {count:UInt64})`, { from, count: Math.min(AT_ONCE, ANSWERS - from), customers: CUSTOMERS });
  }
  process.stdout.write(`${ANSWERS.toLocaleString('en')} answers of ${CUSTOMERS.toLocaleString('en')} customers written in ${((performance.now() - startedMs) / 1000).toFixed(0)} s\n`);
}

/** A company's ten million answers came over years: what the engine puts together after a bulk is not measured. */
async function untilMerged({ history }: TestContext): Promise<void> {
  const giveUpAtMs = Date.now() + 120_000;
  for (let quiet = 0; quiet < 3 && Date.now() < giveUpAtMs; ) {
    const [merging] = await history.query<{ n: number }>('select count() as n from system.merges');
    quiet = merging?.n === 0 ? quiet + 1 : 0;
    await new Promise((done) => setTimeout(done, 1_000));
  }
}

async function times(name: string, work: (round: number) => Promise<unknown>, rounds = ROUNDS): Promise<void> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedMs = performance.now();
    await work(round);
    taken.push(performance.now() - startedMs);
  }
  const sorted = taken.toSorted((a, b) => a - b);
  process.stdout.write(`${name.padEnd(44)} ${(sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(0).padStart(6)} ms (${(sorted[0] ?? 0).toFixed(0)}–${(sorted.at(-1) ?? 0).toFixed(0)})\n`);
}
