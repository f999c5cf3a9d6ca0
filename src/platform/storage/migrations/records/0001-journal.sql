-- Rows on their way to the history store; empty except for the moments between commit and delivery.
create sequence history_batch;
create table history_journal (
  batch bigint primary key,
  written_at timestamptz not null default now(),
  body bytea not null
);
-- Single values of this installation, such as the secret under which ids are made.
create table installation (
  name text primary key,
  value text not null
);
