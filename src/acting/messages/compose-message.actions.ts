import { buffer } from 'node:stream/consumers';
import { unsubscribeHeaders, unsubscribeUrlOf } from '../../people/consent/unsubscribe.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Outgoing } from '../channels/channels.contract.ts';
import { listBodies } from './bodies.queries.ts';
import type { Claimed } from './claim.queries.ts';
import { compileBody, valuesFor, type Words } from './compose.logic.ts';
import { messageIdOf } from './message-id.logic.ts';
import { openPixelUrl } from './open-pixel.logic.ts';
import type { Outlet } from './outlets.contract.ts';

export interface Composed {
  outgoing: Outgoing;
}

type Compile = (bodyId: string) => { language: string; write: (values: Readonly<Record<string, unknown>>) => Words };

const MOST_KEPT = 50;
/** Bodies of outreaches that were read already; their words never change. */
const kept = new Map<string, ReturnType<Compile>>();

/** Reads the words of a batch. */
export async function compileFor({ db }: Context, messages: readonly Claimed[]): Promise<Compile> {
  const ids = [...new Set(messages.map(({ bodyId }) => bodyId))];
  const bodies = new Map(ids.flatMap((id) => (kept.has(id) ? [[id, kept.get(id)] as const] : [])));
  for (const body of await listBodies(db, ids.filter((id) => !bodies.has(id)))) {
    const compiled = { language: body.language, write: compileBody(body) };
    bodies.set(body.id, compiled);
    if (!body.isTemplate) continue;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(body.id, compiled);
  }
  return (bodyId) => {
    const body = bodies.get(bodyId);
    if (!body) throw new Error(`The words ${bodyId} are gone.`);
    return body;
  };
}

/** The message as the channel takes it: words filled in, headers of its own, attachments read. */
export async function composeMessage(context: Context, outlet: Outlet, message: Claimed, compile: Compile): Promise<Composed> {
  const body = compile(message.bodyId);
  const words = body.write(valuesFor({ name: message.customerName, traits: message.traits }, outlet.company, message.variables));
  const unsubscribeUrl = message.isAnswer || message.subject === null || message.kind === 'opt_in' ? null : unsubscribeUrlOf(context, { subject: message.subject, purpose: message.purpose, channel: outlet.channel, address: message.address });
  const pixel = outlet.channel === 'mail' && message.allowsOpenPixel && words.html !== null ? `<img src="${openPixelUrl(context, message.id)}" width="1" height="1" alt="">` : '';
  return {
    outgoing: {
      id: message.id,
      to: message.address,
      toName: message.customerName ?? '',
      subject: message.subject,
      ...words,
      html: words.html === null ? null : words.html + pixel,
      headers: outlet.channel === 'mail' ? { ...message.headers, 'Message-ID': messageIdOf(message.id, outlet.from), ...(unsubscribeUrl === null ? {} : unsubscribeHeaders(unsubscribeUrl)) } : message.headers,
      attachments: await Promise.all(message.attachments.map(async ({ area, fileId, name, type }) => ({ name, type, content: await buffer(context.files.read(area, fileId)) }))),
      language: body.language || message.language || 'de',
      unsubscribeUrl,
    },
  };
}
