import { readPrivacySettings } from '../../governance/privacy/privacy-settings.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { listReadyChannels } from '../channels/channel-settings.actions.ts';
import { affectedSql } from '../known-issues/affected.actions.ts';
import { getIssueForOutreach } from '../known-issues/known-issues.actions.ts';
import { cappedSql } from '../messages/message-rules.actions.ts';
import type { Audience } from './judge-audience.queries.ts';
import type { OutreachRow } from './outreach.queries.ts';

/** Whom an outreach concerns now, as one SQL statement takes it. @throws known_issue.not_found */
export async function audienceOf(context: Context, db: Db, row: OutreachRow): Promise<Audience> {
  const rule = row.filter ?? (row.issueId === null ? {} : (await getIssueForOutreach(db, row.issueId)).rule);
  const now = context.clock.now();
  const { timeZone } = await readPrivacySettings(db);
  return {
    outreachId: row.id, issueId: row.issueId, affected: affectedSql(rule, now.toISOString().slice(0, 10)), capped: cappedSql(now, timeZone),
    purpose: row.purpose, isEssential: row.isEssential, channels: row.channels, ready: await listReadyChannels({ ...context, db }), only: null, now,
  };
}
