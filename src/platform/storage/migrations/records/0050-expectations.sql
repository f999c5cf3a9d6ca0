-- What customers may expect at a touchpoint, set by hand (Soll). The empty text stands for "all": an empty dimension is
-- the whole touchpoint, an empty target group everybody. Scale 0–10.
create table expectations (
  touchpoint text not null references touchpoints (code) on delete cascade,
  dimension text not null,
  target_group text not null,
  value double precision not null check (value between 0 and 10),
  note text not null,
  set_by text not null,
  set_at timestamptz not null,
  primary key (touchpoint, dimension, target_group)
);
