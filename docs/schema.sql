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
  constraint api_keys_key_hash_key UNIQUE (key_hash),
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id) ON DELETE SET NULL,
  constraint api_keys_origin_check CHECK ((origin = ANY (ARRAY['page'::text, 'environment'::text]))),
  constraint api_keys_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'cx_manager'::text, 'agent'::text, 'touchpoint_owner'::text, 'analyst'::text, 'viewer'::text])))
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

create table custom_fields (
  key text not null,
  label_de text not null,
  label_en text not null,
  type text not null,
  choices jsonb,
  "position" integer not null default 0,
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

create table identifier_kinds (
  kind text not null,
  priority integer not null,
  limit_per_customer integer not null,
  switches boolean not null default false,
  constraint identifier_kinds_pkey PRIMARY KEY (kind)
);

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
  constraint identifiers_pkey PRIMARY KEY (id)
);
CREATE INDEX identifiers_cluster ON public.identifiers USING btree (cluster_id);
CREATE INDEX identifiers_customer ON public.identifiers USING btree (customer_id);

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
  constraint identity_log_pkey PRIMARY KEY (seq),
  constraint identity_log_op_check CHECK ((op = ANY (ARRAY['link'::text, 'unlink'::text])))
);
CREATE INDEX identity_log_from ON public.identity_log USING btree (from_id);
CREATE INDEX identity_log_into ON public.identity_log USING btree (into_id);
CREATE INDEX identity_log_link ON public.identity_log USING btree (link_id);

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
  constraint invitations_email_check CHECK ((email = lower(email))),
  constraint invitations_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'cx_manager'::text, 'agent'::text, 'touchpoint_owner'::text, 'analyst'::text, 'viewer'::text])))
);
CREATE UNIQUE INDEX invitations_open ON public.invitations USING btree (COALESCE(email, ''::text)) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));

create table message_ids (
  id uuid not null,
  constraint message_ids_pkey PRIMARY KEY (id)
);

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

create table sign_in_failures (
  key_hash text not null,
  failures integer not null,
  failed_at timestamp with time zone not null,
  constraint sign_in_failures_pkey PRIMARY KEY (key_hash)
);
CREATE INDEX sign_in_failures_age ON public.sign_in_failures USING btree (failed_at);

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
  constraint user_sessions_token_key UNIQUE (token),
  constraint user_sessions_pkey PRIMARY KEY (id),
  constraint user_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
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
  constraint users_email_key UNIQUE (email),
  constraint users_pkey PRIMARY KEY (id),
  constraint users_email_check CHECK ((email = lower(email))),
  constraint users_language_check CHECK ((language = ANY (ARRAY['de'::text, 'en'::text]))),
  constraint users_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'cx_manager'::text, 'agent'::text, 'touchpoint_owner'::text, 'analyst'::text, 'viewer'::text])))
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
SETTINGS fsync_after_insert = 1, non_replicated_deduplication_window = 1000, index_granularity = 8192;

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
SETTINGS fsync_after_insert = 1, index_granularity = 8192;

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
SETTINGS fsync_after_insert = 1, index_granularity = 8192;
