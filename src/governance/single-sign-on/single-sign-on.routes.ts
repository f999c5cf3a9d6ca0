import { z } from 'zod';
import { Problem } from '../../kernel/problem.ts';
import { canMail } from '../../platform/mail/mail-queue.ts';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { callerOf, doorLimit, SMALL_BODY_BYTES } from '../users/sessions/caller.actions.ts';
import { readCookie, writeCookie } from '../users/sign-in/cookies.logic.ts';
import { preferredLanguage } from '../users/preferred-language.logic.ts';
import { refuseManaging, refuseStaleManager } from '../users/sign-in/manage-sign-in.actions.ts';
import { noteSecurity } from '../users/sign-in/sign-in-notes.actions.ts';
import { unlinkProvider } from '../users/accounts/linked-accounts.actions.ts';
import { comeBack, setOut } from './come-in.actions.ts';
import { discoverProvider } from './provider.actions.ts';
import { changeSingleSignOn, readSingleSignOn, redirectAddressOf, removeSingleSignOn, findProvider } from './settings.actions.ts';
import { signInWaysSchema, singleSignOnAnswerSchema, singleSignOnInputSchema, singleSignOnSchema } from './single-sign-on.contract.ts';

const COOKIE = 'momente.sso';
const COOKIE_PATH = '/api/single-sign-on';
const COOKIE_SECONDS = 600;
/** Whoever names the provider can have it vouch for anybody, so a part of the settings is not enough. */
const manageEverything = { can: 'manage', on: 'all' };

export function registerSingleSignOnRoutes(routes: Routes, context: Context): void {
  registerJourney(routes, context);

  routes.get('/api/sign-in-ways', {
    config: { access: 'public' },
    schema: { tags: ['session'], summary: 'Which ways in there are', response: { 200: signInWaysSchema } },
  }, async () => {
    const settings = await readSingleSignOn(context);
    return { singleSignOn: settings && { label: settings.label }, passwordsForAdministratorsOnly: settings?.onlySince != null, passwordLinksByMail: canMail(context) };
  });

  routes.get('/api/single-sign-on', {
    config: { access: manageEverything },
    schema: { tags: ['sign-in'], summary: 'The company’s own provider, without its secret', response: { 200: singleSignOnAnswerSchema } },
  }, async () => ({ singleSignOn: await readSingleSignOn(context), redirectAddress: redirectAddressOf(context) }));

  routes.put('/api/single-sign-on', {
    bodyLimit: SMALL_BODY_BYTES * 4,
    config: { access: manageEverything },
    schema: { tags: ['sign-in'], summary: 'Set up or change single sign-on; the provider must answer', body: singleSignOnInputSchema, response: { 200: singleSignOnSchema } },
  }, async (request) => {
    await refuseStaleManager(context, request);
    const kept = await findProvider(context);
    const { issuer, clientId, clientSecret = kept?.clientSecret ?? '' } = request.body;
    if (clientSecret !== '') await discoverProvider(context, { issuer, clientId, clientSecret, changedAt: context.clock.now() });
    const changed = await changeSingleSignOn(context, request.body);
    await noteSecurity(context, 'single_sign_on.changed', null, { issuer, isOnlyWay: request.body.isOnlyWay });
    return changed;
  });

  routes.delete('/api/single-sign-on', {
    config: { access: manageEverything },
    schema: { tags: ['sign-in'], summary: 'Remove single sign-on; everybody signs in with password or passkey again', response: { 204: z.null() } },
  }, async (request, reply) => {
    await refuseStaleManager(context, request);
    await removeSingleSignOn(context);
    await noteSecurity(context, 'single_sign_on.removed', null);
    return reply.status(204).send(null);
  });

  routes.delete('/api/users/:id/single-sign-on', {
    config: { access: { can: 'manage', on: 'user' } },
    schema: { tags: ['users'], summary: 'Cut the link between a user and the account at the provider', params: z.object({ id: z.uuid() }), response: { 204: z.null() } },
  }, async (request, reply) => {
    await refuseManaging(context, request, request.params.id);
    await unlinkProvider(context, request.params.id);
    await noteSecurity(context, 'single_sign_on.unlinked', request.params.id);
    return reply.status(204).send(null);
  });
}

/** The way to the provider and back: pages of the browser, not calls of ours, so failures lead to the sign-in page. */
function registerJourney(routes: Routes, context: Context): void {
  const isSecure = context.settings.publicUrl.startsWith('https:');

  routes.get('/api/single-sign-on/start', {
    config: { access: 'public', ...doorLimit },
    schema: { tags: ['session'], summary: 'Go to the company’s provider', querystring: z.object({ return: z.string().max(500).optional() }), response: { 302: z.null() } },
  }, async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    const way = await setOut(context, request.query.return).catch((error: unknown) => {
      if (error instanceof Problem && error.code !== 'request.rate_limited') return null;
      throw error;
    });
    if (!way) return reply.redirect('/sign-in?sso=failed');
    return reply.header('set-cookie', writeCookie(COOKIE, way.browser, { maxAgeS: COOKIE_SECONDS, path: COOKIE_PATH, isSecure })).redirect(way.address);
  });

  routes.get('/api/single-sign-on/callback', {
    config: { access: 'public', ...doorLimit },
    schema: { tags: ['session'], summary: 'Come back from the company’s provider', querystring: z.record(z.string().max(100), z.string().max(4_000)), response: { 302: z.null() } },
  }, async (request, reply) => {
    void reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    const language = preferredLanguage(request.headers['accept-language']);
    const back = await comeBack(context, request.query, readCookie(request.headers.cookie, COOKIE), { ...callerOf(request), language });
    const clear = writeCookie(COOKIE, '', { maxAgeS: 0, path: COOKIE_PATH, isSecure });
    if (back.kind === 'out') return reply.header('set-cookie', clear).redirect(`/sign-in?sso=${back.why}`);
    return reply.header('set-cookie', [...back.setCookies, clear]).redirect(back.wayBack);
  });
}
