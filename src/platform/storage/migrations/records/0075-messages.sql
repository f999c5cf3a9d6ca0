-- Every message to a customer, on whatever channel: one row from the wish to send to what became of it. Decision 0064.

-- What is said. Words of an outreach stand here once for all its messages (Liquid source); a reply has words of its own.
create table message_bodies (
  id uuid primary key,
  language text not null default '',
  subject_line text not null,
  html text,
  text text not null,
  -- filled in for each customer when it is sent; such words name nobody
  is_template boolean not null,
  created_at timestamptz not null,
  -- words of one customer that were erased; the row stays as the proof that something was said
  erased_at timestamptz
);

-- Many messages that belong together. The switch by which they are held or ended, read by every process at every step.
create table message_campaigns (
  id uuid primary key,
  rate_per_minute int check (rate_per_minute > 0),
  -- concerns safety: told even to those who object to service messages
  is_essential boolean not null default false,
  created_at timestamptz not null,
  paused_at timestamptz,
  stopped_at timestamptz,
  -- nothing is left to be sent
  ended_at timestamptz,
  -- GCRA: when the next message may leave
  next_free_at timestamptz
);

create table messages (
  id uuid primary key,
  -- the wish to send, once for ever; of a campaign `campaign:<id>:<channel>:<address>`
  send_key text collate "C" not null unique,
  -- No references here and below: 100,000 messages made in one statement would look up one campaign and one body as often.
  campaign_id uuid,
  -- key of consent_purposes
  purpose text not null,
  kind text not null check (kind in ('reply', 'outreach', 'notice', 'inquiry', 'opt_in', 'promise', 'survey')),
  channel text not null check (channel in ('mail', 'sms', 'messenger', 'notice', 'letter', 'phone')),
  -- null: taken out by an erasure or by retention
  address text,
  -- an erasure empties it
  subject uuid,
  case_id uuid,
  body_id uuid not null,
  variables jsonb not null default '{}',
  headers jsonb not null default '{}',
  attachments jsonb not null default '[]',
  is_answer boolean not null default false,
  is_essential boolean not null default false,
  queued_at timestamptz not null,
  -- when it is to be looked at next; null: nothing is left to be done
  next_attempt_at timestamptz,
  attempts int not null default 0,
  -- the last attempt; written and committed before anything leaves
  claimed_at timestamptz,
  -- process at work on it; null as soon as there is a result
  claimed_by int,
  -- what the channel said last, while it did not take the message
  last_problem text,
  handed_at timestamptz,
  provider_id text,
  delivered_at timestamptz,
  opened_at timestamptz,
  bounced_at timestamptz,
  bounce_reason text,
  refused_at timestamptz,
  refused_reason text,
  -- it may have left or not; nobody sends it again blindly
  unclear_at timestamptz,
  unclear_reason text,
  skipped_at timestamptz,
  skipped_reason text
) with (fillfactor = 80);
create index messages_due on messages (campaign_id, channel, next_attempt_at) where next_attempt_at is not null;
create index messages_under_way on messages (claimed_by) where claimed_by is not null;
create index messages_subject on messages (subject, claimed_at) where subject is not null;
create index messages_case on messages (case_id) where case_id is not null;
create index messages_address on messages (address) where handed_at is not null;
create index messages_provider on messages (provider_id) where provider_id is not null;
create index messages_queued on messages using brin (queued_at);

-- Who was told in a campaign, by the customer that somebody was at that moment: two messages to one customer meet here.
create table message_told (
  campaign_id uuid not null,
  customer_id uuid not null,
  message_id uuid not null,
  primary key (campaign_id, customer_id)
);
create index message_campaigns_running on message_campaigns (created_at, id) where ended_at is null and stopped_at is null and paused_at is null;
create index message_told_message on message_told (message_id);

-- GCRA over all processes: when the next message may leave on a channel.
create table message_pace (
  channel text primary key,
  next_free_at timestamptz not null
);

