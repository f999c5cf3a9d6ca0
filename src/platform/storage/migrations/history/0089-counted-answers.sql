-- Results and scores ask how often what was answered on which days. The engine keeps these counts beside every part of the
-- table itself, so they follow each deletion and each late row, and reads them instead of the rows wherever a question
-- needs no more than these columns. A day is one of UTC.
alter table answers modify setting lightweight_mutation_projection_mode = 'rebuild';
alter table answers add projection if not exists counted (
  select survey, version, toDate(at) as day, question, item, role, dimension, option, raw, value, paired, scale_low, scale_high, touchpoint, channel, department, target_group, language, count() as n
  group by survey, version, day, question, item, role, dimension, option, raw, value, paired, scale_low, scale_high, touchpoint, channel, department, target_group, language
);
alter table answers materialize projection counted settings mutations_sync = 2;
