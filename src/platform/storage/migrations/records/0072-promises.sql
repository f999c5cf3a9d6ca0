-- What was promised to a customer. State is dated: kept, withdrawn, broken; several can be true (kept, but late).
create table promises (
  id uuid primary key,
  case_id uuid references cases (id),
  -- null: the case of somebody whom nobody knows yet
  subject uuid references identifiers (id),
  kind text not null check (kind in ('callback', 'answer', 'visit', 'delivery', 'refund', 'repair', 'other')),
  -- the customer can read this
  text text not null,
  due_at timestamptz not null,
  -- zone in which it was meant
  time_zone text not null,
  -- the line as it was typed, and how it was read
  line text,
  reading text,
  -- one of both
  responsible_user uuid references users (id) on delete set null,
  responsible_department text,
  -- of the case when it was made, for figures and for who may see it
  department text,
  touchpoint text,
  made_at timestamptz not null,
  made_by_kind text not null,
  made_by_id text,
  made_by_label text not null,
  kept_at timestamptz,
  kept_by_label text,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  -- the due time, once it passed without the promise being kept or withdrawn
  broken_at timestamptz,
  -- next time at which somebody is reminded or told; null: nothing more to come
  next_notice_at timestamptz,
  -- counts changes, so that two people who edit at the same time do not overwrite each other unseen
  version int not null default 1
);
create index promises_open on promises (due_at, id) where kept_at is null and withdrawn_at is null;
create index promises_open_user on promises (responsible_user, due_at, id) where kept_at is null and withdrawn_at is null;
create index promises_open_department on promises (responsible_department, due_at, id) where kept_at is null and withdrawn_at is null;
create index promises_breaking on promises (due_at, id) where broken_at is null and kept_at is null and withdrawn_at is null;
create index promises_notice on promises (next_notice_at, id) where next_notice_at is not null;
create index promises_case on promises (case_id, due_at);
create index promises_subject on promises (subject, due_at);
create index promises_due on promises (due_at);

create table promise_events (
  seq bigint generated always as identity primary key,
  promise_id uuid not null references promises (id) on delete cascade,
  at timestamptz not null,
  kind text not null check (kind in ('made', 'reminded', 'escalated', 'broken', 'kept', 'withdrawn', 'handed_over')),
  actor_label text not null,
  data jsonb not null default '{}',
  written_at timestamptz not null
);
create index promise_events_promise on promise_events (promise_id, seq);
create index promise_events_broken on promise_events (seq) where kind = 'broken';
-- Each of these happens once in the life of a promise, however many look for it.
create unique index promise_events_once on promise_events (promise_id, kind) where kind in ('made', 'reminded', 'broken', 'kept', 'withdrawn');
-- Once because somebody is away, once because it is late.
create unique index promise_events_escalated on promise_events (promise_id, (data ->> 'because')) where kind = 'escalated';

-- When to remind, and whom to tell when it gets tight. The first policy that fits counts.
create table promise_policies (
  id uuid primary key,
  position int not null,
  name text not null,
  -- {kinds, departments}; empty: fits every promise
  conditions jsonb not null default '{}',
  remind_minutes_before int not null,
  -- null: nobody is told
  escalate_minutes_late int,
  -- {kind: user|department|role, id}
  escalate_to jsonb not null,
  updated_at timestamptz not null default now()
);
create index promise_policies_order on promise_policies (position, id);
insert into promise_policies (id, position, name, remind_minutes_before, escalate_minutes_late, escalate_to) values
  ('00000000-0000-8000-8000-000000000721', 1, 'Standard', 60, 0, '{"kind":"role","id":"cx_manager"}');

-- When somebody of the staff is away; who stands in.
create table staff_absences (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  from_at timestamptz not null,
  until_at timestamptz not null,
  substitute uuid references users (id) on delete set null,
  note text not null default '',
  made_by_label text not null,
  made_at timestamptz not null,
  removed_at timestamptz,
  check (from_at < until_at)
);
create index staff_absences_user on staff_absences (user_id, from_at) where removed_at is null;

select audit_watch('promises', ignored => 'version,next_notice_at', about => 'subject', by_people => true);
select audit_watch('promise_policies', ignored => 'updated_at');
select audit_watch('staff_absences');
