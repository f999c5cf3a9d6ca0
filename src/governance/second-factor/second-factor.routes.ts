import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { roleSchema } from '../roles/roles.contract.ts';
import { clearStepCookie, getOwnSession, readStepCookie, SMALL_BODY_BYTES, tellWhenToRetry, writeStepCookie } from '../users/sessions/caller.actions.ts';
import { refuseStale, settleSecondFactor } from '../users/passwords/confirmation.actions.ts';
import { refuseManaging, refuseStaleManager } from '../users/sign-in/manage-sign-in.actions.ts';
import { addPasskey, changeSettings, confirmOwnApp, readSecurity, removeOwnApp, removeOwnPasskey, renewOwnRecoveryCodes, resetUser } from './own-security.actions.ts';
import { beginApp, readRequiredRoles } from './factors.actions.ts';
import { beginRegistration } from './passkeys.actions.ts';
import { appSetupSchema, codeSchema, passkeyNameSchema, passkeyOptionsSchema, passkeyResponseSchema, recoveryCodesSchema, securitySchema } from './second-factor.contract.ts';

/** Whoever decides how others come in could come in as anybody, so a part of the settings is not enough. */
const manageEverything = { can: 'manage', on: 'all' };
const idParams = z.object({ id: z.uuid() });
const settingsSchema = z.strictObject({ secondFactorRoles: z.array(roleSchema).max(200).describe('roles that need a second factor') });

export function registerSecondFactorRoutes(routes: Routes, context: Context): void {
  routes.get('/api/session/security', {
    config: { access: 'signed_in', beforeSecondFactor: true },
    schema: { tags: ['session'], summary: 'How the own sign-in is secured', response: { 200: securitySchema } },
  }, async (request) => readSecurity(context, await getOwnSession(context, request)));

  registerApp(routes, context);
  registerPasskeys(routes, context);

  routes.post('/api/session/security/recovery-codes', {
    config: { access: 'signed_in' },
    schema: { tags: ['session'], summary: 'New recovery codes in place of the old ones; shown only in this answer', response: { 201: recoveryCodesSchema } },
  }, async (request, reply) => {
    const session = await getOwnSession(context, request);
    await refuseStale(context, session);
    return reply.status(201).header('cache-control', 'no-store').send({ recoveryCodes: await renewOwnRecoveryCodes(context, session) });
  });

  routes.delete('/api/users/:id/second-factor', {
    config: { access: { can: 'manage', on: 'user' } },
    schema: { tags: ['users'], summary: 'Remove app, passkeys and recovery codes of somebody who lost them', params: idParams, response: { 204: z.null() } },
  }, async (request, reply) => {
    await refuseManaging(context, request, request.params.id);
    await resetUser(context, request.params.id);
    return reply.status(204).send(null);
  });

  routes.get('/api/sign-in-settings', {
    config: { access: manageEverything },
    schema: { tags: ['sign-in'], summary: 'What is asked of everybody who signs in', response: { 200: settingsSchema } },
  }, async () => ({ secondFactorRoles: await readRequiredRoles(context) }));

  routes.put('/api/sign-in-settings', {
    bodyLimit: SMALL_BODY_BYTES,
    config: { access: manageEverything },
    schema: { tags: ['sign-in'], summary: 'Change what is asked of everybody who signs in', body: settingsSchema, response: { 200: settingsSchema } },
  }, async (request) => {
    await refuseStaleManager(context, request);
    return { secondFactorRoles: await changeSettings(context, request.body.secondFactorRoles) };
  });
}

function registerApp(routes: Routes, context: Context): void {
  routes.post('/api/session/security/app', {
    config: { access: 'signed_in', beforeSecondFactor: true },
    schema: { tags: ['session'], summary: 'Begin to set up an authenticator app', response: { 201: appSetupSchema } },
  }, async (request, reply) => {
    const session = await getOwnSession(context, request);
    await refuseStale(context, session);
    return reply.status(201).header('cache-control', 'no-store').send(await beginApp(context, session.user));
  });

  routes.post('/api/session/security/app/confirmation', {
    bodyLimit: SMALL_BODY_BYTES,
    config: { access: 'signed_in', beforeSecondFactor: true },
    schema: { tags: ['session'], summary: 'Finish setting up an authenticator app with its first code', body: z.strictObject({ code: codeSchema }), response: { 200: recoveryCodesSchema } },
  }, async (request, reply) => {
    const session = await getOwnSession(context, request);
    await refuseStale(context, session);
    const recoveryCodes = await confirmOwnApp(context, session, request.body.code).catch((error: unknown) => tellWhenToRetry(error, reply));
    await settleSecondFactor(context, session);
    return reply.header('cache-control', 'no-store').send({ recoveryCodes });
  });

  routes.delete('/api/session/security/app', {
    config: { access: 'signed_in' },
    schema: { tags: ['session'], summary: 'Remove the authenticator app', response: { 204: z.null() } },
  }, async (request, reply) => {
    const session = await getOwnSession(context, request);
    await refuseStale(context, session);
    await removeOwnApp(context, session);
    return reply.status(204).send(null);
  });
}

function registerPasskeys(routes: Routes, context: Context): void {
  routes.post('/api/session/security/passkey-question', {
    config: { access: 'signed_in', beforeSecondFactor: true },
    schema: { tags: ['session'], summary: 'What the browser is asked to make a passkey', response: { 200: passkeyOptionsSchema } },
  }, async (request, reply) => {
    const session = await getOwnSession(context, request);
    await refuseStale(context, session);
    const { options, step } = await beginRegistration(context, session.user);
    return reply.header('set-cookie', writeStepCookie(context, step)).send({ ...options });
  });

  routes.post('/api/session/security/passkeys', {
    bodyLimit: SMALL_BODY_BYTES,
    config: { access: 'signed_in', beforeSecondFactor: true },
    schema: { tags: ['session'], summary: 'Add a passkey', body: z.strictObject({ name: passkeyNameSchema, response: passkeyResponseSchema }), response: { 201: recoveryCodesSchema } },
  }, async (request, reply) => {
    const session = await getOwnSession(context, request);
    await refuseStale(context, session);
    const recoveryCodes = await addPasskey(context, session, readStepCookie(request), request.body);
    await settleSecondFactor(context, session);
    return reply.status(201).header('set-cookie', clearStepCookie(context)).header('cache-control', 'no-store').send({ recoveryCodes });
  });

  routes.delete('/api/session/security/passkeys/:id', {
    config: { access: 'signed_in' },
    schema: { tags: ['session'], summary: 'Remove a passkey', params: idParams, response: { 204: z.null() } },
  }, async (request, reply) => {
    const session = await getOwnSession(context, request);
    await refuseStale(context, session);
    await removeOwnPasskey(context, session, request.params.id);
    return reply.status(204).send(null);
  });
}
