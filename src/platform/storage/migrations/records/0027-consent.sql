-- Who may be told what, and where: the consent ledger, addresses that must not be used, and the wishes of customers.

-- What messages are for. `needs`: what must be there before anybody is written to;
-- no_objection: nothing, until somebody objects; opt_in: a consent; double_opt_in: a consent with its proof.
create table consent_purposes (
  key text primary key check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  name_de text not null,
  name_en text not null,
  -- what the customer reads when consenting; kept with every consent as it was then
  text_de text not null,
  text_en text not null,
  needs text not null check (needs in ('no_objection', 'opt_in', 'double_opt_in')),
  -- letters may often be sent without a consent where a mail may not
  letter_needs text not null default 'no_objection' check (letter_needs in ('no_objection', 'opt_in')),
  position int not null default 0,
  retired_at timestamptz,
  updated_at timestamptz not null default now()
);
insert into consent_purposes (key, name_de, name_en, text_de, text_en, needs, position) values
  ('service', 'Service zum Vertrag', 'Service for the contract',
    'Nachrichten zu Ihrem Vertrag und Ihren Geräten, zum Beispiel bei Störungen oder bekannten Fehlern.', 'Messages about your contract and your devices, for example outages or known issues.', 'no_objection', 1),
  ('feedback', 'Fragen nach Ihrer Meinung', 'Asking for your opinion',
    'Kurze Fragen dazu, wie zufrieden Sie mit uns sind.', 'Short questions about how satisfied you are with us.', 'opt_in', 2),
  ('marketing', 'Angebote und Neuigkeiten', 'Offers and news',
    'Ja, ich möchte Angebote und Neuigkeiten erhalten. Ich kann das jederzeit widerrufen.', 'Yes, I would like to receive offers and news. I can withdraw this at any time.', 'double_opt_in', 3);

-- The ledger: one line per decision, added to only. The subject is the identifier it was given under.
create table consent_log (
  seq bigint generated always as identity primary key,
  subject uuid not null references identifiers (id),
  purpose text not null references consent_purposes (key),
  channel text not null check (channel in ('mail', 'sms', 'messenger', 'notice', 'letter', 'phone')),
  -- normalised; '' = every address of this customer on the channel. A withdrawal is always for all of them.
  address text not null default '',
  state text not null check (state in ('granted', 'pending', 'withdrawn')),
  -- double_opt_in, one_click, link_page, own_page, staff, api, import, paper, call, complaint, bounce, merge
  how text not null,
  -- where it was said: name of a form, a campaign, a file
  source text not null default '',
  actor text,
  -- what the customer read, in the words and language of then
  text_shown text,
  proof jsonb not null default '{}',
  at timestamptz not null,
  recorded_at timestamptz not null default now(),
  check (state <> 'withdrawn' or address = '')
);
create index consent_log_subject on consent_log (subject, seq);

-- Read model of the ledger, kept by the trigger below: the newest decision of each kind under one identifier.
-- Decisions are ordered by when they were made, and at one instant by the line of the ledger: microseconds · 10^12 + line.
create table consent_states (
  subject uuid not null references identifiers (id),
  purpose text not null,
  channel text not null,
  address text not null,
  granted_no numeric(36),
  withdrawn_no numeric(36),
  pending_no numeric(36),
  primary key (subject, purpose, channel, address)
);

create function consent_fold() returns trigger language plpgsql as $$
declare
  no numeric := trunc(extract(epoch from new.at) * 1000000) * 1000000000000 + new.seq;
begin
  insert into consent_states as known (subject, purpose, channel, address, granted_no, withdrawn_no, pending_no)
  values (new.subject, new.purpose, new.channel, new.address,
    case new.state when 'granted' then no end, case new.state when 'withdrawn' then no end, case new.state when 'pending' then no end)
  on conflict (subject, purpose, channel, address) do update set
    granted_no = greatest(known.granted_no, excluded.granted_no),
    withdrawn_no = greatest(known.withdrawn_no, excluded.withdrawn_no),
    pending_no = greatest(known.pending_no, excluded.pending_no);
  return null;
end $$;
create trigger consent_fold after insert on consent_log for each row execute function consent_fold();

-- Against mistakes of the application; only an erasure opens the door.
create function consent_refuse() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('momente.consent_door', true), '') <> 'open' then
    raise exception 'the consent ledger is only added to (% on %)', tg_op, tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger consent_append_only before update or delete on consent_log for each row execute function consent_refuse();
