-- Who left, and where, for the drop-off of a survey: counted in the index alone, which needs all that makes a response unfinished.
drop index responses_unfinished;
create index responses_unfinished on responses (survey, last_question) where finished_at is null and quota_full_at is null and (suspicion is null or released_at is not null);
