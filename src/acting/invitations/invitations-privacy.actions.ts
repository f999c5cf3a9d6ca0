import { sql } from 'kysely';
import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';

const ROWS_AT_ONCE = 1_000;

/** Who was asked to answer which survey, and what came of it. What the messages said lies with the messages. */
export const invitationsHolder: PersonalDataHolder = {
  name: 'acting.invitations',
  tables: ['records.survey_invitations', 'records.invitation_messages', 'records.distribution_list'],
  category: {
    key: 'survey_invitations', labelDe: 'Einladungen zu Umfragen', labelEn: 'Invitations to surveys',
    purposeDe: 'Nach der Meinung fragen, aber niemanden zu oft', purposeEn: 'Asking for opinions, but nobody too often',
  },
  staysDe: 'Dass an einem Tag jemand eingeladen wurde, bleibt als Zahl, damit Rücklaufquoten stimmen; wer es war, nicht.',
  staysEn: 'That somebody was invited on a day stays as a number, so that response rates are right; who it was does not.',
  async count({ db }, { subjects }) {
    const { rows } = await sql<{ n: number }>`select ((select count(*) from survey_invitations where subject = any(${subjects}::uuid[])) + (select count(*) from distribution_list where subject = any(${subjects}::uuid[])))::int as n`.execute(db);
    return rows[0]?.n ?? 0;
  },
  async *export({ db }, { subjects }) {
    for (let after: string | null = null; ; ) {
      const { rows }: { rows: { id: string; line: Record<string, unknown> }[] } = await sql<{ id: string; line: Record<string, unknown> }>`
        select v.id, jsonb_strip_nulls(jsonb_build_object('survey', v.survey, 'sampledAt', v.sampled_at, 'eventAt', v.event_at, 'group', v.stratum, 'delayedBecause', v.delayed_because, 'notInvitedBecause', v.skipped_reason, 'skippedAt', v.skipped_at, 'channel', v.channel, 'invitedAt', v.queued_at,
          'reminders', nullif((select count(*) from invitation_messages n where n.invitation_id = v.id and n.number > 0), 0))) as line
        from survey_invitations v where v.subject = any(${subjects}::uuid[]) and (${after}::uuid is null or v.id > ${after}::uuid) order by v.id limit ${ROWS_AT_ONCE}`.execute(db);
      for (const { line } of rows) yield line;
      after = rows.at(-1)?.id ?? null;
      if (rows.length < ROWS_AT_ONCE) return;
    }
  },
  async erase(context, tx, { subjects }) {
    const at = context.clock.now();
    await sql`delete from distribution_list where subject = any(${subjects}::uuid[])`.execute(tx);
    const { numAffectedRows } = await sql`
      update survey_invitations set subject = null, once_key = 'erased:' || id, stratum = null, event_at = null, due_at = null, next_reminder_at = null,
        skipped_at = case when due_at is null then skipped_at else ${at}::timestamptz end, skipped_reason = case when due_at is null then skipped_reason else 'erased' end
      where subject = any(${subjects}::uuid[])`.execute(tx);
    return { erased: Number(numAffectedRows ?? 0n) };
  },
};
