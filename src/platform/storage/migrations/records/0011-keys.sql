-- Programs that call the API. The key itself is shown once; only its SHA-256 is kept.
create table api_keys (
  id uuid primary key,
  name text not null,
  key_hash text not null unique,
  hint text not null,
  role text not null check (role in ('administrator', 'cx_manager', 'agent', 'touchpoint_owner', 'analyst', 'viewer')),
  departments text[] not null default '{}',
  created_by uuid references users on delete set null,
  -- 'environment': given by MOMENTE_API_KEY / MOMENTE_WRITE_KEY; another value there replaces it
  origin text not null default 'page' check (origin in ('page', 'environment')),
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);

-- Where events come from. A write key is kept readable: it can only add events and stands in every web page
-- that sends some, and the page shows it again inside a snippet that works.
create table sources (
  id uuid primary key,
  name text not null,
  write_key text not null unique,
  default_channel text not null,
  created_by uuid references users on delete set null,
  origin text not null default 'page' check (origin in ('page', 'environment')),
  created_at timestamptz not null,
  revoked_at timestamptz
);
