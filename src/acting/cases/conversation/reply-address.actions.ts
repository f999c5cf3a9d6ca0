import { sql } from 'kysely';
import type { Channel } from '../../../people/timeline/timeline.contract.ts';
import type { Db } from '../../../platform/storage/records.ts';
import type { MessageChannel } from '../../messages/messages.contract.ts';
import type { CaseRow } from '../cases.queries.ts';

/** How an answer leaves for the channel that a case came in by. */
const sentBy: Record<Channel, MessageChannel | null> = {
  mail: 'mail', web: 'mail', app: 'mail', survey: 'mail', shop: 'mail', partner: 'mail', other: 'mail', social: 'mail', call_center: 'mail', network: null, sms: 'sms', chat: 'messenger', letter: 'letter',
};

export const sendingChannel = (channel: Channel): MessageChannel | null => sentBy[channel];

export interface ReplyTarget {
  channel: Channel;
  sendBy: MessageChannel;
  address: string;
}

const fits: Record<MessageChannel, (address: string) => boolean> = {
  mail: (address) => /^[^\s@]+@[^\s@]+$/.test(address), sms: (address) => /^\+?[\d\s()/-]{5,}$/.test(address), phone: (address) => /^\+?[\d\s()/-]{5,}$/.test(address),
  messenger: (address) => address !== '', notice: (address) => address !== '', letter: (address) => address.includes('\n'),
};

/**
 * Where an answer goes: to the address given, else to the one that wrote last, else to one of the customer on the channel
 * wished for, else on the channel that the customer prefers. Null where none is known.
 */
export async function findReplyAddress(db: Db, row: Pick<CaseRow, 'channel' | 'replyAddress'>, { customerId, channel, address }: { customerId: string | null; channel?: Channel | undefined; address?: string | undefined }): Promise<ReplyTarget | null> {
  const wanted = channel ?? row.channel;
  const sendBy = sentBy[wanted];
  if (sendBy !== null) {
    if (address !== undefined) return fits[sendBy](address) ? { channel: shown(sendBy, wanted), sendBy, address } : null;
    if (row.replyAddress !== null && fits[sendBy](row.replyAddress)) return { channel: shown(sendBy, wanted), sendBy, address: row.replyAddress };
  }
  const known = customerId === null ? [] : await listAddressesOf(db, customerId);
  const onChannel = known.find((one) => one.channel === sendBy);
  if (sendBy !== null && onChannel) return { channel: shown(sendBy, wanted), sendBy, address: onChannel.address };
  const other = channel === undefined ? known.find((one) => one.channel !== 'phone') : undefined;
  return other ? { channel: channelOf[other.channel], sendBy: other.channel, address: other.address } : null;
}

const channelOf: Record<MessageChannel, Channel> = { mail: 'mail', sms: 'sms', messenger: 'chat', letter: 'letter', notice: 'app', phone: 'call_center' };
const shown = (sendBy: MessageChannel, wanted: Channel): Channel => (sendBy === 'mail' ? 'mail' : wanted);

async function listAddressesOf(db: Db, customerId: string): Promise<{ channel: MessageChannel; address: string }[]> {
  const { rows } = await sql<{ channel: MessageChannel; address: string }>`
    select channel, address from customer_addresses where customer_id = ${customerId} and suppressed_because is null order by preference_rank, channel, address limit 50`.execute(db);
  return rows;
}
