-- The audit log: who changed or looked at what. Entries arrive in the inbox, in the transaction of what they tell about,
-- and are moved into the log by one appender that chains them: hash = SHA-256(hash before, what the entry says in public).
-- What an entry says about people (content, customers) stands in the chain only as SHA-256(salt, content): erasing a
-- customer removes content and salt, and the chain still holds. Decision 0014.

create extension if not exists pg_trgm;

create table audit_inbox (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  kind text not null check (kind in ('change', 'look', 'note')),
  -- change: insert, update, delete, truncate; look: look; note: in the words of the slice, e.g. export.created
  action text not null,
  -- change: the table; otherwise a subject of the permissions
  subject text not null,
  actor_kind text not null check (actor_kind in ('user', 'key', 'source', 'import', 'system', 'visitor')),
  actor_id text,
  request_id text,
  -- customers or identifiers it is about
  customers uuid[] not null default '{}',
  -- who (label, role), what (subjectId, before, after, reason …)
  content jsonb,
  -- set by an erasure: [[id of an entry, place of the customer in it or null for its content], …]
  redacts jsonb
);

create table audit_entries (
  seq bigint primary key,
  id bigint not null unique,
  at timestamptz not null,
  kind text not null,
  action text not null,
  subject text not null,
  actor_kind text not null,
  actor_id text,
  request_id text,
  customers uuid[] not null,
  customer_salts bytea[] not null,
  customer_commitments bytea[] not null,
  content jsonb,
  salt bytea,
  commitment bytea,
  redacts jsonb,
  chained_at timestamptz not null,
  hash bytea not null
);
create index audit_entries_at on audit_entries (at, seq);
create index audit_entries_actor on audit_entries (actor_id, at, seq);
create index audit_entries_subject on audit_entries (subject, at, seq);
create index audit_entries_action on audit_entries (action, at, seq);
create index audit_entries_kind on audit_entries (kind, at, seq) where kind <> 'look';
create index audit_entries_customers on audit_entries using gin (customers) where customers <> '{}';
create index audit_entries_text on audit_entries using gin ((content::text) gin_trgm_ops) where kind <> 'look';
create index audit_entries_redacts on audit_entries (seq) where redacts is not null;

-- The head of the chain as it was at an instant, signed with a key that is not in this store; also in a file.
-- 'checkpoint': everything up to there was retired by retention.
create table audit_seals (
  number bigint primary key,
  kind text not null check (kind in ('seal', 'checkpoint')),
  seq bigint not null,
  hash bytea not null,
  sealed_at timestamptz not null,
  key_id text not null,
  signature bytea not null
);

-- Who ever did something, by the name they last had: for the choice on the page.
create table audit_actors (
  kind text not null,
  id text not null,
  label text not null,
  last_at timestamptz not null,
  primary key (kind, id)
);

-- Against mistakes of the application; against people who can write to the store stand the chain and the seals.
create function audit_refuse() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('momente.audit_door', true), '') <> tg_table_name then
    raise exception 'the audit log is only added to (% on %)', tg_op, tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger audit_append_only before update or delete on audit_entries for each row execute function audit_refuse();
create trigger audit_append_only before update or delete on audit_inbox for each row execute function audit_refuse();
create trigger audit_append_only before update or delete on audit_seals for each row execute function audit_refuse();
create trigger audit_no_truncate before truncate on audit_entries for each statement execute function audit_refuse();
create trigger audit_no_truncate before truncate on audit_inbox for each statement execute function audit_refuse();
create trigger audit_no_truncate before truncate on audit_seals for each statement execute function audit_refuse();

create function audit_instant(at timestamptz) returns text language sql immutable as
$$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;

/*
 * Moves what lies in the inbox into the log, oldest first, and chains it. One at a time: it takes a lock.
 * The same arithmetic in TypeScript, for the proof, is in src/governance/audit/chain.logic.ts.
 */
create function audit_append(most int, now_at timestamptz default clock_timestamp()) returns int language plpgsql as $$
declare
  entry audit_inbox;
  last_seq bigint;
  last_hash bytea;
  customer uuid;
  item_salts bytea[];
  item_commitment bytea;
  item_commitments bytea[];
  items_text text;
  known_actor text := '';
  new_salt bytea;
  new_commitment bytea;
  moved bigint[] := '{}';