create trigger consent_no_truncate before truncate on consent_log for each statement execute function consent_refuse();

-- Links of a double opt-in: single use, with an end. The token itself is nowhere, only its SHA-256.
create table opt_in_requests (
  id uuid primary key,
  token_hash text not null unique,
  subject uuid not null references identifiers (id),
  purpose text not null references consent_purposes (key),
  channel text not null,
  address text not null,
  language text not null,
  text_shown text not null,
  source text not null default '',
  requested_at timestamptz not null,
  requested_from jsonb not null default '{}',
  expires_at timestamptz not null,
  confirmed_at timestamptz,
  -- a withdrawal meanwhile ends it
  cancelled_at timestamptz
);
create index opt_in_requests_subject on opt_in_requests (subject, requested_at);
create index opt_in_requests_age on opt_in_requests (expires_at);

-- Keeps fingerprints of addresses apart from those of other installations.
create table consent_pepper (
  id boolean primary key default true check (id),
  value text not null
);
insert into consent_pepper (value) values (gen_random_uuid()::text || gen_random_uuid()::text);

-- For many addresses at once: join consent_pepper and hand its value in. Without a look-up of its own it is an expression, not a call.
create function address_key_with(pepper text, channel text, address text) returns text language sql stable as
$$ select encode(sha256(convert_to(pepper || ' ' || channel || ' ' || lower(address), 'UTF8')), 'hex') $$;
create function address_key(channel text, address text) returns text language sql stable as
$$ select address_key_with((select value from consent_pepper), channel, address) $$;

-- Addresses that must not be used, by fingerprint. The address in clear is there only as long as its customer is:
-- after an erasure the fingerprint alone remains, so that the same person is not written to again.
create table suppressed_addresses (
  channel text not null,
  address_key text not null,
  -- '' = for everything
  purpose text not null default '',
  address text,
  reason text not null check (reason in ('hard_bounce', 'complaint', 'objection', 'by_hand')),
  detail text not null default '',
  at timestamptz not null,
  primary key (channel, address_key, purpose)
);
create index suppressed_addresses_newest on suppressed_addresses (at desc, address_key);

-- Wishes, under the identifier they were said with; of one customer the newest count.
create table contact_preferences (
  subject uuid primary key references identifiers (id),
  -- in order; channels that are not named come after
  channels text[] not null default '{}',
  quiet_from time,
  quiet_to time,
  -- [{"days": [1, …, 7], "from": "17:00", "to": "20:00"}]; 1 = Monday
  best_times jsonb not null default '[]',
  language text,
  time_zone text,
  set_at timestamptz not null,
  set_by text not null
);

-- What the traits of older systems call the channels.
create function channel_of_word(word text) returns text language sql immutable as $$
  select case lower(trim(word))
    when 'mail' then 'mail' when 'email' then 'mail' when 'e-mail' then 'mail'
    when 'sms' then 'sms' when 'text' then 'sms'
    when 'messenger' then 'messenger' when 'whatsapp' then 'messenger' when 'chat' then 'messenger'
    when 'notice' then 'notice' when 'app' then 'notice' when 'portal' then 'notice'
    when 'letter' then 'letter' when 'post' then 'letter' when 'brief' then 'letter' when 'print' then 'letter'
    when 'phone' then 'phone' when 'telefon' then 'phone' when 'call' then 'phone' when 'anruf' then 'phone'
  end
$$;

/*
 * What a customer decided, over all identifiers: granted only where the newest consent is newer than every withdrawal.
 * When customers become one, a withdrawal of either is written again for all of them (how = 'merge'): so the most
 * restrictive wins then and stays on both sides after an unmerge. `addresses`: for which it was granted; null = all.
 */
create view customer_consents as
select customer_id, purpose, channel,
  case when max(withdrawn_no) is not null and not coalesce(max(granted_no) > max(withdrawn_no), false) then 'withdrawn'
    when max(granted_no) is not null then 'granted' else 'pending' end as state,
  case when bool_or(address = '' and coalesce(granted_no > coalesce(last_withdrawn_no, 0), false)) then null
    else array_agg(address) filter (where granted_no > coalesce(last_withdrawn_no, 0)) end as addresses
from (
  select i.customer_id, s.purpose, s.channel, s.address, s.granted_no, s.withdrawn_no,
    max(s.withdrawn_no) over (partition by i.customer_id, s.purpose, s.channel) as last_withdrawn_no
  from consent_states s join identifiers i on i.id = s.subject
) as decision
group by customer_id, purpose, channel;

