-- What was expected stands beside what was experienced (and the functional beside the dysfunctional answer of a Kano
-- pair), on the same scale: the gap of a million responses is then one pass over one column.
alter table answers
  add column if not exists paired Nullable(Float64) after scale_high,
  -- answers of one survey are found among those of all others
  add index if not exists survey_index survey type set(16) granularity 4;
alter table answers materialize index survey_index;
-- Answers from before surveys had versions: the plain survey became version 1, its questions are named by their roles.
create table if not exists expectations_given (response_id UUID, dimension String, value Nullable(Float64)) engine = Join(any, left, response_id, dimension) settings join_use_nulls = 1;
insert into expectations_given select response_id, toString(dimension), value from answers where role = 'expectation' and value is not null and paired is null;
alter table answers update paired = joinGet('{database}.expectations_given', 'value', response_id, toString(dimension)) where role = 'experience' and paired is null;
drop table expectations_given;
alter table answers update version = 1, question = multiIf(role in ('expectation', 'experience'), 'pairs', toString(role)), option = if(role in ('expectation', 'experience'), toString(dimension), ''), raw = value,
  scale_low = if(role = 'csat', 1, 0), scale_high = if(role = 'csat', 5, 10)
  where survey != '' and version = 0 and question = '';
insert into responses (survey, response_id, version, subject, finished_at, at, received_at, batch, seq, state, answered, asked, language, source, touchpoint, channel, department, target_group)
select survey, response_id, 1, any(subject), any(at), any(at), any(received_at), any(batch), 1, 'finished', uniqExact(question), uniqExact(question), any(language), 'import', any(touchpoint), any(channel), any(department), any(target_group)
from answers where survey != '' and version = 1 and (survey, response_id) not in (select survey, response_id from responses)
group by survey, response_id;
