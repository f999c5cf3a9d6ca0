-- Roles that a company makes for itself, beside the built-in ones (those live in code: src/governance/roles/roles.logic.ts).
create table roles (
  code text primary key check (code ~ '^[a-z][a-z0-9_]{1,59}$'),
  name text not null check (name <> ''),
  description text not null default '',
  -- 'action:subject', e.g. 'read:customer'; the vocabulary is checked where they are read
  permissions text[] not null,
  -- set: records of departments are seen and changed only in the own ones
  is_limited_to_departments boolean not null,
  based_on text,
  created_by uuid references users on delete set null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index roles_name on roles (lower(name));

-- Roles are no longer a closed list; that a role exists is checked when it is given, and nobody can remove one in use.
alter table users drop constraint users_role_check;
alter table invitations drop constraint invitations_role_check;
alter table api_keys drop constraint api_keys_role_check;

-- Somebody who left: no session, no sign-in, but still a name in history.
alter table users add column deactivated_at timestamptz;
alter table users add column deactivated_by uuid references users on delete set null;
