-- Which tables the audit log watches (audit_watch is in 0012-audit.sql). Runs after all tables of this version are made;
-- later migrations call audit_watch themselves. A test fails for a table that is neither here nor excused in
-- src/governance/audit/excused.logic.ts.

-- people, keys, ways in
select audit_watch('users', ignored => 'updated_at');
select audit_watch('user_accounts', ignored => 'updated_at,access_token_expires_at,refresh_token_expires_at');
select audit_watch('roles', ignored => 'updated_at');
select audit_watch('invitations');
select audit_watch('api_keys', ignored => 'last_used_at,expiry_warned_at');
select audit_watch('sources');
select audit_watch('second_factors', ignored => 'last_step');
select audit_watch('recovery_codes');
select audit_watch('passkeys', ignored => 'counter,last_used_at');
select audit_watch('sign_in_settings', ignored => 'changed_at');
select audit_watch('single_sign_on', ignored => 'changed_at');
select audit_watch('webhook_endpoints', ignored => 'updated_at,failing_since');
select audit_watch('webhook_inlets', ignored => 'updated_at,accepted,refused,last_accepted_at');

-- the installation
select audit_watch('installation', hidden => 'value');
select audit_watch('installation_facts');
select audit_watch('backup_runs', on_ops => 'insert');

-- privacy; whom an erasure erased must not come back in here
select audit_watch('privacy_erasures', ignored => 'customer_id,identifiers,note,reach_sealed,fingerprints,proof,counts,scrub_notes,failure');
select audit_watch('privacy_restrictions', about => 'subject');
select audit_watch('privacy_retention', ignored => 'last_run_at,last_count,last_failure');
select audit_watch('privacy_settings');

-- customers: events and imports fill these tables, people change single rows
select audit_watch('customers', ignored => 'base_text,record_text,search_text,first_at', about => 'id', by_people => true);
select audit_watch('identifiers', ignored => 'traits,named_at,stands_at,customer_id,cluster_id,layer', about => 'id', by_people => true, on_ops => 'insert or delete');
select audit_watch('identity_log', ignored => 'seq,message_key,recorded_at,layer', about => 'from_id,into_id', by_people => true, on_ops => 'insert');
select audit_watch('customer_kinds', ignored => 'set_at', about => 'subject', by_people => true);
select audit_watch('contracts', about => 'subject', by_people => true);
select audit_watch('devices', about => 'subject', by_people => true);
select audit_watch('addresses', about => 'subject', by_people => true);
select audit_watch('accounts', by_people => true);
select audit_watch('account_members', about => 'subject', by_people => true);
select audit_watch('custom_fields');
select audit_watch('identifier_kinds');

-- touchpoints, surveys, expectations
select audit_watch('departments', ignored => 'updated_at');
select audit_watch('touchpoints', ignored => 'version,updated_at');
-- Drafts are saved at every pause of an editor's hand; see 0080.
select audit_watch('surveys', ignored => 'updated_at,draft,draft_revision,draft_saved_at,draft_saved_by,published_revision');
select audit_watch('survey_links', hidden => 'identifier_value,subject,hidden', by_people => true, on_ops => 'insert or delete');
-- an installation that is built up anew has renamed it by now, a backup of before has not
select audit_watch(coalesce(to_regclass('responses'), to_regclass('survey_responses')), by_people => true, on_ops => 'delete');
select audit_watch('expectations', ignored => 'set_at');

-- imports
select audit_watch('imports', ignored => 'cursor_row,rows_estimate,warnings,counts,dry_run,undo_total,undo_done', by_people => true);
select audit_watch('import_profiles', ignored => 'updated_at');
select audit_watch('import_pickups', ignored => 'next_run_at');

-- An import is one entry when it ends, with its figures, and its undoing another one; whoever works on it.
create function audit_import_ended() returns trigger language plpgsql as $$
declare
  acting jsonb := audit_acting();
begin
  insert into audit_inbox (kind, action, subject, actor_kind, actor_id, request_id, content)
  values ('note', 'import.' || new.state, 'import', 'import', new.id::text, acting ->> 'requestId', jsonb_build_object(
    'actor', new.name, 'subjectId', new.id, 'after', jsonb_strip_nulls(jsonb_build_object('name', new.name, 'target', new.target, 'started_by', new.by_label, 'counts', new.counts, 'failure', new.failure))));
  return null;
end $$;
create trigger audit_import_ended after update of state on imports for each row
  when (new.state is distinct from old.state and new.state in ('done', 'undone', 'cancelled', 'failed')) execute function audit_import_ended();
