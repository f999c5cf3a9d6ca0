-- Generated from the migrations by scripts/drift/check-schema.ts --write; not meant to be run.

-- Records (PostgreSQL)

create table account_members (
  account_id uuid not null,
  subject uuid not null,
  role text,
  constraint account_members_pkey PRIMARY KEY (account_id, subject),
  constraint account_members_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint account_members_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id)
);
CREATE INDEX account_members_subject ON public.account_members USING btree (subject);

create table accounts (
  id uuid not null,
  external_id text not null,
  kind text not null,
  name text not null,
  constraint accounts_external_id_key UNIQUE (external_id),
  constraint accounts_pkey PRIMARY KEY (id),
  constraint accounts_kind_check CHECK ((kind = ANY (ARRAY['household'::text, 'company'::text])))
);

create table addresses (
  id uuid not null,
  subject uuid not null,
  external_id text not null,
  kind text not null,
  street text not null,
  postcode text not null,
  city text not null,
  country text not null,
  cell text,
  valid_from date,
  valid_to date,
  constraint addresses_external_id_key UNIQUE (external_id),
  constraint addresses_pkey PRIMARY KEY (id),
  constraint addresses_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id)
);
CREATE INDEX addresses_subject ON public.addresses USING btree (subject);

create table api_keys (
  id uuid not null,
  name text not null,
  key_hash text not null,
  hint text not null,
  role text not null,
  departments text[] not null default '{}'::text[],
  created_by uuid,
  origin text not null default 'page'::text,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  scopes text[],
  expires_at timestamp with time zone,
  expiry_warned_at timestamp with time zone,
  requests_per_minute integer not null default 6000,
  rotated_at timestamp with time zone,
  old_key_hash text,
  old_key_until timestamp with time zone,
  constraint api_keys_key_hash_key UNIQUE (key_hash),
  constraint api_keys_old_key_hash_key UNIQUE (old_key_hash),
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id) ON DELETE SET NULL,
  constraint api_keys_origin_check CHECK ((origin = ANY (ARRAY['page'::text, 'environment'::text]))),
  constraint api_keys_requests_per_minute_check CHECK (((requests_per_minute >= 1) AND (requests_per_minute <= 1000000)))
);

create table audit_actors (
  kind text not null,
  id text not null,
  label text not null,
  last_at timestamp with time zone not null,
  constraint audit_actors_pkey PRIMARY KEY (kind, id)
);

create table audit_entries (
  seq bigint not null,
  id bigint not null,
  at timestamp with time zone not null,
  kind text not null,
  action text not null,
  subject text not null,
  actor_kind text not null,
  actor_id text,
  request_id text,
  customers uuid[] not null,
  customer_salts bytea[] not null,
  customer_commitments bytea[] not null,
  content jsonb,
  salt bytea,
  commitment bytea,
  redacts jsonb,
  chained_at timestamp with time zone not null,
  hash bytea not null,
  constraint audit_entries_id_key UNIQUE (id),
  constraint audit_entries_pkey PRIMARY KEY (seq)
);
CREATE INDEX audit_entries_action ON public.audit_entries USING btree (action, at, seq);
CREATE INDEX audit_entries_actor ON public.audit_entries USING btree (actor_id, at, seq);
CREATE INDEX audit_entries_at ON public.audit_entries USING btree (at, seq);
CREATE INDEX audit_entries_customers ON public.audit_entries USING gin (customers) WHERE (customers <> '{}'::uuid[]);
CREATE INDEX audit_entries_kind ON public.audit_entries USING btree (kind, at, seq) WHERE (kind <> 'look'::text);
CREATE INDEX audit_entries_redacts ON public.audit_entries USING btree (seq) WHERE (redacts IS NOT NULL);
CREATE INDEX audit_entries_subject ON public.audit_entries USING btree (subject, at, seq);
CREATE INDEX audit_entries_text ON public.audit_entries USING gin (((content)::text) gin_trgm_ops) WHERE (kind <> 'look'::text);

create table audit_inbox (
  id bigint not null generated always as identity,
  at timestamp with time zone not null default clock_timestamp(),
  kind text not null,
  action text not null,
  subject text not null,
  actor_kind text not null,
  actor_id text,
  request_id text,
  customers uuid[] not null default '{}'::uuid[],
  content jsonb,
  redacts jsonb,
  constraint audit_inbox_pkey PRIMARY KEY (id),
  constraint audit_inbox_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['user'::text, 'key'::text, 'source'::text, 'import'::text, 'system'::text, 'visitor'::text]))),
  constraint audit_inbox_kind_check CHECK ((kind = ANY (ARRAY['change'::text, 'look'::text, 'note'::text])))
);

create table audit_seals (
  number bigint not null,
  kind text not null,
  seq bigint not null,
  hash bytea not null,
  sealed_at timestamp with time zone not null,
  key_id text not null,
  signature bytea not null,
  constraint audit_seals_pkey PRIMARY KEY (number),
  constraint audit_seals_kind_check CHECK ((kind = ANY (ARRAY['seal'::text, 'checkpoint'::text])))
);

create table backup_runs (
  id uuid not null,
  actor text not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  rows bigint,
  sent_bytes bigint,
  constraint backup_runs_pkey PRIMARY KEY (id)
);
CREATE INDEX backup_runs_age ON public.backup_runs USING btree (started_at DESC, id);

create table barometer_waves (
  id uuid not null,
  survey text not null,
  name text not null,
  from_on date not null,
  to_on date not null,
  targets jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null,
  created_by text not null,
  changed_at timestamp with time zone not null,
  version integer not null default 1,
  constraint barometer_waves_pkey PRIMARY KEY (id),
  constraint barometer_waves_survey_fkey FOREIGN KEY (survey) REFERENCES surveys(code) ON DELETE CASCADE,
  constraint barometer_waves_check CHECK ((from_on <= to_on))
);
CREATE INDEX barometer_waves_survey ON public.barometer_waves USING btree (survey, from_on);

create table brand_theme (
  is_the_one boolean not null default true,
  theme jsonb not null,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  constraint brand_theme_pkey PRIMARY KEY (is_the_one),
  constraint brand_theme_is_the_one_check CHECK (is_the_one)
);

create table business_calendars (
  id uuid not null,
  name text not null,
  time_zone text not null,
  week jsonb not null,
  holiday_region text,
  own_days jsonb not null default '[]'::jsonb,
  is_usual boolean not null default false,
  version integer not null default 1,
  updated_at timestamp with time zone not null default now(),
  constraint business_calendars_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX business_calendars_usual ON public.business_calendars USING btree (is_usual) WHERE is_usual;

create table call_inlets (
  id uuid not null,
  name text not null,
  signed_as text not null,
  signature jsonb,
  secret text not null,
  mapping jsonb not null,
  department text,
  created_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  accepted bigint not null default 0,
  refused bigint not null default 0,
  last_accepted_at timestamp with time zone,
  last_refusal text,
  removed_at timestamp with time zone,
  constraint call_inlets_pkey PRIMARY KEY (id)
);

create table case_attachments (
  id uuid not null,
  case_id uuid,
  entry_id uuid,
  file_id uuid not null,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 text not null,
  content_id text,
  uploaded_by text,
  created_at timestamp with time zone not null,
  constraint case_attachments_pkey PRIMARY KEY (id),
  constraint case_attachments_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint case_attachments_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES case_entries(id) ON DELETE CASCADE
);
CREATE INDEX case_attachments_case ON public.case_attachments USING btree (case_id);
CREATE INDEX case_attachments_entry ON public.case_attachments USING btree (entry_id);
CREATE INDEX case_attachments_loose ON public.case_attachments USING btree (created_at) WHERE (entry_id IS NULL);

create table case_entries (
  seq bigint not null generated always as identity,
  id uuid not null,
  case_id uuid not null,
  at timestamp with time zone not null,
  kind text not null,
  direction text,
  channel text,
  author_kind text not null,
  author_id text,
  author_label text not null default ''::text,
  address text,
  text text not null default ''::text,
  html text,
  message_id_header text,
  message_id uuid,
  is_automatic boolean not null default false,
  what text,
  data jsonb not null default '{}'::jsonb,
  constraint case_entries_seq_key UNIQUE (seq),
  constraint case_entries_pkey PRIMARY KEY (id),
  constraint case_entries_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint case_entries_author_kind_check CHECK ((author_kind = ANY (ARRAY['customer'::text, 'user'::text, 'key'::text, 'partner'::text, 'system'::text]))),
  constraint case_entries_direction_check CHECK ((direction = ANY (ARRAY['inbound'::text, 'outbound'::text]))),
  constraint case_entries_kind_check CHECK ((kind = ANY (ARRAY['message'::text, 'note'::text, 'event'::text])))
);
CREATE INDEX case_entries_case ON public.case_entries USING btree (case_id, seq DESC);
CREATE INDEX case_entries_header ON public.case_entries USING btree (message_id_header) WHERE (message_id_header IS NOT NULL);
CREATE INDEX case_entries_message ON public.case_entries USING btree (message_id) WHERE (message_id IS NOT NULL);

create table case_facts (
  id uuid not null,
  case_id uuid not null,
  subject uuid,
  at timestamp with time zone not null,
  because text not null,
  entry_id uuid,
  by_label text not null,
  facts jsonb not null,
  constraint case_facts_entry_id_key UNIQUE (entry_id),
  constraint case_facts_pkey PRIMARY KEY (id),
  constraint case_facts_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE,
  constraint case_facts_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id) ON DELETE CASCADE
);
CREATE INDEX case_facts_case ON public.case_facts USING btree (case_id, at DESC, id);
CREATE INDEX case_facts_subject ON public.case_facts USING btree (subject) WHERE (subject IS NOT NULL);

create table case_facts_due (
  entry_id uuid not null,
  case_id uuid not null,
  because text not null,
  by_label text not null,
  at timestamp with time zone not null,
  constraint case_facts_due_pkey PRIMARY KEY (entry_id),
  constraint case_facts_due_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE
);

create table case_links (
  case_id uuid not null,
  other_id uuid not null,
  linked_by text not null,
  linked_at timestamp with time zone not null,
  constraint case_links_pkey PRIMARY KEY (case_id, other_id),
  constraint case_links_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE,
  constraint case_links_other_id_fkey FOREIGN KEY (other_id) REFERENCES cases(id) ON DELETE CASCADE,
  constraint case_links_check CHECK ((case_id < other_id))
);
CREATE INDEX case_links_other ON public.case_links USING btree (other_id);

create table case_search (
  case_id uuid not null,
  text text not null,
  constraint case_search_pkey PRIMARY KEY (case_id),
  constraint case_search_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE
);
CREATE INDEX case_search_trigrams ON public.case_search USING gin (text gin_trgm_ops);

create table case_settings (
  id boolean not null default true,
  close_after_days integer not null default 7,
  constraint case_settings_pkey PRIMARY KEY (id),
  constraint case_settings_id_check CHECK (id)
);

create table case_views (
  id uuid not null,
  name text not null,
  filter jsonb not null,
  sort text not null,
  owner_id uuid,
  place integer not null default 0,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint case_views_pkey PRIMARY KEY (id),
  constraint case_views_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX case_views_owner ON public.case_views USING btree (owner_id, place);

create table case_watchers (
  case_id uuid not null,
  user_id uuid not null,
  since timestamp with time zone not null,
  constraint case_watchers_pkey PRIMARY KEY (case_id, user_id),
  constraint case_watchers_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE,
  constraint case_watchers_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX case_watchers_user ON public.case_watchers USING btree (user_id);

create table cases (
  id uuid not null,
  number bigint not null default nextval('case_numbers'::regclass),
  token text not null,
  subject uuid,
  status text not null,
  priority text not null default 'normal'::text,
  category text,
  touchpoint text,
  department text,
  assignee uuid,
  channel text not null,
  subject_line text not null default ''::text,
  language text,
  reply_address text,
  source_kind text not null,
  source_ref text,
  external_key text,
  opened_at timestamp with time zone not null,
  touched_at timestamp with time zone not null,
  first_replied_at timestamp with time zone,
  last_customer_at timestamp with time zone,
  last_staff_at timestamp with time zone,
  solved_at timestamp with time zone,
  closed_at timestamp with time zone,
  snoozed_until timestamp with time zone,
  service_level_due_at timestamp with time zone,
  promise_due_at timestamp with time zone,
  inquiry_due_at timestamp with time zone,
  next_due_at timestamp with time zone,
  merged_into uuid,
  known_issue_id uuid,
  version integer not null default 1,
  anonymised_at timestamp with time zone,
  is_active boolean not null generated always as ((status = ANY (ARRAY['new'::text, 'open'::text, 'waiting_customer'::text, 'waiting_partner'::text]))) stored,
  due_order timestamp with time zone not null generated always as (COALESCE(next_due_at, 'infinity'::timestamp with time zone)) stored,
  priority_rank smallint not null generated always as (
CASE priority
    WHEN 'urgent'::text THEN 1
    WHEN 'high'::text THEN 2
    WHEN 'normal'::text THEN 3
    ELSE 4
END) stored,
  constraint cases_external_key_key UNIQUE (external_key),
  constraint cases_number_key UNIQUE (number),
  constraint cases_pkey PRIMARY KEY (id),
  constraint cases_assignee_fkey FOREIGN KEY (assignee) REFERENCES users(id) ON DELETE SET NULL,
  constraint cases_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES cases(id),
  constraint cases_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id),
  constraint cases_check CHECK ((merged_into <> id)),
  constraint cases_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text, 'urgent'::text]))),
  constraint cases_source_kind_check CHECK ((source_kind = ANY (ARRAY['phone'::text, 'mail'::text, 'form'::text, 'social'::text, 'survey'::text, 'rule'::text, 'api'::text, 'message'::text]))),
  constraint cases_status_check CHECK ((status = ANY (ARRAY['new'::text, 'open'::text, 'waiting_customer'::text, 'waiting_partner'::text, 'solved'::text, 'closed'::text])))
);
CREATE INDEX cases_all ON public.cases USING btree (opened_at, id);
CREATE INDEX cases_assignee ON public.cases USING btree (assignee, due_order, id) WHERE is_active;
CREATE INDEX cases_category ON public.cases USING btree (category, due_order, id) WHERE (is_active AND (snoozed_until IS NULL));
CREATE INDEX cases_closed ON public.cases USING btree (closed_at) WHERE ((status = 'closed'::text) AND (anonymised_at IS NULL));
CREATE INDEX cases_department ON public.cases USING btree (department, due_order, id) WHERE (is_active AND (snoozed_until IS NULL));
CREATE INDEX cases_due ON public.cases USING btree (due_order, id) WHERE (is_active AND (snoozed_until IS NULL));
CREATE INDEX cases_known_issue ON public.cases USING btree (known_issue_id, opened_at) WHERE (known_issue_id IS NOT NULL);
CREATE INDEX cases_merged ON public.cases USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX cases_opened ON public.cases USING btree (opened_at, id) WHERE (is_active AND (snoozed_until IS NULL));
CREATE INDEX cases_priority ON public.cases USING btree (priority_rank, due_order, id) WHERE (is_active AND (snoozed_until IS NULL));
CREATE INDEX cases_reply_address ON public.cases USING btree (lower(reply_address)) WHERE (reply_address IS NOT NULL);
CREATE INDEX cases_snoozed ON public.cases USING btree (snoozed_until) WHERE (snoozed_until IS NOT NULL);
CREATE INDEX cases_solved ON public.cases USING btree (solved_at) WHERE (status = 'solved'::text);
CREATE INDEX cases_status ON public.cases USING btree (status, opened_at, id);
CREATE INDEX cases_subject ON public.cases USING btree (subject) WHERE (subject IS NOT NULL);
CREATE INDEX cases_touchpoint ON public.cases USING btree (touchpoint, due_order, id) WHERE (is_active AND (snoozed_until IS NULL));

