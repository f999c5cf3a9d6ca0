-- The engine of surveys: a draft that editors work on, and published versions that never change.
alter table surveys
  -- null: about the relationship, employees or ideas as a whole
  alter column touchpoint drop not null,
  add column kind text not null default 'transactional' check (kind in ('transactional', 'relationship', 'employee', 'idea', 'other')),
  -- the document being edited, see definition.contract.ts; whoever saves names the revision they started from
  add column draft jsonb,
  add column draft_revision int not null default 1,
  add column draft_saved_at timestamptz,
  add column draft_saved_by text,
  -- the revision that the newest version was made from
  add column published_revision int,
  -- version that customers get now; null = never published
  add column published_version int,
  -- null: as the brand
  add column theme jsonb,
  add column opens_at timestamptz,
  add column closes_at timestamptz,
  add column archived_at timestamptz;

create table survey_versions (
  survey text not null references surveys (code) on delete cascade,
  version int not null check (version > 0),
  definition jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  note text not null default '',
  -- what changed since the version before, and whether figures still compare
  comparability jsonb not null default '[]',
  primary key (survey, version)
);

-- Responses pin their version, so a version stays what it was. It goes only together with its whole survey.
create function keep_survey_version() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and not exists (select 1 from surveys where code = old.survey) then
    return old;
  end if;
  raise exception 'a published version of a survey never changes (% of %)', old.version, old.survey;
end $$;
create trigger survey_versions_stay before update or delete on survey_versions for each row execute function keep_survey_version();

-- Pictures to choose from, and logos; the files lie in the area survey_images. Without a survey: the logo of the brand.
create table survey_images (
  id uuid primary key,
  survey text references surveys (code) on delete cascade,
  content_type text not null check (content_type in ('image/png', 'image/jpeg', 'image/webp', 'image/gif')),
  bytes int not null,
  created_at timestamptz not null,
  created_by text not null
);
create index survey_images_survey on survey_images (survey);

-- One row at most: how surveys look that have no look of their own.
create table brand_theme (
  is_the_one boolean primary key default true check (is_the_one),
  theme jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null
);

-- The plain survey of before becomes version 1: pairs on its dimensions, satisfaction if it was asked, recommendation, comment.
create function plain_survey_words(de text, en text) returns jsonb language sql immutable as $$
  select jsonb_strip_nulls(jsonb_build_object('de', nullif(de, ''), 'en', nullif(en, '')))
$$;
update surveys set draft_saved_at = updated_at, draft_saved_by = '', published_revision = 1, published_version = 1, draft = jsonb_build_object(
  'languages', '["de", "en"]'::jsonb,
  'title', plain_survey_words(name_de, name_en),
  'pages', jsonb_build_array(jsonb_build_object('id', 'main', 'questions',
    jsonb_build_array(jsonb_build_object(
      'kind', 'pairs', 'id', 'pairs', 'roles', 'expectation_experience',
      'title', plain_survey_words('Was hatten Sie erwartet, und wie war es dann?', 'What did you expect, and how was it?'),
      'items', (select jsonb_agg(jsonb_build_object('id', code, 'dimension', code, 'text', case code
          when 'speed' then plain_survey_words('Es ging schnell', 'It was quick')
          when 'ease' then plain_survey_words('Es war einfach', 'It was easy')
          when 'reliability' then plain_survey_words('Es war verlässlich', 'It was reliable')
          when 'friendliness' then plain_survey_words('Wir waren freundlich', 'We were friendly')
          when 'competence' then plain_survey_words('Wir wussten Bescheid', 'We knew our job')
          else plain_survey_words('Sie waren gut informiert', 'You were kept informed') end) order by place)
        from unnest(dimensions) with ordinality as chosen (code, place)),
      'scale', jsonb_build_object('low', 0, 'high', 10, 'lowLabel', plain_survey_words('gar nicht', 'not at all'), 'highLabel', plain_survey_words('voll und ganz', 'completely')),
      'firstLabel', plain_survey_words('Meine Erwartung', 'My expectation'),
      'secondLabel', plain_survey_words('Mein Erlebnis', 'My experience')))
    || case when with_csat then jsonb_build_array(jsonb_build_object(
      'kind', 'csat', 'id', 'csat', 'points', 5,
      'title', plain_survey_words('Wie zufrieden sind Sie insgesamt?', 'How satisfied are you overall?'),
      'lowLabel', plain_survey_words('sehr unzufrieden', 'very dissatisfied'), 'highLabel', plain_survey_words('sehr zufrieden', 'very satisfied'))) else '[]'::jsonb end
    || jsonb_build_array(
      jsonb_build_object('kind', 'nps', 'id', 'nps',
        'title', plain_survey_words('Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?', 'How likely are you to recommend us?'),
        'lowLabel', plain_survey_words('sehr unwahrscheinlich', 'very unlikely'), 'highLabel', plain_survey_words('sehr wahrscheinlich', 'very likely')),
      jsonb_build_object('kind', 'text', 'id', 'comment', 'lines', 'many', 'role', 'comment', 'maxLength', 5000,
        'title', plain_survey_words('Was möchten Sie uns noch sagen?', 'What else would you like to tell us?'),
        'help', plain_survey_words('Bitte schreiben Sie keine Passwörter oder Bankdaten hinein.', 'Please do not enter passwords or bank details.'))))),
  'endings', jsonb_build_array(jsonb_build_object('id', 'thanks', 'title', plain_survey_words('Vielen Dank!', 'Thank you!'),
    'text', plain_survey_words('Ihre Antwort ist angekommen und hilft uns, besser zu werden.', 'We have received your answer. It helps us get better.'))),
  'hidden', '[]'::jsonb,
  'look', '{"showsProgress": true, "allowsBack": true, "isOneByOne": true}'::jsonb)
  || case when intro_de = '' and intro_en = '' then '{}'::jsonb else jsonb_build_object('intro', plain_survey_words(intro_de, intro_en)) end;
insert into survey_versions (survey, version, definition, published_at, published_by) select code, 1, draft, created_at, '' from surveys;
drop function plain_survey_words;
alter table surveys
  alter column draft set not null,
  drop column intro_de, drop column intro_en, drop column dimensions, drop column with_csat;
create index surveys_order on surveys (created_at desc, code desc);

-- Drafts are saved at every pause of an editor's hand; what counts is the version that becomes of them.
select audit_watch('surveys', ignored => 'updated_at,draft,draft_revision,draft_saved_at,draft_saved_by,published_revision');
select audit_watch('survey_versions', ignored => 'definition');
select audit_watch('survey_images');
select audit_watch('brand_theme', ignored => 'changed_at');
