import type { Context } from '../../platform/context.ts';
import type { ChannelAdapter } from './channel-adapter.logic.ts';
import { openChannel } from './channel-settings.actions.ts';
import type { Channel } from './channels.contract.ts';
import { createMailAdapter } from './mail-adapter.actions.ts';

/** The way out on a channel as it is set up now. Ask again for each batch: settings may have changed meanwhile. */
export async function adapterFor(context: Context, channel: Channel): Promise<ChannelAdapter<Context>> {
  switch (channel) {
    case 'mail': return createMailAdapter(await openChannel(context, 'mail'));
    default: throw new Error(`no way out on ${channel} yet`);
  }
}

/** How many messages a channel takes in a minute, as its settings say. */
export async function ratePerMinuteOf(context: Context, channel: Channel): Promise<number> {
  return (await openChannel(context, channel)).ratePerMinute;
}
