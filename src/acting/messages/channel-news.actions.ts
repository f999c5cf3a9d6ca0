import type { Context } from '../../platform/context.ts';
import type { DeliveryReport } from '../channels/channels.contract.ts';
import type { TellSettled } from '../channels/to-do.actions.ts';
import { markBounced, markDelivered } from './delivery-reports.actions.ts';
import { findReported, saveBounce, saveDelivered, saveOpened } from './delivery-reports.queries.ts';

/** A letter was printed, a call made, a notice shown: the message behind it is told, in the same transaction. */
export const tellSettled: TellSettled = async (context, tx, settlements) => {
  const at = context.clock.now();
  for (const { messageId, state, reason } of settlements) {
    if (state === 'failed') await saveBounce(tx, messageId, reason ?? '', at);
    else await saveDelivered(tx, messageId, at);
    if (state === 'opened') await saveOpened(tx, messageId, at);
  }
};

/** What a gateway says later about messages it took; what is not one of ours is passed over. */
export async function takeReports(context: Context, reports: readonly DeliveryReport[]): Promise<void> {
  for (const { providerId, state, isAddressDead, detail } of reports) {
    if (state === 'failed') await markBounced(context, { providerId, isHard: isAddressDead, diagnostic: detail });
    else await markDelivered(context, { providerId });
    if (state === 'opened') {
      await context.db.transaction().execute(async (tx) => {
        const message = await findReported(tx, { id: null, providerId, address: null });
        if (message) await saveOpened(tx, message.id, context.clock.now());
      });
    }
  }
}
