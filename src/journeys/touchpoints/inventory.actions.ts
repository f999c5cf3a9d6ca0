import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { maskProperties } from '../../governance/roles/masking.logic.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { History } from '../../platform/storage/history.ts';
import { type ContactCount, listContactCounts, listUnplacedEvents } from './discovery.analytics.ts';
import { findDuplicates, suggestTouchpoint } from './discovery.logic.ts';
import type { InventoryGaps, InventoryItem, InventoryQuery, RulePreview } from './inventory.contract.ts';
import { countCaught, listCaught } from './matching.analytics.ts';
import { testOf, tidyRule } from './matching.logic.ts';
import type { Rule, Touchpoint } from './touchpoints.contract.ts';
import { isInScope, listTouchpoints } from './touchpoints.actions.ts';
import { listAllTouchpoints } from './touchpoints.queries.ts';

const COUNTS_FRESH_MS = 5_000;
const UNPLACED_LIMIT = 200;
const EXAMPLES = 5;

/** The inventory with the number of contacts of each touchpoint, filtered, in pages. */
export async function listInventory(context: Context, query: InventoryQuery, actor: Actor): Promise<{ items: InventoryItem[]; nextCursor: string | null; total: number }> {
  const [touchpoints, counts] = await Promise.all([listTouchpoints(context, actor.departments), recentCounts(context.history)]);
  const countOf = new Map(counts.map((count) => [count.touchpoint, count]));
  const found = touchpoints.filter((touchpoint) => fits(touchpoint, query));
  const after = query.cursor === undefined ? '' : String(decodeCursor(query.cursor, 1)[0]);
  const page = found.filter(({ code }) => code > after).slice(0, query.limit + 1);
  const items = page.slice(0, query.limit).map((touchpoint) => ({
    ...touchpoint,
    contacts: countOf.get(touchpoint.code)?.n ?? 0,
    lastContactAt: countOf.get(touchpoint.code)?.lastAt ?? null,
  }));
  const last = items.at(-1);
  return { items, nextCursor: page.length > query.limit && last ? encodeCursor([last.code]) : null, total: found.length };
}

export function fits(touchpoint: Pick<Touchpoint, 'code' | 'nameDe' | 'nameEn' | 'descriptionDe' | 'descriptionEn' | 'stage' | 'channel' | 'kind' | 'department'>, { q, stage, channel, kind, department }: Pick<InventoryQuery, 'q' | 'stage' | 'channel' | 'kind' | 'department'>): boolean {
  if (stage !== undefined && touchpoint.stage !== stage) return false;
  if (channel !== undefined && touchpoint.channel !== channel) return false;
  if (kind !== undefined && touchpoint.kind !== kind) return false;
  if (department !== undefined && touchpoint.department !== department) return false;
  if (q === undefined || q.trim() === '') return true;
  const text = [touchpoint.code, touchpoint.nameDe, touchpoint.nameEn, touchpoint.descriptionDe, touchpoint.descriptionEn].join('\n').toLowerCase();
  return q.trim().toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

interface KnownCounts {
  counts: Promise<ContactCount[]>;
  atMs: number;
}
const knownCounts = new WeakMap<History, KnownCounts>();

/** Counting ten million contacts takes 0.1 s; a table that is typed into asks more often than that. */
function recentCounts(history: History): Promise<ContactCount[]> {
  const known = knownCounts.get(history);
  if (known && performance.now() - known.atMs < COUNTS_FRESH_MS) return known.counts;
  const counts = listContactCounts(history);
  knownCounts.set(history, { counts, atMs: performance.now() });
  counts.catch(() => knownCounts.delete(history));
  return counts;
}

/** What the rules would catch. @throws rule.invalid */
export async function previewRules(context: Context, rules: readonly Rule[], actor: Actor): Promise<RulePreview> {
  const tests = rules.map((rule, index) => testOf(tidyRule(rule, `rules[${index}]`)));
  const [counts, examples] = await Promise.all([countCaught(context.history, tests), listCaught(context.history, tests, EXAMPLES)]);
  const maySee = actor.can('read', 'interaction');
  const isOpen = actor.can('read', 'personal_data');
  // Which touchpoints others have is not for those who are limited to departments.
  const own = actor.departments === null ? null : new Set((await listTouchpoints(context, actor.departments)).map(({ code }) => code));
  const isShown = ({ touchpoint }: { touchpoint: string }) => own === null || touchpoint === '' || own.has(touchpoint);
  return {
    contacts: counts.reduce((sum, { n }) => sum + n, 0),
    examples: examples.map(({ text, properties, touchpoint, ...example }) => ({
      ...example,
      touchpoint: touchpoint === '' || !isShown({ touchpoint }) ? null : touchpoint,
      // Whose words these are is not known here, so no name could be taken out of them.
      text: maySee && isOpen && text !== '' ? text : null,
      properties: maySee ? (isOpen ? readProperties(properties) : maskProperties(readProperties(properties))) : null,
    })),
    alreadyAt: counts.filter(isShown).map(({ touchpoint, n }) => ({ touchpoint: touchpoint === '' ? null : touchpoint, n })),
  };
}

function readProperties(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {}; // a row written by hand; the contact still counts
  }
}

/** Where inventory and reality differ: touchpoints nobody was at, contacts at no touchpoint, touchpoints that exist twice. */
export async function findInventoryGaps(context: Context, actor: Actor): Promise<InventoryGaps> {
  const [all, counts, unplaced] = await Promise.all([listAllTouchpoints(context.db), listContactCounts(context.history), listUnplacedEvents(context.history, UNPLACED_LIMIT)]);
  const own = all.filter((touchpoint) => isInScope(touchpoint, actor.departments));
  const visited = new Set(counts.map(({ touchpoint }) => touchpoint));
  const taken = new Set(all.map(({ code }) => code));
  return {
    touchpointsWithoutEvents: own.filter(({ code }) => !visited.has(code)).map(({ code, nameDe, nameEn, stage, rules }) => ({ code, nameDe, nameEn, stage, rules: rules.length })),
    eventsWithoutTouchpoint: unplaced.map((event) => {
      const suggestion = suggestTouchpoint(event, taken);
      taken.add(suggestion.code);
      return { ...event, suggestion };
    }),
    duplicates: findDuplicates(own),
  };
}