begin
  perform pg_advisory_xact_lock(7041990);
  if not exists (select from audit_inbox) then return 0; end if;
  select seq, hash into last_seq, last_hash from audit_entries order by seq desc limit 1;
  if last_seq is null then
    select seq, hash into last_seq, last_hash from audit_seals where kind = 'checkpoint' order by number desc limit 1;
  end if;
  last_seq := coalesce(last_seq, 0);
  last_hash := coalesce(last_hash, ''::bytea);
  for entry in select * from audit_inbox order by id limit most loop
    item_salts := '{}';
    item_commitments := '{}';
    items_text := '';
    foreach customer in array entry.customers loop
      item_salts := item_salts || uuid_send(gen_random_uuid());
      item_commitment := case when customer is null then ''::bytea else sha256(item_salts[cardinality(item_salts)] || convert_to(customer::text, 'UTF8')) end;
      items_text := items_text || case when item_commitments = '{}' then '' else ',' end || encode(item_commitment, 'hex');
      item_commitments := item_commitments || item_commitment;
    end loop;
    new_salt := case when entry.content is null then null else uuid_send(gen_random_uuid()) end;
    new_commitment := sha256(new_salt || convert_to(entry.content::text, 'UTF8'));
    last_seq := last_seq + 1;
    last_hash := sha256(last_hash || convert_to(jsonb_build_array(
      last_seq::text, entry.id::text, audit_instant(entry.at), entry.kind, entry.action, entry.subject, entry.actor_kind, entry.actor_id, entry.request_id,
      encode(new_commitment, 'hex'), items_text, entry.redacts::text, audit_instant(now_at))::text, 'UTF8'));
    insert into audit_entries (seq, id, at, kind, action, subject, actor_kind, actor_id, request_id, customers, customer_salts, customer_commitments, content, salt, commitment, redacts, chained_at, hash)
    values (last_seq, entry.id, entry.at, entry.kind, entry.action, entry.subject, entry.actor_kind, entry.actor_id, entry.request_id, entry.customers, item_salts, item_commitments,
      entry.content, new_salt, new_commitment, entry.redacts, now_at, last_hash);
    if entry.actor_id is not null and entry.actor_id <> known_actor and entry.content ? 'actor' then
      known_actor := entry.actor_id;
      insert into audit_actors (kind, id, label, last_at) values (entry.actor_kind, entry.actor_id, entry.content ->> 'actor', entry.at)
      on conflict (kind, id) do update set label = excluded.label, last_at = excluded.last_at
      where audit_actors.label <> excluded.label or audit_actors.last_at < excluded.last_at - interval '1 hour';
    end if;
    moved := moved || entry.id;
  end loop;
  perform set_config('momente.audit_door', 'audit_inbox', true);
  delete from audit_inbox where id = any(moved);
  perform set_config('momente.audit_door', '', true);
  return cardinality(moved);
end $$;

-- Who acts: set by the application for each transaction as `<kind> {"id": …, "label": …, "role": …, "requestId": …}`.
create function audit_acting() returns jsonb language plpgsql stable as $$
declare
  acting text := coalesce(current_setting('momente.acting', true), '');
begin
  if acting = '' then
    return jsonb_build_object('kind', 'system', 'label', case when current_setting('application_name') = 'momente' then 'momente' else session_user || ' (' || current_setting('application_name') || ')' end);
  end if;
  return jsonb_build_object('kind', split_part(acting, ' ', 1)) || substr(acting, position(' ' in acting) + 1)::jsonb;
end $$;

-- What is shown of a value: not megabytes of it.
create function audit_shown(value jsonb) returns jsonb language sql immutable as
$$ select case when length(value::text) <= 8000 then value else to_jsonb(left(value::text, 2000) || ' … (' || length(value::text) || ' characters)') end $$;

-- Only what differs, in objects one level deeper: {"traits": {"city": "Bonn"}}.
create function audit_difference(this jsonb, other jsonb) returns jsonb language sql immutable as $$
  select coalesce(jsonb_object_agg(key, case
    when jsonb_typeof(value) = 'object' and jsonb_typeof(other -> key) = 'object'
      then (select coalesce(jsonb_object_agg(inner_part.key, audit_shown(inner_part.value)), '{}') from jsonb_each(value) as inner_part where inner_part.value is distinct from other -> part.key -> inner_part.key)
    else audit_shown(value) end), '{}')
  from jsonb_each(this) as part where value is distinct from other -> key
