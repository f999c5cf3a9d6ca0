import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileAreas } from '../platform/files/files.contract.ts';
import { openTestContext, type TestContext } from '../platform/testing/test-storage.ts';
import { personalDataHolders } from './slices.ts';

/** Tables that hold nothing about customers, and why we believe that. */
const excused: Record<string, string> = {
  'records.schema_migrations': 'names of migrations',
  'history.schema_migrations': 'names of migrations',
  'records.installation': 'secrets and settings of the installation',
  'records.installation_facts': 'what happened once in the life of the installation',
  'records.identity_generation': 'a number',
  'records.identifier_kinds': 'settings',
  'records.custom_fields': 'names of fields, not what they hold',
  'records.consent_purposes': 'settings', 'records.consent_pepper': 'a random number', 'records.channel_settings': 'settings',
  'records.privacy_erasures': 'whom it is about is emptied by the erasure itself; the keyed fingerprints are the proof',
  'records.privacy_retention': 'settings',
  'records.privacy_settings': 'settings',
  'records.privacy_anonymising': 'a batch and an instant',
  'records.departments': 'of the company', 'records.touchpoints': 'of the company', 'records.touchpoint_matching': 'of the company', 'records.expectations': 'of the company', 'records.weightings': 'shares of the company', 'records.barometer_waves': 'periods and targets of the company', 'records.surveys': 'of the company', 'records.survey_versions': 'of the company', 'records.survey_images': 'pictures of the company', 'files.survey_images': 'pictures of the company', 'records.brand_theme': 'of the company', 'records.survey_quotas': 'conditions and counts',
  'records.users': 'staff', 'records.user_sessions': 'staff', 'records.user_accounts': 'staff', 'records.user_verifications': 'staff', 'records.invitations': 'staff', 'records.sign_in_failures': 'staff', 'records.roles': 'staff',
  'records.api_keys': 'programs', 'records.sources': 'programs',
  'records.sign_in_steps': 'staff', 'records.sign_in_settings': 'settings', 'records.single_sign_on': 'settings', 'records.second_factors': 'staff', 'records.recovery_codes': 'staff', 'records.passkeys': 'staff', 'records.known_devices': 'browsers of staff',
  'records.webhook_endpoints': 'addresses of programs', 'records.webhook_inlets': 'addresses of programs', 'records.webhook_refusals': 'why a program was refused',
  'records.audit_seals': 'hashes', 'records.audit_actors': 'staff and programs',
  'records.import_pickups': 'settings', 'records.import_pickup_runs': 'names of files and how it went', 'records.import_pickup_files': 'names and hashes of files', 'records.import_profiles': 'settings', 'records.import_chunks': 'numbers of rows',
  'records.case_watchers': 'staff', 'records.case_views': 'of staff: which cases a list is about', 'records.case_settings': 'settings',
  'records.templates': 'texts of the company', 'records.template_texts': 'texts of the company', 'records.macros': 'steps of staff', 'records.mail_accounts': 'mailboxes of the company', 'records.web_forms': 'forms of the company', 'records.call_inlets': 'addresses of programs', 'records.inbound_keys': 'fingerprints of messages',
  'files.exports': 'nothing is kept there: an export goes straight to who asked for it',
  'records.lookups': 'settings', 'records.lookup_states': 'how a source fares',
  'records.playbooks': 'of the company', 'records.playbook_versions': 'of the company', 'records.playbook_acknowledgements': 'staff', 'records.case_facts_due': 'ids of decisions, for the moment until their facts are kept', 'records.playbook_ticks': 'which step of a playbook was ticked in which case, by staff',
  'records.message_campaigns': 'switches of outreaches', 'records.message_pace': 'an instant', 'records.message_caps': 'settings', 'records.message_settings': 'settings', 'records.outreaches': 'words and rules of the company; who was told is in outreach_recipients',
  'records.distributions': 'words and rules of the company; who was asked is in survey_invitations', 'records.fatigue_rules': 'settings', 'records.business_calendars': 'of the company', 'records.service_policies': 'of the company', 'records.service_clocks': 'times of a case, which is answered for by itself', 'records.service_events': 'times of a case', 'records.promise_policies': 'of the company', 'records.staff_absences': 'staff',
  'records.partners': 'companies and people at work there, who are no customers', 'records.goodwill_kinds': 'settings', 'records.goodwill_limits': 'of staff', 'records.loop_rules': 'settings', 'records.known_issues': 'what is wrong with a product and what helps; which cases are about it is said by the cases', 'records.loop_cursors': 'how far history was looked through',
  'records.voice_sources': 'settings', 'records.counter_notes': 'what staff noted, without a customer', 'records.counter_note_blocks': 'counts of notes',
  'records.placements': 'which survey shows where', 'records.widget_sites': 'addresses of the company’s pages', 'records.survey_addresses': 'addresses on paper that everybody may open',
  'records.backup_runs': 'when backups were made',
  'records.watches': 'which series are watched', 'records.warnings': 'what a series did, and what staff noted about it', 'records.warning_settings': 'settings',
};

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext();
});
afterAll(async () => {
  await context?.close();
});

async function unanswered(): Promise<string[]> {
  const records = await sql<{ name: string }>`select 'records.' || tablename as name from pg_tables where schemaname = 'public'`.execute(context.db);
  const history = await context.history.query<{ name: string }>(`select concat('history.', name) as name from system.tables where database = currentDatabase()`);
  const named = new Set(personalDataHolders.flatMap((holder) => holder.tables));
  return [...records.rows, ...history, ...fileAreas.map((area) => ({ name: `files.${area}` }))].map(({ name }) => name).filter((name) => !named.has(name) && !Object.hasOwn(excused, name)).sort();
}

describe('personal data', () => {
  it('is answered for in every table of both stores and every area of files', async () => {
    expect(await unanswered()).toEqual([]);
  });

  it('is missed when somebody adds a table with customers and nobody answers for it', async () => {
    await sql`create table planted (customer_id uuid)`.execute(context.db);
    await context.history.command('create table planted_history (subject UUID) engine = MergeTree order by subject');
    expect(await unanswered()).toEqual(expect.arrayContaining(['history.planted_history', 'records.planted']));
    await sql`drop table planted`.execute(context.db);
    await context.history.command('drop table planted_history');
  });

  it('has one holder for each name and only tables that exist', async () => {
    const names = personalDataHolders.map((holder) => holder.name);
    expect(new Set(names).size).toBe(names.length);
    const tables = personalDataHolders.flatMap((holder) => holder.tables).filter((table) => table.startsWith('records.'));
    const { rows } = await sql<{ name: string }>`select name from unnest(${tables}::text[]) as wanted (name) where to_regclass(replace(name, 'records.', 'public.')) is null`.execute(context.db);
    expect(rows).toEqual([]);
  });
});
