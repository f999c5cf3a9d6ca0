import { SECOND_MS } from '../../../kernel/clock.ts';
import { ShortMemory } from '../../../kernel/short-memory.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import type { Db } from '../../../platform/storage/records.ts';
import { countCases } from './case-list.queries.ts';
import type { CaseFilter } from '../cases.contract.ts';
import { askerOf, conditionsFor } from './list-cases.actions.ts';
import type { KnownView } from './views.actions.ts';

/** Whoever opens the desk within this time of somebody else gets the same figures. */
export const COUNT_KEPT_MS = 3 * SECOND_MS;
const REMEMBERED = 5_000;
/** Counts in one statement. */
const AT_ONCE = 40;

const memories = new WeakMap<Db, ShortMemory<number>>();
function memoryOf(db: Db): ShortMemory<number> {
  const known = memories.get(db);
  if (known) return known;
  const memory = new ShortMemory<number>(COUNT_KEPT_MS, REMEMBERED);
  memories.set(db, memory);
  return memory;
}

export interface Onlooker {
  actor: Actor;
  views: readonly Pick<KnownView, 'id' | 'filter'>[];
}

/** What a count depends on: the same filter is one count, whoever asks, unless it is about who asks. */
function signatureOf(filter: CaseFilter, actor: Actor): string {
  const { userId, departments } = askerOf(actor);
  const isPersonal = filter.assignee === 'me' || filter.isWatched === true;
  return JSON.stringify([filter, departments, isPersonal ? userId : null]);
}

/** A search is not counted: it would have to read the words of all cases. */
const isCounted = ({ filter }: Pick<KnownView, 'filter'>): boolean => filter.search === undefined || filter.search === '';

/**
 * How many cases each view of each onlooker has. Equal views are counted once, several in one statement, and figures not
 * older than `keptMs` are taken from memory: the cost depends on how many different views there are, not on how many
 * people look or how much happens.
 */
export async function countViews(context: Context, onlookers: readonly Onlooker[], keptMs = COUNT_KEPT_MS): Promise<Map<string, number>[]> {
  const nowMs = context.clock.now().getTime();
  const memory = memoryOf(context.db);
  const counts = new Map<string, number>();
  const missing = new Map<string, { filter: CaseFilter; actor: Actor }>();
  for (const { actor, views } of onlookers) {
    for (const { filter } of views.filter(isCounted)) {
      const signature = signatureOf(filter, actor);
      const known = keptMs === 0 ? undefined : memory.recall(signature, nowMs);
      if (known === undefined) missing.set(signature, { filter, actor });
      else counts.set(signature, known);
    }
  }
  const wanted = [...missing];
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const part = wanted.slice(start, start + AT_ONCE);
    const numbers = await countCases(context.db, part.map(([, { filter, actor }]) => conditionsFor(context, filter, askerOf(actor))));
    part.forEach(([signature], place) => {
      const n = numbers[place] ?? 0;
      counts.set(signature, n);
      memory.remember(signature, n, nowMs);
    });
  }
  return onlookers.map(({ actor, views }) => new Map(views.filter(isCounted).map(({ id, filter }) => [id, counts.get(signatureOf(filter, actor)) ?? 0])));
}