create table channel_settings (
  channel text not null,
  settings jsonb not null default '{}'::jsonb,
  secrets_sealed jsonb not null default '{}'::jsonb,
  gateway_id uuid,
  rate_per_minute integer not null,
  switched_off_at timestamp with time zone,
  updated_at timestamp with time zone not null,
  updated_by text not null,
  constraint channel_settings_gateway_id_key UNIQUE (gateway_id),
  constraint channel_settings_pkey PRIMARY KEY (channel),
  constraint channel_settings_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text, 'messenger'::text, 'notice'::text, 'letter'::text, 'phone'::text]))),
  constraint channel_settings_rate_per_minute_check CHECK (((rate_per_minute >= 1) AND (rate_per_minute <= 1000000)))
);

create table consent_log (
  seq bigint not null generated always as identity,
  subject uuid not null,
  purpose text not null,
  channel text not null,
  address text not null default ''::text,
  state text not null,
  how text not null,
  source text not null default ''::text,
  actor text,
  text_shown text,
  proof jsonb not null default '{}'::jsonb,
  at timestamp with time zone not null,
  recorded_at timestamp with time zone not null default now(),
  constraint consent_log_pkey PRIMARY KEY (seq),
  constraint consent_log_purpose_fkey FOREIGN KEY (purpose) REFERENCES consent_purposes(key),
  constraint consent_log_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id),
  constraint consent_log_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text, 'messenger'::text, 'notice'::text, 'letter'::text, 'phone'::text]))),
  constraint consent_log_check CHECK (((state <> 'withdrawn'::text) OR (address = ''::text))),
  constraint consent_log_state_check CHECK ((state = ANY (ARRAY['granted'::text, 'pending'::text, 'withdrawn'::text])))
);
CREATE INDEX consent_log_subject ON public.consent_log USING btree (subject, seq);

create table consent_pepper (
  id boolean not null default true,
  value text not null,
  constraint consent_pepper_pkey PRIMARY KEY (id),
  constraint consent_pepper_id_check CHECK (id)
);

create table consent_purposes (
  key text not null,
  name_de text not null,
  name_en text not null,
  text_de text not null,
  text_en text not null,
  needs text not null,
  letter_needs text not null default 'no_objection'::text,
  "position" integer not null default 0,
  retired_at timestamp with time zone,
  updated_at timestamp with time zone not null default now(),
  constraint consent_purposes_pkey PRIMARY KEY (key),
  constraint consent_purposes_key_check CHECK ((key ~ '^[a-z][a-z0-9_]{0,39}$'::text)),
  constraint consent_purposes_letter_needs_check CHECK ((letter_needs = ANY (ARRAY['no_objection'::text, 'opt_in'::text]))),
  constraint consent_purposes_needs_check CHECK ((needs = ANY (ARRAY['no_objection'::text, 'opt_in'::text, 'double_opt_in'::text])))
);

create table consent_states (
  subject uuid not null,
  purpose text not null,
  channel text not null,
  address text not null,
  granted_no numeric(36,0),
  withdrawn_no numeric(36,0),
  pending_no numeric(36,0),
  constraint consent_states_pkey PRIMARY KEY (subject, purpose, channel, address),
  constraint consent_states_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id)
);

create table contact_preferences (
  subject uuid not null,
  channels text[] not null default '{}'::text[],
  quiet_from time without time zone,
  quiet_to time without time zone,
  best_times jsonb not null default '[]'::jsonb,
  language text,
  time_zone text,
  set_at timestamp with time zone not null,
  set_by text not null,
  constraint contact_preferences_pkey PRIMARY KEY (subject),
  constraint contact_preferences_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id)
);

create table contracts (
  id uuid not null,
  subject uuid not null,
  number text not null,
  product text not null,
  account_id uuid,
  starts_on date not null,
  ends_on date,
  monthly_cents bigint,
  constraint contracts_number_key UNIQUE (number),
  constraint contracts_pkey PRIMARY KEY (id),
  constraint contracts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint contracts_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id)
);
CREATE INDEX contracts_subject ON public.contracts USING btree (subject);

create table counter_note_blocks (
  id uuid not null,
  touchpoint text not null,
  from_on date not null,
  to_on date not null,
  people integer not null,
  notes integer not null,
  constraint counter_note_blocks_pkey PRIMARY KEY (id)
);
CREATE INDEX counter_note_blocks_touchpoint ON public.counter_note_blocks USING btree (touchpoint, to_on DESC);

create table counter_notes (
  id uuid not null,
  touchpoint text not null,
  topic text not null,
  mood integer not null,
  sentence text not null,
  noted_on date not null,
  noted_at timestamp with time zone,
  author_key uuid,
  block_id uuid,
  constraint counter_notes_pkey PRIMARY KEY (id),
  constraint counter_notes_mood_check CHECK ((mood = ANY (ARRAY['-1'::integer, 0, 1])))
);
CREATE INDEX counter_notes_block ON public.counter_notes USING btree (block_id) WHERE (block_id IS NOT NULL);
CREATE INDEX counter_notes_open ON public.counter_notes USING btree (touchpoint, noted_on) WHERE (block_id IS NULL);

create table custom_fields (
  key text not null,
  label_de text not null,
  label_en text not null,
  type text not null,
  choices jsonb,
  "position" integer not null default 0,
  is_personal boolean not null default true,
  constraint custom_fields_pkey PRIMARY KEY (key),
  constraint custom_fields_type_check CHECK ((type = ANY (ARRAY['text'::text, 'number'::text, 'date'::text, 'boolean'::text, 'choice'::text])))
);

create table customer_kinds (
  subject uuid not null,
  kind text not null,
  set_at timestamp with time zone not null,
  constraint customer_kinds_pkey PRIMARY KEY (subject),
  constraint customer_kinds_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id),
  constraint customer_kinds_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'company'::text, 'partner'::text, 'supplier'::text])))
);

create table customers (
  id uuid not null,
  name text not null,
  traits jsonb not null default '{}'::jsonb,
  base_text text not null default ''::text,
  record_text text not null default ''::text,
  search_text text not null generated always as (((base_text || ' '::text) || record_text)) stored,
  first_at timestamp with time zone,
  constraint customers_pkey PRIMARY KEY (id)
);
CREATE INDEX customers_order ON public.customers USING btree (name, id);
CREATE INDEX customers_search ON public.customers USING gin (search_text gin_trgm_ops);

create table departments (
  code text not null,
  name_de text not null,
  name_en text not null,
  updated_at timestamp with time zone not null default now(),
  constraint departments_pkey PRIMARY KEY (code)
);

create table devices (
  id uuid not null,
  subject uuid not null,
  external_id text not null,
  model text not null,
  maker text,
  serial text,
  software text,
  owned_from date not null,
  owned_to date,
  constraint devices_external_id_key UNIQUE (external_id),
  constraint devices_pkey PRIMARY KEY (id),
  constraint devices_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id)
);
CREATE INDEX devices_model ON public.devices USING btree (model);
CREATE INDEX devices_subject ON public.devices USING btree (subject);

create table distribution_list (
  distribution_id uuid not null,
  place integer not null,
  subject uuid,
  address text,
  constraint distribution_list_pkey PRIMARY KEY (distribution_id, place),
  constraint distribution_list_distribution_id_fkey FOREIGN KEY (distribution_id) REFERENCES distributions(id) ON DELETE CASCADE
);
CREATE INDEX distribution_list_subject ON public.distribution_list USING btree (subject) WHERE (subject IS NOT NULL);

create table distributions (
  id uuid not null,
  survey text not null,
  title text not null,
  kind text not null,
  filter jsonb,
  staff jsonb,
  trigger jsonb,
  skips_open_cases boolean not null default false,
  channels text[] not null,
  texts jsonb not null default '[]'::jsonb,
  sample jsonb not null,
  reminders integer not null default 0,
  remind_after_days integer not null default 5,
  starts_at timestamp with time zone,
  expires_at timestamp with time zone,
  created_at timestamp with time zone not null,
  created_by text not null,
  changed_at timestamp with time zone not null,
  version integer not null default 1,
  started_at timestamp with time zone,
  started_by text,
  paused_at timestamp with time zone,
  stopped_at timestamp with time zone,
  finished_at timestamp with time zone,
  drawn_at timestamp with time zone,
  done bigint not null default 0,
  mark bigint not null default 0,
  marked_at timestamp with time zone,
  passed_over bigint not null default 0,
  constraint distributions_pkey PRIMARY KEY (id),
  constraint distributions_survey_fkey FOREIGN KEY (survey) REFERENCES surveys(code) ON DELETE CASCADE,
  constraint distributions_kind_check CHECK ((kind = ANY (ARRAY['filter'::text, 'list'::text, 'staff'::text, 'trigger'::text]))),
  constraint distributions_remind_after_days_check CHECK (((remind_after_days >= 1) AND (remind_after_days <= 60))),
  constraint distributions_reminders_check CHECK (((reminders >= 0) AND (reminders <= 5)))
);
CREATE INDEX distributions_active ON public.distributions USING btree (id) WHERE ((started_at IS NOT NULL) AND (stopped_at IS NULL) AND (finished_at IS NULL));
CREATE INDEX distributions_newest ON public.distributions USING btree (created_at DESC, id DESC);
CREATE INDEX distributions_survey ON public.distributions USING btree (survey, created_at DESC);

create table expectations (
  touchpoint text not null,
  dimension text not null,
  target_group text not null,
  value double precision not null,
  note text not null,
  set_by text not null,
  set_at timestamp with time zone not null,
  constraint expectations_pkey PRIMARY KEY (touchpoint, dimension, target_group),
  constraint expectations_touchpoint_fkey FOREIGN KEY (touchpoint) REFERENCES touchpoints(code) ON DELETE CASCADE,
  constraint expectations_value_check CHECK (((value >= (0)::double precision) AND (value <= (10)::double precision)))
);

create table fatigue_rules (
  id uuid not null,
  scope text not null,
  survey_kind text,
  survey text,
  most integer not null,
  days integer not null,
  effect text not null,
  exceptions text[] not null default '{}'::text[],
  created_at timestamp with time zone not null,
  created_by text not null,
  changed_at timestamp with time zone not null,
  switched_off_at timestamp with time zone,
  constraint fatigue_rules_pkey PRIMARY KEY (id),
  constraint fatigue_rules_survey_fkey FOREIGN KEY (survey) REFERENCES surveys(code) ON DELETE CASCADE,
  constraint fatigue_rules_check CHECK ((((scope = 'kind'::text) = (survey_kind IS NOT NULL)) AND ((scope = 'survey'::text) = (survey IS NOT NULL)))),
  constraint fatigue_rules_days_check CHECK (((days >= 1) AND (days <= 730))),
  constraint fatigue_rules_effect_check CHECK ((effect = ANY (ARRAY['skip'::text, 'delay'::text]))),
  constraint fatigue_rules_most_check CHECK (((most >= 1) AND (most <= 100))),
  constraint fatigue_rules_scope_check CHECK ((scope = ANY (ARRAY['all'::text, 'kind'::text, 'survey'::text])))
);

create table goodwill_attempts (
  booking_id uuid not null,
  number integer not null,
  at timestamp with time zone not null,
  status smallint,
  duration_ms integer not null,
  problem text,
  answer_start text not null default ''::text,
  constraint goodwill_attempts_pkey PRIMARY KEY (booking_id, number),
  constraint goodwill_attempts_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES goodwill_bookings(id) ON DELETE CASCADE
);

create table goodwill_bookings (
  id uuid not null,
  idempotency_key text not null,
  case_id uuid,
  subject uuid,
  kind text not null,
  amount numeric(14,2) not null,
  unit_cents numeric(14,4) not null,
  value_cents integer not null,
  reason text not null,
  department text,
  touchpoint text,
  asked_by uuid,
  asked_by_label text not null,
  asked_at timestamp with time zone not null,
  over_limits text[] not null default '{}'::text[],
  approved_by uuid,
  approved_by_label text,
  approved_at timestamp with time zone,
  refused_by_label text,
  refused_at timestamp with time zone,
  refused_because text,
  charged_to uuid,
  charged_to_label text,
  booked_at timestamp with time zone,
  carried_out text not null,
  attempts integer not null default 0,
  next_attempt_at timestamp with time zone,
  claimed_until timestamp with time zone,
  executing_at timestamp with time zone,
  executed_at timestamp with time zone,
  executed_by_label text,
  failed_at timestamp with time zone,
  failure text,
  cancelled_at timestamp with time zone,
  cancelled_by_label text,
  cancelled_because text,
  constraint goodwill_bookings_idempotency_key_key UNIQUE (idempotency_key),
  constraint goodwill_bookings_pkey PRIMARY KEY (id),
  constraint goodwill_bookings_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES users(id) ON DELETE SET NULL,
  constraint goodwill_bookings_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES users(id) ON DELETE SET NULL,
  constraint goodwill_bookings_charged_to_fkey FOREIGN KEY (charged_to) REFERENCES users(id) ON DELETE SET NULL,
  constraint goodwill_bookings_kind_fkey FOREIGN KEY (kind) REFERENCES goodwill_kinds(code),
  constraint goodwill_bookings_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id) ON DELETE SET NULL,
  constraint goodwill_bookings_amount_check CHECK ((amount > (0)::numeric)),
  constraint goodwill_bookings_carried_out_check CHECK ((carried_out = ANY (ARRAY['webhook'::text, 'hand'::text]))),
  constraint goodwill_bookings_value_cents_check CHECK ((value_cents >= 0))
);
CREATE INDEX goodwill_bookings_case ON public.goodwill_bookings USING btree (case_id, asked_at);
CREATE INDEX goodwill_bookings_charged ON public.goodwill_bookings USING btree (charged_to, booked_at);
CREATE INDEX goodwill_bookings_due ON public.goodwill_bookings USING btree (next_attempt_at) WHERE (next_attempt_at IS NOT NULL);
CREATE INDEX goodwill_bookings_order ON public.goodwill_bookings USING btree (asked_at DESC, id DESC);
CREATE INDEX goodwill_bookings_subject ON public.goodwill_bookings USING btree (subject, asked_at);
CREATE INDEX goodwill_bookings_waiting ON public.goodwill_bookings USING btree (asked_at, id) WHERE ((booked_at IS NULL) AND (refused_at IS NULL) AND (cancelled_at IS NULL));

