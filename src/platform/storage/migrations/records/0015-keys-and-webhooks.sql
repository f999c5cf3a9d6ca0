-- Keys that may less than their role, end by themselves, and can be replaced without a gap.
alter table api_keys
  -- 'action:subject', e.g. 'read:customer'; null: everything that the role allows
  add column scopes text[],
  add column expires_at timestamptz,
  -- when the administrators were told that it ends soon
  add column expiry_warned_at timestamptz,
  add column requests_per_minute integer not null default 6000 check (requests_per_minute between 1 and 1000000),
  add column rotated_at timestamptz,
  -- the secret before the last rotation works until then
  add column old_key_hash text unique,
  add column old_key_until timestamptz;

-- Writes with an Idempotency-Key: what was asked, whether it was written, and the answer, for 24 hours.
create table idempotent_requests (
  actor_kind text not null,
  actor_id text not null,
  -- SHA-256 of the key: callers like to put names and numbers into it
  key_hash text not null,
  request_hash text not null,
  -- of the attempt that may write; a later one takes over when its claim has run out
  attempt uuid not null,
  started_at timestamptz not null,
  claimed_until timestamptz not null,
  -- set in the same transaction as the first thing that was written
  written_at timestamptz,
  answered_at timestamptz,
  status smallint,
  headers jsonb,
  -- sealed, because an answer may hold a secret that is shown once; null when it was too large or somebody was erased since
  answer text,
  primary key (actor_kind, actor_id, key_hash)
);
create index idempotent_requests_age on idempotent_requests (started_at);

-- Whom we tell what happened (Standard Webhooks).
create table webhook_endpoints (
  id uuid primary key,
  url text not null,
  description text not null default '',
  event_kinds text[] not null,
  -- sealed whsec_…; the one before the last rotation signs too until then
  secret text not null,
  old_secret text,
  old_secret_until timestamptz,
  created_by uuid references users on delete set null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- since when no delivery has succeeded
  failing_since timestamptz,
  switched_off_at timestamptz,
  switched_off_because text check (switched_off_because in ('by_hand', 'failing', 'gone'))
);

-- One thing that happened, as it is sent: the same text and id at every attempt and to every endpoint.
create table webhook_events (
  id text primary key,
  kind text not null,
  -- for erasure; the text holds ids only, no names or addresses
  customer_ids uuid[] not null default '{}',
  body text not null,
  at timestamptz not null
);
create index webhook_events_age on webhook_events (at);
create index webhook_events_customers on webhook_events using gin (customer_ids);

create table webhook_deliveries (
  id uuid primary key,
  event_id text not null references webhook_events on delete cascade,
  endpoint_id uuid not null references webhook_endpoints on delete cascade,
  created_at timestamptz not null,
  attempts integer not null default 0,
  -- null when nothing is due any more
  next_attempt_at timestamptz,
  claimed_until timestamptz,
  delivered_at timestamptz,
  -- after the last attempt: nobody tries again by itself
  dead_at timestamptz,
  unique (event_id, endpoint_id)
);
create index webhook_deliveries_due on webhook_deliveries (next_attempt_at) where next_attempt_at is not null;
create index webhook_deliveries_list on webhook_deliveries (endpoint_id, created_at desc, id desc);
create index webhook_deliveries_dead on webhook_deliveries (endpoint_id) where dead_at is not null;

create table webhook_attempts (
  delivery_id uuid not null references webhook_deliveries on delete cascade,
  number integer not null,
  at timestamptz not null,
  -- of the answer; null when there was none
  status smallint,
  duration_ms integer not null,
  -- code of what went wrong, e.g. outside.timed_out
  problem text,
  answer_start text not null default '',
  primary key (delivery_id, number)
);

-- Webhooks of others that come in: who signs how, and what of the body becomes an event.
create table webhook_inlets (
  id uuid primary key,
  name text not null,
  signed_as text not null check (signed_as in ('standard', 'github', 'shopify', 'stripe', 'hmac')),
  -- only for 'hmac': header, encoding and prefix of the signature
  signature jsonb,
  secret text not null,
  mapping jsonb not null,
  default_channel text not null,
  created_by uuid references users on delete set null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  removed_at timestamptz,
  accepted integer not null default 0,
  refused integer not null default 0,
  last_accepted_at timestamptz
);

-- What was refused lately, without its body: a body may hold anything about anybody.
create table webhook_refusals (
  id uuid primary key,
  inlet_id uuid not null references webhook_inlets on delete cascade,
  at timestamptz not null,
  code text not null,
  reason text not null
);
create index webhook_refusals_list on webhook_refusals (inlet_id, at desc, id desc);
