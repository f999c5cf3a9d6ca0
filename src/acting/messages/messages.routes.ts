import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { shownTo } from '../../people/customers/masked-customers.actions.ts';
import { readMessage, resendMessage } from './message-states.actions.ts';
import { readMessageSettings, saveMessageSettings } from './message-settings.actions.ts';
import { messageSettingsSchema, type MessageState, messageStateOfSchema } from './messages.contract.ts';
import { noteOpened } from './open-pixel.actions.ts';

const tags = ['messages'];
const params = z.object({ id: z.uuid() });
/** 1 × 1 transparent. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

export function registerMessagesRoutes(routes: Routes, context: Context): void {
  routes.get('/api/messages/:id', { config: { access: { can: 'read', on: 'customer' }, looks: 'customer' }, schema: { tags, summary: 'Where a message stands', params, response: { 200: messageStateOfSchema } } },
    async (request) => shownTo(context, request.actor, await readMessage(context, request.params.id), withoutReason));

  routes.post('/api/messages/:id/resend', { config: { access: { can: 'update', on: 'customer' } }, schema: { tags, summary: 'Send a message again that is unclear or was refused; somebody has made sure that it did not arrive', params, response: { 200: messageStateOfSchema } } },
    async (request) => shownTo(context, request.actor, await resendMessage(context, request.params.id), withoutReason));

  routes.get('/api/message-settings', { config: { access: { can: 'manage', on: 'settings' } }, schema: { tags, summary: 'Quiet hours, how often customers are written to, and whether opening is noticed', response: { 200: messageSettingsSchema } } },
    async () => readMessageSettings(context));

  routes.put('/api/message-settings', { config: { access: { can: 'manage', on: 'settings' } }, schema: { tags, summary: 'Change them', body: messageSettingsSchema, response: { 200: messageSettingsSchema } } },
    async (request) => saveMessageSettings(context, request.body));

  // Answers the same whatever is asked: nobody learns from it which messages there are.
  routes.get('/o/:id/:mark', { config: { access: 'public' }, schema: { tags, summary: 'The picture in mails to customers who allow us to see that they were opened', params: z.object({ id: z.string().max(40), mark: z.string().max(60) }), response: { 200: z.instanceof(Buffer) } } }, async (request, reply) => {
    await noteOpened(context, request.params.id, request.params.mark.replace(/\.gif$/, ''));
    return reply.header('content-type', 'image/gif').header('cache-control', 'no-store').send(PIXEL);
  });
}

/** What a mail server says names addresses. */
const withoutReason = (state: MessageState): MessageState => ({ ...state, reason: null });