create table goodwill_kinds (
  code text not null,
  sort text not null,
  name_de text not null,
  name_en text not null,
  unit_de text not null,
  unit_en text not null,
  unit_cents numeric(14,4) not null,
  usual_amount numeric(14,2) not null,
  largest_amount numeric(14,2) not null,
  carried_out text not null,
  url text,
  secret text,
  sent_identifiers text[] not null default '{}'::text[],
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint goodwill_kinds_pkey PRIMARY KEY (code),
  constraint goodwill_kinds_carried_out_check CHECK ((carried_out = ANY (ARRAY['webhook'::text, 'hand'::text]))),
  constraint goodwill_kinds_check CHECK (((carried_out = 'hand'::text) OR ((url IS NOT NULL) AND (secret IS NOT NULL)))),
  constraint goodwill_kinds_code_check CHECK ((code ~ '^[a-z][a-z0-9_]{0,39}$'::text)),
  constraint goodwill_kinds_largest_amount_check CHECK ((largest_amount > (0)::numeric)),
  constraint goodwill_kinds_sort_check CHECK ((sort = ANY (ARRAY['minutes'::text, 'credit'::text, 'voucher'::text, 'replacement'::text, 'own'::text]))),
  constraint goodwill_kinds_unit_cents_check CHECK ((unit_cents >= (0)::numeric)),
  constraint goodwill_kinds_usual_amount_check CHECK ((usual_amount > (0)::numeric))
);

create table goodwill_limits (
  id uuid not null,
  role text,
  user_id uuid,
  per_booking_cents integer,
  per_customer_month_cents integer,
  per_person_month_cents integer,
  set_by text not null,
  set_at timestamp with time zone not null,
  constraint goodwill_limits_pkey PRIMARY KEY (id),
  constraint goodwill_limits_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint goodwill_limits_check CHECK (((role IS NULL) <> (user_id IS NULL))),
  constraint goodwill_limits_per_booking_cents_check CHECK ((per_booking_cents >= 0)),
  constraint goodwill_limits_per_customer_month_cents_check CHECK ((per_customer_month_cents >= 0)),
  constraint goodwill_limits_per_person_month_cents_check CHECK ((per_person_month_cents >= 0))
);
CREATE UNIQUE INDEX goodwill_limits_person ON public.goodwill_limits USING btree (user_id) WHERE (user_id IS NOT NULL);
CREATE UNIQUE INDEX goodwill_limits_role ON public.goodwill_limits USING btree (role) WHERE (role IS NOT NULL);

create table history_journal (
  batch bigint not null,
  written_at timestamp with time zone not null default now(),
  body bytea not null,
  constraint history_journal_pkey PRIMARY KEY (batch)
);

create table idempotent_requests (
  actor_kind text not null,
  actor_id text not null,
  key_hash text not null,
  request_hash text not null,
  attempt uuid not null,
  started_at timestamp with time zone not null,
  claimed_until timestamp with time zone not null,
  written_at timestamp with time zone,
  answered_at timestamp with time zone,
  status smallint,
  headers jsonb,
  answer text,
  constraint idempotent_requests_pkey PRIMARY KEY (actor_kind, actor_id, key_hash)
);
CREATE INDEX idempotent_requests_age ON public.idempotent_requests USING btree (started_at);

create table identifier_kinds (
  kind text not null,
  priority integer not null,
  limit_per_customer integer not null,
  switches boolean not null default false,
  constraint identifier_kinds_pkey PRIMARY KEY (kind)
);

create table identifier_layers (
  node_id uuid not null,
  layer uuid not null,
  raw text not null,
  named_at timestamp with time zone,
  stands_at timestamp with time zone,
  traits jsonb not null default '{}'::jsonb,
  constraint identifier_layers_pkey PRIMARY KEY (node_id, layer),
  constraint identifier_layers_node_id_fkey FOREIGN KEY (node_id) REFERENCES identifiers(id) ON DELETE CASCADE
);
CREATE INDEX identifier_layers_layer ON public.identifier_layers USING btree (layer, node_id);

create table identifier_spans (
  node_id uuid not null,
  from_at timestamp with time zone,
  to_at timestamp with time zone,
  customer_id uuid not null,
  constraint identifier_spans_node_id_fkey FOREIGN KEY (node_id) REFERENCES identifiers(id)
);
CREATE INDEX identifier_spans_customer ON public.identifier_spans USING btree (customer_id);
CREATE INDEX identifier_spans_node ON public.identifier_spans USING btree (node_id);

create table identifiers (
  id uuid not null,
  kind text not null,
  value text not null,
  raw text not null,
  named_at timestamp with time zone,
  stands_at timestamp with time zone,
  traits jsonb not null default '{}'::jsonb,
  customer_id uuid not null,
  cluster_id uuid not null,
  layer uuid,
  constraint identifiers_pkey PRIMARY KEY (id)
);
CREATE INDEX identifiers_cluster ON public.identifiers USING btree (cluster_id);
CREATE INDEX identifiers_customer ON public.identifiers USING btree (customer_id);
CREATE INDEX identifiers_layer ON public.identifiers USING btree (layer, id) WHERE (layer IS NOT NULL);

create table identity_generation (
  id boolean not null default true,
  value bigint not null default 0,
  constraint identity_generation_pkey PRIMARY KEY (id),
  constraint identity_generation_id_check CHECK (id)
);

create table identity_log (
  seq bigint not null generated always as identity,
  op text not null,
  link_id uuid not null,
  from_id uuid not null,
  into_id uuid not null,
  rule text not null,
  source text not null,
  actor text,
  reason text,
  at timestamp with time zone not null,
  message_key text not null default ''::text,
  recorded_at timestamp with time zone not null default now(),
  layer uuid,
  retracted_at timestamp with time zone,
  constraint identity_log_pkey PRIMARY KEY (seq),
  constraint identity_log_op_check CHECK ((op = ANY (ARRAY['link'::text, 'unlink'::text])))
);
CREATE INDEX identity_log_from ON public.identity_log USING btree (from_id);
CREATE INDEX identity_log_into ON public.identity_log USING btree (into_id);
CREATE INDEX identity_log_layer ON public.identity_log USING btree (layer) WHERE (layer IS NOT NULL);
CREATE INDEX identity_log_link ON public.identity_log USING btree (link_id);

create table import_changes (
  seq bigint not null generated always as identity,
  import_id uuid not null,
  kind text not null,
  key text not null,
  subject uuid,
  before jsonb,
  said jsonb not null,
  constraint import_changes_pkey PRIMARY KEY (seq),
  constraint import_changes_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id) ON DELETE CASCADE
);
CREATE INDEX import_changes_import ON public.import_changes USING btree (import_id, seq);
CREATE INDEX import_changes_key ON public.import_changes USING btree (kind, key);
CREATE INDEX import_changes_subject ON public.import_changes USING btree (subject) WHERE (subject IS NOT NULL);

create table import_chunks (
  import_id uuid not null,
  to_row bigint not null,
  rows integer not null,
  batches bigint[] not null,
  written_at timestamp with time zone not null,
  constraint import_chunks_pkey PRIMARY KEY (import_id, to_row),
  constraint import_chunks_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id) ON DELETE CASCADE
);

create table import_pickup_files (
  pickup_id uuid not null,
  name text not null,
  bytes bigint not null,
  changed_at timestamp with time zone not null,
  sha256 text,
  constraint import_pickup_files_pkey PRIMARY KEY (pickup_id, name),
  constraint import_pickup_files_pickup_id_fkey FOREIGN KEY (pickup_id) REFERENCES import_pickups(id) ON DELETE CASCADE
);

create table import_pickup_runs (
  id uuid not null,
  pickup_id uuid not null,
  at timestamp with time zone not null,
  outcome text not null,
  files jsonb not null default '[]'::jsonb,
  failure text,
  constraint import_pickup_runs_pkey PRIMARY KEY (id),
  constraint import_pickup_runs_pickup_id_fkey FOREIGN KEY (pickup_id) REFERENCES import_pickups(id) ON DELETE CASCADE,
  constraint import_pickup_runs_outcome_check CHECK ((outcome = ANY (ARRAY['imported'::text, 'nothing_new'::text, 'failed'::text])))
);
CREATE INDEX import_pickup_runs_newest ON public.import_pickup_runs USING btree (pickup_id, at DESC);

create table import_pickups (
  id uuid not null,
  name text not null,
  place jsonb not null,
  password_sealed text,
  private_key_sealed text,
  pattern text not null,
  cron text not null,
  time_zone text not null,
  profile_name text not null,
  afterwards text not null,
  paused boolean not null default false,
  created_at timestamp with time zone not null,
  created_by text not null,
  next_run_at timestamp with time zone,
  constraint import_pickups_pkey PRIMARY KEY (id),
  constraint import_pickups_afterwards_check CHECK ((afterwards = ANY (ARRAY['keep'::text, 'move'::text, 'delete'::text])))
);
CREATE INDEX import_pickups_due ON public.import_pickups USING btree (next_run_at) WHERE (NOT paused);

create table import_profiles (
  name text not null,
  profile jsonb not null,
  updated_at timestamp with time zone not null,
  updated_by text not null,
  constraint import_profiles_pkey PRIMARY KEY (name)
);

create table import_refusals (
  import_id uuid not null,
  "row" bigint not null,
  refusals jsonb not null,
  constraint import_refusals_pkey PRIMARY KEY (import_id, "row"),
  constraint import_refusals_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id) ON DELETE CASCADE
);

create table imports (
  id uuid not null,
  name text not null,
  file_id uuid,
  file_bytes bigint not null,
  file_sha256 text not null,
  file_removed_at timestamp with time zone,
  state text not null,
  target text,
  profile jsonb,
  rows_estimate bigint not null default 0,
  warnings jsonb not null default '[]'::jsonb,
  cursor_row bigint not null default 0,
  counts jsonb not null,
  dry_run jsonb,
  failure jsonb,
  by_id text not null,
  by_label text not null,
  pickup_id uuid,
  undo_total bigint not null default 0,
  undo_done bigint not null default 0,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  undone_at timestamp with time zone,
  constraint imports_pkey PRIMARY KEY (id),
  constraint imports_state_check CHECK ((state = ANY (ARRAY['uploaded'::text, 'checking'::text, 'checked'::text, 'running'::text, 'cancelled'::text, 'done'::text, 'failed'::text, 'undoing'::text, 'undone'::text])))
);
CREATE INDEX imports_newest ON public.imports USING btree (created_at DESC, id DESC);
CREATE INDEX imports_working ON public.imports USING btree (state) WHERE (state = ANY (ARRAY['checking'::text, 'running'::text, 'undoing'::text]));

create table inbound_keys (
  source text not null,
  message_key uuid not null,
  at timestamp with time zone not null,
  constraint inbound_keys_pkey PRIMARY KEY (source, message_key)
);
CREATE INDEX inbound_keys_old ON public.inbound_keys USING btree (at);

create table inquiries (
  id uuid not null,
  number bigint not null generated always as identity,
  case_id uuid not null,
  subject uuid,
  partner_id uuid,
  to_department text,
  from_department text,
  touchpoint text,
  way text not null,
  subject_line text not null,
  language text not null,
  shared jsonb not null default '[]'::jsonb,
  asked_by uuid,
  asked_by_label text not null,
  asked_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  first_due_at timestamp with time zone not null,
  next_reminder_at timestamp with time zone,
  reminders integer not null default 0,
  escalated_at timestamp with time zone,
  token_hash text,
  token_expires_at timestamp with time zone,
  token_revoked_at timestamp with time zone,
  first_opened_at timestamp with time zone,
  first_answered_at timestamp with time zone,
  last_answered_at timestamp with time zone,
  is_answered boolean not null default false,
  closed_at timestamp with time zone,
  closed_by uuid,
  closed_because text,
  constraint inquiries_number_key UNIQUE (number),
  constraint inquiries_token_hash_key UNIQUE (token_hash),
  constraint inquiries_pkey PRIMARY KEY (id),
  constraint inquiries_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES users(id) ON DELETE SET NULL,
  constraint inquiries_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES users(id) ON DELETE SET NULL,
  constraint inquiries_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES partners(id),
  constraint inquiries_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id) ON DELETE SET NULL,
  constraint inquiries_check CHECK (((partner_id IS NULL) <> (to_department IS NULL))),
  constraint inquiries_check1 CHECK (((way = 'inside'::text) = (to_department IS NOT NULL))),
  constraint inquiries_closed_because_check CHECK ((closed_because = ANY (ARRAY['answered'::text, 'withdrawn'::text]))),
  constraint inquiries_language_check CHECK ((language = ANY (ARRAY['de'::text, 'en'::text]))),
  constraint inquiries_way_check CHECK ((way = ANY (ARRAY['mail'::text, 'link'::text, 'inside'::text])))
);
CREATE INDEX inquiries_case ON public.inquiries USING btree (case_id, asked_at);
CREATE INDEX inquiries_department ON public.inquiries USING btree (to_department, due_at) WHERE (closed_at IS NULL);
CREATE INDEX inquiries_list ON public.inquiries USING btree (due_at, id);
CREATE INDEX inquiries_open ON public.inquiries USING btree (due_at, id) WHERE (closed_at IS NULL);
CREATE INDEX inquiries_partner ON public.inquiries USING btree (partner_id, asked_at);
CREATE INDEX inquiries_reminders ON public.inquiries USING btree (next_reminder_at) WHERE (next_reminder_at IS NOT NULL);
CREATE INDEX inquiries_subject ON public.inquiries USING btree (subject);

create table inquiry_entries (
  seq bigint not null generated always as identity,
  id uuid not null,
  inquiry_id uuid not null,
  at timestamp with time zone not null,
  kind text not null,
  via text not null,
  author uuid,
  author_label text not null,
  text text not null,
  message_id uuid,
  once_key text,
  constraint inquiry_entries_inquiry_id_once_key_key UNIQUE (inquiry_id, once_key),
  constraint inquiry_entries_seq_key UNIQUE (seq),
  constraint inquiry_entries_pkey PRIMARY KEY (id),
  constraint inquiry_entries_author_fkey FOREIGN KEY (author) REFERENCES users(id) ON DELETE SET NULL,
  constraint inquiry_entries_inquiry_id_fkey FOREIGN KEY (inquiry_id) REFERENCES inquiries(id) ON DELETE CASCADE,
  constraint inquiry_entries_kind_check CHECK ((kind = ANY (ARRAY['question'::text, 'answer'::text, 'reminder'::text, 'escalation'::text]))),
  constraint inquiry_entries_via_check CHECK ((via = ANY (ARRAY['mail'::text, 'link'::text, 'inside'::text])))
);
CREATE INDEX inquiry_entries_message ON public.inquiry_entries USING btree (message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX inquiry_entries_order ON public.inquiry_entries USING btree (inquiry_id, seq);

create table inquiry_files (
  id uuid not null,
  inquiry_id uuid not null,
  entry_id uuid,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  uploaded_at timestamp with time zone not null,
  constraint inquiry_files_pkey PRIMARY KEY (id),
  constraint inquiry_files_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES inquiry_entries(id) ON DELETE CASCADE,
  constraint inquiry_files_inquiry_id_fkey FOREIGN KEY (inquiry_id) REFERENCES inquiries(id) ON DELETE CASCADE
);
CREATE INDEX inquiry_files_inquiry ON public.inquiry_files USING btree (inquiry_id);
CREATE INDEX inquiry_files_unused ON public.inquiry_files USING btree (uploaded_at) WHERE (entry_id IS NULL);

create table installation (
  name text not null,
  value text not null,
  constraint installation_pkey PRIMARY KEY (name)
);

create table installation_facts (
  name text not null,
  at timestamp with time zone not null,
  constraint installation_facts_pkey PRIMARY KEY (name)
);

create table invitation_messages (
  invitation_id uuid not null,
  number integer not null,
  message_id uuid not null,
  queued_at timestamp with time zone not null,
  constraint invitation_messages_pkey PRIMARY KEY (invitation_id, number),
  constraint invitation_messages_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES survey_invitations(id) ON DELETE CASCADE
);
CREATE INDEX invitation_messages_message ON public.invitation_messages USING btree (message_id);

create table invitations (
  id uuid not null,
  token_hash text not null,
  email text,
  role text not null,
  departments text[] not null default '{}'::text[],
  user_id uuid,
  invited_by uuid,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint invitations_token_hash_key UNIQUE (token_hash),
  constraint invitations_pkey PRIMARY KEY (id),
  constraint invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES users(id) ON DELETE SET NULL,
  constraint invitations_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint invitations_email_check CHECK ((email = lower(email)))
);
CREATE UNIQUE INDEX invitations_open ON public.invitations USING btree (COALESCE(email, ''::text)) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));

