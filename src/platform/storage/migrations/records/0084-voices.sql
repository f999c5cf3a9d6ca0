-- Where voices come from: a file of a review portal, a feed that is asked on schedule, a program that tells by itself, a feedback mailbox.
create table voice_sources (
  id uuid primary key,
  name text not null,
  kind text not null check (kind in ('file', 'feed', 'json', 'webhook', 'mailbox')),
  -- what comes from there: reviews, posts of social networks, feedback
  voice_kind text not null check (voice_kind in ('review', 'post', 'feedback')),
  url text,
  -- one header for feeds that ask for a key; sealed: {name, value}
  header_sealed text,
  -- where in JSON the parts of a voice stand; see voice-sources.contract.ts
  mapping jsonb,
  -- ends of the scale of the source's stars
  stars_worst double precision not null default 1,
  stars_best double precision not null default 5,
  touchpoint text,
  -- in their order: {field, contains, touchpoint}; the first that fits counts
  rules jsonb not null default '[]',
  every_minutes int,
  etag text,
  last_modified text,
  next_poll_at timestamptz,
  polled_at timestamptz,
  succeeded_at timestamptz,
  failing_since timestamptz,
  failure text,
  failures int not null default 0,
  last_voice_at timestamptz,
  accepted bigint not null default 0,
  refused bigint not null default 0,
  -- a webhook in
  signed_as text,
  signature jsonb,
  secret_sealed text,
  -- the program that publishes our answers
  reply_url text,
  reply_secret_sealed text,
  mail_account_id uuid unique,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  paused_at timestamptz,
  removed_at timestamptz
);
create index voice_sources_due on voice_sources (next_poll_at) where removed_at is null and paused_at is null and next_poll_at is not null;
select audit_watch('voice_sources', ignored => 'etag,last_modified,next_poll_at,polled_at,succeeded_at,failing_since,failure,failures,last_voice_at,accepted,refused,updated_at', hidden => 'header_sealed,secret_sealed,reply_secret_sealed');

-- One voice: a review, a post, a feedback mail. Once for ever per source and key; an edit is a new version of it.
create table voices (
  id uuid primary key,
  source_id uuid not null references voice_sources,
  -- fingerprint of the source's own id, or of the content where it has none; stays after an erasure, so that nothing comes back
  voice_key uuid not null,
  external_id text,
  kind text not null,
  version int not null default 1,
  -- when it was written, or edited last
  at timestamptz not null,
  first_at timestamptz not null,
  received_at timestamptz not null,
  title text not null,
  text text not null,
  language text not null,
  stars double precision,
  stars_worst double precision,
  stars_best double precision,
  score double precision,
  author text not null,
  -- identifier of the customer; only by something sure
  subject uuid,
  known_by text,
  touchpoint text,
  place text not null,
  product text not null,
  url text,
  answered_at timestamptz,
  answered_by text check (answered_by in ('source', 'connector', 'hand')),
  answer text not null default '',
  file_id uuid,
  erased_at timestamptz,
  unique (source_id, voice_key)
);
create index voices_order on voices (at desc, id desc) where erased_at is null;
create index voices_touchpoint on voices (touchpoint, at desc, id desc) where erased_at is null;
create index voices_subject on voices (subject) where subject is not null;
create index voices_words on voices using gin ((title || ' ' || text || ' ' || author) gin_trgm_ops);
create index voices_unanswered on voices (at desc) where erased_at is null and answered_at is null;

create table voice_versions (
  voice_id uuid not null references voices on delete cascade,
  version int not null,
  at timestamptz not null,
  seen_at timestamptz not null,
  title text not null,
  text text not null,
  stars double precision,
  score double precision,
  -- a newer version counts instead; its rows of history go, and when they have gone
  superseded_at timestamptz,
  withdrawn_at timestamptz,
  primary key (voice_id, version)
);
create index voice_versions_to_withdraw on voice_versions (superseded_at) where superseded_at is not null and withdrawn_at is null;

-- A file of voices on its way in.
create table voice_files (
  id uuid primary key,
  source_id uuid not null references voice_sources,
  name text not null,
  file_id uuid,
  bytes bigint not null,
  preset text,
  format jsonb not null,
  mapping jsonb not null,
  state text not null check (state in ('uploaded', 'running', 'done', 'failed')),
  rows int not null default 0,
  share double precision not null default 0,
  new int not null default 0,
  changed int not null default 0,
  unchanged int not null default 0,
  refused int not null default 0,
  -- the first of them: {row, column, reason}
  refusals jsonb not null default '[]',
  failure text,
  created_at timestamptz not null,
  created_by text not null,
  finished_at timestamptz
);
create index voice_files_source on voice_files (source_id, created_at desc);

-- The desk: which case a voice is answered in, and what was answered.
create table voice_cases (
  voice_id uuid primary key references voices on delete cascade,
  case_id uuid not null,
  opened_at timestamptz not null,
  opened_by text not null
);
create index voice_cases_case on voice_cases (case_id);
create table voice_replies (
  id uuid primary key,
  voice_id uuid not null references voices on delete cascade,
  case_id uuid,
  text text not null,
  via text not null check (via in ('connector', 'hand')),
  written_at timestamptz not null,
  written_by text not null,
  -- a member of staff has posted it with their own hands
  posted_at timestamptz,
  delivered_at timestamptz,
  attempts int not null default 0,
  next_attempt_at timestamptz,
  claimed_until timestamptz,
  failed_at timestamptz,
  failure text,
  withdrawn_at timestamptz
);
create index voice_replies_voice on voice_replies (voice_id, written_at desc);
create index voice_replies_due on voice_replies (next_attempt_at) where next_attempt_at is not null;
select audit_watch('voice_cases');
select audit_watch('voice_replies', ignored => 'attempts,next_attempt_at,claimed_until');

-- What agents hear at the counter. Who noted it is a keyed fingerprint until enough people have noted something at the same
-- touchpoint; then the notes are closed into a block and the fingerprint goes.
create table counter_notes (
  id uuid primary key,
  touchpoint text not null,
  topic text not null,
  mood int not null check (mood in (-1, 0, 1)),
  sentence text not null,
  noted_on date not null,
  noted_at timestamptz,
  author_key uuid,
  block_id uuid
);
create index counter_notes_open on counter_notes (touchpoint, noted_on) where block_id is null;
create index counter_notes_block on counter_notes (block_id) where block_id is not null;
create table counter_note_blocks (
  id uuid primary key,
  touchpoint text not null,
  from_on date not null,
  to_on date not null,
  people int not null,
  notes int not null
);
create index counter_note_blocks_touchpoint on counter_note_blocks (touchpoint, to_on desc);

-- A mailbox for feedback: what comes there is a voice at a touchpoint, and no case unless it is a complaint.
alter table mail_accounts add column takes text not null default 'cases' check (takes in ('cases', 'feedback'));
alter table mail_intakes drop constraint mail_intakes_outcome_check;
alter table mail_intakes add constraint mail_intakes_outcome_check check (outcome in ('case', 'message', 'inquiry', 'bounce', 'auto_reply', 'opt_out', 'receipt', 'loop', 'repeated', 'own', 'refused', 'feedback'));
