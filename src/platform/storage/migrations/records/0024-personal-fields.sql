-- Traits are hidden from roles without personal data, unless the company says that a field of its own is not personal.
alter table custom_fields add column is_personal boolean not null default true;
