import { keyedId } from '../../kernel/ids.ts';
import type { Context } from '../../platform/context.ts';
import type { Journal } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { KindTable, LinkRule } from './fold.logic.ts';
import type { Identifier } from './identity.contract.ts';
import { appendLinks, listIdentifierKinds, lockIdentity, type NamedNode, readIdentityGeneration, readTraits, upsertNodes, writeTraits } from './identity.queries.ts';
import { type Normalised, type Normaliser, normaliseIdentifier } from './normalise.logic.ts';
import { openLayers, readLayerTraits, upsertLayerRows, writeLayerTraits, ZERO_LAYER } from './layers.queries.ts';
import { refold } from './refold.actions.ts';
import { tellCustomerChanges } from './tell-changes.actions.ts';
import { type StampedTraits, stampTraits } from './traits.logic.ts';

/** An identifier in the form in which it is compared. */
export interface NormalIdentifier extends Identifier {
  raw: string;
  /** Where it is known already, see {@link identifierId}. */
  id?: string;
}

/** What one message tells about who is who. */
export interface Sighting {
  at: Date;
  messageKey: string;
  source: string;
  /** The identifier under which the message is written; one of `named`. */
  subject: NormalIdentifier;
  named: readonly NormalIdentifier[];
  /** Values that an alias may mean; they count only once a message names them. */
  guessed?: readonly NormalIdentifier[];
  links: readonly { from: NormalIdentifier; into: NormalIdentifier; rule: LinkRule; actor?: string; reason?: string }[];
  traits?: Record<string, unknown>;
}

const CACHE_ENTRIES = 300_000;
const KINDS_FRESH_MS = 5_000;

/** What this process knows one voice has said already; only an erasure changes that, and then all of it is forgotten. */
class SaidMemory {
  /** Number of erasures so far, as far as this memory knows. */
  generation = -1;
  readonly nodes = new Map<string, { namedAtMs: number; standsAtMs: number }>();
  readonly links = new Map<string, number>();

  forgetErased(generation: number): boolean {
    if (generation <= this.generation) return false;
    this.nodes.clear();
    this.links.clear();
    this.generation = generation;
    return true;
  }
}

/** What contacts and people said, which nobody takes back. What an import says is never in it, or an undone import would be remembered. */
class IdentityMemory extends SaidMemory {
  readonly ids = new Map<string, string>();
  readonly normalised = new Map<string, Normalised>();
  kinds: KindTable = new Map();
  kindsReadAtMs = -Infinity;
}
const memories = new WeakMap<Context, IdentityMemory>();

