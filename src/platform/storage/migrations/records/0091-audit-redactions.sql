-- A redaction counts only with a signature of the application: whoever writes to the store alone could otherwise declare
-- any content erased and take it out. So the store takes out and says what, and the application writes the entry about it.
drop function audit_redact(uuid[], text[]);

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
