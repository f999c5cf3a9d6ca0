import type { EventSource } from '../../governance/keys/keys.contract.ts';
import { ShortMemory } from '../../kernel/short-memory.ts';
import { identifierId, normalIdentifier } from '../../people/identity/identity.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { PublicPlacement } from './placements.contract.ts';
import { findLive, listLive } from './placements.queries.ts';
import { isDue, isRested } from './show.logic.ts';
import { findLastShown, hasShowing, insertShowing } from './showings.queries.ts';

/** Somebody in front of a page, under the names that the page gives them; identifiers.id, the strongest first. */
export interface Asked {
  survey: string;
  surveyKind: string;
  subjects: readonly string[];
}

/** What placements must know of slices that they may not import; src/app/slices.ts says who answers. */
export interface PlacementParts {
  /** Whether somebody has been asked so much lately, on whichever way, that they get a rest. */
  isTired(context: Context, asked: Asked): Promise<boolean>;
}

const LIVE_AT_ONCE = 100;
/** Each page view asks; what another process changed shows here after at most this time. */
const LIVE_KEPT_MS = 5_000;
const memories = new WeakMap<Db, ShortMemory<PublicPlacement[]>>();

function memoryOf({ db }: Context): ShortMemory<PublicPlacement[]> {
  const known = memories.get(db) ?? new ShortMemory<PublicPlacement[]>(LIVE_KEPT_MS, 1_000);
  memories.set(db, known);
  return known;
}

export const forgetLive = (context: Context): void => memoryOf(context).forgetAll();

/** What may show on the pages of a source now. */
export async function readLive(context: Context, source: EventSource): Promise<PublicPlacement[]> {
  const now = context.clock.now();
  const memory = memoryOf(context);
  const known = memory.recall(source.id, now.getTime());
  if (known) return known;
  const live = await listLive(context.db, source.id, now, LIVE_AT_ONCE);
  memory.remember(source.id, live, now.getTime());
  return live;
}

interface Showing {
  placement: string;
  responseId: string;
  isWanted: boolean;
  userId?: string | undefined;
  anonymousId?: string | undefined;
}

/**
 * Whether a page may show a survey to its visitor now, and if so notes that it did. The browser has looked at what it
 * remembers; here counts what was shown and answered on other devices and ways, for whoever is known. The answer says
 * only yes or no, and a page can ask about whom it likes: it learns no more than whether somebody gets a rest.
 */
export async function askToShow(context: Context, source: EventSource, parts: PlacementParts, { placement: id, responseId, isWanted, ...visitor }: Showing): Promise<boolean> {
  const at = context.clock.now();
  const placement = await findLive(context.db, id, source.id, at);
  if (!placement) return false;
  if (await hasShowing(context.db, responseId, id)) return true;
  // What employees say is connected with nobody, whatever the placement says.
  const subjects = placement.rules.isAnonymous || placement.surveyKind === 'employee' ? [] : subjectsOf(context, visitor);
  if (subjects.length > 0 && !isWanted) {
    const { shownAt, answeredAt, otherAt } = await findLastShown(context.db, { placement: id, survey: placement.survey, subjects });
    const { frequency, quietDays } = placement.rules;
    // Answered on another way: as if it had been shown and answered here.
    const seen = { ...(shownAt ?? answeredAt ? { shownAtMs: (shownAt ?? answeredAt)?.getTime() ?? 0 } : {}), ...(answeredAt ? { answeredAtMs: answeredAt.getTime() } : {}) };
    if (!isDue(frequency, seen, at.getTime()) || !isRested(quietDays, otherAt?.getTime(), at.getTime())) return false;
    if (await parts.isTired(context, { survey: placement.survey, surveyKind: placement.surveyKind, subjects })) return false;
  }
  return insertShowing(context.db, { responseId, placement: id, survey: placement.survey, subject: subjects[0] ?? null, at });
}

/** A value that names nobody (`null`, `undefined`, `0` …) is no name. */
function subjectsOf(context: Context, { userId, anonymousId }: Pick<Showing, 'userId' | 'anonymousId'>): string[] {
  return Object.entries({ userId, anonymousId }).flatMap(([kind, value]) => {
    const named = value === undefined ? null : normalIdentifier(context, kind, value);
    return named && 'identifier' in named ? [identifierId(context, named.identifier)] : [];
  });
}
