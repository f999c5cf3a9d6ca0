-- Ids that an import stored are free again when it is undone.
alter table message_ids add column import_id uuid;
create index message_ids_import on message_ids (import_id) where import_id is not null;
