-- Figures over years of answers are read from sums instead of answers: the engine keeps them beside each part of the
-- table, and makes them anew whenever a part is merged, or answers in it are deleted or changed. So they are never
-- something else than the answers that there are. Cells are weeks within months, so that weeks, months and quarters
-- come out exactly. people counts up to 101 different identifiers, for small groups; the answers of every 32nd
-- identifier are kept singly, for how much repeated answers of the same people resemble each other.
alter table answers modify setting lightweight_mutation_projection_mode = 'rebuild';
alter table answers add projection if not exists sums_by_week (
  select
    role, dimension, survey, question, item, touchpoint, channel, department, target_group, toStartOfMonth(at), toMonday(at),
    count(value), sum(value), sum(value * value), countIf(value >= 9), countIf(value < 7), countIf(value >= 4),
    min(scale_low), max(scale_high), uniqUpTo(100)(subject), groupArrayIf((subject, value), (sipHash64(subject) % 32 = 0) and isNotNull(value))
  group by role, dimension, survey, question, item, touchpoint, channel, department, target_group, toStartOfMonth(at), toMonday(at)
);
alter table answers materialize projection sums_by_week;
