import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { Routes } from '../../../platform/http/server.ts';
import { acceptInvitation, invite, issuePasswordLink, listInvitations, readInvitation, revokeInvitation } from './invitations.actions.ts';
import { actorOf } from '../../../platform/http/actor-of.ts';
import { callerOf, doorLimit, SMALL_BODY_BYTES } from '../sessions/caller.actions.ts';
import { preferredLanguage } from '../preferred-language.logic.ts';
import { answerSignedIn } from '../sessions/session-answers.routes.ts';
import { acceptanceSchema, invitationInputSchema, invitationListSchema, issuedInvitationSchema, openInvitationSchema, secondFactorNeededSchema, sessionSchema } from '../users.contract.ts';

const tokenParams = z.object({ token: z.string().min(1).max(100) });
const idParams = z.object({ id: z.uuid() });

export function registerInvitationRoutes(routes: Routes, context: Context): void {
  routes.post('/api/invitations', {
    bodyLimit: SMALL_BODY_BYTES,
    config: { access: { can: 'manage', on: 'user' } },
    schema: { tags: ['users'], summary: 'Invite somebody; the link is in this answer only', body: invitationInputSchema, response: { 201: issuedInvitationSchema } },
  }, async (request, reply) => reply.status(201).send(await invite(context, actorOf(request), request.body)));

  routes.post('/api/users/:id/password-link', {
    config: { access: { can: 'manage', on: 'user' } },
    schema: { tags: ['users'], summary: 'A one-time link with which a user chooses a new password', params: idParams, response: { 201: issuedInvitationSchema } },
  }, async (request, reply) => reply.status(201).send(await issuePasswordLink(context, actorOf(request), request.params.id)));

  routes.get('/api/invitations', {
    config: { access: { can: 'manage', on: 'user' } },
    schema: { tags: ['users'], summary: 'Invitations whose link still works, newest first', response: { 200: invitationListSchema } },
  }, async () => ({ items: await listInvitations(context) }));

  routes.delete('/api/invitations/:id', {
    config: { access: { can: 'manage', on: 'user' } },
    schema: { tags: ['users'], summary: 'Withdraw an invitation', params: idParams, response: { 204: z.null() } },
  }, async ({ params }, reply) => {
    await revokeInvitation(context, params.id);
    return reply.status(204).send(null);
  });

  routes.get('/api/invitations/:token', {
    config: { access: 'public', ...doorLimit },
    schema: { tags: ['users'], summary: 'What an invitation is for', params: tokenParams, response: { 200: openInvitationSchema } },
  }, async ({ params }, reply) => reply.header('cache-control', 'no-store').send(await readInvitation(context, params.token)));

  routes.post('/api/invitations/:token/acceptance', {
    bodyLimit: SMALL_BODY_BYTES,
    config: { access: 'public', ...doorLimit },
    schema: { tags: ['users'], summary: 'Accept an invitation: choose a password and be signed in', params: tokenParams, body: acceptanceSchema, response: { 201: sessionSchema, 202: secondFactorNeededSchema } },
  }, async (request, reply) => {
    const language = preferredLanguage(request.headers['accept-language']);
    const opened = await acceptInvitation(context, request.params.token, request.body, { ...callerOf(request), language });
    return answerSignedIn(context, reply, opened, 201);
  });
}
