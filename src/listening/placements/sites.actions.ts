import type { EventSource } from '../../governance/keys/keys.contract.ts';
import { findSourceByWriteKey } from '../../governance/keys/sources.actions.ts';
import { encodeCursor, placeByInstant } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';
import { ShortMemory } from '../../kernel/short-memory.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { Site } from './placements.contract.ts';
import { findSite, listSites, saveSite } from './sites.queries.ts';

/** Every page view of the company's site asks; another process's change is noticed here after at most this time. */
const KEPT_MS = 5_000;
const memories = new WeakMap<Db, ShortMemory<readonly string[]>>();

function memoryOf({ db }: Context): ShortMemory<readonly string[]> {
  const known = memories.get(db) ?? new ShortMemory<readonly string[]>(KEPT_MS, 1_000);
  memories.set(db, known);
  return known;
}

/**
 * Whose page calls: the source of the write key. What a page says of its visitor is a claim of that source, no proof.
 * @param origin of the page; null for programs, which no browser speaks for
 * @returns null for an unknown key, and for pages that the source does not name
 */
export async function findSiteSource(context: Context, writeKey: string, origin: string | null): Promise<EventSource | null> {
  const source = await findSourceByWriteKey(context, writeKey);
  if (!source || origin === null || origin === new URL(context.settings.publicUrl).origin) return source;
  const nowMs = context.clock.now().getTime();
  const memory = memoryOf(context);
  const origins = memory.recall(source.id, nowMs) ?? (await findSite(context.db, source.id))?.origins ?? [];
  memory.remember(source.id, origins, nowMs);
  return origins.length === 0 || origins.includes(origin) ? source : null;
}

/** What a page says of its visitor counts only where its source names the page; the rest of what it sends stays. */
export async function keepClaim<Body extends { writeKey?: string | undefined }>(context: Context, body: Body, origin: string | undefined): Promise<Body> {
  if (body.writeKey === undefined || (await findSiteSource(context, body.writeKey, origin?.slice(0, 300) ?? null))) return body;
  return { ...body, writeKey: undefined };
}

export async function listPageOfSites({ db }: Context, { limit, cursor }: { limit: number; cursor?: string | undefined }): Promise<{ items: Site[]; nextCursor: string | null }> {
  const sites = await listSites(db, endOf(cursor), limit);
  const last = sites.at(-1);
  return { items: sites.map(({ createdAt: _, ...site }) => site), nextCursor: last && sites.length === limit ? encodeCursor([last.createdAt.toISOString(), last.sourceId]) : null };
}

/** @throws widget_site.not_found */
export async function getSiteOf({ db }: Context, sourceId: string): Promise<Site> {
  const site = await findSite(db, sourceId);
  if (!site) throw noSuchSite();
  return site;
}

/** @throws widget_site.not_found */
export async function changeSite(context: Context, sourceId: string, origins: readonly string[]): Promise<Site> {
  const saved = await saveSite(context.db, sourceId, [...new Set(origins)], context.clock.now());
  memoryOf(context).forgetAll();
  const site = saved ? await findSite(context.db, sourceId) : null;
  if (!site) throw noSuchSite();
  return site;
}

const noSuchSite = (): Problem => new Problem('widget_site.not_found', 'There is no working source like this.');

/** @throws request.cursor_invalid */
export function endOf(cursor: string | undefined): { createdAt: string; id: string } | null {
  const place = placeByInstant(cursor);
  return place && { createdAt: place.at, id: place.id };
}
