import { openTestContext, type TestContext } from '../../src/platform/testing/test-storage.ts';
import { explainOutcome } from '../../src/understanding/drivers/drivers.actions.ts';
import { driversQuerySchema } from '../../src/understanding/drivers/drivers.contract.ts';

const RESPONSES = 100_000;
const DIMENSIONS = 9;
const ROUNDS = 3;

/** Drivers of recommendation over a million answers in the store: the whole answer of the API, each time counted anew. */
export async function benchDriversInStore(): Promise<void> {
  const context = await openTestContext();
  try {
    await fill(context);
    for (const by of ['dimension', 'touchpoint'] as const) {
      const timesMs: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const startedMs = performance.now();
        const found = await explainOutcome(context, driversQuerySchema.parse({ by, to: `2290-01-0${round + 1}` }), { visible: null, mayReadAnswers: true });
        timesMs.push(performance.now() - startedMs);
        if (round === 0) process.stdout.write(`drivers by ${by}: ${found.drivers.length} drivers, n ${found.n}, ${found.customers} customers, refused: ${found.refused?.map(({ code }) => code).join(' ') ?? 'no'}\n`);
      }
      process.stdout.write(`drivers by ${by}, ${(RESPONSES * (DIMENSIONS + 1)).toLocaleString('en')} answers: fastest ${Math.min(...timesMs).toFixed(0)} ms, slowest ${Math.max(...timesMs).toFixed(0)} ms\n`);
    }
  } finally {
    await context.close();
  }
}

/** Responses of nine ratings and a recommendation that follows three of them; 60,000 customers, 20 touchpoints, 18 months. */
async function fill({ history }: TestContext): Promise<void> {
  const rating = (dimension: string) => `(cityHash64(r, ${dimension}) % 6 + cityHash64(r, ${dimension}, 1) % 6)`;
  const columns = `response_id, subject, at, received_at, batch, survey, version, touchpoint, channel, department, target_group, language, question, item, option, dimension, role, value, raw, scale_low, scale_high, paired`;
  const common = `reinterpretAsUUID(sipHash128('r', r)), reinterpretAsUUID(sipHash128('c', cityHash64(r) % 60000)), toDateTime64('2025-01-01 00:00:00', 3, 'UTC') + toIntervalSecond(cityHash64(r) % 47304000) as moment, moment, intDiv(r, 50), 'bench', 1, concat('touchpoint_', toString(r % 20)), 'web', 'service', ['a', 'b', 'c'][1 + cityHash64(r, 3) % 3], 'de'`;
  await history.command(`insert into answers (${columns})
    select ${common}, 'pairs', 'pairs', toString(d), concat('dimension_', toString(d)), 'experience', toFloat64(${rating('d')}), null, 0, 10, null
    from (select intDiv(number, ${DIMENSIONS}) as r, number % ${DIMENSIONS} as d from numbers(${RESPONSES * DIMENSIONS}))`);
  await history.command(`insert into answers (${columns})
    select ${common}, 'nps', 'nps', '', '', 'nps', least(10., greatest(0., round(0.4 * ${rating('0')} + 0.3 * ${rating('1')} + 0.2 * ${rating('2')} + cityHash64(r, 99) % 4 - 1.))), null, 0, 10, null
    from (select number as r from numbers(${RESPONSES}))`);
}
