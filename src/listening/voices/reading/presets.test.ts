import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lookAtTable, readTable } from '../../imports/tables.actions.ts';
import { listItemPaths, listLists, mapJson } from './map-json.logic.ts';
import { firstItem } from '../sources/preview-source.actions.ts';
import { presets, recogniseJson, recogniseTable, type Recognised } from './presets.logic.ts';
import { tableReader } from './read-table.logic.ts';
import { scoreOfStars } from './read-stars.logic.ts';
import type { Fault, FoundVoice } from '../sources/voice-sources.contract.ts';

const folder = join(import.meta.dirname, 'examples');
const now = new Date('2026-04-01T00:00:00Z');

async function readExample(file: string): Promise<{ recognised: Recognised; voices: FoundVoice[]; faults: Fault[] }> {
  const path = join(folder, file);
  if (extname(file) === '.json') {
    const body: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const lists = listLists(body).map((one) => one.path);
    const recognised = recogniseJson(lists, listItemPaths(firstItem(body, lists[0] ?? '')).map((one) => one.path));
    if (!recognised) throw new Error(`${file} was not recognised`);
    const read = mapJson(body, { mapping: recognised.mapping, now, ...recognised.scale });
    if ('reason' in read) throw new Error(read.reason);
    return { recognised, ...read };
  }
  const { format, columns } = await lookAtTable(path, file);
  const recognised = recogniseTable(columns.map(({ heading }) => heading));
  const [pattern, ...others] = columns.find(({ heading }) => heading === recognised.mapping.fields.at)?.patterns ?? [];
  const { headings, batches } = await readTable(path, format);
  const read = tableReader(headings, { mapping: { ...recognised.mapping, pattern: others.length === 0 ? (pattern?.pattern ?? null) : null }, now, ...recognised.scale });
  const made = [];
  for await (const { rows } of batches) made.push(...rows.map(read));
  return { recognised, voices: made.flatMap((one) => ('voice' in one ? [one.voice] : [])), faults: made.flatMap((one) => ('faults' in one ? one.faults : [])) };
}

describe('an export of a portal', () => {
  const files = readdirSync(folder);
  it('has an example for every preset', () => {
    expect(files.map((file) => basename(file, extname(file))).sort()).toEqual(presets.map(({ key }) => key).sort());
  });
  it.each(files)('%s is recognised by its headings and read whole', async (file) => {
    const { recognised, voices, faults } = await readExample(file);
    expect([recognised.preset?.key, faults, voices.length]).toEqual([basename(file, extname(file)), [], 2]);
    for (const { at, externalId, stars } of voices) expect([at?.toISOString().slice(0, 7), externalId === null, stars === null]).toEqual(['2026-03', false, false]);
  });
  it('keeps what identifies, scales what recommends, and knows the answer', async () => {
    expect((await readExample('trustpilot.csv')).voices[0]?.identifiers).toEqual([{ kind: 'order', value: '305-1001' }, { kind: 'email', value: 'anna@example.com' }]);
    const { voices, recognised } = await readExample('facebook.csv');
    expect(voices.map(({ stars, answer }) => [stars, scoreOfStars(stars, recognised.scale), answer])).toEqual([[0, 0, ''], [1, 10, 'Danke!']]);
    expect((await readExample('google_play.csv')).voices[1]).toMatchObject({ stars: 4, title: 'Nice', answer: 'Thank you!', answeredAt: new Date('2026-03-03T09:00:00Z'), language: 'en' });
    expect((await readExample('amazon_product.csv')).voices[0]?.stars).toBe(3);
  });
  it('of nobody is read by the usual words', () => {
    expect(recogniseTable(['Datum', 'Bewertung', 'Kommentar', 'Filiale', 'E-Mail']).mapping).toMatchObject({ fields: { at: 'Datum', stars: 'Bewertung', text: 'Kommentar', place: 'Filiale' }, identifiers: [{ kind: 'email', at: 'E-Mail' }] });
  });
});
