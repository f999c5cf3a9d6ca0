-- Inquiries (A3): a question inside a case to a partner or to another department, and what came back.
-- Cases come in 0071; no foreign keys to them, because what is spent and what was measured outlives an erased case.

-- Whom we ask outside: manufacturers, suppliers, departments that do not work in Momente.
create table partners (
  id uuid primary key,
  kind text not null check (kind in ('manufacturer', 'supplier', 'department')),
  name text not null,
  -- where questions go; without it only by link
  email text,
  language text not null check (language in ('de', 'en')),
  -- person to talk to, as free text
  contact text not null default '',
  note text not null default '',
  -- hours until an answer is expected, as a proposal for the due date
  answers_in_hours integer not null default 48 check (answers_in_hours between 1 and 8760),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  removed_at timestamptz
);
create unique index partners_name on partners (lower(name)) where removed_at is null;

create table inquiries (
  id uuid primary key,
  -- shown as R-1001
  number bigint generated always as identity (start with 1001) unique,
  case_id uuid not null,
  -- whom the case was about when it was asked; for export and erasure
  subject uuid references identifiers (id) on delete set null,
  -- whom we asked: one of both
  partner_id uuid references partners (id),
  to_department text,
  -- which department the question came from, and at which touchpoint, as it was then
  from_department text,
  touchpoint text,
  way text not null check (way in ('mail', 'link', 'inside')),
  subject_line text not null,
  language text not null check (language in ('de', 'en')),
  -- exactly what is shown to whom we ask besides the question: [{field, label, value}]; as it was when it was sent
  shared jsonb not null default '[]',
  asked_by uuid references users (id) on delete set null,
  asked_by_label text not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  -- of the first question: what waiting times are held against
  first_due_at timestamptz not null,
  -- when the next reminder or escalation falls due; null when nothing is to come
  next_reminder_at timestamptz,
  reminders integer not null default 0,
  escalated_at timestamptz,
  -- the page without account: SHA-256 of the token, and its end
  token_hash text unique,
  token_expires_at timestamptz,
  token_revoked_at timestamptz,
  first_opened_at timestamptz,
  first_answered_at timestamptz,
  last_answered_at timestamptz,
  -- whether the last question has an answer: asked again, it waits again
  is_answered boolean not null default false,
  closed_at timestamptz,
  closed_by uuid references users (id) on delete set null,
  closed_because text check (closed_because in ('answered', 'withdrawn')),
  check ((partner_id is null) <> (to_department is null)),
  check ((way = 'inside') = (to_department is not null))
);
create index inquiries_case on inquiries (case_id, asked_at);
create index inquiries_subject on inquiries (subject);
create index inquiries_department on inquiries (to_department, due_at) where closed_at is null;
create index inquiries_open on inquiries (due_at, id) where closed_at is null;
create index inquiries_list on inquiries (due_at, id);
create index inquiries_reminders on inquiries (next_reminder_at) where next_reminder_at is not null;
create index inquiries_partner on inquiries (partner_id, asked_at);

create table inquiry_entries (
  -- in the order of arrival: the clocks of mail servers say little
  seq bigint generated always as identity unique,
  id uuid primary key,
  inquiry_id uuid not null references inquiries (id) on delete cascade,
  at timestamptz not null,
  kind text not null check (kind in ('question', 'answer', 'reminder', 'escalation')),
  via text not null check (via in ('mail', 'link', 'inside')),
  -- of a colleague; null for a partner and for Momente itself
  author uuid references users (id) on delete set null,
  author_label text not null,
  text text not null,
  -- of our mails, so that answers find their thread
  message_id uuid,
  -- the same answer comes once: Message-ID of a mail, or number of a form sent
  once_key text,
  unique (inquiry_id, once_key)
);
create index inquiry_entries_order on inquiry_entries (inquiry_id, seq);

create index inquiry_entries_message on inquiry_entries (message_id) where message_id is not null;

-- Files that came with answers, in the area `inquiries`; without an entry while the answer is being written.
create table inquiry_files (
  id uuid primary key,
  inquiry_id uuid not null references inquiries (id) on delete cascade,
  entry_id uuid references inquiry_entries (id) on delete cascade,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  uploaded_at timestamptz not null
);
create index inquiry_files_inquiry on inquiry_files (inquiry_id);
create index inquiry_files_unused on inquiry_files (uploaded_at) where entry_id is null;

-- Goodwill (A4): what can be given, who may give how much, what was given and what became of it.
create table goodwill_kinds (
  code text primary key check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
  sort text not null check (sort in ('minutes', 'credit', 'voucher', 'replacement', 'own')),
  name_de text not null,
  name_en text not null,
  unit_de text not null,
  unit_en text not null,
  -- what one unit costs us, in cents; may be a fraction of a cent
  unit_cents numeric(14, 4) not null check (unit_cents >= 0),
  usual_amount numeric(14, 2) not null check (usual_amount > 0),
  largest_amount numeric(14, 2) not null check (largest_amount > 0),
  -- carried out by a signed webhook, or by hand
  carried_out text not null check (carried_out in ('webhook', 'hand')),
  url text,
  -- sealed whsec_…
  secret text,
  -- which kinds of identifiers the receiver gets, besides the id of the customer
  sent_identifiers text[] not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  removed_at timestamptz,
  check (carried_out = 'hand' or (url is not null and secret is not null))
);

