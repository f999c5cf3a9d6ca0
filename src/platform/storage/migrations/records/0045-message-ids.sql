-- Each message is stored once for ever: the first body wins, whatever is sent again under the same id.
create table message_ids (
  id uuid primary key
);