create table known_devices (
  token_hash text not null,
  user_id uuid not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone not null,
  constraint known_devices_pkey PRIMARY KEY (token_hash, user_id),
  constraint known_devices_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX known_devices_user ON public.known_devices USING btree (user_id);

create table known_issues (
  id uuid not null,
  number bigint not null default nextval('known_issue_number'::regclass),
  title text not null,
  cause text not null,
  fix text not null,
  download_url text,
  texts jsonb not null,
  rule jsonb not null,
  is_safety_critical boolean not null default false,
  solve_after_days integer,
  from_case_id uuid,
  created_at timestamp with time zone not null,
  created_by text not null,
  changed_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  version integer not null default 1,
  constraint known_issues_number_key UNIQUE (number),
  constraint known_issues_pkey PRIMARY KEY (id)
);
CREATE INDEX known_issues_order ON public.known_issues USING btree (created_at DESC, id DESC);

create table letters (
  id uuid not null,
  message_id uuid,
  subject uuid,
  recipient text not null,
  address text not null,
  subject_line text not null,
  language text not null,
  file_id uuid not null,
  pages integer not null,
  queued_at timestamp with time zone not null,
  printed_at timestamp with time zone,
  printed_by text,
  cancelled_at timestamp with time zone,
  constraint letters_message_id_key UNIQUE (message_id),
  constraint letters_pkey PRIMARY KEY (id),
  constraint letters_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id)
);
CREATE INDEX letters_printed ON public.letters USING btree (printed_at DESC, id) WHERE (printed_at IS NOT NULL);
CREATE INDEX letters_subject ON public.letters USING btree (subject);
CREATE INDEX letters_waiting ON public.letters USING btree (queued_at, id) WHERE ((printed_at IS NULL) AND (cancelled_at IS NULL));

create table lookup_answers (
  lookup_id uuid not null,
  question uuid not null,
  subject uuid,
  facts jsonb not null,
  fetched_at timestamp with time zone not null,
  constraint lookup_answers_pkey PRIMARY KEY (lookup_id, question),
  constraint lookup_answers_lookup_id_fkey FOREIGN KEY (lookup_id) REFERENCES lookups(id) ON DELETE CASCADE,
  constraint lookup_answers_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id) ON DELETE CASCADE
);
CREATE INDEX lookup_answers_age ON public.lookup_answers USING btree (fetched_at);
CREATE INDEX lookup_answers_subject ON public.lookup_answers USING btree (subject) WHERE (subject IS NOT NULL);

create table lookup_states (
  lookup_id uuid not null,
  failures integer not null default 0,
  open_until timestamp with time zone,
  last_failure text,
  last_failed_at timestamp with time zone,
  last_answered_at timestamp with time zone,
  constraint lookup_states_pkey PRIMARY KEY (lookup_id),
  constraint lookup_states_lookup_id_fkey FOREIGN KEY (lookup_id) REFERENCES lookups(id) ON DELETE CASCADE
);

create table lookups (
  id uuid not null,
  code text not null,
  name_de text not null,
  name_en text not null,
  url_template text not null,
  headers jsonb not null default '{}'::jsonb,
  secret_header text,
  secret_sealed text,
  timeout_ms integer not null default 3000,
  cache_s integer not null default 300,
  fields jsonb not null,
  "position" integer not null default 0,
  paused_at timestamp with time zone,
  demo_origin text,
  created_at timestamp with time zone not null,
  created_by text not null,
  updated_at timestamp with time zone not null,
  constraint lookups_code_key UNIQUE (code),
  constraint lookups_pkey PRIMARY KEY (id),
  constraint lookups_cache_s_check CHECK (((cache_s >= 0) AND (cache_s <= 604800))),
  constraint lookups_timeout_ms_check CHECK (((timeout_ms >= 100) AND (timeout_ms <= 15000)))
);

create table loop_catches (
  id uuid not null,
  rule_id uuid not null,
  source text not null,
  source_key text not null,
  subject uuid,
  case_id uuid,
  joined_at timestamp with time zone,
  touchpoint text not null,
  department text,
  metric text not null,
  score double precision,
  happened_at timestamp with time zone not null,
  caught_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  told_at timestamp with time zone,
  told_by_label text,
  told_how text,
  not_told_because text,
  constraint loop_catches_rule_id_source_key_key UNIQUE (rule_id, source_key),
  constraint loop_catches_pkey PRIMARY KEY (id),
  constraint loop_catches_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES loop_rules(id),
  constraint loop_catches_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id) ON DELETE SET NULL,
  constraint loop_catches_source_check CHECK ((source = ANY (ARRAY['answers'::text, 'interactions'::text, 'promises'::text]))),
  constraint loop_catches_told_how_check CHECK ((told_how = ANY (ARRAY['phone'::text, 'in_person'::text, 'letter'::text, 'other'::text, 'not_told'::text])))
);
CREATE INDEX loop_catches_case ON public.loop_catches USING btree (case_id);
CREATE INDEX loop_catches_order ON public.loop_catches USING btree (caught_at DESC, id DESC);
CREATE INDEX loop_catches_subject ON public.loop_catches USING btree (subject, touchpoint, caught_at);

create table loop_cursors (
  source text not null,
  done bigint not null,
  mark bigint not null,
  marked_at timestamp with time zone not null,
  swept_at timestamp with time zone not null,
  constraint loop_cursors_pkey PRIMARY KEY (source),
  constraint loop_cursors_source_check CHECK ((source = ANY (ARRAY['answers'::text, 'interactions'::text, 'promises'::text])))
);

create table loop_rules (
  id uuid not null,
  name text not null,
  kind text not null,
  condition jsonb not null,
  touchpoints text[],
  department text,
  priority text not null,
  contact_within_hours integer not null,
  began_at timestamp with time zone not null,
  switched_off_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint loop_rules_pkey PRIMARY KEY (id),
  constraint loop_rules_contact_within_hours_check CHECK (((contact_within_hours >= 1) AND (contact_within_hours <= 8760))),
  constraint loop_rules_kind_check CHECK ((kind = ANY (ARRAY['score'::text, 'complaint'::text, 'broken_promise'::text, 'review'::text]))),
  constraint loop_rules_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text, 'urgent'::text])))
);

create table macros (
  id uuid not null,
  name text not null,
  department text,
  steps jsonb not null,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  updated_by text not null,
  removed_at timestamp with time zone,
  constraint macros_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX macros_name ON public.macros USING btree (lower(name)) WHERE (removed_at IS NULL);

create table mail_accounts (
  id uuid not null,
  name text not null,
  address text not null,
  host text not null,
  port integer not null,
  security text not null,
  login text not null,
  password_sealed text not null,
  folder text not null,
  afterwards text not null,
  move_to text,
  trusted_server text,
  department text,
  touchpoint text,
  routing jsonb not null default '[]'::jsonb,
  acknowledge_template uuid,
  uid_validity bigint,
  last_uid bigint not null default 0,
  connected_at timestamp with time zone,
  last_mail_at timestamp with time zone,
  starts_with text not null,
  failing_since timestamp with time zone,
  failure text,
  failures integer not null default 0,
  stuck_uid bigint,
  stuck_attempts integer not null default 0,
  lease_id uuid,
  lease_until timestamp with time zone,
  created_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  paused_at timestamp with time zone,
  removed_at timestamp with time zone,
  takes text not null default 'cases'::text,
  constraint mail_accounts_pkey PRIMARY KEY (id),
  constraint mail_accounts_afterwards_check CHECK ((afterwards = ANY (ARRAY['mark_seen'::text, 'move'::text]))),
  constraint mail_accounts_security_check CHECK ((security = ANY (ARRAY['tls'::text, 'starttls'::text, 'none'::text]))),
  constraint mail_accounts_starts_with_check CHECK ((starts_with = ANY (ARRAY['new'::text, 'all'::text]))),
  constraint mail_accounts_takes_check CHECK ((takes = ANY (ARRAY['cases'::text, 'feedback'::text])))
);

create table mail_intakes (
  id uuid not null,
  account_id uuid not null,
  uid_validity bigint not null,
  uid bigint not null,
  message_key uuid not null,
  sender_key uuid,
  at timestamp with time zone not null,
  outcome text not null,
  reason text,
  subject uuid,
  case_id uuid,
  acknowledged_at timestamp with time zone,
  settled_at timestamp with time zone,
  constraint mail_intakes_account_id_uid_validity_uid_key UNIQUE (account_id, uid_validity, uid),
  constraint mail_intakes_pkey PRIMARY KEY (id),
  constraint mail_intakes_account_id_fkey FOREIGN KEY (account_id) REFERENCES mail_accounts(id),
  constraint mail_intakes_outcome_check CHECK ((outcome = ANY (ARRAY['case'::text, 'message'::text, 'inquiry'::text, 'bounce'::text, 'auto_reply'::text, 'opt_out'::text, 'receipt'::text, 'loop'::text, 'repeated'::text, 'own'::text, 'refused'::text, 'feedback'::text])))
);
CREATE UNIQUE INDEX mail_intakes_message ON public.mail_intakes USING btree (message_key) WHERE ((outcome <> 'repeated'::text) AND (outcome <> 'refused'::text));
CREATE INDEX mail_intakes_newest ON public.mail_intakes USING btree (account_id, at DESC, id DESC);
CREATE INDEX mail_intakes_sender ON public.mail_intakes USING btree (sender_key, at DESC) WHERE (sender_key IS NOT NULL);
CREATE INDEX mail_intakes_subject ON public.mail_intakes USING btree (subject) WHERE (subject IS NOT NULL);
CREATE INDEX mail_intakes_unsettled ON public.mail_intakes USING btree (account_id) WHERE (settled_at IS NULL);

create table message_bodies (
  id uuid not null,
  language text not null default ''::text,
  subject_line text not null,
  html text,
  text text not null,
  is_template boolean not null,
  created_at timestamp with time zone not null,
  erased_at timestamp with time zone,
  constraint message_bodies_pkey PRIMARY KEY (id)
);

create table message_campaigns (
  id uuid not null,
  rate_per_minute integer,
  is_essential boolean not null default false,
  created_at timestamp with time zone not null,
  paused_at timestamp with time zone,
  stopped_at timestamp with time zone,
  ended_at timestamp with time zone,
  next_free_at timestamp with time zone,
  constraint message_campaigns_pkey PRIMARY KEY (id),
  constraint message_campaigns_rate_per_minute_check CHECK ((rate_per_minute > 0))
);
CREATE INDEX message_campaigns_running ON public.message_campaigns USING btree (created_at, id) WHERE ((ended_at IS NULL) AND (stopped_at IS NULL) AND (paused_at IS NULL));

create table message_caps (
  purpose text not null,
  per_day integer,
  per_week integer,
  constraint message_caps_pkey PRIMARY KEY (purpose),
  constraint message_caps_per_day_check CHECK ((per_day > 0)),
  constraint message_caps_per_week_check CHECK ((per_week > 0))
);

create table message_ids (
  id uuid not null,
  import_id uuid,
  constraint message_ids_pkey PRIMARY KEY (id)
);
CREATE INDEX message_ids_import ON public.message_ids USING btree (import_id) WHERE (import_id IS NOT NULL);

create table message_pace (
  channel text not null,
  next_free_at timestamp with time zone not null,
  constraint message_pace_pkey PRIMARY KEY (channel)
);

create table message_settings (
  id boolean not null default true,
  quiet_from time without time zone not null default '21:00:00'::time without time zone,
  quiet_to time without time zone not null default '08:00:00'::time without time zone,
  allows_open_pixel boolean not null default false,
  constraint message_settings_pkey PRIMARY KEY (id),
  constraint message_settings_id_check CHECK (id)
);

create table message_told (
  campaign_id uuid not null,
  customer_id uuid not null,
  message_id uuid not null,
  constraint message_told_pkey PRIMARY KEY (campaign_id, customer_id)
);
CREATE INDEX message_told_message ON public.message_told USING btree (message_id);

create table messages (
  id uuid not null,
  send_key text not null,
  campaign_id uuid,
  purpose text not null,
  kind text not null,
  channel text not null,
  address text,
  subject uuid,
  case_id uuid,
  body_id uuid not null,
  variables jsonb not null default '{}'::jsonb,
  headers jsonb not null default '{}'::jsonb,
  attachments jsonb not null default '[]'::jsonb,
  is_answer boolean not null default false,
  is_essential boolean not null default false,
  queued_at timestamp with time zone not null,
  next_attempt_at timestamp with time zone,
  attempts integer not null default 0,
  claimed_at timestamp with time zone,
  claimed_by integer,
  last_problem text,
  handed_at timestamp with time zone,
  provider_id text,
  delivered_at timestamp with time zone,
  opened_at timestamp with time zone,
  bounced_at timestamp with time zone,
  bounce_reason text,
  refused_at timestamp with time zone,
  refused_reason text,
  unclear_at timestamp with time zone,
  unclear_reason text,
  skipped_at timestamp with time zone,
  skipped_reason text,
  constraint messages_send_key_key UNIQUE (send_key),
  constraint messages_pkey PRIMARY KEY (id),
  constraint messages_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text, 'messenger'::text, 'notice'::text, 'letter'::text, 'phone'::text]))),
  constraint messages_kind_check CHECK ((kind = ANY (ARRAY['reply'::text, 'outreach'::text, 'notice'::text, 'inquiry'::text, 'opt_in'::text, 'promise'::text, 'survey'::text])))
);
CREATE INDEX messages_address ON public.messages USING btree (address) WHERE (handed_at IS NOT NULL);
CREATE INDEX messages_case ON public.messages USING btree (case_id) WHERE (case_id IS NOT NULL);
CREATE INDEX messages_due ON public.messages USING btree (campaign_id, channel, next_attempt_at) WHERE (next_attempt_at IS NOT NULL);
CREATE INDEX messages_provider ON public.messages USING btree (provider_id) WHERE (provider_id IS NOT NULL);
CREATE INDEX messages_queued ON public.messages USING brin (queued_at);
CREATE INDEX messages_subject ON public.messages USING btree (subject, claimed_at) WHERE (subject IS NOT NULL);
CREATE INDEX messages_under_way ON public.messages USING btree (claimed_by) WHERE (claimed_by IS NOT NULL);

