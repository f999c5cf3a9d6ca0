-- What was deleted must be able to leave the disk soon: parts that a deletion has replaced are looked for every few
-- seconds, and of its statements, which name whom it was about, only the newest stays (a scrub displaces it).
-- In return a rewritten part is on the disk before the old one may go.
alter table interactions modify setting min_rows_to_fsync_after_merge = 1, cleanup_delay_period = 5, cleanup_delay_period_random_add = 1, max_cleanup_delay_period = 10, finished_mutations_to_keep = 1;
alter table answers modify setting min_rows_to_fsync_after_merge = 1, cleanup_delay_period = 5, cleanup_delay_period_random_add = 1, max_cleanup_delay_period = 10, finished_mutations_to_keep = 1;
alter table subject_owners modify setting min_rows_to_fsync_after_merge = 1, cleanup_delay_period = 5, cleanup_delay_period_random_add = 1, max_cleanup_delay_period = 10, finished_mutations_to_keep = 1;