-- How often a customer is written to by himself, in calendar days and weeks where he lives; null: no limit.
create table message_caps (
  purpose text primary key,
  per_day int check (per_day > 0),
  per_week int check (per_week > 0)
);
insert into message_caps (purpose, per_day, per_week) values ('marketing', 1, 2), ('feedback', 1, 1);

-- One row: hours in which channels that ring are silent where customers have said nothing themselves.
create table message_settings (
  id boolean primary key default true check (id),
  quiet_from time not null default '21:00',
  quiet_to time not null default '08:00',
  -- pictures that tell whether a mail was opened; even then only to customers who allowed it
  allows_open_pixel boolean not null default false
);
insert into message_settings default values;

-- Numbers of processes that send. Each holds the advisory lock (7042075, its number) as long as it lives.
create sequence message_worker as int cycle;

-- A time zone as somebody wrote it, or the company's where there is none of that name.
create function zone_or(zone text, fallback text) returns text language plpgsql stable as $$
begin
  if zone is null then return fallback; end if;
  perform now() at time zone zone;
  return zone;
exception when invalid_parameter_value then
  return fallback;
end $$;

/* When quiet hours end that hold at an instant where somebody lives; null: they do not hold. Hours over midnight have from > to. */
create function quiet_until(at timestamptz, zone text, quiet_from time, quiet_to time) returns timestamptz language plpgsql stable as $$
declare
  local_at timestamp;
  local_time time;
  ends_on date;
begin
  if quiet_from is null or quiet_to is null or quiet_from = quiet_to then return null; end if;
  local_at := at at time zone zone;
  local_time := local_at::time;
  ends_on := local_at::date;
  if quiet_from < quiet_to then
    if local_time < quiet_from or local_time >= quiet_to then return null; end if;
  else
    if local_time < quiet_from and local_time >= quiet_to then return null; end if;
    if local_time >= quiet_from then ends_on := ends_on + 1; end if;
  end if;
  return (ends_on + quiet_to) at time zone zone;
end $$;

-- Telling many customers the same thing once.
create table outreaches (
  id uuid primary key,
  title text not null,
  purpose text not null,
  -- known issue, or a filter of its own
  issue_id uuid,
  filter jsonb,
  -- channels in the order in which they are tried where the customer prefers none
  channels text[] not null,
  -- [{language, channel or null, subjectLine, text}]
  texts jsonb not null,
  is_essential boolean not null default false,
  -- later buyers are told too
  is_live boolean not null default false,
  rate_per_minute int,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  version int not null default 1,
  started_at timestamptz,
  started_by text,
  paused_at timestamptz,
  stopped_at timestamptz,
  stopped_by text,
  finished_at timestamptz,
  -- how far the job that looks for later buyers is
  looked_at timestamptz,
  check ((issue_id is null) <> (filter is null))
);
create index outreaches_newest on outreaches (created_at desc, id desc);
create index outreaches_issue on outreaches (issue_id) where issue_id is not null;

-- One row for everybody who is affected: told by a message, answered in the own case, or left out for a reason.
create table outreach_recipients (
  -- no reference, as in messages; an outreach that has recipients is never deleted
  outreach_id uuid not null,
  -- as it was when it was decided; who it is now, says the subject
  customer_id uuid not null,
  subject uuid not null,
  decided_at timestamptz not null,
  message_id uuid,
  case_id uuid,
  answered_at timestamptz,
  excluded text,
  primary key (outreach_id, customer_id)
);
create index outreach_recipients_subject on outreach_recipients (subject);
create index outreach_recipients_message on outreach_recipients (message_id) where message_id is not null;
create index outreach_recipients_case on outreach_recipients (outreach_id) where case_id is not null and answered_at is null;

select audit_watch('message_caps');
select audit_watch('message_settings');
select audit_watch('message_campaigns', ignored => 'next_free_at,ended_at');
select audit_watch('outreaches', ignored => 'changed_at,looked_at,version');
