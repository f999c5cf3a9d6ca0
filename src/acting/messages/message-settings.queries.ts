import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { MessageSettings } from './messages.contract.ts';

type Settings = Omit<MessageSettings, 'caps'>;

export async function findSettings(db: Db): Promise<Settings> {
  const { rows } = await sql<Settings>`select to_char(quiet_from, 'HH24:MI') as quiet_from, to_char(quiet_to, 'HH24:MI') as quiet_to, allows_open_pixel from message_settings`.execute(db);
  return rows[0] ?? { quietFrom: '21:00', quietTo: '08:00', allowsOpenPixel: false };
}

export async function saveSettings(tx: Db, { quietFrom, quietTo, allowsOpenPixel }: Settings): Promise<void> {
  await sql`update message_settings set quiet_from = ${quietFrom}::time, quiet_to = ${quietTo}::time, allows_open_pixel = ${allowsOpenPixel}`.execute(tx);
}

export async function listCaps(db: Db): Promise<MessageSettings['caps']> {
  const { rows } = await sql<MessageSettings['caps'][number]>`select purpose, per_day, per_week from message_caps order by purpose limit 50`.execute(db);
  return rows;
}

/** The list as a whole: what is not in it has no limit any more. */
export async function saveCaps(tx: Db, caps: MessageSettings['caps']): Promise<void> {
  await sql`delete from message_caps where purpose <> all(${caps.map(({ purpose }) => purpose)}::text[])`.execute(tx);
  await sql`
    insert into message_caps (purpose, per_day, per_week)
    select * from unnest(${caps.map(({ purpose }) => purpose)}::text[], ${caps.map(({ perDay }) => perDay)}::int[], ${caps.map(({ perWeek }) => perWeek)}::int[]) as given (purpose, per_day, per_week)
    on conflict (purpose) do update set per_day = excluded.per_day, per_week = excluded.per_week`.execute(tx);
}
