-- Early warnings (U10, S3): what is watched week by week, the sums it is judged from, and the alarms.

-- One watched series: a score at a touchpoint for a target group. '' = all touchpoints, everybody.
create table watches (
  id uuid primary key,
  score text not null check (score in ('nps', 'experience', 'gap', 'volume')),
  touchpoint text not null,
  target_group text not null,
  -- chosen by people, or there because the touchpoint is a main one
  origin text not null check (origin in ('people', 'automatic')),
  -- smaller changes are not told; points of the score, for volume a share of the usual number
  minimum_effect double precision not null check (minimum_effect >= 0),
  -- Monday from which on the usual level is read; null: from the first week on
  level_from date,
  made_by_label text not null default '',
  made_at timestamptz not null,
  changed_at timestamptz not null,
  stopped_at timestamptz,
  -- Monday up to which the weeks are counted, not including it; null: never counted
  counted_to date,
  unique (score, touchpoint, target_group),
  check (score <> 'volume' or target_group = '')
);

-- Sums of one week (Monday, UTC) over customers: each counts once with the mean of what they said. Nobody can be told from them.
create table watch_weeks (
  watch_id uuid not null references watches (id) on delete cascade,
  week date not null,
  n bigint not null,
  sum double precision not null,
  sum_sq double precision not null,
  primary key (watch_id, week)
);

create table warnings (
  id uuid primary key,
  watch_id uuid not null references watches (id) on delete cascade,
  method text not null check (method in ('cusum', 'shewhart')),
  side text not null check (side in ('up', 'down')),
  -- first week of the change, week that raised the alarm, last week of the change (null: it goes on)
  began_on date not null,
  raised_in date not null,
  ended_on date,
  -- end of that week: the date of the alarm, also where history was looked at later
  raised_at timestamptz not null,
  found_at timestamptz not null,
  -- the evidence as it was then
  statistic double precision not null,
  limit_value double precision not null,
  p double precision not null,
  q double precision not null,
  series_watched integer not null,
  n bigint not null,
  value double precision not null,
  usual double precision not null,
  usual_n bigint not null,
  usual_weeks integer not null,
  told_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by_label text,
  snoozed_until timestamptz,
  closed_at timestamptz,
  closed_by_label text,
  closed_because text check (closed_because in ('handled', 'false_alarm', 'new_level')),
  note text not null default '',
  -- no foreign key: a case may be erased, the alarm stays
  case_id uuid
);
create index warnings_list on warnings (raised_at desc, id desc);
create index warnings_watch on warnings (watch_id, began_on);
create unique index warnings_once on warnings (watch_id, side, began_on);

-- One row: what holds for all. Without a row the defaults of the program hold.
create table warning_settings (
  id boolean primary key default true check (id),
  is_automatic boolean not null,
  mails_roles text[] not null,
  mails_department boolean not null,
  changed_at timestamptz not null
);
select audit_watch('watches', ignored => 'changed_at,counted_to', by_people => true);
select audit_watch('warnings', by_people => true);
select audit_watch('warning_settings', ignored => 'changed_at');
