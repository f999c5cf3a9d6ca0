import { listDepartments, listTouchpoints } from '../../../journeys/touchpoints/touchpoints.actions.ts';
import { type Touchpoint, touchpointSchema, type TouchpointValues } from '../../../journeys/touchpoints/touchpoints.contract.ts';
import { readTouchpointsIn, writeTouchpointsIn } from '../../../journeys/touchpoints/write-touchpoints.actions.ts';
import type { Chunk } from './chunk.ts';
import { insertChanges, listMadeByOthers } from './record-changes.queries.ts';

interface Named {
  code: string;
  name: string;
}
export interface TouchpointPlace {
  code: string;
  channel: string;
  department: string;
}

const nameKey = (name: string) => name.trim().toLowerCase();

/**
 * The touchpoints that rows name: by code, else by name in either language. What the inventory does not have is made,
 * with the little that is known; whoever owns it completes it later.
 */
export async function findOrMakeTouchpoints(chunk: Chunk, named: readonly Named[]): Promise<(touchpoint: Named) => TouchpointPlace> {
  const known = await readTouchpointsIn(chunk.tx);
  const byCode = new Map(known.map((one) => [one.code, one]));
  const byName = new Map([...known].reverse().flatMap((one) => [[nameKey(one.nameEn), one], [nameKey(one.nameDe), one]] as const));
  const find = ({ code, name }: Named): TouchpointValues | undefined => byCode.get(code) ?? byName.get(nameKey(name));
  const missing = [...new Map(named.filter((one) => !find(one)).map((one) => [one.code, one])).values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  const made = missing.map(({ code, name }) => touchpointSchema.parse({ code, nameDe: name || code, nameEn: name || code, stage: 'use', channel: 'other', kind: 'main' }));
  if (made.length > 0) {
    await writeTouchpointsIn(chunk.context, chunk.tx, made);
    await insertChanges(chunk.tx, chunk.importId, made.map((one) => ({ kind: 'touchpoints', key: one.code, subject: null, before: null, said: columnsOf(one) })));
  }
  // Whoever uses what another import made keeps it there when that one is undone.
  const found = [...new Map(named.flatMap((one) => { const known = find(one); return known ? [[known.code, known] as const] : []; })).values()];
  const borrowed = await listMadeByOthers(chunk.tx, chunk.importId, found.map(({ code }) => code));
  await insertChanges(chunk.tx, chunk.importId, found.filter(({ code }) => borrowed.includes(code)).map((one) => ({ kind: 'touchpoints', key: one.code, subject: null, before: columnsOf(one), said: {} })));
  for (const one of made) byCode.set(one.code, { ...one, version: 1, updatedAt: '' });
  return (touchpoint) => {
    const found = find(touchpoint);
    return { code: found?.code ?? touchpoint.code, channel: found?.channel ?? 'other', department: found?.department ?? '' };
  };
}

/** A touchpoint as one flat row; what is a list becomes its JSON. */
export function columnsOf(touchpoint: Partial<TouchpointValues>): Record<string, string | number | null> {
  return Object.fromEntries(Object.entries(touchpoint).filter(([key]) => key !== 'code' && key !== 'version' && key !== 'updatedAt').map(([key, value]) => [key, typeof value === 'string' || value === null ? value : JSON.stringify(value)]));
}

const texts = new Set(['nameDe', 'nameEn', 'descriptionDe', 'descriptionEn', 'stage', 'channel', 'kind', 'reachKind', 'department']);

export function touchpointOf(code: string, columns: Record<string, string | number | null>): TouchpointValues {
  return touchpointSchema.parse({ code, ...Object.fromEntries(Object.entries(columns).map(([key, value]) => [key, texts.has(key) || typeof value !== 'string' ? value : JSON.parse(value)])) });
}

export const readInventory = async ({ context }: Pick<Chunk, 'context'>): Promise<{ touchpoints: Touchpoint[]; departments: Set<string> }> => ({
  touchpoints: await listTouchpoints(context),
  departments: new Set((await listDepartments(context)).map(({ code }) => code)),
});