/*
 * Why a message is not allowed; null = it is. 'objected' | 'no_consent'. Take `needs` and `letter_needs` from
 * consent_purposes, `state` and `addresses` from customer_consents (null where there is no row).
 */
create function consent_refusal(needs text, letter_needs text, channel text, state text, addresses text[], address text) returns text language sql immutable as $$
  select case
    when state = 'withdrawn' then 'objected'
    when (case when channel = 'letter' then letter_needs else needs end) = 'no_objection' then null
    when state = 'granted' and (addresses is null or address = any(addresses)) then null
    else 'no_consent' end
$$;

-- Every address under which a customer can be reached, normalised, and nothing about it: for statements over everybody.
create view bare_addresses as
select i.customer_id, i.id as subject, 'mail' as channel, i.value as address from identifiers i where i.kind = 'email' and i.named_at is not null
union all
select i.customer_id, i.id, 'phone', i.value from identifiers i where i.kind = 'phone' and i.named_at is not null
union all
-- where numbers of landlines can be told apart, they get no text messages
select i.customer_id, i.id, 'sms', i.value from identifiers i where i.kind = 'phone' and i.named_at is not null
  and (i.value !~ '^\+(49|43|41)' or i.value ~ '^\+(491[567]|436[5-9]|417[4-9])')
union all
select i.customer_id, i.id, 'messenger', i.value from identifiers i where i.kind in ('messenger', 'whatsapp', 'telegram', 'signal') and i.named_at is not null
union all
select i.customer_id, i.id, 'notice', i.value from identifiers i where i.kind = 'userId' and i.named_at is not null
union all
select i.customer_id, i.id, 'letter', a.street || E'\n' || a.postcode || ' ' || a.city || E'\n' || a.country from addresses a join identifiers i on i.id = a.subject
  where (a.valid_from is null or a.valid_from <= current_date) and (a.valid_to is null or a.valid_to > current_date);

-- The same with what one wants to know about one customer's addresses; lower preference_rank first.
create view customer_addresses as
select found.customer_id, found.subject, found.channel, found.address,
  coalesce(
    array_position(wish.channels, found.channel),
    case when wish.channels is null and channel_of_word(c.traits ->> 'preferredChannel') = found.channel then 0 end,
    100 + array_position(array['mail', 'messenger', 'sms', 'notice', 'letter', 'phone'], found.channel)) as preference_rank,
  -- hard_bounce, complaint, by_hand: must not be used for anything
  closed.reason as suppressed_because,
  -- purposes to which the owner of this address objected before being erased here
  coalesce(closed.purposes, '{}') as objected_to
from bare_addresses found
left join customers c on c.id = found.customer_id
left join lateral (
  select p.channels from identifiers i join contact_preferences p on p.subject = i.id where i.customer_id = found.customer_id order by p.set_at desc, p.subject limit 1
) as wish on true
left join lateral (
  select max(s.reason) filter (where s.purpose = '') as reason, array_agg(s.purpose) filter (where s.purpose <> '') as purposes
  from suppressed_addresses s where s.channel = found.channel and s.address_key = address_key(found.channel, found.address)
) as closed on true;

-- When and in which language; what a customer chose, else what is known from elsewhere.
create view contact_wishes as
select c.id as customer_id, wish.quiet_from, wish.quiet_to,
  coalesce(wish.time_zone, c.traits ->> 'timeZone', c.traits ->> 'timezone') as time_zone,
  coalesce(wish.language, lower(left(coalesce(c.traits ->> 'language', c.traits ->> 'locale'), 2))) as language,
  coalesce(wish.best_times, '[]') as best_times
from customers c
left join lateral (
  select p.quiet_from, p.quiet_to, p.time_zone, p.language, p.best_times
  from identifiers i join contact_preferences p on p.subject = i.id where i.customer_id = c.id order by p.set_at desc, p.subject limit 1
) as wish on true;

select audit_watch('consent_purposes', ignored => 'updated_at');
select audit_watch('consent_log', ignored => 'recorded_at', about => 'subject', by_people => true, on_ops => 'insert');
select audit_watch('contact_preferences', ignored => 'set_at', about => 'subject', by_people => true);
select audit_watch('suppressed_addresses', hidden => 'address', by_people => true);
