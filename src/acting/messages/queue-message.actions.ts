import { fingerprintId, newId } from '../../kernel/ids.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { MessageToQueue, QueuedMessage, SkipReason } from './messages.contract.ts';
import { findMessageByKey, insertBody, insertMessage } from './queue-message.queries.ts';

/** Name of the job that sends what is due; see messages.jobs.ts. */
export const SEND_JOB = 'messages.deliver';
/** Name of the job that is told when everything due of a campaign is on its way; acting/outreach does it. */
export const CAMPAIGN_DRAINED_JOB = 'outreach.drained';

/**
 * Puts one message into the queue, inside of the caller's transaction: it is sent if that commits, and only once per
 * `sendKey` whatever happens afterwards. Whether it may be sent is decided when it is its turn. When a channel has taken
 * it, it stands in the customer's timeline: callers do not record a contact of their own for it.
 */
export async function queueMessage(context: Context, tx: Db, message: MessageToQueue): Promise<QueuedMessage> {
  const now = context.clock.now();
  const id = newId(now.getTime());
  const { subjectLine, text, html = null, language = '' } = message.body;
  const isTemplate = message.variables !== undefined;
  const known = await findMessageByKey(tx, message.sendKey);
  if (known) return queued(known);
  const words = { language, subjectLine, html, text };
  const bodyId = isTemplate ? await saveWords(tx, words, now) : id;
  if (!isTemplate) await insertBody(tx, { ...words, id, isTemplate, createdAt: now });
  if (!(await insertMessage(tx, message, { id, bodyId, at: now }))) {
    const meanwhile = await findMessageByKey(tx, message.sendKey);
    return meanwhile ? queued(meanwhile) : { id };
  }
  await context.jobs.enqueue(SEND_JOB, {}, message.notBefore ? { after: message.notBefore } : {}, tx);
  return { id };
}

/** Keeps words that many messages say, once; they are filled in when each is sent. @returns their id */
export async function saveWords(tx: Db, words: { language: string; subjectLine: string; html: string | null; text: string }, createdAt: Date): Promise<string> {
  const id = fingerprintId(JSON.stringify([words.language, words.subjectLine, words.html, words.text]));
  await insertBody(tx, { ...words, id, isTemplate: true, createdAt });
  return id;
}

function queued({ id, skippedReason }: { id: string; skippedReason: string | null }): QueuedMessage {
  return skippedReason === null ? { id } : { id, skipped: skippedReason as SkipReason }; // written by us only
}
