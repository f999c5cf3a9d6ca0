-- Matters of customers from whatever channel. A case hangs on the identifier that wrote (subject): merges move nothing.
create sequence case_numbers start 100001;
create table cases (
  id uuid primary key,
  -- shown as V-100023
  number bigint not null unique default nextval('case_numbers'),
  -- random signs behind the number in mails, so that nobody writes into a case by guessing its number
  token text not null,
  -- null: somebody wrote whom nobody knows
  subject uuid references identifiers (id),
  status text not null check (status in ('new', 'open', 'waiting_customer', 'waiting_partner', 'solved', 'closed')),
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
  category text,
  touchpoint text,
  department text,
  assignee uuid references users (id) on delete set null,
  channel text not null,
  subject_line text not null default '',
  language text,
  -- where an answer by mail, SMS … goes: the address that wrote last
  reply_address text,
  source_kind text not null check (source_kind in ('phone', 'mail', 'form', 'social', 'survey', 'rule', 'api', 'message')),
  source_ref text,
  -- the same matter reported again by the same program is the same case
  external_key text unique,
  opened_at timestamptz not null,
  -- when something happened last; the clocks of service levels never go back before it
  touched_at timestamptz not null,
  first_replied_at timestamptz,
  last_customer_at timestamptz,
  last_staff_at timestamptz,
  solved_at timestamptz,
  closed_at timestamptz,
  snoozed_until timestamptz,
  service_level_due_at timestamptz,
  promise_due_at timestamptz,
  inquiry_due_at timestamptz,
  -- the earliest of these, of the case and of those merged into it
  next_due_at timestamptz,
  merged_into uuid references cases (id),
  known_issue_id uuid,
  -- counts changes, so that two people who edit at the same time do not overwrite each other unseen
  version int not null default 1,
  anonymised_at timestamptz,
  is_active boolean not null generated always as (status in ('new', 'open', 'waiting_customer', 'waiting_partner')) stored,
  due_order timestamptz not null generated always as (coalesce(next_due_at, 'infinity')) stored,
  priority_rank smallint not null generated always as (case priority when 'urgent' then 1 when 'high' then 2 when 'normal' then 3 else 4 end) stored,
  check (merged_into <> id)
);
-- What somebody has to work on, in the orders in which it is shown. Snoozed ones come back to these when they wake.
create index cases_due on cases (due_order, id) where is_active and snoozed_until is null;
create index cases_opened on cases (opened_at, id) where is_active and snoozed_until is null;
create index cases_priority on cases (priority_rank, due_order, id) where is_active and snoozed_until is null;
create index cases_assignee on cases (assignee, due_order, id) where is_active;
create index cases_department on cases (department, due_order, id) where is_active and snoozed_until is null;
create index cases_category on cases (category, due_order, id) where is_active and snoozed_until is null;
create index cases_touchpoint on cases (touchpoint, due_order, id) where is_active and snoozed_until is null;
create index cases_snoozed on cases (snoozed_until) where snoozed_until is not null;
create index cases_status on cases (status, opened_at, id);
create index cases_all on cases (opened_at, id);
create index cases_subject on cases (subject) where subject is not null;
create index cases_reply_address on cases (lower(reply_address)) where reply_address is not null;
create index cases_merged on cases (merged_into) where merged_into is not null;
create index cases_known_issue on cases (known_issue_id, opened_at) where known_issue_id is not null;
create index cases_solved on cases (solved_at) where status = 'solved';
create index cases_closed on cases (closed_at) where status = 'closed' and anonymised_at is null;
select audit_watch('cases', hidden => 'reply_address', ignored => 'version,touched_at,next_due_at,due_order,is_active,priority_rank,last_customer_at,last_staff_at,service_level_due_at,promise_due_at,inquiry_due_at', about => 'subject', by_people => true);

-- The conversation: messages with the customer, notes among staff, and what happened. Written once.
create table case_entries (
  seq bigint generated always as identity unique,
  id uuid primary key,
  case_id uuid not null references cases (id),
  at timestamptz not null,
  kind text not null check (kind in ('message', 'note', 'event')),
  direction text check (direction in ('inbound', 'outbound')),
  channel text,
  author_kind text not null check (author_kind in ('customer', 'user', 'key', 'partner', 'system')),
  author_id text,
  author_label text not null default '',
  -- of an inbound message: who wrote; of an outbound one: to whom it goes
  address text,
  text text not null default '',
  html text,
  message_id_header text,
  -- the sent message in acting/messages
  message_id uuid,
  -- an out-of-office note and the like: reopens nothing
  is_automatic boolean not null default false,
  -- of events: what happened, e.g. case.status, promise.made
  what text,
  data jsonb not null default '{}'
);
create index case_entries_case on case_entries (case_id, seq desc);
create index case_entries_header on case_entries (message_id_header) where message_id_header is not null;
create index case_entries_message on case_entries (message_id) where message_id is not null;

create table case_attachments (
  id uuid primary key,
  case_id uuid references cases (id),
  -- null until the reply or note with it is sent
  entry_id uuid references case_entries (id) on delete cascade,
  -- in the area `cases` of the files
  file_id uuid not null,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 text not null,
  -- name of a picture inside of the HTML of a mail, for cid:
  content_id text,
  uploaded_by text,
  created_at timestamptz not null
);
create index case_attachments_entry on case_attachments (entry_id);
create index case_attachments_case on case_attachments (case_id);
create index case_attachments_loose on case_attachments (created_at) where entry_id is null;

-- What a case is found by: its number, subject line, texts, and how the customer was called when they wrote.
create table case_search (
  case_id uuid primary key references cases (id) on delete cascade,
  text text not null
);
create index case_search_trigrams on case_search using gin (text gin_trgm_ops);

create table case_watchers (
  case_id uuid not null references cases (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  since timestamptz not null,
  primary key (case_id, user_id)
);
create index case_watchers_user on case_watchers (user_id);

-- Two cases that have to do with each other; the smaller id first, so that a pair is there once.
create table case_links (
  case_id uuid not null references cases (id) on delete cascade,
  other_id uuid not null references cases (id) on delete cascade,
  linked_by text not null,
  linked_at timestamptz not null,
  primary key (case_id, other_id),
  check (case_id < other_id)
);
create index case_links_other on case_links (other_id);
select audit_watch('case_links', by_people => true);

create table case_views (
  id uuid primary key,
  name text not null,
  filter jsonb not null,
  sort text not null,
  -- null: for everybody
  owner_id uuid references users (id) on delete cascade,
  place int not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index case_views_owner on case_views (owner_id, place);
select audit_watch('case_views', ignored => 'updated_at', by_people => true);

create table case_settings (
  id boolean primary key default true check (id),
  -- solved cases are closed after so many days without a word from the customer
  close_after_days int not null default 7
);
insert into case_settings default values;
select audit_watch('case_settings');
