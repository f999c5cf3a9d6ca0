import type { Channel } from '../../../../people/timeline/timeline.contract.ts';

/** Every channel of the house, and the names under which acting/channels sends on some of them. */
const byName: Record<Channel | 'phone' | 'messenger' | 'notice', Channel> = {
  web: 'web', app: 'app', shop: 'shop', call_center: 'call_center', mail: 'mail', chat: 'chat', letter: 'letter', sms: 'sms', social: 'social', partner: 'partner', network: 'network', survey: 'survey', other: 'other',
  phone: 'call_center', messenger: 'chat', notice: 'app',
};
const known = new Map<string, Channel>(Object.entries(byName));

export const channelOf = (name: string | null): Channel | null => (name === null ? null : (known.get(name) ?? null));
