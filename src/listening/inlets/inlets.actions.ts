import { randomBytes } from 'node:crypto';
import { encodeCursor, placeByInstant } from '../../kernel/cursor.ts';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Ingest } from '../events/ingest.actions.ts';
import type { Inlet, InletChange, InletInput, InletListQuery, IssuedInlet, Mapping, Preview, Refusal } from './inlets.contract.ts';
import { countAccepted, findInlet, insertInlet, listInlets, listRefusals, recordRefusal, removeInlet, type StoredInlet, updateInlet } from './inlets.queries.ts';
import { listPaths, mapWebhook, toMessage } from './map-webhook.logic.ts';
import { type Incoming, verifyWebhook } from './verify-webhook.logic.ts';

const REFUSALS_KEPT = 200;

export async function createInlet(context: Context, creator: Pick<Actor, 'kind' | 'id'>, input: InletInput): Promise<IssuedInlet> {
  if (input.signedAs === 'hmac' && input.signature === null) throw new Problem('request.invalid', 'Say in which header the signature stands.', {}, [{ at: 'body.signature', reason: 'is missing' }]);
  const id = newId();
  const made = input.secret === null ? newSecretFor(input.signedAs) : null;
  await insertInlet(context.db, {
    id, name: input.name, signedAs: input.signedAs, signature: input.signedAs === 'hmac' ? input.signature : null, mapping: input.mapping, defaultChannel: input.defaultChannel,
    secret: context.vault.seal(made ?? input.secret ?? '', purposeOf(id)), createdBy: creator.kind === 'user' ? creator.id : null, createdAt: context.clock.now(),
  });
  return { ...(await getInlet(context, id)), secret: made };
}

export async function listPageOfInlets(context: Context, { limit, cursor }: InletListQuery): Promise<{ items: Inlet[]; nextCursor: string | null }> {
  const end = placeByInstant(cursor);
  const stored = await listInlets(context.db, end && { createdAt: end.at, id: end.id }, limit);
  const last = stored.at(-1);
  return { items: stored.map((inlet) => present(context, inlet)), nextCursor: last && stored.length === limit ? encodeCursor([last.createdAt.toISOString(), last.id]) : null };
}

/** @throws inlet.not_found */
export async function getInlet(context: Context, id: string): Promise<Inlet> {
  return present(context, await getStored(context, id));
}

/** @throws inlet.not_found */
export async function changeInlet(context: Context, id: string, change: InletChange): Promise<Inlet> {
  const before = await getStored(context, id);
  const secret = change.secret === undefined ? before.secret : context.vault.seal(change.secret, purposeOf(id));
  await updateInlet(context.db, { id, name: change.name ?? before.name, mapping: change.mapping ?? before.mapping, defaultChannel: change.defaultChannel ?? before.defaultChannel, secret, updatedAt: context.clock.now() });
  return getInlet(context, id);
}

/** What came stays; what comes from now on is refused. @throws inlet.not_found */
export async function dropInlet(context: Context, id: string): Promise<void> {
  if (!(await removeInlet(context.db, id, context.clock.now()))) throw noSuchInlet();
}

/** @throws inlet.not_found */
export async function listPageOfRefusals(context: Context, id: string, { limit, cursor }: InletListQuery): Promise<{ items: Refusal[]; nextCursor: string | null }> {
  await getStored(context, id);
  const stored = await listRefusals(context.db, id, placeByInstant(cursor), limit);
  const last = stored.at(-1);
  return { items: stored.map((refusal) => ({ ...refusal, at: refusal.at.toISOString() })), nextCursor: last && stored.length === limit ? encodeCursor([last.at.toISOString(), last.id]) : null };
}

/** What would become of an example that somebody pasted; nothing is stored. */
export function previewMapping(mapping: Mapping, text: string): Preview {
  const body = parse(text);
  if (body === undefined) return { mapped: null, refusedBecause: 'the example is not JSON', paths: [] };
  const result = mapWebhook(body, mapping);
  return 'mapped' in result ? { mapped: result.mapped, refusedBecause: null, paths: listPaths(body) } : { mapped: null, refusedBecause: result.reason, paths: listPaths(body) };
}

/**
 * Takes a webhook that came in: checks who sent it, makes an event of it, and stores that like any other. The same
 * message a second time changes nothing, whether it was repeated by the sender or by somebody who listened.
 * @throws inlet.not_found, inlet.signature_wrong, inlet.too_old, inlet.unmapped – written down for the page
 */
export async function receiveWebhook(context: Context, ingest: Ingest, id: string, incoming: Incoming): Promise<{ isRepeated: boolean }> {
  const inlet = await getStored(context, id);
  const now = context.clock.now();
  const refuse = async (code: 'inlet.signature_wrong' | 'inlet.too_old' | 'inlet.unmapped', reason: string) => {
    await recordRefusal(context.db, { id: newId(), inletId: id, at: now, code, reason: reason.slice(0, 500) }, REFUSALS_KEPT);
    return new Problem(code, `The webhook was refused: ${reason}.`);
  };
  const verdict = verifyWebhook({ ...inlet, secret: context.vault.unseal(inlet.secret, purposeOf(id)) }, incoming, Math.floor(now.getTime() / 1000));
  if (verdict.kind === 'refused') throw await refuse(verdict.code, verdict.reason);
  const body = parse(incoming.body.toString('utf8'));
  const result = body === undefined ? { reason: 'the body is not JSON' } : mapWebhook(body, inlet.mapping);
  if ('reason' in result) throw await refuse('inlet.unmapped', result.reason);
  const { accepted, refused } = await ingest.accept([toMessage(result.mapped, `inlet:${id}:${verdict.messageKey}`.slice(0, 255))], { name: inlet.name, defaultChannel: inlet.defaultChannel });
  if (refused[0]) throw await refuse('inlet.unmapped', refused[0].reason);
  if (accepted > 0) await countAccepted(context.db, id, now);
  return { isRepeated: accepted === 0 };
}

async function getStored({ db }: Context, id: string): Promise<StoredInlet> {
  const stored = await findInlet(db, id);
  if (!stored) throw noSuchInlet();
  return stored;
}

const newSecretFor = (signedAs: InletInput['signedAs']) => (signedAs === 'standard' ? `whsec_${randomBytes(32).toString('base64')}` : randomBytes(32).toString('base64url'));
const purposeOf = (id: string) => `webhook_inlets.secret ${id}`;
const noSuchInlet = () => new Problem('inlet.not_found', 'Nothing is received here.');

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function present({ settings }: Context, { id, name, signedAs, signature, mapping, defaultChannel, createdAt, updatedAt, accepted, refused, lastAcceptedAt }: StoredInlet): Inlet {
  return { id, name, url: `${settings.publicUrl}/v1/inlets/${id}`, signedAs, signature, mapping, defaultChannel, accepted, refused, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString(), lastAcceptedAt: lastAcceptedAt?.toISOString() ?? null };
}
