import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type MapItem, meanCrossHairs, quadrantOf, weightedSatisfaction } from './importance-performance.ts';
import { medianWithInterval } from '../scores/median.ts';
import { oracle, ORACLE_ABSENT, oracleFile, readOracle } from '../testing/oracle.ts';

const schema = z.object({ csi_weighted: z.number(), ipa: z.object({ importance: z.array(z.number()), performance: z.array(z.number()), cross_importance: z.number(), cross_performance: z.number(), median_cross: z.tuple([z.number(), z.number()]), quadrant: z.array(z.string()) }) });

describe('importance and performance of the kiosk survey (194 respondents, 24 items)', () => {
  it('gives means, cross-hairs at the grand means, and the field of every item', ({ skip }) => {
    const path = oracleFile('kiosk-servqual-kano-ipa', 'kiosk.csv');
    if (path === null) return skip(ORACLE_ABSENT);
    const { ipa, csi_weighted } = readOracle('kiosk-servqual-kano-ipa', schema);
    const rows: Record<string, string>[] = parse(readFileSync(path), { columns: true });
    const mean = (column: string) => rows.reduce((sum, row) => sum + Number(row[column]), 0) / rows.length;
    const items: MapItem[] = ipa.importance.map((_, place) => ({ name: `item ${place + 1}`, importance: mean(`IMP${place + 1}`), performance: mean(`PERF${place + 1}`) }));
    const cross = meanCrossHairs(items);
    if (cross === null) throw new Error('there are items');
    items.forEach((item, place) => {
      oracle(`kiosk importance ${place + 1}`, item.importance, ipa.importance[place], 1e-5);
      oracle(`kiosk performance ${place + 1}`, item.performance, ipa.performance[place], 1e-5);
      oracle(`kiosk field ${place + 1}`, quadrantOf(item, cross), ipa.quadrant[place], 0);
    });
    oracle('kiosk cross-hair importance', cross.importance, ipa.cross_importance, 1e-5);
    oracle('kiosk cross-hair performance', cross.performance, ipa.cross_performance, 1e-5);
    oracle('kiosk median of importance', medianWithInterval(items.map(({ importance }) => importance)).median, ipa.median_cross[0], 1e-5);
    oracle('kiosk median of performance', medianWithInterval(items.map(({ performance }) => performance)).median, ipa.median_cross[1], 1e-5);
    oracle('kiosk satisfaction weighted by importance', weightedSatisfaction(items), csi_weighted, 1e-5);
    expect(items.filter((item) => quadrantOf(item, cross) === 'concentrate').map(({ name }) => name)).toEqual(['item 7', 'item 10', 'item 11', 'item 16', 'item 23']);
  });
});
