-- An answer says which question of which version it belongs to, and what was chosen on which scale.
alter table answers
  add column if not exists version UInt32 after survey,
  add column if not exists question LowCardinality(String) after language,
  add column if not exists option LowCardinality(String) after item,
  add column if not exists raw Nullable(Float64) after value,
  add column if not exists scale_low Nullable(Float64) after raw,
  add column if not exists scale_high Nullable(Float64) after scale_low;
-- One row per save of a response; the newest wins, a finished one over all.
create table if not exists responses (
  survey LowCardinality(String),
  response_id UUID,
  version UInt32,
  subject UUID,
  started_at Nullable(DateTime64(3, 'UTC')),
  -- null: not finished, or the quota was full
  finished_at Nullable(DateTime64(3, 'UTC')),
  at DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC'),
  batch UInt64,
  seq UInt32,
  -- open, finished, quota_full
  state LowCardinality(String),
  -- the last answered question on the way; empty: none
  last_question LowCardinality(String),
  answered UInt16,
  asked UInt16,
  duration_ms Nullable(UInt32),
  language LowCardinality(String),
  source LowCardinality(String),
  touchpoint LowCardinality(String),
  channel LowCardinality(String),
  department LowCardinality(String),
  target_group LowCardinality(String),
  ending LowCardinality(String),
  hidden Map(String, String),
  index batch_index batch type minmax granularity 1,
  index at_index at type minmax granularity 4,
  index subject_bloom subject type bloom_filter(0.01) granularity 1
) engine = ReplacingMergeTree(seq) order by (survey, response_id)
settings fsync_after_insert = 1, non_replicated_deduplication_window = 1000,
  -- so that what was deleted can leave the disk soon, see 0060
  min_rows_to_fsync_after_merge = 1, cleanup_delay_period = 5, cleanup_delay_period_random_add = 1, max_cleanup_delay_period = 10, finished_mutations_to_keep = 1;
