-- Which survey shows where on the company's own pages: to whom, when, how often.
create table placements (
  id uuid primary key,
  name text not null,
  survey text not null references surveys (code) on delete cascade,
  -- events of this source come from the same pages; null: on all pages that carry the script
  source_id uuid references sources (id) on delete cascade,
  -- look, pages, trigger, audience, frequency: see placements.contract.ts
  rules jsonb not null,
  -- the lower comes first where several would show at once
  rank int not null default 100,
  -- shows since then; null = not live
  live_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  version int not null default 1
);
create index placements_survey on placements (survey);
create index placements_order on placements (created_at desc, id desc);

-- Pages that may show surveys and say who their visitor is; a source without a row: any page that has its key.
create table widget_sites (
  source_id uuid primary key references sources (id) on delete cascade,
  -- beginnings of addresses, e.g. https://www.nordfunk.example
  origins text[] not null,
  updated_at timestamptz not null
);

-- Every time that a survey was shown on a page. The id is the one that the response has when it is answered.
create table placement_showings (
  response_id uuid primary key,
  placement uuid not null references placements (id) on delete cascade,
  survey text not null,
  -- identifier of the visitor (identifiers.id); null once it was forgotten
  subject uuid,
  at timestamptz not null
);
create index placement_showings_placement on placement_showings (placement, at desc);
create index placement_showings_subject on placement_showings (subject, at desc) where subject is not null;
create index placement_showings_at on placement_showings (at);

-- Short addresses for paper: /k/k7m4p leads to the survey with language, source, hidden fields and prefilled answers.
create table survey_addresses (
  short text primary key,
  survey text not null references surveys (code) on delete cascade,
  -- where it hangs: "Shop Altona, counter"
  name text not null,
  -- lang, hidden fields and answers as they stand in the address of the survey
  query jsonb not null,
  created_at timestamptz not null,
  created_by text not null,
  opened bigint not null default 0,
  last_opened_at timestamptz
);
create index survey_addresses_survey on survey_addresses (survey, created_at desc, short desc);

select audit_watch('placements', ignored => 'updated_at,version');
select audit_watch('widget_sites', ignored => 'updated_at');
select audit_watch('survey_addresses', ignored => 'opened,last_opened_at');
