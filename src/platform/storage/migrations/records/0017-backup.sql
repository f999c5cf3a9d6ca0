-- When copies of everything were made, and by whom: the page says how old the newest one is.
create table backup_runs (
  id uuid primary key,
  actor text not null,
  started_at timestamptz not null,
  -- null while it runs, and for ever where it broke off
  finished_at timestamptz,
  rows bigint,
  sent_bytes bigint
);
create index backup_runs_age on backup_runs (started_at desc, id);
