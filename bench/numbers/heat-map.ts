import { actorFrom } from '../../src/governance/roles/actor.logic.ts';
import { saveTouchpoints } from '../../src/journeys/touchpoints/touchpoints.actions.ts';
import { openTestContext, type TestContext } from '../../src/platform/testing/test-storage.ts';
import { readHeatMap } from '../../src/understanding/gaps/heat-map.actions.ts';
import { heatMapQuerySchema } from '../../src/understanding/gaps/heat-map.contract.ts';

const TOUCHPOINTS = 300;
const DIMENSIONS = 10;
const ROUNDS = 7;

/**
 * The heat map of 300 touchpoints × 10 dimensions from the store, with a million answers (half of them expectations, half
 * experiences) and with two million. Every call is counted anew: the end of the period differs each time.
 */
export async function benchHeatMap(): Promise<void> {
  const context = await openTestContext();
  try {
    await saveTouchpoints(context, Array.from({ length: TOUCHPOINTS }, (_, at) => ({ code: `touchpoint_${at}`, nameDe: `Kontaktpunkt ${at}`, nameEn: `Touchpoint ${at}`, stage: 'service' as const, channel: 'web' as const, kind: 'main' as const })));
    await fill(context, 0, 500_000);
    await look(context, '1 million answers');
    await fill(context, 500_000, 1_000_000);
    await look(context, '2 million answers');
  } finally {
    await context.close();
  }
}

async function look(context: TestContext, name: string): Promise<void> {
  const actor = actorFrom({ kind: 'user', id: 'bench', label: 'bench', role: 'administrator', departments: [], byCookie: false });
  const time = async (what: string, query: Record<string, string>) => {
    const times: number[] = [];
    let cells = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const startedAt = performance.now();
      const map = await readHeatMap(context, heatMapQuerySchema.parse({ ...query, to: `2290-01-${String(round + 1).padStart(2, '0')}` }), actor);
      times.push(performance.now() - startedAt);
      cells = map.cells.length;
    }
    const sorted = times.toSorted((a, b) => a - b).map(Math.round);
    process.stdout.write(`heat map, ${name}, ${what}: ${cells} cells; median ${sorted[Math.floor(ROUNDS / 2)]} ms, slowest ${sorted.at(-1)} ms of ${ROUNDS}\n`);
  };
  await time('everything', {});
  await time('the last year against the year before', { from: '2025-07-01' });
  await time('one target group', { group: 'b' });
}

/** As the intake writes them: responses of ten pairs of answers each about one touchpoint, over 18 months; a fifth of the customers answered before. */
async function fill({ history }: TestContext, fromPair: number, toPair: number): Promise<void> {
  const response = `intDiv(number, ${DIMENSIONS})`;
  const at = `toDateTime64('2025-01-01 00:00:00', 3, 'UTC') + toIntervalSecond(cityHash64(${response}) % 47304000)`;
  const expected = `toFloat64(6 + cityHash64(number, 1) % 5)`;
  for (let from = fromPair; from < toPair; from += 100_000) {
    for (const role of ['expectation', 'experience'] as const) {
      await history.command(`insert into answers (response_id, subject, at, received_at, batch, survey, version, touchpoint, channel, department, target_group, language, question, item, option, dimension, role, value, raw, scale_low, scale_high, paired)
        select reinterpretAsUUID(sipHash128('r', ${response})), reinterpretAsUUID(sipHash128('c', cityHash64(${response}) % 80000)), ${at} as moment, moment, intDiv(number, 50), 'bench', 1, concat('touchpoint_', toString(${response} % ${TOUCHPOINTS})), 'web', 'service',
          ['a', 'b', 'c'][1 + cityHash64(${response}, 3) % 3], 'de', 'pairs', 'pairs', toString(number % ${DIMENSIONS}), concat('dimension_', toString(number % ${DIMENSIONS})), '${role}',
          ${role === 'expectation' ? expected : `toFloat64(cityHash64(number, 2) % 11)`}, null, 0, 10, ${role === 'expectation' ? 'null' : expected}
        from numbers(${from}, 100000)`);
    }
  }
}
