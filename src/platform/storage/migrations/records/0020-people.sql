create extension if not exists pg_trgm;
create extension if not exists unaccent;

-- How identifiers of one kind behave; kinds not listed here behave like 'other'.
create table identifier_kinds (
  kind text primary key,
  priority int not null,
  limit_per_customer int not null,
  switches boolean not null default false
);
insert into identifier_kinds (kind, priority, limit_per_customer, switches) values
  ('userId', 100, 1, false),
  ('record', 95, 1, false),
  ('customerNumber', 90, 1, false),
  ('email', 60, 5, false),
  ('phone', 40, 5, false),
  ('deviceId', 20, 20, true),
  ('anonymousId', 10, 200, true),
  ('other', 50, 5, false);

-- Every value under which a customer was ever named. id is keyed by kind and value, so all processes agree on it.
create table identifiers (
  id uuid primary key,
  kind text not null,
  value text not null,
  raw text not null,
  -- earliest contact that names it; null while it is only a guess of an alias
  named_at timestamptz,
  -- earliest contact written under it; null if none was: then it is not a customer by itself
  stands_at timestamptz,
  -- trait → [value, instant in ms, message key]; newest wins, per identifier so that an unmerge restores exactly
  traits jsonb not null default '{}',
  customer_id uuid not null,
  cluster_id uuid not null
) with (fillfactor = 70); -- traits change often: room on the page spares the indexes
create index identifiers_customer on identifiers (customer_id);
create index identifiers_cluster on identifiers (cluster_id);

-- Shared devices: which customer an identifier belongs to from when to when; null = open end.
create table identifier_spans (
  node_id uuid not null references identifiers (id),
  from_at timestamptz,
  to_at timestamptz,
  customer_id uuid not null
);
create index identifier_spans_node on identifier_spans (node_id);
create index identifier_spans_customer on identifier_spans (customer_id);

-- Append-only: why two identifiers belong together, and who took such a link back.
create table identity_log (
  seq bigint generated always as identity primary key,
  op text not null check (op in ('link', 'unlink')),
  link_id uuid not null,
  from_id uuid not null,
  into_id uuid not null,
  rule text not null,
  source text not null,
  actor text,
  reason text,
  at timestamptz not null,
  message_key text not null default '',
  recorded_at timestamptz not null default now()
);
create index identity_log_link on identity_log (link_id);
create index identity_log_from on identity_log (from_id);
create index identity_log_into on identity_log (into_id);

-- Read model: one row per customer as the fold of the log says; can be rebuilt at any time.
create table customers (
  id uuid primary key,
  name text not null,
  traits jsonb not null default '{}',
  -- names and identifiers, from the fold
  base_text text not null default '',
  -- contract numbers, devices, places, from the records below
  record_text text not null default '',
  search_text text not null generated always as (base_text || ' ' || record_text) stored,
  first_at timestamptz
);
create index customers_search on customers using gin (search_text gin_trgm_ops);
create index customers_order on customers (name, id);

-- What belongs to a customer is attached to the identifier it came with (subject), like history: merges move nothing.
create table accounts (
  id uuid primary key,
  external_id text not null unique,
  kind text not null check (kind in ('household', 'company')),
  name text not null
);
create table account_members (
  account_id uuid not null references accounts (id),
  subject uuid not null references identifiers (id),
  role text,
  primary key (account_id, subject)
);
create index account_members_subject on account_members (subject);
create table contracts (
  id uuid primary key,
  subject uuid not null references identifiers (id),
  number text not null unique,
  product text not null,
  account_id uuid references accounts (id),
  starts_on date not null,
  ends_on date,
  monthly_cents bigint
);
create index contracts_subject on contracts (subject);
create table devices (
  id uuid primary key,
  subject uuid not null references identifiers (id),
  external_id text not null unique,
  model text not null,
  maker text,
  serial text,
  software text,
  owned_from date not null,
  owned_to date
);
create index devices_subject on devices (subject);
create index devices_model on devices (model);
create table addresses (
  id uuid primary key,
  subject uuid not null references identifiers (id),
  external_id text not null unique,
  kind text not null,
  street text not null,
  postcode text not null,
  city text not null,
  country text not null,
  cell text,
  valid_from date,
  valid_to date
);
create index addresses_subject on addresses (subject);
create table customer_kinds (
  subject uuid primary key references identifiers (id),
  kind text not null check (kind in ('person', 'company', 'partner', 'supplier')),
  set_at timestamptz not null
);
create table custom_fields (
  key text primary key,
  label_de text not null,
  label_en text not null,
  type text not null check (type in ('text', 'number', 'date', 'boolean', 'choice')),
  choices jsonb,
  position int not null default 0
);