/** The voice of one import: what it says is kept apart, so that undoing it leaves everything as if it had never been said. */
export class IdentityLayer {
  readonly memory = new SaidMemory();
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

function memoryOf(context: Context): IdentityMemory {
  const known = memories.get(context);
  if (known) return known;
  const fresh = new IdentityMemory();
  memories.set(context, fresh);
  return fresh;
}

/** Forgets everybody when somebody was erased meanwhile, by this process or another one. */
export function forgetErased(context: Context, generation: number): void {
  const memory = memoryOf(context);
  if (!memory.forgetErased(generation)) return;
  memory.ids.clear();
  memory.normalised.clear();
}

function remember<V>(cache: Map<string, V>, key: string, value: V): void {
  // Dropping the oldest half at once costs less than keeping exact order of use.
  if (cache.size >= CACHE_ENTRIES) for (const old of [...cache.keys()].slice(0, CACHE_ENTRIES / 2)) cache.delete(old);
  cache.set(key, value);
}

/** The id that history and records use for an identifier; the same on every process of this installation. */
export function identifierId(context: Context, { kind, value, id: known }: Identifier & { id?: string }): string {
  if (known !== undefined) return known;
  const { ids } = memoryOf(context);
  const key = `${kind}\0${value}`;
  const remembered = ids.get(key);
  if (remembered) return remembered;
  const id = keyedId(context.identitySecret, kind, value);
  remember(ids, key, id);
  return id;
}

export async function loadKinds(context: Context, db: Db = context.db): Promise<KindTable> {
  const memory = memoryOf(context);
  const nowMs = performance.now();
  if (nowMs - memory.kindsReadAtMs > KINDS_FRESH_MS) {
    memory.kinds = new Map((await listIdentifierKinds(db)).map((kind) => [kind.kind, kind]));
    memory.kindsReadAtMs = nowMs;
  }
  return memory.kinds;
}

export function forgetKinds(context: Context): void {
  memoryOf(context).kindsReadAtMs = -Infinity;
}

/** The same customers come again and again, so their identifiers are read once. */
export function rememberedNormaliser(context: Context): Normaliser {
  const { normalised } = memoryOf(context);
  return (kind, raw) => {
    const key = `${kind}\0${raw}`;
    const known = normalised.get(key);
    if (known) return known;
    const normal = normaliseIdentifier(kind, raw, context.settings.defaultCountry);
    const fresh = normal.ok ? { ...normal, id: identifierId(context, { kind, value: normal.value }) } : normal;
    remember(normalised, key, fresh);
    return fresh;
  };
}

/** @returns null with a reason where the value identifies nobody */
export function normalIdentifier(context: Context, kind: string, raw: string): { identifier: NormalIdentifier } | { reason: string } {
  const normal = normaliseIdentifier(kind, raw, context.settings.defaultCountry);
  return normal.ok ? { identifier: { kind, value: normal.value, raw: raw.trim() } } : { reason: normal.reason };
}

interface News {
  nodes: Map<string, NamedNode>;
  links: Map<string, { linkId: string; fromId: string; intoId: string; rule: LinkRule; source: string; actor: string | null; reason: string | null; at: Date; messageKey: string }>;
  traits: Map<string, { said: Record<string, unknown>; atMs: number; messageKey: string }[]>;
}

/** Of all sightings, what is not in the log yet. For a customer already known it is nothing, and costs nothing. */
function collectNews(context: Context, sightings: readonly Sighting[], memory: SaidMemory): News {
  const news: News = { nodes: new Map(), links: new Map(), traits: new Map() };
  const meet = (identifier: NormalIdentifier, namedAtMs: number | null, standsAtMs: number | null): string => {
    const id = identifierId(context, identifier);
    const known = memory.nodes.get(id);
    if (known && (namedAtMs === null || namedAtMs >= known.namedAtMs) && (standsAtMs === null || standsAtMs >= known.standsAtMs)) return id;
    const fresh = news.nodes.get(id) ?? { id, kind: identifier.kind, value: identifier.value, raw: identifier.raw, namedAtMs: null, standsAtMs: null };
    fresh.namedAtMs = earlier(fresh.namedAtMs, namedAtMs);
    fresh.standsAtMs = earlier(fresh.standsAtMs, standsAtMs);
    news.nodes.set(id, fresh);
    return id;
  };
  for (const { at, messageKey, source, subject, named, guessed = [], links, traits } of sightings) {
    const atMs = at.getTime();
    const subjectId = meet(subject, atMs, atMs);
    for (const identifier of named) if (identifier !== subject) meet(identifier, atMs, null);
    for (const identifier of guessed) meet(identifier, null, null);
    for (const { from, into, rule, actor, reason } of links) {
      const fromId = identifierId(context, from);
      const intoId = identifierId(context, into);
      if (fromId === intoId) continue;
      const linkId = keyedId('link', rule, ...(rule === 'alias' || fromId < intoId ? [fromId, intoId] : [intoId, fromId]));
      const knownMs = memory.links.get(linkId) ?? news.links.get(linkId)?.at.getTime();
      if (knownMs !== undefined && knownMs <= atMs) continue;
      news.links.set(linkId, { linkId, fromId, intoId, rule, source, actor: actor ?? null, reason: reason ?? null, at, messageKey });
    }
    if (traits && Object.keys(traits).length > 0) {
      const said = news.traits.get(subjectId) ?? [];
      said.push({ said: traits, atMs, messageKey });
      news.traits.set(subjectId, said);
    }
  }
  return news;
}

const earlier = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b));

