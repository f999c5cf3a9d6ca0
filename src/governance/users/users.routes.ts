import { z } from 'zod';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import { callerOf, doorLimit, SMALL_BODY_BYTES, tellWhenToRetry } from './sessions/caller.actions.ts';
import { sessionCookie } from './sign-in/cookies.logic.ts';
import { registerEmailRoutes } from './accounts/email.routes.ts';
import { registerInvitationRoutes } from './accounts/invitations.routes.ts';
import { registerSessionListRoutes } from './sessions/session.routes.ts';
import { answerSignedIn, presentKey, presentSession } from './sessions/session-answers.routes.ts';
import { readSetup } from './passwords/setup.actions.ts';
import { changeProfile, readSession, signIn, signOut } from './sign-in/sign-in.actions.ts';
import { profileChangeSchema, secondFactorNeededSchema, sessionSchema, setupSchema, signInSchema, userChangeSchema, userListSchema, userSchema } from './users.contract.ts';
import { changeUser, listUserPage, removeUser } from './users.actions.ts';

export function registerUsersRoutes(routes: Routes, context: Context): void {
  registerSessionRoutes(routes, context);
  registerSessionListRoutes(routes, context);
  registerEmailRoutes(routes, context);
  registerInvitationRoutes(routes, context);

  routes.get('/api/setup', {
    config: { access: 'public' },
    schema: { tags: ['setup'], summary: 'Whether this installation has an administrator and demo data', response: { 200: setupSchema } },
  }, () => readSetup(context));

  routes.get('/api/users', {
    config: { access: { can: 'manage', on: 'user' } },
    schema: {
      tags: ['users'], summary: 'Members of staff who can sign in, by e-mail address',
      querystring: z.object({ limit: z.coerce.number().int().min(1).max(200).default(100), cursor: z.string().max(1_000).optional() }),
      response: { 200: userListSchema },
    },
  }, ({ query }) => listUserPage(context, query.limit, query.cursor));

  routes.patch('/api/users/:id', {
    bodyLimit: SMALL_BODY_BYTES,
    config: { access: { can: 'manage', on: 'user' } },
    schema: { tags: ['users'], summary: 'Change name, role or departments', params: z.object({ id: z.uuid() }), body: userChangeSchema, response: { 200: userSchema } },
  }, (request) => changeUser(context, actorOf(request), request.params.id, request.body));

  routes.delete('/api/users/:id', {
    config: { access: { can: 'manage', on: 'user' } },
    schema: { tags: ['users'], summary: 'Remove a user and end all sessions', params: z.object({ id: z.uuid() }), response: { 204: z.null() } },
  }, async (request, reply) => {
    await removeUser(context, actorOf(request), request.params.id);
    return reply.status(204).send(null);
  });
}

function registerSessionRoutes(routes: Routes, context: Context): void {
  routes.post('/api/session', {
    bodyLimit: SMALL_BODY_BYTES,
    config: { access: 'public', ...doorLimit },
    schema: { tags: ['session'], summary: 'Sign in with e-mail address and password', body: signInSchema, response: { 200: sessionSchema, 202: secondFactorNeededSchema } },
  }, async (request, reply) => {
    const opened = await signIn(context, request.body, callerOf(request)).catch((error: unknown) => tellWhenToRetry(error, reply));
    return answerSignedIn(context, reply, opened, 200);
  });

  routes.get('/api/session', {
    config: { access: 'signed_in', beforeSecondFactor: true },
    schema: { tags: ['session'], summary: 'Who is signed in and what they may do', response: { 200: sessionSchema } },
  }, async (request, reply) => {
    const actor = actorOf(request);
    if (actor.kind === 'key') return presentKey(context, actor);
    const { user, setCookies } = await readSession(context, actor.id, sessionCookie(request.headers.cookie) ?? '');
    return reply.header('cache-control', 'no-store').header('set-cookie', setCookies).send(await presentSession(context, user, actor));
  });

  routes.delete('/api/session', {
    config: { access: 'signed_in', beforeSecondFactor: true },
    schema: { tags: ['session'], summary: 'Sign out', response: { 204: z.null() } },
  }, async (request, reply) => {
    const cookies = await signOut(context, sessionCookie(request.headers.cookie) ?? '');
    return reply.status(204).header('set-cookie', cookies).send(null);
  });

  routes.patch('/api/session/profile', {
    bodyLimit: SMALL_BODY_BYTES,
    config: { access: 'signed_in' },
    schema: { tags: ['session'], summary: 'Change own name, language or password', body: profileChangeSchema, response: { 200: sessionSchema } },
  }, async (request, reply) => {
    const actor = actorOf(request);
    if (actor.kind === 'key') throw new Problem('permission.denied', 'A key has no profile.');
    const changed = await changeProfile(context, actor.id, request.body, { ...callerOf(request), cookie: sessionCookie(request.headers.cookie) ?? '' }).catch((error: unknown) => tellWhenToRetry(error, reply));
    return reply.header('set-cookie', changed.setCookies).send(await presentSession(context, changed.user, actor));
  });
}
