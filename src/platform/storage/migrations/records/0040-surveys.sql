-- A one-minute survey after a contact: paired questions (expectation, experience) on the chosen dimensions, NPS, a comment.
create table surveys (
  code text primary key,
  -- code in the inventory; no foreign key, since answers outlive a touchpoint that is taken out of it
  touchpoint text not null,
  name_de text not null,
  name_en text not null,
  intro_de text not null default '',
  intro_en text not null default '',
  dimensions text[] not null check (cardinality(dimensions) > 0),
  -- whether the CSAT question (1–5) is part of it
  with_csat boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- open while null
  closed_at timestamptz
);
create index surveys_touchpoint on surveys (touchpoint);

-- Every response that was ever accepted: the same id is never counted twice. What was answered lies in history.
create table survey_responses (
  id uuid primary key,
  survey text references surveys (code),
  touchpoint text not null,
  at timestamptz not null,
  received_at timestamptz not null
);
create index survey_responses_survey on survey_responses (survey, at desc);

-- Personal links, each good for one response. The token itself is not kept, only its SHA-256.
create table survey_links (
  token_hash text primary key,
  survey text not null references surveys (code),
  -- whom it was made for; null when only "one answer, whoever it is" matters
  identifier_kind text,
  identifier_value text,
  created_at timestamptz not null,
  created_by text not null,
  used_at timestamptz,
  response_id uuid references survey_responses (id)
);
create index survey_links_survey on survey_links (survey, created_at desc);
