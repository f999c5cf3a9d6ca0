import { randomBytes } from 'node:crypto';
import { encodeCursor, placeByText } from '../../../kernel/cursor.ts';
import { newId } from '../../../kernel/ids.ts';
import { Problem } from '../../../kernel/problem.ts';
import { listTouchpoints } from '../../../journeys/touchpoints/touchpoints.actions.ts';
import type { Context } from '../../../platform/context.ts';
import { checkUrl } from '../../../platform/outgoing/fetch-outside.ts';
import { readFailure } from '../reading/faults.logic.ts';
import type { IssuedSource, SourceChange, SourceInput, SourceListQuery, TouchpointRule, VoiceSource } from './voice-sources.contract.ts';
import { type CountedSource, findSource, insertSource, listSources, removeSourceRow, type StoredSource, updateSource } from './voice-sources.queries.ts';

const USUAL_MINUTES = 60;
export type Header = { name: string; value: string } | null;

export async function listPageOfSources(context: Context, { limit, cursor }: SourceListQuery): Promise<{ items: VoiceSource[]; nextCursor: string | null }> {
  const place = placeByText(cursor);
  const rows = await listSources(context.db, place && { name: place.text, id: place.id }, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map((row) => present(context, row)), nextCursor: rows.length > limit && last ? encodeCursor([last.name.toLowerCase(), last.id]) : null };
}

/** @throws voice_source.invalid, touchpoint.not_found, address.invalid */
export async function addSource(context: Context, by: string, input: SourceInput): Promise<IssuedSource> {
  await refuseUnfit(context, input);
  const id = newId(context.clock.now().getTime());
  const isPolled = input.kind === 'feed' || input.kind === 'json';
  const secret = input.kind !== 'webhook' ? null : (input.secret ?? (input.signedAs === 'standard' ? standardSecret() : randomBytes(32).toString('base64url')));
  const replySecret = input.replyUrl === null ? null : standardSecret();
  await insertSource(context.db, {
    id, name: input.name, kind: input.kind, voiceKind: input.voiceKind, url: input.url, headerSealed: sealHeader(context, id, input.header), mapping: input.mapping, starsWorst: input.starsWorst, starsBest: input.starsBest, touchpoint: input.touchpoint, rules: input.rules,
    everyMinutes: isPolled ? (input.everyMinutes ?? USUAL_MINUTES) : null, nextPollAt: isPolled ? context.clock.now() : null, signedAs: input.kind === 'webhook' ? input.signedAs : null, signature: input.kind === 'webhook' && input.signedAs === 'hmac' ? input.signature : null,
    secretSealed: secret === null ? null : context.vault.seal(secret, purposeOf(id, 'secret')), replyUrl: input.replyUrl, replySecretSealed: replySecret === null ? null : context.vault.seal(replySecret, purposeOf(id, 'reply')), createdAt: context.clock.now(), createdBy: by,
  });
  return { ...(await getSource(context, id)), secret: input.secret === null ? secret : null, replySecret };
}

/** @throws voice_source.not_found, voice_source.invalid, touchpoint.not_found, address.invalid */
export async function changeSource(context: Context, id: string, { isPaused, header, secret, ...change }: SourceChange): Promise<IssuedSource> {
  const before = await getStored(context, id);
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const next: StoredSource = { ...before, ...given };
  await refuseUnfit(context, { ...next, kind: before.kind, signature: before.signature, signedAs: before.signedAs ?? 'standard' });
  // Whoever may send a header to another host could read it there: a new host needs its own.
  const isMoved = before.url !== null && next.url !== null && new URL(before.url).host !== new URL(next.url).host;
  const headerSealed = header === undefined ? (isMoved ? null : before.headerSealed) : sealHeader(context, id, header);
  const needsReplySecret = next.replyUrl !== null && before.replySecretSealed === null;
  const replySecret = needsReplySecret ? standardSecret() : null;
  const now = context.clock.now();
  await updateSource(context.db, id, {
    ...next, headerSealed, secretSealed: secret === undefined || before.kind !== 'webhook' ? before.secretSealed : context.vault.seal(secret, purposeOf(id, 'secret')),
    replySecretSealed: next.replyUrl === null ? null : replySecret === null ? before.replySecretSealed : context.vault.seal(replySecret, purposeOf(id, 'reply')),
    everyMinutes: isPolledKind(before.kind) ? (next.everyMinutes ?? USUAL_MINUTES) : null, nextPollAt: isPolledKind(before.kind) ? now : null, pausedAt: isPaused === undefined ? before.pausedAt : isPaused ? (before.pausedAt ?? now) : null, updatedAt: now,
  });
  return { ...(await getSource(context, id)), secret: null, replySecret };
}

