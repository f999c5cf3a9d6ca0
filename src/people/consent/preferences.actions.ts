import { sql } from 'kysely';
import { Problem } from '../../kernel/problem.ts';
import { isTimeZone } from '../../kernel/time/zone-names.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { Preferences, PreferencesInput } from './consent.contract.ts';

interface WishRow {
  channels: Preferences['channels'] | null;
  quietFrom: string | null;
  quietTo: string | null;
  bestTimes: Preferences['bestTimes'] | null;
  language: string | null;
  timeZone: string | null;
  setAt: Date | null;
  setBy: string | null;
}

/** What a customer wishes; where nothing was said here, what older systems brought counts as a weaker wish. */
export async function readPreferences(db: Db, customerId: string): Promise<Preferences> {
  const { rows } = await sql<WishRow>`
    select coalesce(p.channels, case when channel_of_word(c.traits ->> 'preferredChannel') is null then '{}' else array[channel_of_word(c.traits ->> 'preferredChannel')] end) as channels,
      to_char(p.quiet_from, 'HH24:MI') as quiet_from, to_char(p.quiet_to, 'HH24:MI') as quiet_to, p.best_times, w.language, w.time_zone, p.set_at, p.set_by
    from contact_wishes w join customers c on c.id = w.customer_id
    left join lateral (select p.* from identifiers i join contact_preferences p on p.subject = i.id where i.customer_id = w.customer_id order by p.set_at desc, p.subject limit 1) as p on true
    where w.customer_id = ${customerId}`.execute(db);
  const [row] = rows;
  return { channels: row?.channels ?? [], quietFrom: row?.quietFrom ?? null, quietTo: row?.quietTo ?? null, bestTimes: row?.bestTimes ?? [], language: row?.language ?? null, timeZone: row?.timeZone ?? null, setAt: row?.setAt?.toISOString() ?? null, setBy: row?.setBy ?? null };
}

/** @param who.subject - an identifier of the customer; of one customer the newest wishes count @throws request.invalid for a zone that does not exist */
export async function savePreferences(context: Context, tx: Db, { subject, by }: { subject: string; by: string }, wishes: PreferencesInput): Promise<void> {
  if (wishes.timeZone !== null && !isTimeZone(wishes.timeZone)) throw new Problem('request.invalid', 'There is no such time zone.', {}, [{ at: 'timeZone', reason: 'is not the name of a time zone, such as Europe/Berlin' }]);
  await sql`
    insert into contact_preferences (subject, channels, quiet_from, quiet_to, best_times, language, time_zone, set_at, set_by)
    values (${subject}, ${wishes.channels}::text[], ${wishes.quietFrom}::time, ${wishes.quietTo}::time, ${JSON.stringify(wishes.bestTimes)}::jsonb, ${wishes.language}, ${wishes.timeZone}, ${context.clock.now()}, ${by})
    on conflict (subject) do update set channels = excluded.channels, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, best_times = excluded.best_times,
      language = excluded.language, time_zone = excluded.time_zone, set_at = excluded.set_at, set_by = excluded.set_by`.execute(tx);
}

/** The identifier under which something a customer said as a whole is kept: the strongest that no others share. @throws customer.not_found */
export async function strongestSubjectOf(db: Db, customerId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select i.id from identifiers i left join identifier_kinds k on k.kind = i.kind
    where i.customer_id = ${customerId} order by coalesce(k.switches, false), coalesce(k.priority, 50) desc, i.id limit 1`.execute(db);
  if (!rows[0]) throw new Problem('customer.not_found', 'There is no customer with this id.', { id: customerId });
  return rows[0].id;
}
