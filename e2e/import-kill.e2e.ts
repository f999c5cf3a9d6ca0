import { afterEach, describe, expect, it } from 'vitest';
import type { Import } from '../src/listening/imports/imports.contract.ts';
import { apiKey, type Momente, startMomente } from './momente.ts';
import { until } from './until.ts';

let momente: Momente | undefined;
afterEach(async () => {
  await momente?.remove();
});

const ROWS = 20_000;
const KILLS = 2;
const csv = ['number,email,name', ...Array.from({ length: ROWS }, (_, n) => `k${n},e${n}@x.de,Name ${n}`)].join('\n');
const profile = { target: 'customers', format: { kind: 'csv' }, columns: ['customerNumber', 'email', 'name'].map((field, position) => ({ position, heading: ['number', 'email', 'name'][position], use: { as: 'field', field } })) };

async function send<Answer>(path: string, type: string, body: string): Promise<Answer> {
  const answer = await fetch(`${momente?.url}${path}`, { method: 'POST', headers: { authorization: `Bearer ${apiKey}`, 'content-type': type }, body });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

describe('a server that is killed in the middle of an import', () => {
  it('goes on by itself after each start, and every row is in once', async () => {
    momente = await startMomente();
    const { id } = await send<Import>('/api/imports?name=k.csv', 'text/csv', csv);
    await send(`/api/imports/${id}/start`, 'application/json', JSON.stringify({ profile }));
    const read = async () => momente?.get<Import>(`/api/imports/${id}`);
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const rows = (await read())?.counts.rows ?? 0;
      // It must have moved since the start, and must not be through yet.
      await until(read, (one) => (one?.counts.rows ?? 0) > rows, 120_000);
      await momente.kill();
      momente = await startMomente({ dataFolder: momente.dataFolder });
    }
    await until(read, (one) => one?.state === 'done', 300_000);
    expect((await read())?.counts).toEqual({ rows: ROWS, new: ROWS, changed: 0, merged: 0, unchanged: 0, refused: 0 });
    await send(`/api/imports/${id}/undo`, 'application/json', '{}');
    await until(read, (one) => one?.state === 'undone', 300_000);
    expect((await momente.get<{ items: unknown[] }>('/api/customers?limit=1')).items).toEqual([]);
  }, 600_000);
});