create table my_corrections (
  id uuid not null,
  subject uuid not null,
  what text not null,
  record_id uuid,
  before jsonb,
  after jsonb not null,
  note text not null default ''::text,
  proposed_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  decided_by text,
  decision text,
  reason text,
  constraint my_corrections_pkey PRIMARY KEY (id),
  constraint my_corrections_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id) ON DELETE CASCADE,
  constraint my_corrections_decision_check CHECK ((decision = ANY (ARRAY['accepted'::text, 'declined'::text]))),
  constraint my_corrections_what_check CHECK ((what = ANY (ARRAY['name'::text, 'email'::text, 'phone'::text, 'birthday'::text, 'address'::text, 'other'::text])))
);
CREATE INDEX my_corrections_open ON public.my_corrections USING btree (proposed_at, id) WHERE (decided_at IS NULL);
CREATE INDEX my_corrections_subject ON public.my_corrections USING btree (subject);

create table my_links (
  id uuid not null,
  subject uuid not null,
  token_hash text not null,
  channel text not null,
  address text not null,
  language text not null default 'de'::text,
  made_by text not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  opened_at timestamp with time zone,
  key_hash text,
  key_expires_at timestamp with time zone,
  ticket_hash text,
  code_hash text,
  code_sent_at timestamp with time zone,
  code_tries integer not null default 0,
  codes_sent integer not null default 0,
  ended_at timestamp with time zone,
  constraint my_links_key_hash_key UNIQUE (key_hash),
  constraint my_links_token_hash_key UNIQUE (token_hash),
  constraint my_links_pkey PRIMARY KEY (id),
  constraint my_links_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id) ON DELETE CASCADE,
  constraint my_links_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text])))
);
CREATE INDEX my_links_address ON public.my_links USING btree (address, made_at);
CREATE INDEX my_links_age ON public.my_links USING btree (made_at);
CREATE INDEX my_links_subject ON public.my_links USING btree (subject, made_at DESC);

create table notices (
  id uuid not null,
  message_id uuid,
  subject uuid not null,
  title text not null,
  body_text text not null,
  body_html text,
  language text not null,
  queued_at timestamp with time zone not null,
  first_shown_at timestamp with time zone,
  acknowledged_at timestamp with time zone,
  expires_at timestamp with time zone not null,
  constraint notices_message_id_key UNIQUE (message_id),
  constraint notices_pkey PRIMARY KEY (id),
  constraint notices_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id)
);
CREATE INDEX notices_age ON public.notices USING btree (expires_at);
CREATE INDEX notices_subject ON public.notices USING btree (subject, queued_at DESC);

create table opt_in_requests (
  id uuid not null,
  token_hash text not null,
  subject uuid not null,
  purpose text not null,
  channel text not null,
  address text not null,
  language text not null,
  text_shown text not null,
  source text not null default ''::text,
  requested_at timestamp with time zone not null,
  requested_from jsonb not null default '{}'::jsonb,
  expires_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  constraint opt_in_requests_token_hash_key UNIQUE (token_hash),
  constraint opt_in_requests_pkey PRIMARY KEY (id),
  constraint opt_in_requests_purpose_fkey FOREIGN KEY (purpose) REFERENCES consent_purposes(key),
  constraint opt_in_requests_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id)
);
CREATE INDEX opt_in_requests_age ON public.opt_in_requests USING btree (expires_at);
CREATE INDEX opt_in_requests_subject ON public.opt_in_requests USING btree (subject, requested_at);

create table outreach_recipients (
  outreach_id uuid not null,
  customer_id uuid not null,
  subject uuid not null,
  decided_at timestamp with time zone not null,
  message_id uuid,
  case_id uuid,
  answered_at timestamp with time zone,
  excluded text,
  constraint outreach_recipients_pkey PRIMARY KEY (outreach_id, customer_id)
);
CREATE INDEX outreach_recipients_case ON public.outreach_recipients USING btree (outreach_id) WHERE ((case_id IS NOT NULL) AND (answered_at IS NULL));
CREATE INDEX outreach_recipients_message ON public.outreach_recipients USING btree (message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX outreach_recipients_subject ON public.outreach_recipients USING btree (subject);

create table outreaches (
  id uuid not null,
  title text not null,
  purpose text not null,
  issue_id uuid,
  filter jsonb,
  channels text[] not null,
  texts jsonb not null,
  is_essential boolean not null default false,
  is_live boolean not null default false,
  rate_per_minute integer,
  created_at timestamp with time zone not null,
  created_by text not null,
  changed_at timestamp with time zone not null,
  version integer not null default 1,
  started_at timestamp with time zone,
  started_by text,
  paused_at timestamp with time zone,
  stopped_at timestamp with time zone,
  stopped_by text,
  finished_at timestamp with time zone,
  looked_at timestamp with time zone,
  constraint outreaches_pkey PRIMARY KEY (id),
  constraint outreaches_check CHECK (((issue_id IS NULL) <> (filter IS NULL)))
);
CREATE INDEX outreaches_issue ON public.outreaches USING btree (issue_id) WHERE (issue_id IS NOT NULL);
CREATE INDEX outreaches_newest ON public.outreaches USING btree (created_at DESC, id DESC);

create table partners (
  id uuid not null,
  kind text not null,
  name text not null,
  email text,
  language text not null,
  contact text not null default ''::text,
  note text not null default ''::text,
  answers_in_hours integer not null default 48,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint partners_pkey PRIMARY KEY (id),
  constraint partners_answers_in_hours_check CHECK (((answers_in_hours >= 1) AND (answers_in_hours <= 8760))),
  constraint partners_kind_check CHECK ((kind = ANY (ARRAY['manufacturer'::text, 'supplier'::text, 'department'::text]))),
  constraint partners_language_check CHECK ((language = ANY (ARRAY['de'::text, 'en'::text])))
);
CREATE UNIQUE INDEX partners_name ON public.partners USING btree (lower(name)) WHERE (removed_at IS NULL);

create table passkeys (
  id uuid not null,
  user_id uuid not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}'::text[],
  name text not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint passkeys_credential_id_key UNIQUE (credential_id),
  constraint passkeys_pkey PRIMARY KEY (id),
  constraint passkeys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX passkeys_user ON public.passkeys USING btree (user_id);

create table phone_tasks (
  id uuid not null,
  message_id uuid,
  subject uuid,
  name text not null,
  number text not null,
  subject_line text not null,
  script text not null,
  language text not null,
  queued_at timestamp with time zone not null,
  not_before timestamp with time zone,
  attempts integer not null default 0,
  last_tried_at timestamp with time zone,
  reached_at timestamp with time zone,
  given_up_at timestamp with time zone,
  note text not null default ''::text,
  settled_by text,
  constraint phone_tasks_message_id_key UNIQUE (message_id),
  constraint phone_tasks_pkey PRIMARY KEY (id),
  constraint phone_tasks_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id)
);
CREATE INDEX phone_tasks_settled ON public.phone_tasks USING btree (COALESCE(reached_at, given_up_at) DESC, id) WHERE ((reached_at IS NOT NULL) OR (given_up_at IS NOT NULL));
CREATE INDEX phone_tasks_subject ON public.phone_tasks USING btree (subject);
CREATE INDEX phone_tasks_waiting ON public.phone_tasks USING btree (queued_at, id) WHERE ((reached_at IS NULL) AND (given_up_at IS NULL));

create table placement_showings (
  response_id uuid not null,
  placement uuid not null,
  survey text not null,
  subject uuid,
  at timestamp with time zone not null,
  constraint placement_showings_pkey PRIMARY KEY (response_id),
  constraint placement_showings_placement_fkey FOREIGN KEY (placement) REFERENCES placements(id) ON DELETE CASCADE
);
CREATE INDEX placement_showings_at ON public.placement_showings USING btree (at);
CREATE INDEX placement_showings_placement ON public.placement_showings USING btree (placement, at DESC);
CREATE INDEX placement_showings_subject ON public.placement_showings USING btree (subject, at DESC) WHERE (subject IS NOT NULL);

create table placements (
  id uuid not null,
  name text not null,
  survey text not null,
  source_id uuid,
  rules jsonb not null,
  rank integer not null default 100,
  live_at timestamp with time zone,
  created_at timestamp with time zone not null,
  created_by text not null,
  updated_at timestamp with time zone not null,
  version integer not null default 1,
  constraint placements_pkey PRIMARY KEY (id),
  constraint placements_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE,
  constraint placements_survey_fkey FOREIGN KEY (survey) REFERENCES surveys(code) ON DELETE CASCADE
);
CREATE INDEX placements_order ON public.placements USING btree (created_at DESC, id DESC);
CREATE INDEX placements_survey ON public.placements USING btree (survey);

create table playbook_acknowledgements (
  version_id uuid not null,
  user_id uuid not null,
  at timestamp with time zone not null,
  constraint playbook_acknowledgements_pkey PRIMARY KEY (version_id, user_id),
  constraint playbook_acknowledgements_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint playbook_acknowledgements_version_id_fkey FOREIGN KEY (version_id) REFERENCES playbook_versions(id) ON DELETE CASCADE
);

create table playbook_ticks (
  case_id uuid not null,
  version_id uuid not null,
  step_id text not null,
  ticked_at timestamp with time zone not null,
  ticked_by text not null,
  constraint playbook_ticks_pkey PRIMARY KEY (case_id, version_id, step_id),
  constraint playbook_ticks_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id) ON DELETE CASCADE,
  constraint playbook_ticks_version_id_fkey FOREIGN KEY (version_id) REFERENCES playbook_versions(id) ON DELETE CASCADE
);

