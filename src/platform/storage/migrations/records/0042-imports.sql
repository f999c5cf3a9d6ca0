-- Files on their way into the stores. What an import did is kept apart and noted, so that it can be taken back as if it had never been.
create table imports (
  id uuid primary key,
  name text not null,
  -- raw file in the area `imports` of the files; null once it was removed
  file_id uuid,
  file_bytes bigint not null,
  file_sha256 text not null,
  file_removed_at timestamptz,
  state text not null check (state in ('uploaded', 'checking', 'checked', 'running', 'cancelled', 'done', 'failed', 'undoing', 'undone')),
  target text,
  profile jsonb,
  rows_estimate bigint not null default 0,
  warnings jsonb not null default '[]',
  -- row of the file up to which everything is in; moved by the transaction that writes the rows
  cursor_row bigint not null default 0,
  counts jsonb not null,
  dry_run jsonb,
  failure jsonb,
  by_id text not null,
  by_label text not null,
  pickup_id uuid,
  -- steps of an undo: how many and how many done
  undo_total bigint not null default 0,
  undo_done bigint not null default 0,
  created_at timestamptz not null,
  -- the instant that everything without one of its own gets; the same after a resume
  started_at timestamptz,
  finished_at timestamptz,
  undone_at timestamptz
);
create index imports_newest on imports (created_at desc, id desc);
create index imports_working on imports (state) where state in ('checking', 'running', 'undoing');

-- One row per transaction of an import: which rows, which batches of history, what it counted.
create table import_chunks (
  import_id uuid not null references imports on delete cascade,
  to_row bigint not null,
  rows int not null,
  batches bigint[] not null,
  written_at timestamptz not null,
  primary key (import_id, to_row)
);
create table import_refusals (
  import_id uuid not null references imports on delete cascade,
  row bigint not null,
  refusals jsonb not null,
  primary key (import_id, row)
);
-- What an import changed in records: the row before it (null: there was none) and what it said. One chain per key over all imports.
create table import_changes (
  seq bigint generated always as identity primary key,
  import_id uuid not null references imports on delete cascade,
  kind text not null,
  key text not null,
  -- identifier the record hangs on, where it hangs on one
  subject uuid,
  before jsonb,
  said jsonb not null
);
create index import_changes_import on import_changes (import_id, seq);
create index import_changes_key on import_changes (kind, key);
create index import_changes_subject on import_changes (subject) where subject is not null;

create table import_profiles (
  name text primary key,
  profile jsonb not null,
  updated_at timestamptz not null,
  updated_by text not null
);

create table import_pickups (
  id uuid primary key,
  name text not null,
  place jsonb not null,
  password_sealed text,
  private_key_sealed text,
  pattern text not null,
  cron text not null,
  time_zone text not null,
  profile_name text not null,
  afterwards text not null check (afterwards in ('keep', 'move', 'delete')),
  paused boolean not null default false,
  created_at timestamptz not null,
  created_by text not null,
  next_run_at timestamptz
);
create index import_pickups_due on import_pickups (next_run_at) where not paused;
create table import_pickup_runs (
  id uuid primary key,
  pickup_id uuid not null references import_pickups on delete cascade,
  at timestamptz not null,
  outcome text not null check (outcome in ('imported', 'nothing_new', 'failed')),
  files jsonb not null default '[]',
  failure text
);
create index import_pickup_runs_newest on import_pickup_runs (pickup_id, at desc);
-- Files seen by a pick-up: size and time at the last look tell one that still grows; the hash tells one that was imported.
create table import_pickup_files (
  pickup_id uuid not null references import_pickups on delete cascade,
  name text not null,
  bytes bigint not null,
  changed_at timestamptz not null,
  sha256 text,
  primary key (pickup_id, name)
);

-- Who says what about an identifier. null: contacts and people only. An import: it alone; then the row is all it said.
-- The zero uuid: several; then each of them has a row in identifier_layers and the identifier is their sum.
alter table identifiers add column layer uuid;
create index identifiers_layer on identifiers (layer, id) where layer is not null;
create table identifier_layers (
  node_id uuid not null references identifiers (id) on delete cascade,
  -- an import; the zero uuid: contacts and people
  layer uuid not null,
  raw text not null,
  named_at timestamptz,
  stands_at timestamptz,
  traits jsonb not null default '{}',
  primary key (node_id, layer)
);
create index identifier_layers_layer on identifier_layers (layer, node_id);
-- A link said by an import counts until the import is undone.
alter table identity_log add column layer uuid, add column retracted_at timestamptz;
create index identity_log_layer on identity_log (layer) where layer is not null;
