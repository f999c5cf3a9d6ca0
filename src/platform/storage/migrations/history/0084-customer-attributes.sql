-- What groups customers – country, product, fields of the company's own –, copied from the records so that answers can
-- be told apart by it. Each run writes all customers under its number and drops the runs before: newest wins.
create table if not exists customer_attributes (
  run UInt64,
  customer_id UUID,
  attribute LowCardinality(String),
  value LowCardinality(String)
) engine = MergeTree partition by run order by (attribute, customer_id, value)
settings fsync_after_insert = 1, non_replicated_deduplication_window = 1000,
  -- so that what was deleted can leave the disk soon, see 0060
  min_rows_to_fsync_after_merge = 1, cleanup_delay_period = 5, cleanup_delay_period_random_add = 1, max_cleanup_delay_period = 10, finished_mutations_to_keep = 1;
