-- One typed row per answer of a customer. Scales: expectation, experience, overall, ces and nps 0–10, csat 1–5.
-- subject is the identifier the answer came with; which customer it belongs to is decided at read (subject_owners).
-- Touchpoint first, because most questions are about one touchpoint and one role.
create table if not exists answers (
  response_id UUID,
  subject UUID,
  at DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC'),
  batch UInt64,
  survey LowCardinality(String),
  touchpoint LowCardinality(String),
  channel LowCardinality(String),
  department LowCardinality(String),
  target_group LowCardinality(String),
  language LowCardinality(String),
  item LowCardinality(String),
  dimension LowCardinality(String),
  role LowCardinality(String),
  value Nullable(Float64),
  text String,
  mood Nullable(Float64),
  index batch_index batch type minmax granularity 1,
  index at_index at type minmax granularity 4,
  index subject_index subject type bloom_filter(0.01) granularity 2
) engine = MergeTree order by (touchpoint, role, at, response_id)
settings fsync_after_insert = 1, non_replicated_deduplication_window = 1000;
