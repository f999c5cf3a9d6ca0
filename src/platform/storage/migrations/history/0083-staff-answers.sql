-- What employees answered. It has the shape of `answers` and lies apart, so that nothing that reads the answers of
-- customers – lists, figures, files, rules, timelines – can show it, or count it. Only the protected results read it.
create table if not exists staff_answers (
  response_id UUID,
  subject UUID,
  at DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC'),
  batch UInt64,
  survey LowCardinality(String),
  version UInt32,
  touchpoint LowCardinality(String),
  channel LowCardinality(String),
  department LowCardinality(String),
  target_group LowCardinality(String),
  language LowCardinality(String),
  question LowCardinality(String),
  item LowCardinality(String),
  option LowCardinality(String),
  dimension LowCardinality(String),
  role LowCardinality(String),
  value Nullable(Float64),
  raw Nullable(Float64),
  scale_low Nullable(Float64),
  scale_high Nullable(Float64),
  paired Nullable(Float64),
  text String,
  mood Nullable(Float64),
  index batch_index batch type minmax granularity 1,
  index at_index at type minmax granularity 4,
  index subject_index subject type bloom_filter(0.01) granularity 2,
  index subject_bloom subject type bloom_filter(0.01) granularity 1,
  index survey_index survey type set(16) granularity 4
) engine = MergeTree order by (touchpoint, role, at, response_id)
settings fsync_after_insert = 1, non_replicated_deduplication_window = 1000,
  -- so that what was deleted can leave the disk soon, see 0060
  min_rows_to_fsync_after_merge = 1, cleanup_delay_period = 5, cleanup_delay_period_random_add = 1, max_cleanup_delay_period = 10, finished_mutations_to_keep = 1;
