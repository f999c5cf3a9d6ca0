import type { Context } from '../../platform/context.ts';
import type { Journal } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { Identifier } from './identity.contract.ts';
import { identifierId, loadKinds, normalIdentifier, recordSightings, strongest } from './identity.actions.ts';

export interface Seen {
  /** Identifier under which to keep what belongs to this customer: records hang on it, merges move nothing. */
  subject: string;
  /** To be called after the commit. */
  afterCommit: () => void;
}

/**
 * Somebody wrote or called: takes in who it is, as any event would. Null where nothing given identifies anybody.
 * @param seen.messageKey - unique for ever, e.g. `mail:<message id>`
 */
export async function sightCustomer(context: Context, tx: Db, journal: Journal, seen: { identifiers: readonly Identifier[]; at: Date; source: string; messageKey: string }): Promise<Seen | null> {
  const kinds = await loadKinds(context, tx);
  const named = seen.identifiers.flatMap(({ kind, value }) => {
    const normal = normalIdentifier(context, kind, value);
    return 'identifier' in normal ? [normal.identifier] : [];
  });
  const subject = strongest(named, kinds);
  if (!subject) return null;
  const links = named.filter((identifier) => identifier !== subject).map((from) => ({ from, into: subject, rule: 'same_event' as const }));
  const afterCommit = await recordSightings(context, tx, journal, [{ at: seen.at, messageKey: seen.messageKey, source: seen.source, subject, named, links }]);
  return { subject: identifierId(context, subject), afterCommit };
}
