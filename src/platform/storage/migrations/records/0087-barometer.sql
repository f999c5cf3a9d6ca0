-- Waves of a customer barometer: in which days which answers to its survey count as one measurement, and what was aimed at.
create table barometer_waves (
  id uuid primary key,
  survey text not null references surveys (code) on delete cascade,
  name text not null,
  -- first and last day, UTC; the waves of a survey never overlap, so that nobody counts in two of them by one answer
  from_on date not null,
  to_on date not null,
  -- {dimension: index 0–100}
  targets jsonb not null default '{}',
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  version int not null default 1,
  check (from_on <= to_on)
);
create index barometer_waves_survey on barometer_waves (survey, from_on);

select audit_watch('barometer_waves', ignored => 'changed_at,version');
