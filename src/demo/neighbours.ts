import { listChannels, saveChannel } from '../acting/channels/channel-settings.actions.ts';
import type { SaveChannel } from '../acting/channels/channel-settings.contract.ts';
import type { Channel } from '../acting/channels/channels.contract.ts';
import type { Context } from '../platform/context.ts';
import { connectNetworkQuality } from './network-quality/connect.ts';
import { type PostOffice, startPostOffice } from './post-office/post-office.ts';

export interface Neighbours {
  stop(): Promise<void>;
}

const DEMO = 'Nordfunk';
const imprint = 'Nordfunk Mobil GmbH (Beispielfirma)\nHafenstraße 1, 20457 Hamburg\nservice@nordfunk.example';

/** The other systems of the demo company, on this machine only; needed at every start of a product that holds it. */
export async function startNeighbours(context: Context): Promise<Neighbours> {
  const [network, office] = await Promise.all([connectNetworkQuality(context), startPostOffice({ now: () => context.clock.now() })]);
  await connectPostOffice(context, office);
  return { stop: async () => void (await Promise.all([network.stop(), office.stop()])) };
}

/** Mails of the demo company end in its own post office. Channels that somebody has set up since stay as they are. */
async function connectPostOffice(context: Context, office: PostOffice): Promise<void> {
  const known = new Map((await listChannels(context)).map((channel) => [channel.channel, channel.updatedBy]));
  const isOurs = (channel: Channel) => [null, undefined, DEMO].includes(known.get(channel));
  const channels: [Channel, Omit<SaveChannel, 'isOn'>][] = [
    ['mail', { settings: { server: 'own', fromAddress: 'service@nordfunk.example', fromName: DEMO, brandName: DEMO, imprint, connections: 5 }, secrets: { smtpUrl: office.url }, ratePerMinute: 6_000 }],
    ['letter', { settings: { senderLine: 'Nordfunk · Hafenstraße 1 · 20457 Hamburg', senderBlock: imprint, footer: '', city: 'Hamburg' }, secrets: {}, ratePerMinute: 1_000 }],
    ['phone', { settings: { tries: 3 }, secrets: {}, ratePerMinute: 1_000 }],
  ];
  for (const [channel, settings] of channels) if (isOurs(channel)) await saveChannel(context, channel, { ...settings, isOn: true }, DEMO);
}