$$;

/*
 * Writes one changed row into the inbox. Arguments: columns of the key; columns whose value is never written;
 * columns that do not count as a change; columns that name customers. Each list with commas.
 */
create function audit_change() returns trigger language plpgsql as $$
declare
  acting jsonb := audit_acting();
  whole_row jsonb := case when tg_op = 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
  old_row jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) end;
  before_part jsonb := '{}';
  after_part jsonb := '{}';
  about uuid[] := '{}';
  said text;
  name text;
begin
  -- Simple expressions wherever it goes: a query of its own costs more than all of them.
  if tg_op = 'UPDATE' then
    before_part := audit_difference(old_row - string_to_array(tg_argv[2], ','), whole_row);
    after_part := audit_difference(whole_row - string_to_array(tg_argv[2], ','), old_row);
    if before_part = '{}' and after_part = '{}' then return null; end if;
  elsif tg_op = 'INSERT' then
    after_part := jsonb_strip_nulls(whole_row - string_to_array(tg_argv[2], ','));
    if length(after_part::text) > 8000 then after_part := audit_difference(after_part, '{}'); end if;
  else
    before_part := jsonb_strip_nulls(whole_row - string_to_array(tg_argv[2], ','));
    if length(before_part::text) > 8000 then before_part := audit_difference(before_part, '{}'); end if;
  end if;
  foreach name in array string_to_array(tg_argv[1], ',') loop
    if jsonb_typeof(before_part -> name) <> 'null' then before_part := before_part || jsonb_build_object(name, '[hidden]'); end if;
    if jsonb_typeof(after_part -> name) <> 'null' then after_part := after_part || jsonb_build_object(name, '[hidden]'); end if;
  end loop;
  foreach name in array string_to_array(tg_argv[3], ',') loop
    said := whole_row ->> name;
    if said is not null and not said::uuid = any(about) then about := about || said::uuid; end if;
    said := old_row ->> name;
    if said is not null and not said::uuid = any(about) then about := about || said::uuid; end if;
  end loop;
  said := null;
  foreach name in array string_to_array(tg_argv[0], ',') loop
    said := coalesce(said || ' ', '') || (whole_row ->> name);
  end loop;
  insert into audit_inbox (kind, action, subject, actor_kind, actor_id, request_id, customers, content)
  values ('change', lower(tg_op), tg_table_name, acting ->> 'kind', acting ->> 'id', acting ->> 'requestId', about,
    jsonb_strip_nulls(jsonb_build_object('actor', acting ->> 'label', 'role', acting ->> 'role', 'reason', acting ->> 'reason', 'subjectId', said))
    || case when before_part = '{}' then '{}' else jsonb_build_object('before', before_part) end
    || case when after_part = '{}' then '{}' else jsonb_build_object('after', after_part) end);
  return null;
end $$;

create function audit_emptied() returns trigger language plpgsql as $$
declare
  acting jsonb := audit_acting();
begin
  insert into audit_inbox (kind, action, subject, actor_kind, actor_id, request_id, content)
  values ('change', 'truncate', tg_table_name, acting ->> 'kind', acting ->> 'id', acting ->> 'requestId', jsonb_strip_nulls(jsonb_build_object('actor', acting ->> 'label', 'role', acting ->> 'role')));
  return null;
end $$;

/*
 * Watches a table: every row that is added, changed or deleted goes into the log. Call it in the migration that makes
 * the table. `by_people`: only what a person or a program with a key changes, for tables that events and imports fill.
 * `on_ops`: e.g. 'insert or delete'. Columns whose name or type says secret are hidden without being listed.
 */
create function audit_watch(watched regclass, hidden text default '', ignored text default '', about text default '', by_people boolean default false, on_ops text default 'insert or update or delete') returns void language plpgsql as $$
declare
  key_columns text;
  secrets text;
