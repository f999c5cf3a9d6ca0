-- An employee survey behind an open address can be answered by one person as often as they like: a block of ten could be
-- one voice. New ones take answers only over links that are good for one answer; those from before stay as they were.
alter table surveys add column needs_link boolean not null default false;
