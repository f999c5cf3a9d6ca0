-- Staff who sign in. Column names are those of better-auth in snake case (users, user_sessions, user_accounts,
-- user_verifications), so that its own adapter works on them; role, departments and language are ours.
create table users (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  role text not null check (role in ('administrator', 'cx_manager', 'agent', 'touchpoint_owner', 'analyst', 'viewer')),
  departments text[] not null default '{}',
  language text not null default 'de' check (language in ('de', 'en')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table user_sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index user_sessions_user on user_sessions (user_id);

-- How somebody proves who they are: today a password (provider 'credential', hashed with scrypt), later also single sign-on.
create table user_accounts (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index user_accounts_user on user_accounts (user_id);

create table user_verifications (
  id uuid primary key default gen_random_uuid(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index user_verifications_identifier on user_verifications (identifier);

-- A one-time link to become a user. Only its SHA-256 is kept. Without an e-mail address it is the link of the first administrator.
create table invitations (
  id uuid primary key,
  token_hash text not null unique,
  email text check (email = lower(email)),
  role text not null check (role in ('administrator', 'cx_manager', 'agent', 'touchpoint_owner', 'analyst', 'viewer')),
  departments text[] not null default '{}',
  -- set when the link lets an existing user choose a new password
  user_id uuid references users on delete cascade,
  invited_by uuid references users on delete set null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz
);
-- One open invitation per address: a new one replaces the old link.
create unique index invitations_open on invitations (coalesce(email, '')) where accepted_at is null and revoked_at is null;

-- Wrong passwords per account and network address. Never per address alone, or one colleague would lock out the office.
create table sign_in_failures (
  key_hash text primary key,
  failures integer not null,
  failed_at timestamptz not null
);
create index sign_in_failures_age on sign_in_failures (failed_at);

-- What happened once in the life of this installation, e.g. that the demo company was loaded.
create table installation_facts (
  name text primary key,
  at timestamptz not null
);
