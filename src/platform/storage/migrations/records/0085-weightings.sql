-- Known structures of the customers, to which answers are weighted: [{part, targets: {category: people} or null}];
-- null: counted from the customers themselves.
create table weightings (
  id uuid primary key,
  name text not null unique check (name <> ''),
  margins jsonb not null,
  set_by text not null,
  set_at timestamptz not null
);
select audit_watch('weightings');
