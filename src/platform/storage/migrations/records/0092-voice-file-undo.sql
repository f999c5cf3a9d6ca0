-- A file of voices can be taken back. So each version of a voice and each answer of a portal says which file brought it,
-- and a version says all that counted with it: when the words of a file go, the ones before count again.
alter table voice_versions
  add column file_id uuid,
  -- files that brought the same words after it
  add column confirmed_by uuid[] not null default '{}',
  add column language text not null default '',
  add column touchpoint text,
  add column stars_worst double precision,
  add column stars_best double precision,
  -- a person put the voice at another touchpoint; the words are those of the version before
  add column moved_at timestamptz,
  -- the file that brought it was taken back; the words are gone, the number is never used again
  add column undone_at timestamptz;
create index voice_versions_file on voice_versions (file_id, voice_id) where file_id is not null and undone_at is null;
create index voice_versions_confirmed on voice_versions using gin (confirmed_by) where confirmed_by <> '{}';
create index voice_versions_undone on voice_versions (file_id) where undone_at is not null and withdrawn_at is null;

-- Answers to a voice, as they became known; the newest one is shown, the first one is when it was answered.
create table voice_answers (
  voice_id uuid not null references voices on delete cascade,
  seq bigint generated always as identity,
  answer text not null,
  at timestamptz not null,
  by text not null check (by in ('source', 'connector', 'hand')),
  file_id uuid,
  primary key (voice_id, seq)
);
create index voice_answers_file on voice_answers (file_id) where file_id is not null;

-- What was there before files could be taken back: the file of a voice brought its first words, and what was only moved since.
update voice_versions x set language = v.language, touchpoint = v.touchpoint, stars_worst = v.stars_worst, stars_best = v.stars_best,
  file_id = case when not exists (
    select 1 from voice_versions later join voice_versions first on first.voice_id = later.voice_id and first.version = 1
    where later.voice_id = x.voice_id and later.version <= x.version and (later.title, later.text, later.stars) is distinct from (first.title, first.text, first.stars)) then v.file_id end
from voices v where v.id = x.voice_id;
insert into voice_answers (voice_id, answer, at, by, file_id)
select id, answer, answered_at, answered_by, case when answered_by = 'source' then file_id end from voices where answered_at is not null and answered_by is not null and answer <> '';

alter table voices
  -- the file that brought it was taken back, and nothing else knows it; then erased_at is set as well
  add column undone_at timestamptz;

alter table voice_files drop constraint voice_files_state_check;
alter table voice_files
  add constraint voice_files_state_check check (state in ('uploaded', 'running', 'done', 'failed', 'undoing', 'undone')),
  -- last step of bringing it in or taking it back
  add column worked_at timestamptz,
  add column undone_at timestamptz,
  -- voices that taking back has to do with, and what became of them; see undo-voice-file.actions.ts
  add column undo_total int not null default 0,
  add column removed int not null default 0,
  add column restored int not null default 0,
  add column kept int not null default 0;
-- Who brings a file in and who takes it back, and with what result; whoever works on it.
select audit_watch('voice_files', ignored => 'name,file_id,bytes,preset,format,mapping,rows,share,new,changed,unchanged,refused,refusals,failure,finished_at,worked_at,undo_total,removed,restored,kept', by_people => true, on_ops => 'insert or update');
create function audit_voice_file_undone() returns trigger language plpgsql as $$
declare
  acting jsonb := audit_acting();
begin
  insert into audit_inbox (kind, action, subject, actor_kind, actor_id, request_id, content)
  values ('note', 'voice_file.undone', 'voice_file', 'system', null, acting ->> 'requestId', jsonb_build_object(
    'actor', 'voices', 'subjectId', new.id, 'after', jsonb_build_object('source_id', new.source_id, 'removed', new.removed, 'restored', new.restored, 'kept', new.kept)));
  return null;
end $$;
create trigger audit_voice_file_undone after update of state on voice_files for each row
  when (new.state = 'undone' and old.state <> 'undone') execute function audit_voice_file_undone();
