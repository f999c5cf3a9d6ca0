-- Who is asked to answer a survey: distributions, the invitations that came of them, and how often one may be asked. Decision 0075.

-- One way of reaching people with one survey: once to a selection or a list, to staff, or again and again after an event.
create table distributions (
  id uuid primary key,
  survey text not null references surveys (code) on delete cascade,
  title text not null,
  kind text not null check (kind in ('filter', 'list', 'staff', 'trigger')),
  -- of kind filter, see invitations.contract.ts
  filter jsonb,
  -- of kind staff: {departments}; null = everybody
  staff jsonb,
  -- of kind trigger: {event, touchpoints, afterMinutes, withinHours, notIfCaseOpen}
  trigger jsonb,
  -- nobody with an open case is asked
  skips_open_cases boolean not null default false,
  -- in the order in which they are tried where the customer prefers none
  channels text[] not null,
  -- [{language, part: invitation or reminder, subjectLine, text}]; empty: our own words
  texts jsonb not null default '[]',
  -- {kind: all}, {kind: share, share}, {kind: count, n}, {kind: strata, n, by, allocation}
  sample jsonb not null,
  reminders int not null default 0 check (reminders between 0 and 5),
  remind_after_days int not null default 5 check (remind_after_days between 1 and 60),
  starts_at timestamptz,
  -- nobody is invited, reminded or lets anybody answer afterwards
  expires_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  version int not null default 1,
  started_at timestamptz,
  started_by text,
  paused_at timestamptz,
  stopped_at timestamptz,
  finished_at timestamptz,
  -- when the sample was drawn; of a trigger: up to which batch of history was looked, see closed-loop
  drawn_at timestamptz,
  done bigint not null default 0,
  mark bigint not null default 0,
  marked_at timestamptz,
  -- events that fell out of the sample: they need no row each
  passed_over bigint not null default 0
);
create index distributions_newest on distributions (created_at desc, id desc);
create index distributions_survey on distributions (survey, created_at desc);
create index distributions_active on distributions (id) where started_at is not null and stopped_at is null and finished_at is null;

-- An uploaded list: the identifier under which we would know the customer, by its keyed id; of staff an address.
create table distribution_list (
  distribution_id uuid not null references distributions (id) on delete cascade,
  place int not null,
  subject uuid,
  address text,
  primary key (distribution_id, place)
);
create index distribution_list_subject on distribution_list (subject) where subject is not null;

-- One row for everybody who was looked at: invited, waiting for their time, or not invited for a reason. What became of
-- it lies in messages (sent, delivered, bounced) and survey_link_facts (opened, started, finished).
create table survey_invitations (
  id uuid primary key,
  distribution_id uuid not null references distributions (id) on delete cascade,
  survey text not null,
  -- customer:<id>, event:<id>, staff:<id>: nobody is looked at twice
  once_key text collate "C" not null,
  -- an erasure empties it; null from the start for staff
  subject uuid,
  -- group of a stratified sample
  stratum text,
  -- of a trigger: when the event happened
  event_at timestamptz,
  looked_at timestamptz not null,
  -- chosen to be invited
  sampled_at timestamptz,
  -- when it is to be decided whether the invitation leaves; null: nothing is left to decide
  due_at timestamptz,
  delayed_at timestamptz,
  delayed_because text check (delayed_because in ('fatigue', 'capped')),
  skipped_at timestamptz,
  skipped_reason text,
  -- the message was put into the queue
  queued_at timestamptz,
  channel text,
  next_reminder_at timestamptz,
  unique (distribution_id, once_key)
);
create index survey_invitations_subject on survey_invitations (subject) where subject is not null;
create index survey_invitations_due on survey_invitations (distribution_id, due_at) where due_at is not null;
create index survey_invitations_reminders on survey_invitations (next_reminder_at) where next_reminder_at is not null;

-- The messages of an invitation: 0 is the first one, then the reminders.
create table invitation_messages (
  invitation_id uuid not null references survey_invitations (id) on delete cascade,
  number int not null,
  message_id uuid not null,
  queued_at timestamptz not null,
  primary key (invitation_id, number)
);
create index invitation_messages_message on invitation_messages (message_id);

-- How often somebody is asked at most, in rolling days of 24 hours; reminders do not count.
create table fatigue_rules (
  id uuid primary key,
  -- all surveys, those of one kind, or one
  scope text not null check (scope in ('all', 'kind', 'survey')),
  survey_kind text,
  survey text references surveys (code) on delete cascade,
  most int not null check (most between 1 and 100),
  days int not null check (days between 1 and 730),
  -- skip: not invited · delay: invited as soon as it is allowed, while the distribution lasts
  effect text not null check (effect in ('skip', 'delay')),
  -- surveys that are neither held back by it nor counted
  exceptions text[] not null default '{}',
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  switched_off_at timestamptz,
  check ((scope = 'kind') = (survey_kind is not null) and (scope = 'survey') = (survey is not null))
);
insert into fatigue_rules (id, scope, most, days, effect, created_at, created_by, changed_at) values ('018f0000-0000-7000-8000-00000000f001', 'all', 1, 14, 'delay', now(), '', now());

select audit_watch('distributions', ignored => 'changed_at,version,drawn_at,done,mark,marked_at,passed_over');
select audit_watch('fatigue_rules', ignored => 'changed_at');
