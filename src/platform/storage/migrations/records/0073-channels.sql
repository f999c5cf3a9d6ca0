-- Ways out to customers: how each is set up, and what waits for a person or for the company's own page.

-- One row per channel that somebody has set up. Secrets are sealed and never leave again.
create table channel_settings (
  channel text primary key check (channel in ('mail', 'sms', 'messenger', 'notice', 'letter', 'phone')),
  settings jsonb not null default '{}',
  -- name of the secret → sealed value: smtpUrl, dkimKey, gatewaySecret, reportSecret, pageSecret
  secrets_sealed jsonb not null default '{}',
  -- of a gateway, for the addresses it calls: /api/gateways/<id>/reports
  gateway_id uuid unique,
  rate_per_minute int not null check (rate_per_minute between 1 and 1000000),
  switched_off_at timestamptz,
  updated_at timestamptz not null,
  updated_by text not null
);

-- Letters that wait to be printed. The PDF lies in the area `letters` of the files.
create table letters (
  id uuid primary key,
  -- the message it is; the same message makes one letter
  message_id uuid unique,
  subject uuid references identifiers (id),
  recipient text not null,
  address text not null,
  subject_line text not null,
  language text not null,
  file_id uuid not null,
  pages int not null,
  queued_at timestamptz not null,
  printed_at timestamptz,
  printed_by text,
  cancelled_at timestamptz
);
create index letters_waiting on letters (queued_at, id) where printed_at is null and cancelled_at is null;
create index letters_printed on letters (printed_at desc, id) where printed_at is not null;
create index letters_subject on letters (subject);

-- Calls that somebody is to make.
create table phone_tasks (
  id uuid primary key,
  message_id uuid unique,
  subject uuid references identifiers (id),
  name text not null,
  number text not null,
  subject_line text not null,
  script text not null,
  language text not null,
  queued_at timestamptz not null,
  not_before timestamptz,
  attempts int not null default 0,
  last_tried_at timestamptz,
  reached_at timestamptz,
  given_up_at timestamptz,
  note text not null default '',
  settled_by text
);
create index phone_tasks_waiting on phone_tasks (queued_at, id) where reached_at is null and given_up_at is null;
create index phone_tasks_settled on phone_tasks (coalesce(reached_at, given_up_at) desc, id) where reached_at is not null or given_up_at is not null;
create index phone_tasks_subject on phone_tasks (subject);

-- Notices that the company's own page shows to a customer who is signed in there.
create table notices (
  id uuid primary key,
  message_id uuid unique,
  subject uuid not null references identifiers (id),
  title text not null,
  body_text text not null,
  body_html text,
  language text not null,
  queued_at timestamptz not null,
  first_shown_at timestamptz,
  acknowledged_at timestamptz,
  expires_at timestamptz not null
);
create index notices_subject on notices (subject, queued_at desc);
create index notices_age on notices (expires_at);

select audit_watch('channel_settings', ignored => 'updated_at');
select audit_watch('letters', hidden => 'address', about => 'subject', by_people => true);
select audit_watch('phone_tasks', about => 'subject', by_people => true);
