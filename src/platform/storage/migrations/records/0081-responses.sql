-- What customers answered, from the first saved page on. The record holds the response itself; figures read history.
alter table survey_responses rename to responses;
alter index survey_responses_pkey rename to responses_pkey;
drop index survey_responses_survey;
alter table responses
  alter column touchpoint drop not null,
  -- of the survey; null for responses from elsewhere
  add column version int,
  -- the identifier it came with, as in history; null = nobody is known, or erased
  add column subject uuid,
  add column link_id uuid,
  add column source text not null default 'import',
  add column language text not null default '',
  add column hidden jsonb not null default '{}',
  -- by question, as answered and on the path that was taken; null where only history knows them, or erased
  add column answers jsonb,
  add column last_question text,
  -- by the customer's clock, put right where that is impossible; null = unknown
  add column started_at timestamptz,
  add column saved_at timestamptz,
  add column finished_at timestamptz,
  -- of the newest save that arrived; an older one never replaces a newer one
  add column seq int not null default 0,
  add column ending text,
  -- came when a quota was full: kept, and not counted
  add column quota_full_at timestamptz,
  -- why a machine may have written it: kept apart from figures until somebody says otherwise
  add column suspicion text check (suspicion in ('honeypot', 'too_fast')),
  add column released_at timestamptz,
  add column released_by text;
update responses set version = case when survey is null then null else 1 end, saved_at = received_at, finished_at = at, seq = 1;
alter table responses alter column saved_at set not null;
-- lists, newest save first; and counts, of which only the index is read
create index responses_listed on responses (survey, saved_at desc, id desc);
create index responses_counted on responses (survey, at desc) where finished_at is not null and (suspicion is null or released_at is not null);
create index responses_subject on responses (subject) where subject is not null;
-- who left, and where, for the drop-off of a survey
create index responses_unfinished on responses (survey, last_question) where finished_at is null;
create index responses_suspicion on responses (survey, saved_at desc) where suspicion is not null;

-- Personal links grow: an id that others may keep, an end, a number to be entered, values for hidden fields.
alter table survey_links
  add column id uuid not null default gen_random_uuid(),
  -- whom it was made for, as an identifier of history; beside or instead of kind and value
  add column subject uuid,
  add column source text not null default 'link',
  -- false: the same person may answer again, e.g. after each contact
  add column is_single_use boolean not null default true,
  add column expires_at timestamptz,
  -- keyed hash of the number that the customer got on another way
  add column pin_hash text,
  add column pin_failures int not null default 0,
  add column pin_blocked_until timestamptz,
  add column hidden jsonb not null default '{}',
  -- of the slice that invites; it looks up survey_link_facts
  add column invitation uuid,
  add column opened_at timestamptz,
  -- used_at: when it was answered to the end
  add column started_at timestamptz;
update survey_links set opened_at = used_at, started_at = used_at where used_at is not null;
alter table survey_links drop constraint survey_links_pkey, add primary key (id), add unique (token_hash);
create index survey_links_invitation on survey_links (invitation) where invitation is not null;
create index survey_links_subject on survey_links (subject) where subject is not null;
create index survey_links_response on survey_links (response_id) where response_id is not null;

create view survey_link_facts as
  select id as link_id, invitation, opened_at, started_at, used_at as finished_at, response_id from survey_links;

-- How many finished responses are wanted, of all or of those for whom the condition holds. `accepted` is counted under a lock
-- in the transaction that keeps the response.
create table survey_quotas (
  id uuid primary key,
  survey text not null references surveys (code) on delete cascade,
  name text not null,
  -- expression over answers, hidden fields, language, source; null = everybody
  condition text,
  target int not null check (target >= 0),
  accepted int not null default 0,
  -- cells that were made together by crossing lists
  grouping text,
  created_at timestamptz not null,
  created_by text not null
);
create index survey_quotas_survey on survey_quotas (survey, created_at, id);

-- Files of customers; the bytes lie in the area responses. Without kept_at the response that they belong to is not finished.
create table response_files (
  id uuid primary key,
  response_id uuid not null,
  survey text not null references surveys (code),
  question text not null,
  name text not null,
  -- found in the bytes, whatever the sender said
  content_type text not null,
  bytes int not null,
  sha256 text not null,
  uploaded_at timestamptz not null,
  kept_at timestamptz
);
create index response_files_response on response_files (response_id);
create index response_files_waiting on response_files (uploaded_at) where kept_at is null;

-- whom a link is for and what comes with it is about customers; 0090 says the same for a new installation
select audit_watch('survey_links', hidden => 'identifier_value,subject,hidden', by_people => true, on_ops => 'insert or delete');
select audit_watch('survey_quotas', ignored => 'accepted');
select audit_watch('responses', by_people => true, on_ops => 'delete');
select audit_watch('response_files', by_people => true, on_ops => 'delete');
