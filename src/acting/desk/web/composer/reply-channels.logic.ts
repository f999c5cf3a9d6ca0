import type { Case, Entry } from '../../../cases/cases.contract.ts';

type Channel = Case['channel'];
/** Ways on which an answer can be written; the first is the one that is taken unless somebody chooses. */
const writable: readonly Channel[] = ['mail', 'sms', 'chat', 'app', 'letter'];

export function replyChannels({ replyChannel, replyAddress, customerId }: Pick<Case, 'replyChannel' | 'replyAddress' | 'customerId'>): Channel[] {
  if (replyChannel === null && replyAddress === null) return [];
  const first = replyChannel !== null && writable.includes(replyChannel) ? replyChannel : 'mail';
  // Other ways lead to addresses of the customer; nobody knows them of somebody unknown.
  return customerId === null ? [first] : [first, ...writable.filter((one) => one !== first)];
}

/** A case that began on the phone goes on by talking; another one by an answer, where one can go anywhere. */
export function startMode(caseOf: Pick<Case, 'replyChannel' | 'replyAddress' | 'customerId' | 'channel'>): 'reply' | 'call' {
  return caseOf.channel === 'call_center' || replyChannels(caseOf).length === 0 ? 'call' : 'reply';
}

export type Direction = 'inbound' | 'outbound';

/** Who called: the customer, until the call with which the case began is written down; then we call back. */
export function startDirection({ channel }: Pick<Case, 'channel'>, entries: readonly Pick<Entry, 'kind' | 'channel' | 'text'>[]): Direction {
  const isWrittenDown = entries.some((entry) => entry.kind === 'message' && entry.channel === 'call_center' && entry.text !== '');
  return channel === 'call_center' && !isWrittenDown ? 'inbound' : 'outbound';
}
