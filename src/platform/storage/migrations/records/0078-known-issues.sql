-- What is known to be wrong: cause, fix, whom it concerns, and what to tell them. Cases point here (cases.known_issue_id).
create sequence known_issue_number start 101;
create table known_issues (
  id uuid primary key,
  number bigint not null unique default nextval('known_issue_number'),
  title text not null,
  cause text not null,
  fix text not null,
  download_url text,
  -- language → {subjectLine, text, steps}
  texts jsonb not null,
  -- whom it concerns: device, contract, place; see known-issues.contract.ts
  rule jsonb not null,
  is_safety_critical boolean not null default false,
  -- a linked case that got the answer and hears nothing more is solved after so many days; null = never by itself
  solve_after_days int,
  from_case_id uuid,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  closed_at timestamptz,
  version int not null default 1
);
create index known_issues_order on known_issues (created_at desc, id desc);
-- Software versions compare by number: 4.10 is newer than 4.2. No digits: unknown.
create function software_parts(version text) returns int[] language sql immutable strict parallel safe as $$
  select regexp_replace(string_to_array(found[1], '.')::text, '(,0+)+\}$', '}')::int[]
  from regexp_match(version, '^[^0-9]*([0-9]{1,8}(?:\.[0-9]{1,8}){0,5})') as read (found)
$$;
select audit_watch('known_issues', ignored => 'changed_at');
