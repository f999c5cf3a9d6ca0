import { sql } from 'kysely';
import { jsonText } from '../../../kernel/json-text.ts';
import type { Db } from '../../../platform/storage/records.ts';
import type { OwnSignature, SigningWay } from '../../inlets/inlets.contract.ts';
import type { SourceKind, TouchpointRule, VoiceMapping } from './voice-sources.contract.ts';
import type { VoiceKind } from '../voices.contract.ts';

export interface StoredSource {
  id: string; name: string; kind: SourceKind; voiceKind: VoiceKind; url: string | null; headerSealed: string | null; mapping: VoiceMapping | null; starsWorst: number; starsBest: number; touchpoint: string | null; rules: TouchpointRule[];
  everyMinutes: number | null; etag: string | null; lastModified: string | null; nextPollAt: Date | null; polledAt: Date | null; succeededAt: Date | null; failingSince: Date | null; failure: string | null; failures: number; lastVoiceAt: Date | null;
  accepted: number; refused: number; signedAs: SigningWay | null; signature: OwnSignature | null; secretSealed: string | null; replyUrl: string | null; replySecretSealed: string | null; createdAt: Date; createdBy: string; pausedAt: Date | null;
}
export type CountedSource = StoredSource & { voices: number };

const columns = sql.raw(`s.id, s.name, s.kind, s.voice_kind, s.url, s.header_sealed, s.mapping, s.stars_worst, s.stars_best, s.touchpoint, s.rules, s.every_minutes, s.etag, s.last_modified, s.next_poll_at, s.polled_at, s.succeeded_at, s.failing_since, s.failure,
  s.failures, s.last_voice_at, s.accepted, s.refused, s.signed_as, s.signature, s.secret_sealed, s.reply_url, s.reply_secret_sealed, s.created_at, s.created_by, s.paused_at`);

export async function listSources(db: Db, after: { name: string; id: string } | null, limit: number): Promise<CountedSource[]> {
  const { rows } = await sql<CountedSource>`
    select ${columns}, (select count(*) from voices v where v.source_id = s.id and v.erased_at is null) as voices
    from voice_sources s
    where s.removed_at is null and (${after?.id ?? null}::uuid is null or (lower(s.name), s.id) > (${after?.name ?? null}::text, ${after?.id ?? null}::uuid))
    order by lower(s.name), s.id limit ${limit}`.execute(db);
  return rows;
}

export async function findSource(db: Db, id: string): Promise<CountedSource | null> {
  const { rows } = await sql<CountedSource>`
    select ${columns}, (select count(*) from voices v where v.source_id = s.id and v.erased_at is null) as voices from voice_sources s where s.id = ${id} and s.removed_at is null`.execute(db);
  return rows[0] ?? null;
}

type Settings = Pick<StoredSource, 'name' | 'voiceKind' | 'url' | 'headerSealed' | 'mapping' | 'starsWorst' | 'starsBest' | 'touchpoint' | 'rules' | 'everyMinutes' | 'nextPollAt' | 'secretSealed' | 'replyUrl' | 'replySecretSealed'>;

export async function insertSource(db: Db, s: Settings & Pick<StoredSource, 'id' | 'kind' | 'signedAs' | 'signature' | 'createdAt' | 'createdBy'>): Promise<void> {
  await sql`
    insert into voice_sources (id, name, kind, voice_kind, url, header_sealed, mapping, stars_worst, stars_best, touchpoint, rules, every_minutes, next_poll_at, signed_as, signature, secret_sealed, reply_url, reply_secret_sealed, created_at, created_by, updated_at)
    values (${s.id}, ${s.name}, ${s.kind}, ${s.voiceKind}, ${s.url}, ${s.headerSealed}, ${s.mapping === null ? null : jsonText(s.mapping)}::jsonb, ${s.starsWorst}, ${s.starsBest}, ${s.touchpoint}, ${jsonText(s.rules)}::jsonb, ${s.everyMinutes}, ${s.nextPollAt},
      ${s.signedAs}, ${s.signature === null ? null : jsonText(s.signature)}::jsonb, ${s.secretSealed}, ${s.replyUrl}, ${s.replySecretSealed}, ${s.createdAt}, ${s.createdBy}, ${s.createdAt})`.execute(db);
}

