-- How a session was opened, and when its owner last proved to be there (sensitive changes want that fresh).
alter table user_sessions add column method text not null default 'password' check (method in ('password', 'passkey', 'single_sign_on'));
alter table user_sessions add column second_factor_at timestamptz;
alter table user_sessions add column confirmed_at timestamptz not null default now();
alter table user_sessions add column last_used_at timestamptz not null default now();

-- Something begun and not finished: a second factor still to be shown, a passkey being asked for, a sign-in that is at the
-- provider, a new e-mail address not yet proven. Each can be finished once. Only the SHA-256 of its secret is kept.
create table sign_in_steps (
  token_hash text primary key,
  purpose text not null check (purpose in ('second_factor', 'passkey_sign_in', 'passkey_registration', 'passkey_confirmation', 'single_sign_on', 'email_change')),
  user_id uuid references users on delete cascade,
  -- what is needed to finish it, sealed by the vault
  sealed text not null,
  failures integer not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index sign_in_steps_expiry on sign_in_steps (expires_at);
create index sign_in_steps_user on sign_in_steps (user_id);

-- Browsers somebody has signed in with before: they keep working while strangers who guess are slowed down.
create table known_devices (
  token_hash text not null,
  user_id uuid not null references users on delete cascade,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  primary key (token_hash, user_id)
);
create index known_devices_user on known_devices (user_id);

-- One-time codes of an authenticator app. Until confirmed_at the app has not shown that it has the seed.
create table second_factors (
  user_id uuid primary key references users on delete cascade,
  sealed_seed text not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  -- the time step of the last code that was taken; it and older ones are worth nothing any more
  last_step bigint not null default 0
);

create table recovery_codes (
  user_id uuid not null references users on delete cascade,
  code_hash text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (user_id, code_hash)
);

create table passkeys (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkeys_user on passkeys (user_id);

-- One row at most: what the company asks of everybody who signs in.
create table sign_in_settings (
  is_the_one boolean primary key default true check (is_the_one),
  second_factor_roles text[] not null default '{}',
  changed_at timestamptz not null
);

-- One row at most: the company's own OpenID Connect provider.
create table single_sign_on (
  is_the_one boolean primary key default true check (is_the_one),
  issuer text not null,
  client_id text not null,
  sealed_client_secret text not null,
  label text not null,
  allowed_domains text[] not null default '{}',
  -- who comes from the provider uninvited gets this role; null: only the invited and those who are users already
  default_role text,
  groups_claim text,
  -- [{"group": …, "role": …, "departments": […]}], the first that fits counts
  group_roles jsonb not null default '[]',
  -- set: passwords and passkeys open the door for administrators only
  only_since timestamptz,
  changed_at timestamptz not null
);
