import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { SecretName } from './channel-settings.contract.ts';
import type { Channel } from './channels.contract.ts';

export interface ChannelRow {
  channel: Channel;
  settings: Record<string, unknown>;
  secretsSealed: Partial<Record<SecretName, string>>;
  gatewayId: string | null;
  ratePerMinute: number;
  switchedOffAt: Date | null;
  updatedAt: Date;
  updatedBy: string;
}

export async function listChannelRows(db: Db): Promise<ChannelRow[]> {
  const { rows } = await sql<ChannelRow>`select channel, settings, secrets_sealed, gateway_id, rate_per_minute, switched_off_at, updated_at, updated_by from channel_settings limit 6`.execute(db);
  return rows;
}

export async function findChannelRow(db: Db, channel: Channel): Promise<ChannelRow | null> {
  return (await listChannelRows(db)).find((row) => row.channel === channel) ?? null;
}

export async function findChannelRowByGateway(db: Db, gatewayId: string): Promise<ChannelRow | null> {
  return (await listChannelRows(db)).find((row) => row.gatewayId === gatewayId) ?? null;
}

export async function saveChannelRow(db: Db, row: ChannelRow): Promise<void> {
  await sql`
    insert into channel_settings (channel, settings, secrets_sealed, gateway_id, rate_per_minute, switched_off_at, updated_at, updated_by)
    values (${row.channel}, ${JSON.stringify(row.settings)}::jsonb, ${JSON.stringify(row.secretsSealed)}::jsonb, ${row.gatewayId}, ${row.ratePerMinute}, ${row.switchedOffAt}, ${row.updatedAt}, ${row.updatedBy})
    on conflict (channel) do update set settings = excluded.settings, secrets_sealed = excluded.secrets_sealed, gateway_id = coalesce(channel_settings.gateway_id, excluded.gateway_id),
      rate_per_minute = excluded.rate_per_minute, switched_off_at = excluded.switched_off_at, updated_at = excluded.updated_at, updated_by = excluded.updated_by`.execute(db);
}
