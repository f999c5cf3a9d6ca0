-- One row for each thing that happened between a customer and the company.
-- subject is the identifier the contact was written with; which customer it belongs to is decided at read (subject_owners).
create table if not exists interactions (
  message_id UUID,
  message_key String,
  subject UUID,
  at DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC'),
  batch UInt64,
  type LowCardinality(String),
  kind LowCardinality(String),
  source LowCardinality(String),
  channel LowCardinality(String),
  direction LowCardinality(String),
  touchpoint LowCardinality(String),
  department LowCardinality(String),
  product LowCardinality(String),
  place LowCardinality(String),
  subject_line String,
  text String,
  language LowCardinality(String),
  score Nullable(Float32),
  mood Nullable(Float32),
  cost_cents Nullable(Int64),
  properties String,
  index batch_index batch type minmax granularity 1,
  index at_index at type minmax granularity 4
) engine = MergeTree order by (subject, at, message_id)
settings fsync_after_insert = 1;

-- Which customer an identifier belongs to from a moment on; only where that is not the identifier's own id.
create table if not exists subject_owners (
  subject UUID,
  from_at DateTime64(3, 'UTC'),
  customer_id UUID,
  removed UInt8,
  version UInt64
) engine = ReplacingMergeTree(version) order by (subject, from_at)
settings fsync_after_insert = 1;