/**
 * Takes in what messages tell about who is who, inside the caller's transaction.
 * @returns to be called after the commit: remembers what is now in the log
 */
export async function recordSightings(context: Context, tx: Db, journal: Journal, sightings: readonly Sighting[]): Promise<() => void> {
  return recordSightingsOf(context, tx, journal, { sightings, layer: null });
}

/** The same; what an import says (`layer`) can be taken back, see undo-layer.actions.ts. */
export async function recordSightingsOf(context: Context, tx: Db, journal: Journal, { sightings, layer }: { sightings: readonly Sighting[]; layer: IdentityLayer | null }): Promise<() => void> {
  if (sightings.length === 0) return () => undefined;
  // Waits for an erasure under way: whoever is erased and comes again starts empty.
  const generation = await readIdentityGeneration(tx);
  forgetErased(context, generation);
  layer?.memory.forgetErased(generation);
  const memory = layer?.memory ?? memoryOf(context);
  const news = collectNews(context, sightings, memory);
  if (news.nodes.size + news.links.size + news.traits.size === 0) return () => undefined;
  const kinds = await loadKinds(context, tx);
  await lockIdentity(tx);
  const layerId = layer?.id ?? null;
  const nodes = [...news.nodes.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const shared = new Set(await openLayers(tx, [...new Set([...news.nodes.keys(), ...news.traits.keys()])], layerId));
  const affected = new Set(await upsertNodes(tx, nodes, layerId));
  if (shared.size > 0) await upsertLayerRows(tx, layerId ?? ZERO_LAYER, nodes.filter(({ id }) => shared.has(id)).map((node) => ({ ...node, nodeId: node.id })));
  for (const id of await appendLinks(tx, [...news.links.values()], layerId)) affected.add(id);
  for (const id of await recordTraits(tx, news.traits, { shared, layer: layerId ?? ZERO_LAYER })) affected.add(id);
  await tellCustomerChanges(context, tx, await refold(tx, journal, [...affected], kinds));
  return () => {
    if (memory.generation !== generation) return; // somebody was erased since: it may be one of these
    for (const node of news.nodes.values()) {
      const known = memory.nodes.get(node.id);
      remember(memory.nodes, node.id, { namedAtMs: Math.min(node.namedAtMs ?? Infinity, known?.namedAtMs ?? Infinity), standsAtMs: Math.min(node.standsAtMs ?? Infinity, known?.standsAtMs ?? Infinity) });
    }
    for (const [id, link] of news.links) remember(memory.links, id, Math.min(link.at.getTime(), memory.links.get(id) ?? Infinity));
  };
}

async function recordTraits(tx: Db, news: News['traits'], { shared, layer }: { shared: ReadonlySet<string>; layer: string }): Promise<string[]> {
  if (news.size === 0) return [];
  const changed = stamped(news, await readTraits(tx, [...news.keys()]));
  await writeTraits(tx, changed);
  const ofShared = new Map([...news].filter(([id]) => shared.has(id)));
  if (ofShared.size > 0) {
    // Whoever says traits of an identifier has named it before or just now, and so has a row.
    await writeLayerTraits(tx, layer, stamped(ofShared, await readLayerTraits(tx, layer, [...ofShared.keys()])));
  }
  return [...changed.keys()];
}

function stamped(news: News['traits'], stored: ReadonlyMap<string, StampedTraits>): Map<string, StampedTraits> {
  const changed = new Map<string, StampedTraits>();
  for (const [id, words] of news) {
    const traits = stored.get(id) ?? {};
    const isNew = words.map(({ said, atMs, messageKey }) => stampTraits(traits, said, atMs, messageKey)).includes(true);
    if (isNew) changed.set(id, traits);
  }
  return changed;
}

/** The identifier that decides: highest priority, then first in the alphabet. */
export function strongest<I extends Identifier>(identifiers: readonly I[], kinds: KindTable): I | undefined {
  const priority = (identifier: I) => kinds.get(identifier.kind)?.priority ?? kinds.get('other')?.priority ?? 0;
  return [...identifiers].sort((a, b) => priority(b) - priority(a) || (a.value < b.value ? -1 : 1))[0];
}
