-- Counts erasures. Who takes in what messages tell about customers reads it inside the transaction and so waits for an
-- erasure under way; a number that has changed tells a process to forget what it knows of identifiers.
create table identity_generation (
  id boolean primary key default true check (id),
  value bigint not null default 0
);
insert into identity_generation default values;

create function read_identity_generation() returns bigint language plpgsql volatile as $$
begin
  -- A statement of its own comes after the lock, so that it sees what was committed while this one waited.
  perform pg_advisory_xact_lock_shared(7041979);
  return (select value from identity_generation);
end $$;

create function count_identity_generation() returns bigint language plpgsql volatile as $$
declare counted bigint;
begin
  perform pg_advisory_xact_lock(7041979);
  update identity_generation set value = value + 1 returning value into counted;
  return counted;
end $$;

-- Requests to erase a customer. What says whom (customer_id, identifiers, reach_sealed, note) is emptied when it is done;
-- what remains is the proof.
create table privacy_erasures (
  id uuid primary key,
  customer_id uuid,
  -- ids of the chosen identifiers; null = all
  identifiers uuid[],
  reason text not null,
  note text,
  requested_by text not null,
  requested_by_id text not null,
  requested_at timestamptz not null,
  expires_at timestamptz,
  confirmed_by text,
  confirmed_at timestamptz,
  rejected_by text,
  rejected_at timestamptz,
  -- everything under which the customer was known, sealed; only while the work is under way
  reach_sealed text,
  -- HMAC-SHA-256 of each identifier under a key of this installation: recognises the same request, names nobody
  fingerprints text[] not null default '{}',
  counts jsonb,
  erased_at timestamptz,
  scrub_due_at timestamptz,
  scrubbed_at timestamptz,
  scrub_notes jsonb,
  proof jsonb,
  proof_hash text,
  failure text
);
create index privacy_erasures_order on privacy_erasures (requested_at desc, id);
create index privacy_erasures_fingerprints on privacy_erasures using gin (fingerprints);

-- Customers whose data is kept but not used (Art. 18). Hangs on each identifier, like everything else, so that it outlives merges.
create table privacy_restrictions (
  subject uuid primary key references identifiers (id) on delete cascade,
  restriction_id uuid not null,
  ground text not null,
  note text not null,
  restricted_by text not null,
  restricted_at timestamptz not null
);
create index privacy_restrictions_id on privacy_restrictions (restriction_id);

-- How long each kind of data is kept; without a row for ever.
create table privacy_retention (
  kind text primary key,
  action text not null check (action in ('delete', 'anonymise')),
  after_days integer not null check (after_days between 1 and 36500),
  set_by text not null,
  set_at timestamptz not null,
  last_run_at timestamptz,
  last_count bigint,
  last_failure text
);

-- What an anonymising run has begun with, so that one that was cut off is made undone before it is made again.
create table privacy_anonymising (
  table_name text primary key,
  batch bigint not null,
  before_at timestamptz not null,
  -- when all twins were there: from then on the originals go; before, the twins would
  written_at timestamptz
);

-- One row: settings of data protection.
create table privacy_settings (
  id boolean primary key default true check (id),
  value jsonb not null
);
