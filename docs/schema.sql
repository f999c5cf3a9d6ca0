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

create table message_ids (
  id uuid not null,
  import_id uuid,
  constraint message_ids_pkey PRIMARY KEY (id)
);
CREATE INDEX message_ids_import ON public.message_ids USING btree (import_id) WHERE (import_id IS NOT NULL);

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

create table recovery_codes (
  user_id uuid not null,
  code_hash text not null,
  created_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint recovery_codes_pkey PRIMARY KEY (user_id, code_hash),
  constraint recovery_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

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

create table survey_links (
  token_hash text not null,
  survey text not null,
  identifier_kind text,
  identifier_value text,
  created_at timestamp with time zone not null,
  created_by text not null,
  used_at timestamp with time zone,
  response_id uuid,
  constraint survey_links_pkey PRIMARY KEY (token_hash),
  constraint survey_links_response_id_fkey FOREIGN KEY (response_id) REFERENCES survey_responses(id),
  constraint survey_links_survey_fkey FOREIGN KEY (survey) REFERENCES surveys(code)
);
CREATE INDEX survey_links_survey ON public.survey_links USING btree (survey, created_at DESC);

create table survey_responses (
  id uuid not null,
  survey text,
  touchpoint text not null,
  at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  constraint survey_responses_pkey PRIMARY KEY (id),
  constraint survey_responses_survey_fkey FOREIGN KEY (survey) REFERENCES surveys(code)
);
CREATE INDEX survey_responses_survey ON public.survey_responses USING btree (survey, at DESC);

create table surveys (
  code text not null,
  touchpoint text not null,
  name_de text not null,
  name_en text not null,
  intro_de text not null default ''::text,
  intro_en text not null default ''::text,
  dimensions text[] not null,
  with_csat boolean not null default false,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint surveys_pkey PRIMARY KEY (code),
  constraint surveys_dimensions_check CHECK ((cardinality(dimensions) > 0))
);
CREATE INDEX surveys_touchpoint ON public.surveys USING btree (touchpoint);

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

-- History (ClickHouse)

CREATE TABLE momente.answers
(
    `response_id` UUID,
    `subject` UUID,
    `at` DateTime64(3, 'UTC'),
    `received_at` DateTime64(3, 'UTC'),
    `batch` UInt64,
    `survey` LowCardinality(String),
    `touchpoint` LowCardinality(String),
    `channel` LowCardinality(String),
    `department` LowCardinality(String),
    `target_group` LowCardinality(String),
    `language` LowCardinality(String),
    `item` LowCardinality(String),
    `dimension` LowCardinality(String),
    `role` LowCardinality(String),
    `value` Nullable(Float64),
    `text` String,
    `mood` Nullable(Float64),
    INDEX batch_index batch TYPE minmax GRANULARITY 1,
    INDEX at_index at TYPE minmax GRANULARITY 4,
    INDEX subject_index subject TYPE bloom_filter(0.01) GRANULARITY 2,
    INDEX subject_bloom subject TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = MergeTree
ORDER BY (touchpoint, role, at, response_id)
SETTINGS fsync_after_insert = 1, non_replicated_deduplication_window = 1000, index_granularity = 8192, min_rows_to_fsync_after_merge = 1, cleanup_delay_period = 5, cleanup_delay_period_random_add = 1, max_cleanup_delay_period = 10, finished_mutations_to_keep = 1;

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

CREATE TABLE momente.schema_migrations
(
    `name` String,
    `applied_at` DateTime DEFAULT now()
)
ENGINE = MergeTree
ORDER BY name
SETTINGS index_granularity = 8192;

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
