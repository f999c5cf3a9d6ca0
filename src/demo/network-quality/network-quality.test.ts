import { describe, expect, it } from 'vitest';
import { askLookup } from '../../acting/lookups/ask-lookups.actions.ts';
import { findLookupByCode } from '../../acting/lookups/lookups.queries.ts';
import { openTestContext } from '../../platform/testing/test-storage.ts';
import { createNordfunk } from '../nordfunk/nordfunk.ts';
import { regionTruth } from '../nordfunk/truths.ts';
import { connectNetworkQuality } from './connect.ts';
import { startNetworkQuality } from './service.ts';

const cells = createNordfunk({ until: new Date('2026-11-01T00:00:00Z'), customers: 10 }).cells;

describe('the network department of the demo company', () => {
  it('knows every cell of the company with the quality that its samples show', async () => {
    const service = await startNetworkQuality({ token: 'geheim', now: () => new Date('2026-11-01T12:03:00Z') });
    const read = async (code: string, token = 'geheim') => fetch(`${service.origin}/cells/${code}`, { headers: { authorization: `Bearer ${token}` } });
    try {
      for (const cell of [cells[0], cells.find(({ city }) => regionTruth.cities.includes(city)), cells.at(-1)]) {
        const answer = await (await read(cell?.code ?? '')).json();
        expect(answer).toMatchObject({ code: cell?.code, quality: cell?.quality, measuredAt: '2026-11-01T12:00:00.000Z' });
        expect(answer.incidents).toHaveLength((cell?.quality ?? 0) < 60 ? 1 : 0);
      }
      expect((await read('NF-999-1')).status).toBe(404);
      expect((await read('NF-001-1', 'falsch')).status).toBe(401);
    } finally {
      await service.stop();
    }
  });

  it('is connected as a lookup and asked, though nothing else of this machine may be', async () => {
    const context = await openTestContext();
    const service = await connectNetworkQuality(context);
    try {
      await (await connectNetworkQuality(context)).stop(); // a later start has another port …
      const again = await connectNetworkQuality(context); // … and the last one counts
      const row = await findLookupByCode(context.db, 'network_quality');
      if (!row) throw new Error('no lookup');
      const weak = cells.find(({ city }) => city === 'Templin');
      const result = await askLookup(context, row, { values: { cell: weak?.code ?? '' }, subject: null });
      await again.stop();
      expect(result).toMatchObject({ state: 'answered', facts: expect.arrayContaining([expect.objectContaining({ path: 'quality', value: weak?.quality, verdict: 'bad', sentence: { de: 'Das Netz am Wohnort ist schwach.', en: 'The network at home is weak.' } })]) });
    } finally {
      await service.stop();
      await context.close();
    }
  });
});