begin
  select string_agg(attname, ',' order by array_position(indkey::int2[], attnum)) into key_columns
  from pg_index join pg_attribute on attrelid = indrelid and attnum = any(indkey) where indrelid = watched and indisprimary;
  select string_agg(attname, ',' order by attnum) into secrets from pg_attribute
  where attrelid = watched and attnum > 0 and not attisdropped
    and (atttypid = 'bytea'::regtype or attname = any(string_to_array(hidden, ',')) or attname ~ '(password|secret|token|hash|sealed|private|seed|write_key|recovery|credential_id|public_key)');
  -- What is in the key is shown as the name of the row.
  key_columns := (select string_agg(name, ',') from unnest(string_to_array(key_columns, ',')) as name where name <> all(coalesce(string_to_array(secrets, ','), '{}')));
  execute format('drop trigger if exists audit_change on %s', watched);
  execute format('drop trigger if exists audit_emptied on %s', watched);
  execute format('create trigger audit_change after %s on %s for each row %s execute function audit_change(%L, %L, %L, %L)', on_ops, watched,
    case when by_people then $when$when (left(current_setting('momente.acting', true), 4) in ('user', 'key '))$when$ else '' end,
    coalesce(key_columns, ''), coalesce(secrets, ''), ignored, about);
  execute format('create trigger audit_emptied after truncate on %s for each statement execute function audit_emptied()', watched);
end $$;

-- A redaction counts only with a signature of the application, which the store cannot make: so the store takes out and
-- says what, and the application writes the entry about it.
/*
 * Takes what the log says about some customers out of it: the content of entries about them, and they themselves out of
 * lists that somebody looked at. `ids`: customers and identifiers; `patterns`: for `like`, their values. Returns what was
 * taken out: [[id of an entry, place of the customer in it or null for its content], …].
 */
create function audit_redact(ids uuid[], patterns text[]) returns jsonb language plpgsql as $$
begin
  create temporary table if not exists audit_taken (id bigint, place int) on commit delete rows;
  delete from audit_taken;
  insert into audit_taken
    select entry.id, item.place from audit_entries as entry, unnest(entry.customers) with ordinality as item (customer, place) where entry.customers <> '{}' and entry.customers && ids and item.customer = any(ids)
    union all select entry.id, item.place from audit_inbox as entry, unnest(entry.customers) with ordinality as item (customer, place) where entry.customers && ids and item.customer = any(ids)
    union all select id, null from audit_entries where kind <> 'look' and content is not null and customers <> '{}' and customers && ids
    -- each pattern by itself, because only so the index of trigrams is used
    union all select found.id, null from unnest(patterns) as pattern cross join lateral (select id from audit_entries where kind <> 'look' and content::text ilike pattern and content is not null and not customers && ids) as found
    union all select id, null from audit_inbox where kind <> 'look' and content is not null and (customers && ids or content::text ilike any(patterns));
  perform set_config('momente.audit_door', 'audit_entries', true);
  update audit_entries as entry set
    content = case when kind = 'look' then content end, salt = case when kind = 'look' then salt end,
    customers = array(select case when customer = any(ids) then null else customer end from unnest(entry.customers) with ordinality as item (customer, place) order by place),
    customer_salts = array(select case when customer = any(ids) then null else entry.customer_salts[place] end from unnest(entry.customers) with ordinality as item (customer, place) order by place)
  where id in (select id from audit_taken);
  perform set_config('momente.audit_door', 'audit_inbox', true);
  update audit_inbox as entry set
    content = case when kind = 'look' then content end,
    customers = array(select case when customer = any(ids) then null else customer end from unnest(entry.customers) with ordinality as item (customer, place) order by place)
  where id in (select id from audit_taken);
  perform set_config('momente.audit_door', '', true);
  return (select coalesce(jsonb_agg(jsonb_build_array(id, place) order by id, place), '[]') from (select distinct id, place from audit_taken) as item);
end $$;

-- Retires everything up to a sealed checkpoint: the oldest entries only, and only after the seal is there.
create function audit_retire(up_to bigint) returns bigint language plpgsql as $$
declare
  retired bigint;
begin
  if not exists (select from audit_seals where kind = 'checkpoint' and seq = up_to) then
    raise exception 'there is no checkpoint at entry %', up_to;
  end if;
  perform set_config('momente.audit_door', 'audit_entries', true);
  delete from audit_entries where seq <= up_to;
  get diagnostics retired = row_count;
  perform set_config('momente.audit_door', '', true);
  return retired;
end $$;
