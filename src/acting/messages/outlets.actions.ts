import { readPrivacySettings } from '../../governance/privacy/privacy-settings.actions.ts';
import type { Context } from '../../platform/context.ts';
import { adapterFor, ratePerMinuteOf } from '../channels/channels.actions.ts';
import { readMailSender } from '../channels/mail-adapter.actions.ts';
import { messageChannels, type MessageChannel } from './messages.contract.ts';
import type { Outlet, Outlets } from './outlets.contract.ts';

/** The channels that can send now, as they are set up now. What waits for another one waits until that is ready. */
export async function readOutlets(context: Context): Promise<Outlets> {
  const [{ controller }, sender] = await Promise.all([readPrivacySettings(context.db), readMailSender(context)]);
  const outlets = await Promise.all(messageChannels.map((channel) => openOutlet(context, channel, { from: sender.address, company: sender.name || controller.name })));
  return new Map(outlets.flatMap((outlet) => (outlet ? [[outlet.channel, outlet]] : [])));
}

async function openOutlet(context: Context, channel: MessageChannel, { from, company }: Pick<Outlet, 'from' | 'company'>): Promise<Outlet | null> {
  const adapter = await adapterFor(context, channel);
  const { isReady } = await adapter.isReady(context);
  if (!isReady) return null;
  return {
    channel, from, company, isIdempotent: adapter.isIdempotent, parallel: adapter.parallel, ratePerMinute: await ratePerMinuteOf(context, channel),
    send: (message, signal) => adapter.send(context, message, signal),
  };
}