/** Another address is another feed: what was known of its last answer is forgotten. */
export async function updateSource(db: Db, id: string, s: Settings & { pausedAt: Date | null; updatedAt: Date }): Promise<void> {
  await sql`
    update voice_sources set name = ${s.name}, voice_kind = ${s.voiceKind}, header_sealed = ${s.headerSealed}, mapping = ${s.mapping === null ? null : jsonText(s.mapping)}::jsonb, stars_worst = ${s.starsWorst}, stars_best = ${s.starsBest},
      touchpoint = ${s.touchpoint}, rules = ${jsonText(s.rules)}::jsonb, every_minutes = ${s.everyMinutes}, next_poll_at = ${s.nextPollAt}, secret_sealed = ${s.secretSealed}, reply_url = ${s.replyUrl}, reply_secret_sealed = ${s.replySecretSealed},
      etag = null, last_modified = null, url = ${s.url}, failures = 0, failing_since = null, failure = null, paused_at = ${s.pausedAt}, updated_at = ${s.updatedAt}
    where id = ${id}`.execute(db);
}

/** Its voices stay, its secrets do not. */
export async function removeSourceRow(db: Db, id: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update voice_sources set removed_at = ${at}, next_poll_at = null, header_sealed = null, secret_sealed = null, reply_secret_sealed = null, mail_account_id = null, updated_at = ${at} where id = ${id} and removed_at is null`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Feeds whose time has come, and puts their next time ahead: another process does not ask them as well. */
export async function takeDueSources(db: Db, now: Date, limit: number): Promise<StoredSource[]> {
  const { rows } = await sql<StoredSource>`
    update voice_sources s set next_poll_at = ${now}::timestamptz + make_interval(mins => coalesce(every_minutes, 60))
    where id in (select id from voice_sources where removed_at is null and paused_at is null and next_poll_at <= ${now} order by next_poll_at limit ${limit} for update skip locked)
    returning ${columns}`.execute(db);
  return rows;
}

export async function saveSuccess(db: Db, id: string, { at, etag, lastModified, accepted, refused, remark }: { at: Date; etag: string | null; lastModified: string | null; accepted: number; refused: number; remark: string | null }): Promise<void> {
  await sql`
    update voice_sources set polled_at = ${at}, succeeded_at = ${at}, etag = ${etag}, last_modified = ${lastModified}, failing_since = null, failure = ${remark?.slice(0, 1_000) ?? null}, failures = 0, accepted = accepted + ${accepted}, refused = refused + ${refused},
      last_voice_at = case when ${accepted} > 0 then ${at} else last_voice_at end
    where id = ${id}`.execute(db);
}

export async function saveSourceFailure(db: Db, id: string, { at, failure, nextPollAt, refused }: { at: Date; failure: string; nextPollAt: Date | null; refused: number }): Promise<void> {
  await sql`
    update voice_sources set polled_at = ${at}, failing_since = coalesce(failing_since, ${at}), failure = ${failure.slice(0, 1_000)}, failures = failures + 1, refused = refused + ${refused}, next_poll_at = case when next_poll_at is null then null else ${nextPollAt}::timestamptz end
    where id = ${id}`.execute(db);
}

/** The source that stands for a feedback mailbox; made when its first mail comes. */
export async function ensureMailboxSource(tx: Db, { id, accountId, name, touchpoint, at }: { id: string; accountId: string; name: string; touchpoint: string | null; at: Date }): Promise<StoredSource> {
  await sql`
    insert into voice_sources (id, name, kind, voice_kind, touchpoint, mail_account_id, created_at, created_by, updated_at) values (${id}, ${name}, 'mailbox', 'feedback', ${touchpoint}, ${accountId}, ${at}, 'mailbox', ${at})
    on conflict (mail_account_id) do nothing`.execute(tx);
  const { rows } = await sql<StoredSource>`select ${columns} from voice_sources s where s.mail_account_id = ${accountId}`.execute(tx);
  const [source] = rows;
  if (!source) throw new Error('the source of a feedback mailbox was not made');
  return source;
}