-- Limits in cents: of a role, or of one person instead of the role. Null = no limit; no row = every booking needs an approval.
create table goodwill_limits (
  id uuid primary key,
  role text,
  user_id uuid references users (id) on delete cascade,
  per_booking_cents integer check (per_booking_cents >= 0),
  per_customer_month_cents integer check (per_customer_month_cents >= 0),
  per_person_month_cents integer check (per_person_month_cents >= 0),
  set_by text not null,
  set_at timestamptz not null,
  check ((role is null) <> (user_id is null))
);
create unique index goodwill_limits_role on goodwill_limits (role) where role is not null;
create unique index goodwill_limits_person on goodwill_limits (user_id) where user_id is not null;

create table goodwill_bookings (
  id uuid primary key,
  -- a booking that comes again with the same key is the same booking
  idempotency_key text not null unique,
  case_id uuid,
  subject uuid references identifiers (id) on delete set null,
  kind text not null references goodwill_kinds (code),
  amount numeric(14, 2) not null check (amount > 0),
  unit_cents numeric(14, 4) not null,
  value_cents integer not null check (value_cents >= 0),
  reason text not null,
  department text,
  touchpoint text,
  asked_by uuid references users (id) on delete set null,
  asked_by_label text not null,
  asked_at timestamptz not null,
  -- why it could not be booked at once; empty when it could
  over_limits text[] not null default '{}',
  approved_by uuid references users (id) on delete set null,
  approved_by_label text,
  approved_at timestamptz,
  refused_by_label text,
  refused_at timestamptz,
  refused_because text,
  -- in whose limit it counts: whoever booked it, or whoever approved it
  charged_to uuid references users (id) on delete set null,
  charged_to_label text,
  booked_at timestamptz,
  carried_out text not null check (carried_out in ('webhook', 'hand')),
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  claimed_until timestamptz,
  executing_at timestamptz,
  executed_at timestamptz,
  executed_by_label text,
  failed_at timestamptz,
  failure text,
  cancelled_at timestamptz,
  cancelled_by_label text,
  cancelled_because text
);
create index goodwill_bookings_case on goodwill_bookings (case_id, asked_at);
create index goodwill_bookings_subject on goodwill_bookings (subject, asked_at);
create index goodwill_bookings_charged on goodwill_bookings (charged_to, booked_at);
create index goodwill_bookings_order on goodwill_bookings (asked_at desc, id desc);
create index goodwill_bookings_waiting on goodwill_bookings (asked_at, id) where booked_at is null and refused_at is null and cancelled_at is null;
create index goodwill_bookings_due on goodwill_bookings (next_attempt_at) where next_attempt_at is not null;

create table goodwill_attempts (
  booking_id uuid not null references goodwill_bookings (id) on delete cascade,
  number integer not null,
  at timestamptz not null,
  status smallint,
  duration_ms integer not null,
  problem text,
  answer_start text not null default '',
  primary key (booking_id, number)
);

-- Closed loop (A6): what must not stay without an answer.
create table loop_rules (
  id uuid primary key,
  name text not null,
  kind text not null check (kind in ('score', 'complaint', 'broken_promise', 'review')),
  -- of 'score': {metric, atMost}; of 'complaint': {moodAtMost, words}; of 'review': {atMost}
  condition jsonb not null,
  -- null = all
  touchpoints text[],
  -- who takes care of it; null = whoever owns the touchpoint
  department text,
  priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
  -- hours in which the customer should hear from us
  contact_within_hours integer not null check (contact_within_hours between 1 and 8760),
  -- only what was received from then on opens cases
  began_at timestamptz not null,
  switched_off_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  removed_at timestamptz
);

-- Up to where each source has been looked through. `mark`: how far it could be at the last look, see sweep.queries.ts.
create table loop_cursors (
  source text primary key check (source in ('answers', 'interactions', 'promises')),
  done bigint not null,
  mark bigint not null,
  marked_at timestamptz not null,
  swept_at timestamptz not null
);

-- What a rule caught: each row of a source once per rule.
create table loop_catches (
  id uuid primary key,
  rule_id uuid not null references loop_rules (id),
  source text not null check (source in ('answers', 'interactions', 'promises')),
  -- response, message or promise
  source_key text not null,
  subject uuid references identifiers (id) on delete set null,
  case_id uuid,
  -- an open case of the customer at this touchpoint was there already, and this was added to it
  joined_at timestamptz,
  touchpoint text not null,
  department text,
  metric text not null,
  score double precision,
  happened_at timestamptz not null,
  caught_at timestamptz not null,
  due_at timestamptz not null,
  -- the customer heard from us outside of the case, or will not, and why
  told_at timestamptz,
  told_by_label text,
  told_how text check (told_how in ('phone', 'in_person', 'letter', 'other', 'not_told')),
  not_told_because text,
  unique (rule_id, source_key)
);
create index loop_catches_case on loop_catches (case_id);
create index loop_catches_subject on loop_catches (subject, touchpoint, caught_at);
create index loop_catches_order on loop_catches (caught_at desc, id desc);

select audit_watch('partners', ignored => 'updated_at');
select audit_watch('inquiries', hidden => 'subject_line,shared', ignored => 'next_reminder_at,reminders,first_opened_at', about => 'subject');
select audit_watch('inquiry_entries', hidden => 'text,author_label,once_key', by_people => true, on_ops => 'insert or delete');
select audit_watch('inquiry_files', hidden => 'name', by_people => true, on_ops => 'insert or delete');
select audit_watch('goodwill_kinds', ignored => 'updated_at');
select audit_watch('goodwill_limits', ignored => 'set_at');
select audit_watch('goodwill_bookings', hidden => 'reason,refused_because,cancelled_because,failure', ignored => 'claimed_until,next_attempt_at,attempts,idempotency_key', about => 'subject');
select audit_watch('loop_rules', ignored => 'updated_at');
select audit_watch('loop_catches', hidden => 'not_told_because', about => 'subject', by_people => true);
