-- Staff see the links that they made: by a name, how often each was answered with; and end them.
alter table survey_links
  -- what staff call it, e.g. "newsletter of November"; the address itself is kept nowhere
  add column name text,
  add column ended_at timestamptz,
  add column ended_by text;
-- Those made by hand, newest first; invitations make thousands, which have a list of their own.
create index survey_links_by_hand on survey_links (survey, created_at desc, id desc) where invitation is null;
-- how often a link was answered with
create index responses_link on responses (link_id) where link_id is not null;

-- Somebody looked at a response that a machine may have written and says that it shall stay out of the figures. It may have
-- been counted before: then it stays in history until it was taken out there (withdrawn_at).
alter table responses
  add column left_out_at timestamptz,
  add column left_out_by text,
  add column withdrawn_at timestamptz;
create index responses_to_withdraw on responses (left_out_at) where left_out_at is not null and withdrawn_at is null;

select audit_watch('survey_links', hidden => 'identifier_value,subject,hidden,name', by_people => true, on_ops => 'insert or delete or update of ended_at');
