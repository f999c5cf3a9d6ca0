-- When somebody is there. Shared by service levels and promises.
create table business_calendars (
  id uuid primary key,
  name text not null,
  time_zone text not null,
  -- seven days, Monday first, each a list of {from, to} in minutes since midnight
  week jsonb not null,
  -- a German state, BUND for the holidays of all of them; null: holidays are days like others
  holiday_region text,
  -- [{on, name, spans}]: closed or open otherwise on a date
  own_days jsonb not null default '[]',
  -- the one by which "end of business" is read where nothing else says so
  is_usual boolean not null default false,
  version int not null default 1,
  updated_at timestamptz not null default now()
);
create unique index business_calendars_usual on business_calendars (is_usual) where is_usual;

-- The first policy whose conditions a case fulfils counts.
create table service_policies (
  id uuid primary key,
  position int not null,
  name text not null,
  -- empty: fits every case
  conditions jsonb not null default '{}',
  -- priority → {firstReplyMinutes, nextReplyMinutes, solutionMinutes}, null: no such target
  targets jsonb not null,
  -- null: around the clock
  calendar_id uuid references business_calendars (id),
  -- a customer waits for us also while we wait for a partner, unless the policy says otherwise
  pauses_for_partner boolean not null default false,
  version int not null default 1,
  removed_at timestamptz,
  updated_at timestamptz not null default now()
);
create index service_policies_order on service_policies (position, id) where removed_at is null;

-- Where a clock of a case stands; the fold of its events, kept because everybody asks for it.
create table service_clocks (
  id uuid primary key,
  case_id uuid not null,
  kind text not null check (kind in ('first_reply', 'next_reply', 'solution')),
  -- next replies are counted; the others are number 1
  round int not null,
  policy_id uuid not null references service_policies (id),
  calendar_id uuid references business_calendars (id),
  target_minutes int not null,
  started_at timestamptz not null,
  -- null: paused or over
  running_since timestamptz,
  -- open time that had passed when it began to run
  used_ms bigint not null default 0,
  -- null while it does not run
  due_at timestamptz,
  fulfilled_at timestamptz,
  breached_at timestamptz,
  -- no policy asks for it any more
  dropped_at timestamptz,
  -- as the case is now, for figures and for who may see it
  channel text not null,
  priority text not null,
  department text,
  touchpoint text,
  unique (case_id, kind, round)
);
create index service_clocks_due on service_clocks (due_at, id) where due_at is not null and breached_at is null and fulfilled_at is null and dropped_at is null;
create index service_clocks_started on service_clocks (started_at);

create table service_events (
  seq bigint generated always as identity primary key,
  clock_id uuid not null references service_clocks (id) on delete cascade,
  case_id uuid not null,
  -- when it happened; a breach happens when the time is over, whenever it is noticed
  at timestamptz not null,
  kind text not null check (kind in ('activate', 'pause', 'fulfil', 'breach', 'change', 'drop')),
  why text not null,
  due_at timestamptz,
  written_at timestamptz not null
);
create index service_events_case on service_events (case_id, seq);
create index service_events_clock on service_events (clock_id, seq);
-- However often and by whomever it is looked for, a clock breaks once.
create unique index service_events_breach on service_events (clock_id) where kind = 'breach';

-- What a new installation begins with.
insert into business_calendars (id, name, time_zone, week, holiday_region, is_usual) values (
  '00000000-0000-8000-8000-000000000701', 'Mo–Fr 8–18', 'Europe/Berlin',
  '[[{"from":480,"to":1080}],[{"from":480,"to":1080}],[{"from":480,"to":1080}],[{"from":480,"to":1080}],[{"from":480,"to":1080}],[],[]]', 'BUND', true);
insert into service_policies (id, position, name, targets, calendar_id) values (
  '00000000-0000-8000-8000-000000000702', 1, 'Standard',
  '{"low":{"firstReplyMinutes":480,"nextReplyMinutes":480,"solutionMinutes":6000},"normal":{"firstReplyMinutes":240,"nextReplyMinutes":240,"solutionMinutes":3000},"high":{"firstReplyMinutes":120,"nextReplyMinutes":120,"solutionMinutes":1200},"urgent":{"firstReplyMinutes":60,"nextReplyMinutes":60,"solutionMinutes":480}}',
  '00000000-0000-8000-8000-000000000701');

select audit_watch('business_calendars', ignored => 'version,updated_at');
select audit_watch('service_policies', ignored => 'version,updated_at');
