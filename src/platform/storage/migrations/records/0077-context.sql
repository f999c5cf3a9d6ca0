-- Lookups: what other systems of the company know about a customer, a place or a device, asked over HTTP when somebody looks.
create table lookups (
  id uuid primary key,
  code text not null unique,
  name_de text not null,
  name_en text not null,
  -- the host is fixed; {placeholders} stand in path and query only
  url_template text not null,
  headers jsonb not null default '{}',
  -- the header that carries the secret; its whole value is sealed
  secret_header text,
  secret_sealed text,
  timeout_ms int not null default 3000 check (timeout_ms between 100 and 15000),
  cache_s int not null default 300 check (cache_s between 0 and 604800),
  -- fields: path in the answer, labels, unit, thresholds
  fields jsonb not null,
  position int not null default 0,
  paused_at timestamptz,
  -- set by the sample company only: the one origin on this machine that this lookup may call
  demo_origin text,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null
);
select audit_watch('lookups', ignored => 'updated_at');

-- How a source fares: after failures in a row it is left alone for a while.
create table lookup_states (
  lookup_id uuid primary key references lookups on delete cascade,
  failures int not null default 0,
  open_until timestamptz,
  last_failure text,
  last_failed_at timestamptz,
  last_answered_at timestamptz
);

-- Last answers: good for `cache_s`, and shown with their age while the source is away.
create table lookup_answers (
  lookup_id uuid not null references lookups on delete cascade,
  -- keyed fingerprint of the address that was asked: it may hold a customer number
  question uuid not null,
  -- whom it is about, where the address names a person
  subject uuid references identifiers (id) on delete cascade,
  facts jsonb not null,
  fetched_at timestamptz not null,
  primary key (lookup_id, question)
);
create index lookup_answers_subject on lookup_answers (subject) where subject is not null;
create index lookup_answers_age on lookup_answers (fetched_at);

-- Playbooks (what to do and say) and guidelines (what holds): per touchpoint and category of a case, in versions.
create table playbooks (
  id uuid primary key,
  kind text not null check (kind in ('playbook', 'guideline')),
  title_de text not null,
  title_en text not null,
  touchpoint text,
  category text,
  department text,
  needs_acknowledgement boolean not null default false,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  archived_at timestamptz
);
create index playbooks_place on playbooks (touchpoint, category) where archived_at is null;
select audit_watch('playbooks', ignored => 'updated_at');

create table playbook_versions (
  id uuid primary key,
  playbook_id uuid not null references playbooks on delete cascade,
  version int not null,
  content jsonb not null,
  -- what is new in it, in one sentence, for those who know the one before
  change_note text not null default '',
  created_at timestamptz not null,
  created_by text not null,
  -- null: the draft, of which there is one at most
  published_at timestamptz,
  published_by text,
  unique (playbook_id, version)
);
create unique index playbook_versions_draft on playbook_versions (playbook_id) where published_at is null;
select audit_watch('playbook_versions');

create function playbook_version_stays() returns trigger language plpgsql as $$
begin
  raise exception 'a published version of a playbook never changes' using errcode = '23514';
end $$;
create trigger playbook_version_stays before update on playbook_versions for each row when (old.published_at is not null) execute function playbook_version_stays();

create table playbook_acknowledgements (
  version_id uuid not null references playbook_versions on delete cascade,
  user_id uuid not null references users on delete cascade,
  at timestamptz not null,
  primary key (version_id, user_id)
);
select audit_watch('playbook_acknowledgements');

-- Checklists ticked in a case.
create table playbook_ticks (
  case_id uuid not null references cases (id) on delete cascade,
  version_id uuid not null references playbook_versions on delete cascade,
  step_id text not null,
  ticked_at timestamptz not null,
  ticked_by text not null,
  primary key (case_id, version_id, step_id)
);

-- What the desk knew about a customer when something was decided in a case, as it was then.
create table case_facts (
  id uuid primary key,
  case_id uuid not null references cases (id) on delete cascade,
  subject uuid references identifiers (id) on delete cascade,
  at timestamptz not null,
  -- promise.made, goodwill.booked, inquiry.sent, case.solved, kept_by_hand
  because text not null,
  -- the entry of the case that it goes with
  entry_id uuid unique,
  by_label text not null,
  facts jsonb not null
);
create index case_facts_case on case_facts (case_id, at desc, id);
create index case_facts_subject on case_facts (subject) where subject is not null;

-- Decisions whose facts are still to be kept: written with the decision itself, whoever made it, and worked off at once.
create table case_facts_due (
  entry_id uuid primary key,
  case_id uuid not null references cases (id) on delete cascade,
  because text not null,
  by_label text not null,
  at timestamptz not null
);
create function case_decision() returns trigger language plpgsql as $$
begin
  insert into case_facts_due (entry_id, case_id, because, by_label, at)
  values (new.id, new.case_id, case new.what when 'case.status' then 'case.solved' else new.what end, new.author_label, new.at) on conflict do nothing;
  return null;
end $$;
create trigger case_decision after insert on case_entries for each row
  when (new.kind = 'event' and (new.what in ('promise.made', 'goodwill.booked', 'inquiry.sent') or (new.what = 'case.status' and new.data ->> 'to' = 'solved')))
  execute function case_decision();

-- The customer's own page. A link opens it once; then a key that only that page knows, for half an hour.
create table my_links (
  id uuid primary key,
  subject uuid not null references identifiers (id) on delete cascade,
  token_hash text not null unique,
  channel text not null check (channel in ('mail', 'sms')),
  address text not null,
  language text not null default 'de',
  -- e-mail address of staff, or 'customer'
  made_by text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  opened_at timestamptz,
  key_hash text unique,
  key_expires_at timestamptz,
  -- good for the next change only
  ticket_hash text,
  -- a second proof for what weighs more: six digits sent to the same address
  code_hash text,
  code_sent_at timestamptz,
  code_tries int not null default 0,
  codes_sent int not null default 0,
  ended_at timestamptz
);
create index my_links_subject on my_links (subject, made_at desc);
create index my_links_age on my_links (made_at);
create index my_links_address on my_links (address, made_at);
select audit_watch('my_links', hidden => 'address', ignored => 'key_expires_at,code_sent_at,code_tries,codes_sent', about => 'subject');

-- What customers say is wrong about them; staff decide.
create table my_corrections (
  id uuid primary key,
  subject uuid not null references identifiers (id) on delete cascade,
  what text not null check (what in ('name', 'email', 'phone', 'birthday', 'address', 'other')),
  -- the address it is about
  record_id uuid,
  before jsonb,
  after jsonb not null,
  note text not null default '',
  proposed_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  decision text check (decision in ('accepted', 'declined')),
  reason text
);
create index my_corrections_open on my_corrections (proposed_at, id) where decided_at is null;
create index my_corrections_subject on my_corrections (subject);
select audit_watch('my_corrections', about => 'subject');
