import { emit } from '../../governance/webhooks/emit.actions.ts';
import type { Context } from '../../platform/context.ts';
import { suppressAddress } from '../../people/consent/suppression.actions.ts';
import { findReported, saveBounce, saveDelivered } from './delivery-reports.queries.ts';
import { idsInHeaders } from './message-id.logic.ts';

/** What a report names of a message; one of them is enough. */
export interface ReportedAs {
  id?: string | undefined;
  /** Message-ID as it stood in the mail. */
  messageIdHeader?: string | undefined;
  /** The id that the channel gave it when it took it. */
  providerId?: string | undefined;
  /** The last message to this address. */
  address?: string | undefined;
}

/**
 * A message came back. A hard bounce says that the address is dead, so nobody writes there again.
 * @returns the message, or null when it is not one of ours
 */
export async function markBounced(context: Context, report: ReportedAs & { isHard: boolean; diagnostic: string }): Promise<{ id: string; caseId: string | null } | null> {
  return context.db.transaction().execute(async (tx) => {
    const message = await findReported(tx, keysOf(report));
    if (!message) return null;
    if (message.bouncedAt === null) {
      await saveBounce(tx, message.id, report.diagnostic.slice(0, 500), context.clock.now());
      if (report.isHard && message.address !== null) await suppressAddress(context, tx, { channel: message.channel, address: message.address, reason: 'hard_bounce', detail: report.diagnostic.slice(0, 300) });
      await emit(context, tx, [{ kind: 'message.bounced', data: { messageId: message.id, channel: message.channel, campaignId: message.campaignId, isHard: report.isHard } }]);
    }
    return { id: message.id, caseId: message.caseId };
  });
}

/** The channel says that a message has arrived. @returns null when it is not one of ours */
export async function markDelivered(context: Context, report: ReportedAs): Promise<{ id: string } | null> {
  return context.db.transaction().execute(async (tx) => {
    const message = await findReported(tx, keysOf(report));
    if (!message) return null;
    await saveDelivered(tx, message.id, context.clock.now());
    return { id: message.id };
  });
}

function keysOf({ id, messageIdHeader, providerId, address }: ReportedAs) {
  return { id: id ?? (messageIdHeader === undefined ? null : (idsInHeaders(messageIdHeader)[0] ?? null)), providerId: providerId ?? null, address: address ?? null };
}
