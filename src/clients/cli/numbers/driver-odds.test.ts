import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SeededRandom } from '../../../kernel/stats/random.ts';
import { ORACLE_ABSENT, oracle, oracleFile, readOracle } from '../../../kernel/stats/testing/oracle.ts';
import { makeFolder, run } from '../command-line.builders.ts';

const { file } = makeFolder();
const limit = z.number().nullable();
const answer = z.object({
  drivers: z.array(z.object({ name: z.string() })),
  odds: z.object({
    yes: z.number(), events: z.number(), auc: z.number().nullable(), drivers: z.array(z.object({ name: z.string(), odds: limit, low: limit, high: limit, p: z.number() })),
    refused: z.object({ code: z.string(), names: z.array(z.string()).optional(), text: z.string() }).nullable(),
  }).nullable(),
});

/** 200 rows: who rates pace higher stays more often; calm says nothing; loud is 5 with everybody who stays and 1 to 4 with the others. */
function stays(): string[] {
  const random = new SeededRandom(4);
  const rows = Array.from({ length: 200 }, () => {
    const [pace, calm, luck] = [random.integer(5) + 1, random.integer(5) + 1, random.next()];
    const stay = luck < 1 / (1 + Math.exp(3 - pace)) ? 1 : 0;
    return [stay, pace, calm, stay === 1 ? 5 : 1 + random.integer(4), stay === 1 ? 2 : 1].join(';');
  });
  return ['stay;pace;calm;loud;grade', ...rows];
}

async function analyse(...args: string[]) {
  const { code, out, error } = await run('drivers', file('stays.csv', stays()), ...args, '--draws', '50', '--json');
  return { code, error, found: answer.parse(JSON.parse(out)) };
}

describe('odds of momente drivers', () => {
  it('stand beside the shares in their order where the outcome has two values', async () => {
    const { found } = await analyse('--outcome', 'stay', '--drivers', 'calm,pace');
    expect(found.odds).toMatchObject({ yes: 1, refused: null });
    expect(found.odds?.drivers.map(({ name }) => name)).toEqual(found.drivers.map(({ name }) => name));
    const [pace, calm] = found.odds?.drivers ?? [];
    // planted: e¹ = 2.72 for one point of pace, 1 for calm
    expect(pace?.low).toBeGreaterThan(1);
    expect(pace?.low).toBeLessThan(Math.E);
    expect(pace?.high).toBeGreaterThan(Math.E);
    expect(calm?.low).toBeLessThan(1);
    expect(calm?.high).toBeGreaterThan(1);
  });
  it('are those of the higher value, whatever its name', async () => {
    const [ones, twos] = [await analyse('--outcome', 'stay', '--drivers', 'calm,pace'), await analyse('--outcome', 'grade', '--drivers', 'calm,pace')];
    expect(twos.found.odds).toEqual({ ...ones.found.odds, yes: 2 });
  });
  it('are refused in words where a driver tells yes from no without a mistake; the shares stay', async () => {
    const { code, error, found } = await analyse('--outcome', 'stay', '--drivers', 'loud,pace');
    expect(code).toBe(0);
    expect(found.drivers[0]?.name).toBe('loud');
    expect(found.odds).toMatchObject({ drivers: [], auc: null, refused: { code: 'separated', names: ['loud'] } });
    expect(error).toBe('No odds: yes and no are told apart without a mistake by loud, so there is no largest odds ratio.\n');
  });
  it('are null with more than two values', async () => {
    expect((await analyse('--outcome', 'loud', '--drivers', 'calm,pace')).found.odds).toBeNull();
  });
  it('are printed below the shares', async () => {
    const { out } = await run('drivers', file('stays.csv', stays()), '--outcome', 'stay', '--drivers', 'calm,pace', '--draws', '50');
    expect(out).toMatch(/Odds of stay = 1 \(\d+ rows\) for one point more, AUC = 0\.\d{3}:\n\ndriver +odds +low +high +p\npace/);
  });
  it('are R’s for the ratings of an airline', async ({ skip }) => {
    const path = oracleFile('airline-satisfaction', 'airline_satisfaction.csv');
    if (path === null) return skip(ORACLE_ABSENT);
    const { logit } = readOracle('airline-satisfaction', z.object({ logit: z.object({ auc: z.number(), coef: z.record(z.string(), z.number()) }) }));
    const columns = ['Inflight wifi service', 'Departure/Arrival time convenient', 'Ease of Online booking', 'Gate location', 'Food and drink', 'Online boarding', 'Seat comfort', 'Inflight entertainment', 'On-board service', 'Leg room service', 'Baggage handling', 'Checkin service', 'Inflight service', 'Cleanliness'];
    const { out } = await run('drivers', path, '--outcome', 'satisfaction', '--yes', 'satisfied', '--drivers', columns.join(), '--missing', columns.map((column) => `${column}:0`).join(), '--draws', '50', '--json');
    const { odds } = answer.parse(JSON.parse(out));
    for (const one of odds?.drivers ?? []) oracle(`airline odds ${one.name}`, one.odds, Math.exp(logit.coef[one.name.replaceAll(/[^A-Za-z0-9]/g, '.')] ?? Number.NaN), 1e-6);
    oracle('airline odds AUC', odds?.auc, logit.auc, 1e-6);
    expect(odds?.drivers).toHaveLength(14);
  });
});
