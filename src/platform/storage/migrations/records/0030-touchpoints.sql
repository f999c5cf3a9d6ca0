create table departments (
  code text primary key,
  name_de text not null,
  name_en text not null,
  updated_at timestamptz not null default now()
);

-- The inventory: every kind of contact between the company and its customers.
create table touchpoints (
  code text primary key,
  name_de text not null,
  name_en text not null,
  description_de text not null,
  description_en text not null,
  stage text not null,
  channel text not null,
  kind text not null check (kind in ('main', 'secondary')),
  reach_kind text not null check (reach_kind in ('direct', 'indirect')),
  department text references departments (code),
  involved_departments text[] not null,
  moment_of_truth boolean not null,
  tangible_items jsonb not null,
  rules jsonb not null,
  -- Counts changes, so that two people who edit at the same time do not overwrite each other unseen.
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index touchpoints_department on touchpoints (department);

-- One row: how far the rules have been applied to contacts that were there before them.
-- revision grows with every change that can move a contact; everything up to applied_revision is done.
-- changed_codes are the touchpoints whose contacts may have to move, of all changes not yet applied.
create table touchpoint_matching (
  id boolean primary key default true check (id),
  revision bigint not null default 0,
  applied_revision bigint not null default 0,
  changed_codes text[] not null default '{}',
  changed_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  -- Contacts that were on their way while the rules changed are looked for once more at this time.
  recheck_at timestamptz,
  moved_contacts bigint,
  failed_at timestamptz,
  failure text
);
insert into touchpoint_matching default values;
