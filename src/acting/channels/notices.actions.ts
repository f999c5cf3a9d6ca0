import { createHmac, timingSafeEqual } from 'node:crypto';
import { Problem } from '../../kernel/problem.ts';
import { identifierId, normalIdentifier } from '../../people/identity/identity.actions.ts';
import type { Context } from '../../platform/context.ts';
import { openChannel } from './channel-settings.actions.ts';
import type { NoticeCall } from './to-do.contract.ts';
import type { TellSettled } from './to-do.actions.ts';
import { acknowledgeNotice, showNotices } from './to-do.queries.ts';

const VALID_SECONDS = 900;

/** What the company's page shows to a customer who is signed in there. @throws channel.report_refused */
export async function readNotices(context: Context, call: NoticeCall, tell: TellSettled) {
  const identifier = await identifierOf(context, call);
  const now = context.clock.now();
  return context.db.transaction().execute(async (tx) => {
    const notices = identifier === null ? [] : await showNotices(tx, identifier, now);
    await tell(context, tx, notices.flatMap(({ messageId, isFirst }) => (isFirst && messageId !== null ? [{ messageId, state: 'opened' as const }] : [])));
    return { items: notices.map(({ id, title, bodyText, bodyHtml, language, queuedAt }) => ({ id, title, text: bodyText, html: bodyHtml, language, at: queuedAt.toISOString() })) };
  });
}

/** The customer has read it: it is not shown again. @throws channel.report_refused, notice.not_found */
export async function confirmNotice(context: Context, id: string, call: NoticeCall): Promise<void> {
  const identifier = await identifierOf(context, call);
  if (identifier === null || !(await acknowledgeNotice(context.db, identifier, id, context.clock.now()))) throw new Problem('notice.not_found', 'This customer has no such notice.');
}

/** Only the company's own server knows the secret, and it says for whom: nobody reads a stranger's notices by guessing. */
async function identifierOf(context: Context, { kind, value, at, signature }: NoticeCall): Promise<string | null> {
  const { secrets, isOn } = await openChannel(context, 'notice');
  const expected = createHmac('sha256', secrets.pageSecret ?? '').update(`${at}.${kind}.${value}`).digest();
  const isGenuine = isOn && secrets.pageSecret !== undefined && timingSafeEqual(expected, Buffer.from(signature, 'hex')) && Math.abs(context.clock.now().getTime() / 1000 - at) <= VALID_SECONDS;
  if (!isGenuine) throw new Problem('channel.report_refused', 'The signature of this call is missing, wrong or too old.');
  const normal = normalIdentifier(context, kind, value);
  return 'identifier' in normal ? identifierId(context, normal.identifier) : null;
}
