import { readPrivacySettings } from '../../governance/privacy/privacy-settings.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { getIssueForOutreach } from '../known-issues/known-issues.actions.ts';
import type { Audience } from './judge-audience.queries.ts';
import type { OutreachRow } from './outreach.queries.ts';

/** Whom an outreach concerns now, as one SQL statement takes it. @throws known_issue.not_found */
export async function audienceOf(context: Context, db: Db, row: OutreachRow): Promise<Audience> {
  const rule = row.filter ?? (row.issueId === null ? {} : (await getIssueForOutreach(db, row.issueId)).rule);
  return { outreachId: row.id, issueId: row.issueId, rule, purpose: row.purpose, isEssential: row.isEssential, channels: row.channels, only: null, now: context.clock.now(), companyZone: (await readPrivacySettings(db)).timeZone };
}
