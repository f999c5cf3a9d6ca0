import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { Routes } from '../../../platform/http/server.ts';
import { actorOf } from '../../../platform/http/actor-of.ts';
import { callerOf, doorLimit, getOwnSession, SMALL_BODY_BYTES, tellWhenToRetry } from '../sessions/caller.actions.ts';
import { refuseStale } from '../passwords/confirmation.actions.ts';
import { beginEmailChange, finishEmailChange, readEmailChange } from './email-change.actions.ts';
import { refuseManaging } from '../sign-in/manage-sign-in.actions.ts';
import { askForPasswordLink } from '../passwords/password-link.actions.ts';
import { emailChangeSchema, emailLinkSchema } from '../users.contract.ts';

const tokenParams = z.object({ token: z.string().min(1).max(100) });

/** Whatever needs a mail, or the proof that somebody can read one. */
export function registerEmailRoutes(routes: Routes, context: Context): void {
  routes.post('/api/password-links', {
    bodyLimit: SMALL_BODY_BYTES,
    config: { access: 'public', ...doorLimit },
    schema: { tags: ['session'], summary: 'Ask for a link to choose a new password; the answer is the same whether there is an account', body: emailChangeSchema, response: { 202: z.null() } },
  }, async (request, reply) => {
    await askForPasswordLink(context, request.body.email, callerOf(request).address).catch((error: unknown) => tellWhenToRetry(error, reply));
    return reply.status(202).send(null);
  });

  routes.post('/api/session/email', {
    bodyLimit: SMALL_BODY_BYTES,
    config: { access: 'signed_in' },
    schema: { tags: ['session'], summary: 'Begin to change the own e-mail address; it changes when the new one is confirmed', body: emailChangeSchema, response: { 202: emailLinkSchema } },
  }, async (request, reply) => {
    const session = await getOwnSession(context, request);
    await refuseStale(context, session);
    const mayManageUsers = actorOf(request).can('manage', 'user');
    return reply.status(202).header('cache-control', 'no-store').send(await beginEmailChange(context, session.user.id, request.body.email, { mayManageUsers }));
  });

  routes.post('/api/users/:id/email', {
    bodyLimit: SMALL_BODY_BYTES,
    config: { access: { can: 'manage', on: 'user' } },
    schema: { tags: ['users'], summary: 'Begin to change somebody’s e-mail address', params: z.object({ id: z.uuid() }), body: emailChangeSchema, response: { 202: emailLinkSchema } },
  }, async (request, reply) => {
    await refuseManaging(context, request, request.params.id);
    return reply.status(202).header('cache-control', 'no-store').send(await beginEmailChange(context, request.params.id, request.body.email, { mayManageUsers: true }));
  });

  routes.get('/api/email-changes/:token', {
    config: { access: 'public', ...doorLimit },
    schema: { tags: ['session'], summary: 'Which address a link confirms', params: tokenParams, response: { 200: z.object({ email: z.string() }) } },
  }, async ({ params }, reply) => reply.header('cache-control', 'no-store').send(await readEmailChange(context, params.token)));

  routes.post('/api/email-changes/:token/confirmation', {
    bodyLimit: SMALL_BODY_BYTES,
    config: { access: 'public', ...doorLimit },
    schema: { tags: ['session'], summary: 'Confirm a new e-mail address', params: tokenParams, response: { 204: z.null() } },
  }, async ({ params }, reply) => {
    await finishEmailChange(context, params.token);
    return reply.status(204).send(null);
  });
}
