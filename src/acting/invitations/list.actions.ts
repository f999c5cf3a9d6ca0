import { z } from 'zod';
import { Problem } from '../../kernel/problem.ts';
import { identifierId, normalIdentifier } from '../../people/identity/identity.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { getDistribution, getForUpdate } from './distributions.actions.ts';
import { countUnknown, replaceList } from './distributions.queries.ts';
import type { Upload, Uploaded } from './invitations.contract.ts';

const MOST_TOLD = 100;
const emailSchema = z.email();

/**
 * Takes an uploaded list in place of the one before. Of customers only the keyed ids of their identifiers are kept, so a list
 * is no second place for addresses; whom we do not know is counted and not invited.
 * @throws distribution.not_found, distribution.started, request.invalid
 */
export async function uploadList(context: Context, actor: Actor, id: string, { identifiers }: Upload): Promise<Uploaded> {
  const { kind } = await getDistribution(context, actor, id);
  if (kind !== 'list' && kind !== 'staff') throw new Problem('request.invalid', 'Only a list, or staff, can be uploaded.', {}, [{ at: 'body.identifiers', reason: `does not fit the kind ${kind}` }]);
  const entries = new Map<string, { subject: string | null; address: string | null }>();
  const invalid: Uploaded['invalid'] = [];
  let [repeated, refused] = [0, 0];
  identifiers.forEach((given, at) => {
    const read = kind === 'staff' ? staffEntry(given) : customerEntry(context, given);
    if ('reason' in read) {
      refused += 1;
      if (invalid.length < MOST_TOLD) invalid.push({ at, reason: read.reason });
    } else if (entries.has(read.key)) repeated += 1;
    else entries.set(read.key, read.entry);
  });
  if (entries.size === 0) throw new Problem('request.invalid', 'Nothing in this list can be used.', { refused }, invalid.map(({ at, reason }) => ({ at: `body.identifiers[${at}]`, reason })));
  await context.db.transaction().execute(async (tx) => {
    if ((await getForUpdate(tx, id)).startedAt) throw new Problem('distribution.started', 'Invitations are under way: the list stays as it is.', { id });
    await replaceList(tx, id, [...entries.values()]);
  });
  return { listed: entries.size, repeated, unknown: kind === 'staff' ? 0 : await countUnknown(context.db, id), invalid };
}

type Read = { key: string; entry: { subject: string | null; address: string | null } } | { reason: string };

function customerEntry(context: Context, { kind, value }: Upload['identifiers'][number]): Read {
  const normal = normalIdentifier(context, kind, value);
  if (!('identifier' in normal)) return { reason: normal.reason };
  const subject = identifierId(context, normal.identifier);
  return { key: subject, entry: { subject, address: null } };
}

function staffEntry({ value }: Upload['identifiers'][number]): Read {
  const address = value.trim().toLowerCase();
  return emailSchema.safeParse(address).success ? { key: address, entry: { subject: null, address } } : { reason: 'is no e-mail address' };
}