/** @throws voice_source.not_found */
export async function getSource(context: Context, id: string): Promise<VoiceSource> {
  return present(context, await getStored(context, id));
}

/** What came stays; nothing comes any more. @throws voice_source.not_found */
export async function dropSource(context: Context, id: string): Promise<void> {
  if (!(await removeSourceRow(context.db, id, context.clock.now()))) throw noSuchSource();
}

export async function getStored({ db }: Pick<Context, 'db'>, id: string): Promise<CountedSource> {
  const row = await findSource(db, id);
  if (!row) throw noSuchSource();
  return row;
}

const isPolledKind = (kind: StoredSource['kind']) => kind === 'feed' || kind === 'json';
const noSuchSource = () => new Problem('voice_source.not_found', 'There is no such source of voices.');
const standardSecret = () => `whsec_${randomBytes(32).toString('base64')}`;
export const purposeOf = (id: string, what: 'header' | 'secret' | 'reply') => `voice_sources ${id} ${what}`;
const sealHeader = ({ vault }: Context, id: string, header: Header): string | null => (header === null ? null : vault.seal(JSON.stringify(header), purposeOf(id, 'header')));

export function headerOf({ vault }: Context, { id, headerSealed }: Pick<StoredSource, 'id' | 'headerSealed'>): Header {
  return headerSealed === null ? null : JSON.parse(vault.unseal(headerSealed, purposeOf(id, 'header')));
}

/** With what our answers to voices of a source go out; null where they are posted by hand. */
export async function findConnector(context: Context, sourceId: string): Promise<{ url: string; secret: string; sourceName: string } | null> {
  const source = await findSource(context.db, sourceId);
  if (!source || source.replyUrl === null || source.replySecretSealed === null) return null;
  return { url: source.replyUrl, secret: context.vault.unseal(source.replySecretSealed, purposeOf(sourceId, 'reply')), sourceName: source.name };
}

type Fit = Pick<SourceInput, 'kind' | 'url' | 'mapping' | 'touchpoint' | 'signedAs' | 'signature' | 'replyUrl'> | (Omit<SourceInput, 'kind'> & { kind: StoredSource['kind'] });
async function refuseUnfit(context: Context, source: { kind: StoredSource['kind']; rules: readonly TouchpointRule[] } & Omit<Fit, 'kind'>): Promise<void> {
  const places = [
    ...(isPolledKind(source.kind) && source.url === null ? [{ at: 'body.url', reason: 'is missing: where is the feed?' }] : []),
    ...((source.kind === 'json' || source.kind === 'webhook') && source.mapping === null ? [{ at: 'body.mapping', reason: 'is missing: what stands where?' }] : []),
    ...(source.mapping !== null && source.kind !== 'file' && !('text' in source.mapping.fields) && !('stars' in source.mapping.fields) && !('title' in source.mapping.fields) ? [{ at: 'body.mapping.fields', reason: 'names neither words nor stars' }] : []),
    ...(source.kind === 'webhook' && source.signedAs === 'hmac' && source.signature === null ? [{ at: 'body.signature', reason: 'is missing' }] : []),
  ];
  if (places.length > 0) throw new Problem('voice_source.invalid', 'Something is missing.', {}, places);
  for (const url of [source.url, source.replyUrl]) if (url !== null) checkUrl(url);
  const known = new Set((await listTouchpoints(context)).map(({ code }) => code));
  const missing = [source.touchpoint, ...source.rules.map(({ touchpoint }) => touchpoint)].find((code) => code !== null && !known.has(code));
  if (missing !== undefined) throw new Problem('touchpoint.not_found', `There is no touchpoint ${missing}.`, { code: missing ?? '' });
}

function present({ settings }: Context, row: CountedSource): VoiceSource {
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  const { id, name, kind, voiceKind, url, mapping, starsWorst, starsBest, touchpoint, rules, everyMinutes, replyUrl, signedAs, signature, accepted, refused, voices, createdBy } = row;
  return {
    id, name, kind, voiceKind, url, mapping, starsWorst, starsBest, touchpoint, rules, everyMinutes, replyUrl, signedAs, signature, accepted, refused, voices, createdBy, failure: readFailure(row.failure),
    hasHeader: row.headerSealed !== null, inletUrl: kind === 'webhook' ? `${settings.publicUrl}/v1/voices/${id}` : null, hasReplySecret: row.replySecretSealed !== null, polledAt: iso(row.polledAt), succeededAt: iso(row.succeededAt), nextPollAt: row.pausedAt === null ? iso(row.nextPollAt) : null,
    failingSince: iso(row.failingSince), lastVoiceAt: iso(row.lastVoiceAt), createdAt: row.createdAt.toISOString(), pausedAt: iso(row.pausedAt),
  };
}