create table playbook_versions (
  id uuid not null,
  playbook_id uuid not null,
  version integer not null,
  content jsonb not null,
  change_note text not null default ''::text,
  created_at timestamp with time zone not null,
  created_by text not null,
  published_at timestamp with time zone,
  published_by text,
  constraint playbook_versions_playbook_id_version_key UNIQUE (playbook_id, version),
  constraint playbook_versions_pkey PRIMARY KEY (id),
  constraint playbook_versions_playbook_id_fkey FOREIGN KEY (playbook_id) REFERENCES playbooks(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX playbook_versions_draft ON public.playbook_versions USING btree (playbook_id) WHERE (published_at IS NULL);

create table playbooks (
  id uuid not null,
  kind text not null,
  title_de text not null,
  title_en text not null,
  touchpoint text,
  category text,
  department text,
  needs_acknowledgement boolean not null default false,
  created_at timestamp with time zone not null,
  created_by text not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  constraint playbooks_pkey PRIMARY KEY (id),
  constraint playbooks_kind_check CHECK ((kind = ANY (ARRAY['playbook'::text, 'guideline'::text])))
);
CREATE INDEX playbooks_place ON public.playbooks USING btree (touchpoint, category) WHERE (archived_at IS NULL);

create table privacy_anonymising (
  table_name text not null,
  batch bigint not null,
  before_at timestamp with time zone not null,
  written_at timestamp with time zone,
  constraint privacy_anonymising_pkey PRIMARY KEY (table_name)
);

create table privacy_erasures (
  id uuid not null,
  customer_id uuid,
  identifiers uuid[],
  reason text not null,
  note text,
  requested_by text not null,
  requested_by_id text not null,
  requested_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  confirmed_by text,
  confirmed_at timestamp with time zone,
  rejected_by text,
  rejected_at timestamp with time zone,
  reach_sealed text,
  fingerprints text[] not null default '{}'::text[],
  counts jsonb,
  erased_at timestamp with time zone,
  scrub_due_at timestamp with time zone,
  scrubbed_at timestamp with time zone,
  scrub_notes jsonb,
  proof jsonb,
  proof_hash text,
  failure text,
  constraint privacy_erasures_pkey PRIMARY KEY (id)
);
CREATE INDEX privacy_erasures_fingerprints ON public.privacy_erasures USING gin (fingerprints);
CREATE INDEX privacy_erasures_order ON public.privacy_erasures USING btree (requested_at DESC, id);

create table privacy_restrictions (
  subject uuid not null,
  restriction_id uuid not null,
  ground text not null,
  note text not null,
  restricted_by text not null,
  restricted_at timestamp with time zone not null,
  constraint privacy_restrictions_pkey PRIMARY KEY (subject),
  constraint privacy_restrictions_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id) ON DELETE CASCADE
);
CREATE INDEX privacy_restrictions_id ON public.privacy_restrictions USING btree (restriction_id);

create table privacy_retention (
  kind text not null,
  action text not null,
  after_days integer not null,
  set_by text not null,
  set_at timestamp with time zone not null,
  last_run_at timestamp with time zone,
  last_count bigint,
  last_failure text,
  constraint privacy_retention_pkey PRIMARY KEY (kind),
  constraint privacy_retention_action_check CHECK ((action = ANY (ARRAY['delete'::text, 'anonymise'::text]))),
  constraint privacy_retention_after_days_check CHECK (((after_days >= 1) AND (after_days <= 36500)))
);

create table privacy_settings (
  id boolean not null default true,
  value jsonb not null,
  constraint privacy_settings_pkey PRIMARY KEY (id),
  constraint privacy_settings_id_check CHECK (id)
);

create table promise_events (
  seq bigint not null generated always as identity,
  promise_id uuid not null,
  at timestamp with time zone not null,
  kind text not null,
  actor_label text not null,
  data jsonb not null default '{}'::jsonb,
  written_at timestamp with time zone not null,
  constraint promise_events_pkey PRIMARY KEY (seq),
  constraint promise_events_promise_id_fkey FOREIGN KEY (promise_id) REFERENCES promises(id) ON DELETE CASCADE,
  constraint promise_events_kind_check CHECK ((kind = ANY (ARRAY['made'::text, 'reminded'::text, 'escalated'::text, 'broken'::text, 'kept'::text, 'withdrawn'::text, 'handed_over'::text])))
);
CREATE INDEX promise_events_broken ON public.promise_events USING btree (seq) WHERE (kind = 'broken'::text);
CREATE UNIQUE INDEX promise_events_escalated ON public.promise_events USING btree (promise_id, ((data ->> 'because'::text))) WHERE (kind = 'escalated'::text);
CREATE UNIQUE INDEX promise_events_once ON public.promise_events USING btree (promise_id, kind) WHERE (kind = ANY (ARRAY['made'::text, 'reminded'::text, 'broken'::text, 'kept'::text, 'withdrawn'::text]));
CREATE INDEX promise_events_promise ON public.promise_events USING btree (promise_id, seq);

create table promise_policies (
  id uuid not null,
  "position" integer not null,
  name text not null,
  conditions jsonb not null default '{}'::jsonb,
  remind_minutes_before integer not null,
  escalate_minutes_late integer,
  escalate_to jsonb not null,
  updated_at timestamp with time zone not null default now(),
  constraint promise_policies_pkey PRIMARY KEY (id)
);
CREATE INDEX promise_policies_order ON public.promise_policies USING btree ("position", id);

create table promises (
  id uuid not null,
  case_id uuid,
  subject uuid,
  kind text not null,
  text text not null,
  due_at timestamp with time zone not null,
  time_zone text not null,
  line text,
  reading text,
  responsible_user uuid,
  responsible_department text,
  department text,
  touchpoint text,
  made_at timestamp with time zone not null,
  made_by_kind text not null,
  made_by_id text,
  made_by_label text not null,
  kept_at timestamp with time zone,
  kept_by_label text,
  withdrawn_at timestamp with time zone,
  withdrawn_reason text,
  broken_at timestamp with time zone,
  next_notice_at timestamp with time zone,
  version integer not null default 1,
  constraint promises_pkey PRIMARY KEY (id),
  constraint promises_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint promises_responsible_user_fkey FOREIGN KEY (responsible_user) REFERENCES users(id) ON DELETE SET NULL,
  constraint promises_subject_fkey FOREIGN KEY (subject) REFERENCES identifiers(id),
  constraint promises_kind_check CHECK ((kind = ANY (ARRAY['callback'::text, 'answer'::text, 'visit'::text, 'delivery'::text, 'refund'::text, 'repair'::text, 'other'::text])))
);
CREATE INDEX promises_breaking ON public.promises USING btree (due_at, id) WHERE ((broken_at IS NULL) AND (kept_at IS NULL) AND (withdrawn_at IS NULL));
CREATE INDEX promises_case ON public.promises USING btree (case_id, due_at);
CREATE INDEX promises_due ON public.promises USING btree (due_at);
CREATE INDEX promises_notice ON public.promises USING btree (next_notice_at, id) WHERE (next_notice_at IS NOT NULL);
CREATE INDEX promises_open ON public.promises USING btree (due_at, id) WHERE ((kept_at IS NULL) AND (withdrawn_at IS NULL));
CREATE INDEX promises_open_department ON public.promises USING btree (responsible_department, due_at, id) WHERE ((kept_at IS NULL) AND (withdrawn_at IS NULL));
CREATE INDEX promises_open_user ON public.promises USING btree (responsible_user, due_at, id) WHERE ((kept_at IS NULL) AND (withdrawn_at IS NULL));
CREATE INDEX promises_subject ON public.promises USING btree (subject, due_at);

create table recovery_codes (
  user_id uuid not null,
  code_hash text not null,
  created_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint recovery_codes_pkey PRIMARY KEY (user_id, code_hash),
  constraint recovery_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

create table response_files (
  id uuid not null,
  response_id uuid not null,
  survey text not null,
  question text not null,
  name text not null,
  content_type text not null,
  bytes integer not null,
  sha256 text not null,
  uploaded_at timestamp with time zone not null,
  kept_at timestamp with time zone,
  constraint response_files_pkey PRIMARY KEY (id),
  constraint response_files_survey_fkey FOREIGN KEY (survey) REFERENCES surveys(code)
);
CREATE INDEX response_files_response ON public.response_files USING btree (response_id);
CREATE INDEX response_files_waiting ON public.response_files USING btree (uploaded_at) WHERE (kept_at IS NULL);

create table responses (
  id uuid not null,
  survey text,
  touchpoint text,
  at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  version integer,
  subject uuid,
  link_id uuid,
  source text not null default 'import'::text,
  language text not null default ''::text,
  hidden jsonb not null default '{}'::jsonb,
  answers jsonb,
  last_question text,
  started_at timestamp with time zone,
  saved_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  seq integer not null default 0,
  ending text,
  quota_full_at timestamp with time zone,
  suspicion text,
  released_at timestamp with time zone,
  released_by text,
  left_out_at timestamp with time zone,
  left_out_by text,
  withdrawn_at timestamp with time zone,
  constraint responses_pkey PRIMARY KEY (id),
  constraint survey_responses_survey_fkey FOREIGN KEY (survey) REFERENCES surveys(code),
  constraint responses_suspicion_check CHECK ((suspicion = ANY (ARRAY['honeypot'::text, 'too_fast'::text])))
);
CREATE INDEX responses_counted ON public.responses USING btree (survey, at DESC) WHERE ((finished_at IS NOT NULL) AND ((suspicion IS NULL) OR (released_at IS NOT NULL)));
CREATE INDEX responses_link ON public.responses USING btree (link_id) WHERE (link_id IS NOT NULL);
CREATE INDEX responses_listed ON public.responses USING btree (survey, saved_at DESC, id DESC);
CREATE INDEX responses_subject ON public.responses USING btree (subject) WHERE (subject IS NOT NULL);
CREATE INDEX responses_suspicion ON public.responses USING btree (survey, saved_at DESC) WHERE (suspicion IS NOT NULL);
CREATE INDEX responses_to_withdraw ON public.responses USING btree (left_out_at) WHERE ((left_out_at IS NOT NULL) AND (withdrawn_at IS NULL));
CREATE INDEX responses_unfinished ON public.responses USING btree (survey, last_question) WHERE ((finished_at IS NULL) AND (quota_full_at IS NULL) AND ((suspicion IS NULL) OR (released_at IS NOT NULL)));

create table roles (
  code text not null,
  name text not null,
  description text not null default ''::text,
  permissions text[] not null,
  is_limited_to_departments boolean not null,
  based_on text,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint roles_pkey PRIMARY KEY (code),
  constraint roles_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id) ON DELETE SET NULL,
  constraint roles_code_check CHECK ((code ~ '^[a-z][a-z0-9_]{1,59}$'::text)),
  constraint roles_name_check CHECK ((name <> ''::text))
);
CREATE UNIQUE INDEX roles_name ON public.roles USING btree (lower(name));

create table schema_migrations (
  name text not null,
  applied_at timestamp with time zone not null default now(),
  constraint schema_migrations_pkey PRIMARY KEY (name)
);

create table search_words (
  word text not null,
  constraint search_words_pkey PRIMARY KEY (word)
);
CREATE INDEX search_words_trigrams ON public.search_words USING gin (word gin_trgm_ops);

create table second_factors (
  user_id uuid not null,
  sealed_seed text not null,
  created_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  last_step bigint not null default 0,
  constraint second_factors_pkey PRIMARY KEY (user_id),
  constraint second_factors_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

create table service_clocks (
  id uuid not null,
  case_id uuid not null,
  kind text not null,
  round integer not null,
  policy_id uuid not null,
  calendar_id uuid,
  target_minutes integer not null,
  started_at timestamp with time zone not null,
  running_since timestamp with time zone,
  used_ms bigint not null default 0,
  due_at timestamp with time zone,
  fulfilled_at timestamp with time zone,
  breached_at timestamp with time zone,
  dropped_at timestamp with time zone,
  channel text not null,
  priority text not null,
  department text,
  touchpoint text,
  constraint service_clocks_case_id_kind_round_key UNIQUE (case_id, kind, round),
  constraint service_clocks_pkey PRIMARY KEY (id),
  constraint service_clocks_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES business_calendars(id),
  constraint service_clocks_policy_id_fkey FOREIGN KEY (policy_id) REFERENCES service_policies(id),
  constraint service_clocks_kind_check CHECK ((kind = ANY (ARRAY['first_reply'::text, 'next_reply'::text, 'solution'::text])))
);
CREATE INDEX service_clocks_due ON public.service_clocks USING btree (due_at, id) WHERE ((due_at IS NOT NULL) AND (breached_at IS NULL) AND (fulfilled_at IS NULL) AND (dropped_at IS NULL));
CREATE INDEX service_clocks_started ON public.service_clocks USING btree (started_at);

create table service_events (
  seq bigint not null generated always as identity,
  clock_id uuid not null,
  case_id uuid not null,
  at timestamp with time zone not null,
  kind text not null,
  why text not null,
  due_at timestamp with time zone,
  written_at timestamp with time zone not null,
  constraint service_events_pkey PRIMARY KEY (seq),
  constraint service_events_clock_id_fkey FOREIGN KEY (clock_id) REFERENCES service_clocks(id) ON DELETE CASCADE,
  constraint service_events_kind_check CHECK ((kind = ANY (ARRAY['activate'::text, 'pause'::text, 'fulfil'::text, 'breach'::text, 'change'::text, 'drop'::text])))
);
CREATE UNIQUE INDEX service_events_breach ON public.service_events USING btree (clock_id) WHERE (kind = 'breach'::text);
CREATE INDEX service_events_case ON public.service_events USING btree (case_id, seq);
CREATE INDEX service_events_clock ON public.service_events USING btree (clock_id, seq);

create table service_policies (
  id uuid not null,
  "position" integer not null,
  name text not null,
  conditions jsonb not null default '{}'::jsonb,
  targets jsonb not null,
  calendar_id uuid,
  pauses_for_partner boolean not null default false,
  version integer not null default 1,
  removed_at timestamp with time zone,
  updated_at timestamp with time zone not null default now(),
  constraint service_policies_pkey PRIMARY KEY (id),
  constraint service_policies_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES business_calendars(id)
);
CREATE INDEX service_policies_order ON public.service_policies USING btree ("position", id) WHERE (removed_at IS NULL);

create table sign_in_failures (
  key_hash text not null,
  failures integer not null,
  failed_at timestamp with time zone not null,
  constraint sign_in_failures_pkey PRIMARY KEY (key_hash)
);
CREATE INDEX sign_in_failures_age ON public.sign_in_failures USING btree (failed_at);

create table sign_in_settings (
  is_the_one boolean not null default true,
  second_factor_roles text[] not null default '{}'::text[],
  changed_at timestamp with time zone not null,
  constraint sign_in_settings_pkey PRIMARY KEY (is_the_one),
  constraint sign_in_settings_is_the_one_check CHECK (is_the_one)
);

create table sign_in_steps (
  token_hash text not null,
  purpose text not null,
  user_id uuid,
  sealed text not null,
  failures integer not null default 0,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint sign_in_steps_pkey PRIMARY KEY (token_hash),
  constraint sign_in_steps_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint sign_in_steps_purpose_check CHECK ((purpose = ANY (ARRAY['second_factor'::text, 'passkey_sign_in'::text, 'passkey_registration'::text, 'passkey_confirmation'::text, 'single_sign_on'::text, 'email_change'::text])))
);
CREATE INDEX sign_in_steps_expiry ON public.sign_in_steps USING btree (expires_at);
CREATE INDEX sign_in_steps_user ON public.sign_in_steps USING btree (user_id);

create table single_sign_on (
  is_the_one boolean not null default true,
  issuer text not null,
  client_id text not null,
  sealed_client_secret text not null,
  label text not null,
  allowed_domains text[] not null default '{}'::text[],
  default_role text,
  groups_claim text,
  group_roles jsonb not null default '[]'::jsonb,
  only_since timestamp with time zone,
  changed_at timestamp with time zone not null,
  constraint single_sign_on_pkey PRIMARY KEY (is_the_one),
  constraint single_sign_on_is_the_one_check CHECK (is_the_one)
);

create table sources (
  id uuid not null,
  name text not null,
  write_key text not null,
  default_channel text not null,
  created_by uuid,
  origin text not null default 'page'::text,
  created_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint sources_write_key_key UNIQUE (write_key),
  constraint sources_pkey PRIMARY KEY (id),
  constraint sources_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id) ON DELETE SET NULL,
  constraint sources_origin_check CHECK ((origin = ANY (ARRAY['page'::text, 'environment'::text])))
);

create table staff_absences (
  id uuid not null,
  user_id uuid not null,
  from_at timestamp with time zone not null,
  until_at timestamp with time zone not null,
  substitute uuid,
  note text not null default ''::text,
  made_by_label text not null,
  made_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint staff_absences_pkey PRIMARY KEY (id),
  constraint staff_absences_substitute_fkey FOREIGN KEY (substitute) REFERENCES users(id) ON DELETE SET NULL,
  constraint staff_absences_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint staff_absences_check CHECK ((from_at < until_at))
);
CREATE INDEX staff_absences_user ON public.staff_absences USING btree (user_id, from_at) WHERE (removed_at IS NULL);

create table suppressed_addresses (
  channel text not null,
  address_key text not null,
  purpose text not null default ''::text,
  address text,
  reason text not null,
  detail text not null default ''::text,
  at timestamp with time zone not null,
  constraint suppressed_addresses_pkey PRIMARY KEY (channel, address_key, purpose),
  constraint suppressed_addresses_reason_check CHECK ((reason = ANY (ARRAY['hard_bounce'::text, 'complaint'::text, 'objection'::text, 'by_hand'::text])))
);
CREATE INDEX suppressed_addresses_newest ON public.suppressed_addresses USING btree (at DESC, address_key);

create table survey_addresses (
  short text not null,
  survey text not null,
  name text not null,
  query jsonb not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  opened bigint not null default 0,
  last_opened_at timestamp with time zone,
  constraint survey_addresses_pkey PRIMARY KEY (short),
  constraint survey_addresses_survey_fkey FOREIGN KEY (survey) REFERENCES surveys(code) ON DELETE CASCADE
);
CREATE INDEX survey_addresses_survey ON public.survey_addresses USING btree (survey, created_at DESC, short DESC);

create table survey_images (
  id uuid not null,
  survey text,
  content_type text not null,
  bytes integer not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  constraint survey_images_pkey PRIMARY KEY (id),
  constraint survey_images_survey_fkey FOREIGN KEY (survey) REFERENCES surveys(code) ON DELETE CASCADE,
  constraint survey_images_content_type_check CHECK ((content_type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text, 'image/webp'::text, 'image/gif'::text])))
);
CREATE INDEX survey_images_survey ON public.survey_images USING btree (survey);

