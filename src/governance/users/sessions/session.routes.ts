import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { Routes } from '../../../platform/http/server.ts';
import { beginPasskeySignIn } from '../../second-factor/passkeys.actions.ts';
import { confirmationSchema, passkeyOptionsSchema, passkeyResponseSchema, proofSchema } from '../../second-factor/second-factor.contract.ts';
import { callerOf, clearStepCookie, doorLimit, getOwnSession, readStepCookie, SMALL_BODY_BYTES, tellWhenToRetry, writeStepCookie } from './caller.actions.ts';
import { askAtSecondStep, askForConfirmation, confirm, showSecondFactor } from '../passwords/confirmation.actions.ts';
import { refuseManaging } from '../sign-in/manage-sign-in.actions.ts';
import { signInByPasskey } from '../sign-in/passkey-sign-in.actions.ts';
import { answerSignedIn } from './session-answers.routes.ts';
import { endOtherSessions, endOwnSession, endSessionsOf, listOwnSessions } from './session-list.actions.ts';
import { ownSessionSchema, secondFactorNeededSchema, sessionSchema } from '../users.contract.ts';

/** The ways into a session besides the password, and what somebody can do with open ones. */
export function registerSessionListRoutes(routes: Routes, context: Context): void {
  registerSecondStep(routes, context);
  registerPasskeySignIn(routes, context);
  registerConfirmation(routes, context);
  const idParams = z.object({ id: z.uuid() });

  routes.get('/api/sessions', {
    config: { access: 'signed_in' },
    schema: { tags: ['session'], summary: 'Own open sessions, last used first', response: { 200: z.object({ items: z.array(ownSessionSchema) }) } },
  }, async (request) => ({ items: await listOwnSessions(context, await getOwnSession(context, request)) }));

  routes.delete('/api/sessions/:id', {
    config: { access: 'signed_in' },
    schema: { tags: ['session'], summary: 'End one of the own sessions', params: idParams, response: { 204: z.null() } },
  }, async (request, reply) => {
    await endOwnSession(context, await getOwnSession(context, request), request.params.id);
    return reply.status(204).send(null);
  });

  routes.delete('/api/sessions', {
    config: { access: 'signed_in' },
    schema: { tags: ['session'], summary: 'End all own sessions except this one', response: { 204: z.null() } },
  }, async (request, reply) => {
    await endOtherSessions(context, await getOwnSession(context, request));
    return reply.status(204).send(null);
  });

  routes.delete('/api/users/:id/sessions', {
    config: { access: { can: 'manage', on: 'user' } },
    schema: { tags: ['users'], summary: 'Sign a user out everywhere', params: idParams, response: { 204: z.null() } },
  }, async (request, reply) => {
    await refuseManaging(context, request, request.params.id);
    await endSessionsOf(context, request.params.id);
    return reply.status(204).send(null);
  });
}

function registerSecondStep(routes: Routes, context: Context): void {
  routes.post('/api/session/second-factor', {
    bodyLimit: SMALL_BODY_BYTES,
    config: { access: 'public', ...doorLimit },
    schema: { tags: ['session'], summary: 'Finish a sign-in with a second factor', body: proofSchema, response: { 200: sessionSchema, 202: secondFactorNeededSchema } },
  }, async (request, reply) => {
    const opened = await showSecondFactor(context, readStepCookie(request), request.body, callerOf(request)).catch((error: unknown) => tellWhenToRetry(error, reply));
    void reply.header('set-cookie', clearStepCookie(context));
    return answerSignedIn(context, reply, opened, 200);
  });

  routes.post('/api/session/second-factor/passkey', {
    bodyLimit: SMALL_BODY_BYTES,
    config: { access: 'public', ...doorLimit },
    schema: { tags: ['session'], summary: 'What the browser is asked when a passkey is the second factor', response: { 200: passkeyOptionsSchema } },
  }, async (request) => ({ ...(await askAtSecondStep(context, readStepCookie(request))) }));
}

function registerPasskeySignIn(routes: Routes, context: Context): void {
  routes.post('/api/session/passkey-question', {
    bodyLimit: SMALL_BODY_BYTES,
    config: { access: 'public', ...doorLimit },
    schema: { tags: ['session'], summary: 'What the browser is asked for a sign-in with a passkey', response: { 200: passkeyOptionsSchema } },
  }, async (_request, reply) => {
    const { options, step } = await beginPasskeySignIn(context);
    return reply.header('set-cookie', writeStepCookie(context, step)).send({ ...options });
  });

  routes.post('/api/session/passkey', {
    bodyLimit: SMALL_BODY_BYTES,
    config: { access: 'public', ...doorLimit },
    schema: { tags: ['session'], summary: 'Sign in with a passkey', body: z.strictObject({ passkey: passkeyResponseSchema }), response: { 200: sessionSchema, 202: secondFactorNeededSchema } },
  }, async (request, reply) => {
    const opened = await signInByPasskey(context, readStepCookie(request), request.body.passkey, callerOf(request));
    void reply.header('set-cookie', clearStepCookie(context));
    return answerSignedIn(context, reply, opened, 200);
  });
}

function registerConfirmation(routes: Routes, context: Context): void {
  routes.post('/api/session/confirmation', {
    bodyLimit: SMALL_BODY_BYTES,
    config: { access: 'signed_in', beforeSecondFactor: true },
    schema: { tags: ['session'], summary: 'Prove again to be there, before a sensitive change', body: confirmationSchema, response: { 204: z.null() } },
  }, async (request, reply) => {
    const session = await getOwnSession(context, request);
    await confirm(context, session, request.body, { device: callerOf(request).device, step: readStepCookie(request) }).catch((error: unknown) => tellWhenToRetry(error, reply));
    return reply.status(204).send(null);
  });

  routes.post('/api/session/confirmation/passkey', {
    bodyLimit: SMALL_BODY_BYTES,
    config: { access: 'signed_in', beforeSecondFactor: true },
    schema: { tags: ['session'], summary: 'What the browser is asked for a confirmation with a passkey', response: { 200: passkeyOptionsSchema } },
  }, async (request, reply) => {
    const { options, step } = await askForConfirmation(context, await getOwnSession(context, request));
    return reply.header('set-cookie', writeStepCookie(context, step)).send({ ...options });
  });
}