create table survey_invitations (
  id uuid not null,
  distribution_id uuid not null,
  survey text not null,
  once_key text not null,
  subject uuid,
  stratum text,
  event_at timestamp with time zone,
  looked_at timestamp with time zone not null,
  sampled_at timestamp with time zone,
  due_at timestamp with time zone,
  delayed_at timestamp with time zone,
  delayed_because text,
  skipped_at timestamp with time zone,
  skipped_reason text,
  queued_at timestamp with time zone,
  channel text,
  next_reminder_at timestamp with time zone,
  constraint survey_invitations_distribution_id_once_key_key UNIQUE (distribution_id, once_key),
  constraint survey_invitations_pkey PRIMARY KEY (id),
  constraint survey_invitations_distribution_id_fkey FOREIGN KEY (distribution_id) REFERENCES distributions(id) ON DELETE CASCADE,
  constraint survey_invitations_delayed_because_check CHECK ((delayed_because = ANY (ARRAY['fatigue'::text, 'capped'::text])))
);
CREATE INDEX survey_invitations_due ON public.survey_invitations USING btree (distribution_id, due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX survey_invitations_reminders ON public.survey_invitations USING btree (next_reminder_at) WHERE (next_reminder_at IS NOT NULL);
CREATE INDEX survey_invitations_subject ON public.survey_invitations USING btree (subject) WHERE (subject IS NOT NULL);

create table survey_links (
  token_hash text not null,
  survey text not null,
  identifier_kind text,
  identifier_value text,
  created_at timestamp with time zone not null,
  created_by text not null,
  used_at timestamp with time zone,
  response_id uuid,
  id uuid not null default gen_random_uuid(),
  subject uuid,
  source text not null default 'link'::text,
  is_single_use boolean not null default true,
  expires_at timestamp with time zone,
  pin_hash text,
  pin_failures integer not null default 0,
  pin_blocked_until timestamp with time zone,
  hidden jsonb not null default '{}'::jsonb,
  invitation uuid,
  opened_at timestamp with time zone,
  started_at timestamp with time zone,
  name text,
  ended_at timestamp with time zone,
  ended_by text,
  constraint survey_links_token_hash_key UNIQUE (token_hash),
  constraint survey_links_pkey PRIMARY KEY (id),
  constraint survey_links_response_id_fkey FOREIGN KEY (response_id) REFERENCES responses(id),
  constraint survey_links_survey_fkey FOREIGN KEY (survey) REFERENCES surveys(code)
);
CREATE INDEX survey_links_by_hand ON public.survey_links USING btree (survey, created_at DESC, id DESC) WHERE (invitation IS NULL);
CREATE INDEX survey_links_invitation ON public.survey_links USING btree (invitation) WHERE (invitation IS NOT NULL);
CREATE INDEX survey_links_response ON public.survey_links USING btree (response_id) WHERE (response_id IS NOT NULL);
CREATE INDEX survey_links_subject ON public.survey_links USING btree (subject) WHERE (subject IS NOT NULL);
CREATE INDEX survey_links_survey ON public.survey_links USING btree (survey, created_at DESC);

create table survey_quotas (
  id uuid not null,
  survey text not null,
  name text not null,
  condition text,
  target integer not null,
  accepted integer not null default 0,
  "grouping" text,
  created_at timestamp with time zone not null,
  created_by text not null,
  constraint survey_quotas_pkey PRIMARY KEY (id),
  constraint survey_quotas_survey_fkey FOREIGN KEY (survey) REFERENCES surveys(code) ON DELETE CASCADE,
  constraint survey_quotas_target_check CHECK ((target >= 0))
);
CREATE INDEX survey_quotas_survey ON public.survey_quotas USING btree (survey, created_at, id);

create table survey_versions (
  survey text not null,
  version integer not null,
  definition jsonb not null,
  published_at timestamp with time zone not null,
  published_by text not null,
  note text not null default ''::text,
  comparability jsonb not null default '[]'::jsonb,
  constraint survey_versions_pkey PRIMARY KEY (survey, version),
  constraint survey_versions_survey_fkey FOREIGN KEY (survey) REFERENCES surveys(code) ON DELETE CASCADE,
  constraint survey_versions_version_check CHECK ((version > 0))
);

create table surveys (
  code text not null,
  touchpoint text,
  name_de text not null,
  name_en text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  kind text not null default 'transactional'::text,
  draft jsonb not null,
  draft_revision integer not null default 1,
  draft_saved_at timestamp with time zone,
  draft_saved_by text,
  published_revision integer,
  published_version integer,
  theme jsonb,
  opens_at timestamp with time zone,
  closes_at timestamp with time zone,
  archived_at timestamp with time zone,
  needs_link boolean not null default false,
  constraint surveys_pkey PRIMARY KEY (code),
  constraint surveys_kind_check CHECK ((kind = ANY (ARRAY['transactional'::text, 'relationship'::text, 'employee'::text, 'idea'::text, 'other'::text])))
);
CREATE INDEX surveys_order ON public.surveys USING btree (created_at DESC, code DESC);
CREATE INDEX surveys_touchpoint ON public.surveys USING btree (touchpoint);

create table template_texts (
  template_id uuid not null,
  language text not null,
  subject_line text not null default ''::text,
  source text not null,
  constraint template_texts_pkey PRIMARY KEY (template_id, language),
  constraint template_texts_template_id_fkey FOREIGN KEY (template_id) REFERENCES templates(id) ON DELETE CASCADE
);

create table templates (
  id uuid not null,
  kind text not null,
  name text not null,
  shortcut text,
  category text,
  touchpoint text,
  department text,
  channel text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  updated_by text not null,
  removed_at timestamp with time zone,
  constraint templates_pkey PRIMARY KEY (id),
  constraint templates_kind_check CHECK ((kind = ANY (ARRAY['reply'::text, 'snippet'::text])))
);
CREATE UNIQUE INDEX templates_name ON public.templates USING btree (kind, lower(name)) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX templates_shortcut ON public.templates USING btree (shortcut) WHERE ((shortcut IS NOT NULL) AND (removed_at IS NULL));

create table touchpoint_matching (
  id boolean not null default true,
  revision bigint not null default 0,
  applied_revision bigint not null default 0,
  changed_codes text[] not null default '{}'::text[],
  changed_at timestamp with time zone,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  recheck_at timestamp with time zone,
  moved_contacts bigint,
  failed_at timestamp with time zone,
  failure text,
  constraint touchpoint_matching_pkey PRIMARY KEY (id),
  constraint touchpoint_matching_id_check CHECK (id)
);

create table touchpoints (
  code text not null,
  name_de text not null,
  name_en text not null,
  description_de text not null,
  description_en text not null,
  stage text not null,
  channel text not null,
  kind text not null,
  reach_kind text not null,
  department text,
  involved_departments text[] not null,
  moment_of_truth boolean not null,
  tangible_items jsonb not null,
  rules jsonb not null,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint touchpoints_pkey PRIMARY KEY (code),
  constraint touchpoints_department_fkey FOREIGN KEY (department) REFERENCES departments(code),
  constraint touchpoints_kind_check CHECK ((kind = ANY (ARRAY['main'::text, 'secondary'::text]))),
  constraint touchpoints_reach_kind_check CHECK ((reach_kind = ANY (ARRAY['direct'::text, 'indirect'::text])))
);
CREATE INDEX touchpoints_department ON public.touchpoints USING btree (department);

create table user_accounts (
  id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint user_accounts_provider_id_account_id_key UNIQUE (provider_id, account_id),
  constraint user_accounts_pkey PRIMARY KEY (id),
  constraint user_accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX user_accounts_user ON public.user_accounts USING btree (user_id);

create table user_sessions (
  id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  token text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  method text not null default 'password'::text,
  second_factor_at timestamp with time zone,
  confirmed_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone not null default now(),
  constraint user_sessions_token_key UNIQUE (token),
  constraint user_sessions_pkey PRIMARY KEY (id),
  constraint user_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint user_sessions_method_check CHECK ((method = ANY (ARRAY['password'::text, 'passkey'::text, 'single_sign_on'::text])))
);
CREATE INDEX user_sessions_user ON public.user_sessions USING btree (user_id);

create table user_verifications (
  id uuid not null default gen_random_uuid(),
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint user_verifications_pkey PRIMARY KEY (id)
);
CREATE INDEX user_verifications_identifier ON public.user_verifications USING btree (identifier);

create table users (
  id uuid not null default gen_random_uuid(),
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  role text not null,
  departments text[] not null default '{}'::text[],
  language text not null default 'de'::text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  deactivated_at timestamp with time zone,
  deactivated_by uuid,
  constraint users_email_key UNIQUE (email),
  constraint users_pkey PRIMARY KEY (id),
  constraint users_deactivated_by_fkey FOREIGN KEY (deactivated_by) REFERENCES users(id) ON DELETE SET NULL,
  constraint users_email_check CHECK ((email = lower(email))),
  constraint users_language_check CHECK ((language = ANY (ARRAY['de'::text, 'en'::text])))
);

create table voice_answers (
  voice_id uuid not null,
  seq bigint not null generated always as identity,
  answer text not null,
  at timestamp with time zone not null,
  by text not null,
  file_id uuid,
  constraint voice_answers_pkey PRIMARY KEY (voice_id, seq),
  constraint voice_answers_voice_id_fkey FOREIGN KEY (voice_id) REFERENCES voices(id) ON DELETE CASCADE,
  constraint voice_answers_by_check CHECK ((by = ANY (ARRAY['source'::text, 'connector'::text, 'hand'::text])))
);
CREATE INDEX voice_answers_file ON public.voice_answers USING btree (file_id) WHERE (file_id IS NOT NULL);

create table voice_cases (
  voice_id uuid not null,
  case_id uuid not null,
  opened_at timestamp with time zone not null,
  opened_by text not null,
  constraint voice_cases_pkey PRIMARY KEY (voice_id),
  constraint voice_cases_voice_id_fkey FOREIGN KEY (voice_id) REFERENCES voices(id) ON DELETE CASCADE
);
CREATE INDEX voice_cases_case ON public.voice_cases USING btree (case_id);

create table voice_files (
  id uuid not null,
  source_id uuid not null,
  name text not null,
  file_id uuid,
  bytes bigint not null,
  preset text,
  format jsonb not null,
  mapping jsonb not null,
  state text not null,
  rows integer not null default 0,
  share double precision not null default 0,
  new integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  refusals jsonb not null default '[]'::jsonb,
  failure text,
  created_at timestamp with time zone not null,
  created_by text not null,
  finished_at timestamp with time zone,
  worked_at timestamp with time zone,
  undone_at timestamp with time zone,
  undo_total integer not null default 0,
  removed integer not null default 0,
  restored integer not null default 0,
  kept integer not null default 0,
  constraint voice_files_pkey PRIMARY KEY (id),
  constraint voice_files_source_id_fkey FOREIGN KEY (source_id) REFERENCES voice_sources(id),
  constraint voice_files_state_check CHECK ((state = ANY (ARRAY['uploaded'::text, 'running'::text, 'done'::text, 'failed'::text, 'undoing'::text, 'undone'::text])))
);
CREATE INDEX voice_files_source ON public.voice_files USING btree (source_id, created_at DESC);

create table voice_replies (
  id uuid not null,
  voice_id uuid not null,
  case_id uuid,
  text text not null,
  via text not null,
  written_at timestamp with time zone not null,
  written_by text not null,
  posted_at timestamp with time zone,
  delivered_at timestamp with time zone,
  attempts integer not null default 0,
  next_attempt_at timestamp with time zone,
  claimed_until timestamp with time zone,
  failed_at timestamp with time zone,
  failure text,
  withdrawn_at timestamp with time zone,
  constraint voice_replies_pkey PRIMARY KEY (id),
  constraint voice_replies_voice_id_fkey FOREIGN KEY (voice_id) REFERENCES voices(id) ON DELETE CASCADE,
  constraint voice_replies_via_check CHECK ((via = ANY (ARRAY['connector'::text, 'hand'::text])))
);
CREATE INDEX voice_replies_due ON public.voice_replies USING btree (next_attempt_at) WHERE (next_attempt_at IS NOT NULL);
CREATE INDEX voice_replies_voice ON public.voice_replies USING btree (voice_id, written_at DESC);

create table voice_sources (
  id uuid not null,
  name text not null,
  kind text not null,
  voice_kind text not null,
  url text,
  header_sealed text,
  mapping jsonb,
  stars_worst double precision not null default 1,
  stars_best double precision not null default 5,
  touchpoint text,
  rules jsonb not null default '[]'::jsonb,
  every_minutes integer,
  etag text,
  last_modified text,
  next_poll_at timestamp with time zone,
  polled_at timestamp with time zone,
  succeeded_at timestamp with time zone,
  failing_since timestamp with time zone,
  failure text,
  failures integer not null default 0,
  last_voice_at timestamp with time zone,
  accepted bigint not null default 0,
  refused bigint not null default 0,
  signed_as text,
  signature jsonb,
  secret_sealed text,
  reply_url text,
  reply_secret_sealed text,
  mail_account_id uuid,
  created_at timestamp with time zone not null,
  created_by text not null,
  updated_at timestamp with time zone not null,
  paused_at timestamp with time zone,
  removed_at timestamp with time zone,
  constraint voice_sources_mail_account_id_key UNIQUE (mail_account_id),
  constraint voice_sources_pkey PRIMARY KEY (id),
  constraint voice_sources_kind_check CHECK ((kind = ANY (ARRAY['file'::text, 'feed'::text, 'json'::text, 'webhook'::text, 'mailbox'::text]))),
  constraint voice_sources_voice_kind_check CHECK ((voice_kind = ANY (ARRAY['review'::text, 'post'::text, 'feedback'::text])))
);
CREATE INDEX voice_sources_due ON public.voice_sources USING btree (next_poll_at) WHERE ((removed_at IS NULL) AND (paused_at IS NULL) AND (next_poll_at IS NOT NULL));

create table voice_versions (
  voice_id uuid not null,
  version integer not null,
  at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  title text not null,
  text text not null,
  stars double precision,
  score double precision,
  superseded_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  file_id uuid,
  confirmed_by uuid[] not null default '{}'::uuid[],
  language text not null default ''::text,
  touchpoint text,
  stars_worst double precision,
  stars_best double precision,
  moved_at timestamp with time zone,
  undone_at timestamp with time zone,
  constraint voice_versions_pkey PRIMARY KEY (voice_id, version),
  constraint voice_versions_voice_id_fkey FOREIGN KEY (voice_id) REFERENCES voices(id) ON DELETE CASCADE
);
CREATE INDEX voice_versions_confirmed ON public.voice_versions USING gin (confirmed_by) WHERE (confirmed_by <> '{}'::uuid[]);
CREATE INDEX voice_versions_file ON public.voice_versions USING btree (file_id, voice_id) WHERE ((file_id IS NOT NULL) AND (undone_at IS NULL));
CREATE INDEX voice_versions_to_withdraw ON public.voice_versions USING btree (superseded_at) WHERE ((superseded_at IS NOT NULL) AND (withdrawn_at IS NULL));
CREATE INDEX voice_versions_undone ON public.voice_versions USING btree (file_id) WHERE ((undone_at IS NOT NULL) AND (withdrawn_at IS NULL));

create table voices (
  id uuid not null,
  source_id uuid not null,
  voice_key uuid not null,
  external_id text,
  kind text not null,
  version integer not null default 1,
  at timestamp with time zone not null,
  first_at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  title text not null,
  text text not null,
  language text not null,
  stars double precision,
  stars_worst double precision,
  stars_best double precision,
  score double precision,
  author text not null,
  subject uuid,
  known_by text,
  touchpoint text,
  place text not null,
  product text not null,
  url text,
  answered_at timestamp with time zone,
  answered_by text,
  answer text not null default ''::text,
  file_id uuid,
  erased_at timestamp with time zone,
  undone_at timestamp with time zone,
  constraint voices_source_id_voice_key_key UNIQUE (source_id, voice_key),
  constraint voices_pkey PRIMARY KEY (id),
  constraint voices_source_id_fkey FOREIGN KEY (source_id) REFERENCES voice_sources(id),
  constraint voices_answered_by_check CHECK ((answered_by = ANY (ARRAY['source'::text, 'connector'::text, 'hand'::text])))
);
CREATE INDEX voices_order ON public.voices USING btree (at DESC, id DESC) WHERE (erased_at IS NULL);
CREATE INDEX voices_subject ON public.voices USING btree (subject) WHERE (subject IS NOT NULL);
CREATE INDEX voices_touchpoint ON public.voices USING btree (touchpoint, at DESC, id DESC) WHERE (erased_at IS NULL);
CREATE INDEX voices_unanswered ON public.voices USING btree (at DESC) WHERE ((erased_at IS NULL) AND (answered_at IS NULL));
CREATE INDEX voices_words ON public.voices USING gin ((((((title || ' '::text) || text) || ' '::text) || author)) gin_trgm_ops);

create table warning_settings (
  id boolean not null default true,
  is_automatic boolean not null,
  mails_roles text[] not null,
  mails_department boolean not null,
  changed_at timestamp with time zone not null,
  constraint warning_settings_pkey PRIMARY KEY (id),
  constraint warning_settings_id_check CHECK (id)
);

create table warnings (
  id uuid not null,
  watch_id uuid not null,
  method text not null,
  side text not null,
  began_on date not null,
  raised_in date not null,
  ended_on date,
  raised_at timestamp with time zone not null,
  found_at timestamp with time zone not null,
  statistic double precision not null,
  limit_value double precision not null,
  p double precision not null,
  q double precision not null,
  series_watched integer not null,
  n bigint not null,
  value double precision not null,
  usual double precision not null,
  usual_n bigint not null,
  usual_weeks integer not null,
  told_at timestamp with time zone,
  acknowledged_at timestamp with time zone,
  acknowledged_by_label text,
  snoozed_until timestamp with time zone,
  closed_at timestamp with time zone,
  closed_by_label text,
  closed_because text,
  note text not null default ''::text,
  case_id uuid,
  constraint warnings_pkey PRIMARY KEY (id),
  constraint warnings_watch_id_fkey FOREIGN KEY (watch_id) REFERENCES watches(id) ON DELETE CASCADE,
  constraint warnings_closed_because_check CHECK ((closed_because = ANY (ARRAY['handled'::text, 'false_alarm'::text, 'new_level'::text]))),
  constraint warnings_method_check CHECK ((method = ANY (ARRAY['cusum'::text, 'shewhart'::text]))),
  constraint warnings_side_check CHECK ((side = ANY (ARRAY['up'::text, 'down'::text])))
);
CREATE INDEX warnings_list ON public.warnings USING btree (raised_at DESC, id DESC);
CREATE UNIQUE INDEX warnings_once ON public.warnings USING btree (watch_id, side, began_on);
CREATE INDEX warnings_watch ON public.warnings USING btree (watch_id, began_on);

create table watch_weeks (
  watch_id uuid not null,
  week date not null,
  n bigint not null,
  sum double precision not null,
  sum_sq double precision not null,
  constraint watch_weeks_pkey PRIMARY KEY (watch_id, week),
  constraint watch_weeks_watch_id_fkey FOREIGN KEY (watch_id) REFERENCES watches(id) ON DELETE CASCADE
);

create table watches (
  id uuid not null,
  score text not null,
  touchpoint text not null,
  target_group text not null,
  origin text not null,
  minimum_effect double precision not null,
  level_from date,
  made_by_label text not null default ''::text,
  made_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  stopped_at timestamp with time zone,
  counted_to date,
  constraint watches_score_touchpoint_target_group_key UNIQUE (score, touchpoint, target_group),
  constraint watches_pkey PRIMARY KEY (id),
  constraint watches_check CHECK (((score <> 'volume'::text) OR (target_group = ''::text))),
  constraint watches_minimum_effect_check CHECK ((minimum_effect >= (0)::double precision)),
  constraint watches_origin_check CHECK ((origin = ANY (ARRAY['people'::text, 'automatic'::text]))),
  constraint watches_score_check CHECK ((score = ANY (ARRAY['nps'::text, 'experience'::text, 'gap'::text, 'volume'::text])))
);

create table web_forms (
  id uuid not null,
  code text not null,
  name text not null,
  texts jsonb not null,
  fields jsonb not null,
  origins text[] not null,
  department text,
  touchpoint text,
  category text,
  priority text,
  takes_attachments boolean not null,
  acknowledge_template uuid,
  created_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  paused_at timestamp with time zone,
  removed_at timestamp with time zone,
  constraint web_forms_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX web_forms_code ON public.web_forms USING btree (code) WHERE (removed_at IS NULL);

create table webhook_attempts (
  delivery_id uuid not null,
  number integer not null,
  at timestamp with time zone not null,
  status smallint,
  duration_ms integer not null,
  problem text,
  answer_start text not null default ''::text,
  constraint webhook_attempts_pkey PRIMARY KEY (delivery_id, number),
  constraint webhook_attempts_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES webhook_deliveries(id) ON DELETE CASCADE
);

create table webhook_deliveries (
  id uuid not null,
  event_id text not null,
  endpoint_id uuid not null,
  created_at timestamp with time zone not null,
  attempts integer not null default 0,
  next_attempt_at timestamp with time zone,
  claimed_until timestamp with time zone,
  delivered_at timestamp with time zone,
  dead_at timestamp with time zone,
  constraint webhook_deliveries_event_id_endpoint_id_key UNIQUE (event_id, endpoint_id),
  constraint webhook_deliveries_pkey PRIMARY KEY (id),
  constraint webhook_deliveries_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoints(id) ON DELETE CASCADE,
  constraint webhook_deliveries_event_id_fkey FOREIGN KEY (event_id) REFERENCES webhook_events(id) ON DELETE CASCADE
);
CREATE INDEX webhook_deliveries_dead ON public.webhook_deliveries USING btree (endpoint_id) WHERE (dead_at IS NOT NULL);
CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (next_attempt_at) WHERE (next_attempt_at IS NOT NULL);
CREATE INDEX webhook_deliveries_list ON public.webhook_deliveries USING btree (endpoint_id, created_at DESC, id DESC);

create table webhook_endpoints (
  id uuid not null,
  url text not null,
  description text not null default ''::text,
  event_kinds text[] not null,
  secret text not null,
  old_secret text,
  old_secret_until timestamp with time zone,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  failing_since timestamp with time zone,
  switched_off_at timestamp with time zone,
  switched_off_because text,
  constraint webhook_endpoints_pkey PRIMARY KEY (id),
  constraint webhook_endpoints_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id) ON DELETE SET NULL,
  constraint webhook_endpoints_switched_off_because_check CHECK ((switched_off_because = ANY (ARRAY['by_hand'::text, 'failing'::text, 'gone'::text])))
);

create table webhook_events (
  id text not null,
  kind text not null,
  customer_ids uuid[] not null default '{}'::uuid[],
  body text not null,
  at timestamp with time zone not null,
  constraint webhook_events_pkey PRIMARY KEY (id)
);
CREATE INDEX webhook_events_age ON public.webhook_events USING btree (at);
CREATE INDEX webhook_events_customers ON public.webhook_events USING gin (customer_ids);

create table webhook_inlets (
  id uuid not null,
  name text not null,
  signed_as text not null,
  signature jsonb,
  secret text not null,
  mapping jsonb not null,
  default_channel text not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  accepted integer not null default 0,
  refused integer not null default 0,
  last_accepted_at timestamp with time zone,
  constraint webhook_inlets_pkey PRIMARY KEY (id),
  constraint webhook_inlets_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id) ON DELETE SET NULL,
  constraint webhook_inlets_signed_as_check CHECK ((signed_as = ANY (ARRAY['standard'::text, 'github'::text, 'shopify'::text, 'stripe'::text, 'hmac'::text])))
);

create table webhook_refusals (
  id uuid not null,
  inlet_id uuid not null,
  at timestamp with time zone not null,
  code text not null,
  reason text not null,
  constraint webhook_refusals_pkey PRIMARY KEY (id),
  constraint webhook_refusals_inlet_id_fkey FOREIGN KEY (inlet_id) REFERENCES webhook_inlets(id) ON DELETE CASCADE
);
CREATE INDEX webhook_refusals_list ON public.webhook_refusals USING btree (inlet_id, at DESC, id DESC);

create table weightings (
  id uuid not null,
  name text not null,
  margins jsonb not null,
  set_by text not null,
  set_at timestamp with time zone not null,
  constraint weightings_name_key UNIQUE (name),
  constraint weightings_pkey PRIMARY KEY (id),
  constraint weightings_name_check CHECK ((name <> ''::text))
);

create table widget_sites (
  source_id uuid not null,
  origins text[] not null,
  updated_at timestamp with time zone not null,
  constraint widget_sites_pkey PRIMARY KEY (source_id),
  constraint widget_sites_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE
);

-- History (ClickHouse)

CREATE TABLE momente.answers
(
    `response_id` UUID,
    `subject` UUID,
    `at` DateTime64(3, 'UTC'),
    `received_at` DateTime64(3, 'UTC'),
    `batch` UInt64,
    `survey` LowCardinality(String),
    `version` UInt32,
    `touchpoint` LowCardinality(String),
    `channel` LowCardinality(String),
    `department` LowCardinality(String),
    `target_group` LowCardinality(String),
    `language` LowCardinality(String),
    `question` LowCardinality(String),
    `item` LowCardinality(String),
    `option` LowCardinality(String),
    `dimension` LowCardinality(String),
    `role` LowCardinality(String),
    `value` Nullable(Float64),
    `raw` Nullable(Float64),
    `scale_low` Nullable(Float64),
    `scale_high` Nullable(Float64),
    `paired` Nullable(Float64),
    `text` String,
    `mood` Nullable(Float64),
    INDEX batch_index batch TYPE minmax GRANULARITY 1,
    INDEX at_index at TYPE minmax GRANULARITY 4,
    INDEX subject_index subject TYPE bloom_filter(0.01) GRANULARITY 2,
    INDEX subject_bloom subject TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX survey_index survey TYPE set(16) GRANULARITY 4,
    PROJECTION sums_by_week
    (
        SELECT
            role,
            dimension,
            survey,
            question,
            item,
            touchpoint,
            channel,
            department,
            target_group,
            toStartOfMonth(at),
            toMonday(at),
            count(value),
            sum(value),
            sum(value * value),
            countIf(value >= 9),
            countIf(value < 7),
            countIf(value >= 4),
            min(scale_low),
            max(scale_high),
            uniqUpTo(100)(subject),
            groupArrayIf((subject, value), ((sipHash64(subject) % 32) = 0) AND isNotNull(value))
        GROUP BY
            role,
            dimension,
            survey,
            question,
            item,
            touchpoint,
            channel,
            department,
            target_group,
            toStartOfMonth(at),
            toMonday(at)
    ),
    PROJECTION counted
    (
        SELECT
            survey,
            version,
            toDate(at) AS day,
            question,
            item,
            role,
            dimension,
            option,
            raw,
            value,
            paired,
            scale_low,
            scale_high,
            touchpoint,
            channel,
            department,
            target_group,
            language,
            count() AS n
        GROUP BY
            survey,
            version,
            day,
            question,
            item,
            role,
            dimension,
            option,
            raw,
            value,
            paired,
            scale_low,
            scale_high,
            touchpoint,
            channel,
            department,
            target_group,
            language
    )
)
ENGINE = MergeTree
ORDER BY (touchpoint, role, at, response_id)
SETTINGS fsync_after_insert = 1, non_replicated_deduplication_window = 1000, index_granularity = 8192, min_rows_to_fsync_after_merge = 1, cleanup_delay_period = 5, cleanup_delay_period_random_add = 1, max_cleanup_delay_period = 10, finished_mutations_to_keep = 1, lightweight_mutation_projection_mode = 'rebuild';

CREATE TABLE momente.customer_attributes
(
    `run` UInt64,
    `customer_id` UUID,
    `attribute` LowCardinality(String),
    `value` LowCardinality(String)
)
ENGINE = MergeTree
PARTITION BY run
ORDER BY (attribute, customer_id, value)
SETTINGS fsync_after_insert = 1, non_replicated_deduplication_window = 1000, min_rows_to_fsync_after_merge = 1, cleanup_delay_period = 5, cleanup_delay_period_random_add = 1, max_cleanup_delay_period = 10, finished_mutations_to_keep = 1, index_granularity = 8192;

CREATE TABLE momente.interactions
(
    `message_id` UUID,
    `message_key` String,
    `subject` UUID,
    `at` DateTime64(3, 'UTC'),
    `received_at` DateTime64(3, 'UTC'),
    `batch` UInt64,
    `type` LowCardinality(String),
    `kind` LowCardinality(String),
    `source` LowCardinality(String),
    `channel` LowCardinality(String),
    `direction` LowCardinality(String),
    `touchpoint` LowCardinality(String),
    `department` LowCardinality(String),
    `product` LowCardinality(String),
    `place` LowCardinality(String),
    `subject_line` String,
    `text` String,
    `language` LowCardinality(String),
    `score` Nullable(Float32),
    `mood` Nullable(Float32),
    `cost_cents` Nullable(Int64),
    `properties` String,
    INDEX batch_index batch TYPE minmax GRANULARITY 1,
    INDEX at_index at TYPE minmax GRANULARITY 4
)
ENGINE = MergeTree
ORDER BY (subject, at, message_id)
SETTINGS fsync_after_insert = 1, index_granularity = 8192, min_rows_to_fsync_after_merge = 1, cleanup_delay_period = 5, cleanup_delay_period_random_add = 1, max_cleanup_delay_period = 10, finished_mutations_to_keep = 1;

CREATE TABLE momente.responses
(
    `survey` LowCardinality(String),
    `response_id` UUID,
    `version` UInt32,
    `subject` UUID,
    `started_at` Nullable(DateTime64(3, 'UTC')),
    `finished_at` Nullable(DateTime64(3, 'UTC')),
    `at` DateTime64(3, 'UTC'),
    `received_at` DateTime64(3, 'UTC'),
    `batch` UInt64,
    `seq` UInt32,
    `state` LowCardinality(String),
    `last_question` LowCardinality(String),
    `answered` UInt16,
    `asked` UInt16,
    `duration_ms` Nullable(UInt32),
    `language` LowCardinality(String),
    `source` LowCardinality(String),
    `touchpoint` LowCardinality(String),
    `channel` LowCardinality(String),
    `department` LowCardinality(String),
    `target_group` LowCardinality(String),
    `ending` LowCardinality(String),
    `hidden` Map(String, String),
    INDEX batch_index batch TYPE minmax GRANULARITY 1,
    INDEX at_index at TYPE minmax GRANULARITY 4,
    INDEX subject_bloom subject TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ReplacingMergeTree(seq)
ORDER BY (survey, response_id)
SETTINGS fsync_after_insert = 1, non_replicated_deduplication_window = 1000, min_rows_to_fsync_after_merge = 1, cleanup_delay_period = 5, cleanup_delay_period_random_add = 1, max_cleanup_delay_period = 10, finished_mutations_to_keep = 1, index_granularity = 8192;

CREATE TABLE momente.schema_migrations
(
    `name` String,
    `applied_at` DateTime DEFAULT now()
)
ENGINE = MergeTree
ORDER BY name
SETTINGS index_granularity = 8192;

CREATE TABLE momente.staff_answers
(
    `response_id` UUID,
    `subject` UUID,
    `at` DateTime64(3, 'UTC'),
    `received_at` DateTime64(3, 'UTC'),
    `batch` UInt64,
    `survey` LowCardinality(String),
    `version` UInt32,
    `touchpoint` LowCardinality(String),
    `channel` LowCardinality(String),
    `department` LowCardinality(String),
    `target_group` LowCardinality(String),
    `language` LowCardinality(String),
    `question` LowCardinality(String),
    `item` LowCardinality(String),
    `option` LowCardinality(String),
    `dimension` LowCardinality(String),
    `role` LowCardinality(String),
    `value` Nullable(Float64),
    `raw` Nullable(Float64),
    `scale_low` Nullable(Float64),
    `scale_high` Nullable(Float64),
    `paired` Nullable(Float64),
    `text` String,
    `mood` Nullable(Float64),
    INDEX batch_index batch TYPE minmax GRANULARITY 1,
    INDEX at_index at TYPE minmax GRANULARITY 4,
    INDEX subject_index subject TYPE bloom_filter(0.01) GRANULARITY 2,
    INDEX subject_bloom subject TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX survey_index survey TYPE set(16) GRANULARITY 4
)
ENGINE = MergeTree
ORDER BY (touchpoint, role, at, response_id)
SETTINGS fsync_after_insert = 1, non_replicated_deduplication_window = 1000, min_rows_to_fsync_after_merge = 1, cleanup_delay_period = 5, cleanup_delay_period_random_add = 1, max_cleanup_delay_period = 10, finished_mutations_to_keep = 1, index_granularity = 8192;

CREATE TABLE momente.subject_owners
(
    `subject` UUID,
    `from_at` DateTime64(3, 'UTC'),
    `customer_id` UUID,
    `removed` UInt8,
    `version` UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (subject, from_at)
SETTINGS fsync_after_insert = 1, index_granularity = 8192, min_rows_to_fsync_after_merge = 1, cleanup_delay_period = 5, cleanup_delay_period_random_add = 1, max_cleanup_delay_period = 10, finished_mutations_to_keep = 1;
