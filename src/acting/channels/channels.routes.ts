import { z } from 'zod';
import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { channelListSchema, channelViewSchema, dkimKeySchema, saveChannelSchema, testResultSchema, testSendSchema } from './channel-settings.contract.ts';
import { listChannels, listReadyChannels, makeDkimKey, makePageSecret, refuseInternalServer, saveChannel } from './channel-settings.actions.ts';
import { sendTest } from './channels.actions.ts';
import { channelSchema, type DeliveryReport } from './channels.contract.ts';
import { readDeliveryReport } from './gateway-adapter.actions.ts';
import { registerToDoRoutes } from './to-do.routes.ts';
import type { TellSettled } from './to-do.actions.ts';

const tags = ['channels'];
const managing = { config: { access: { can: 'manage', on: 'settings' } } } as const;
const params = z.object({ channel: channelSchema });
const who = (request: FastifyRequest) => request.actor?.label ?? 'unknown';
const MAX_REPORT_BYTES = 1_000_000;

/** What messages, which come after channels, want to know; the root hands it in. */
export interface ChannelParts {
  tellSettled: TellSettled;
  takeReports(context: Context, reports: readonly DeliveryReport[]): Promise<void>;
}

export function registerChannelsRoutes(routes: Routes, context: Context, parts: ChannelParts): void {
  routes.get('/api/channels', { ...managing, schema: { tags, summary: 'Ways out to customers: how each is set up and what is missing', response: { 200: channelListSchema } } }, async () => ({ items: await listChannels(context) }));
  routes.get('/api/ready-channels', { config: { access: 'signed_in' }, schema: { tags, summary: 'Channels on which something can be sent now', response: { 200: z.object({ items: z.array(channelSchema) }) } } }, async () => ({ items: await listReadyChannels(context) }));
  routes.put('/api/channels/:channel', { ...managing, schema: { tags, summary: 'Set up a channel; secrets are sealed and never shown again', params, body: saveChannelSchema, response: { 200: channelViewSchema } } }, async (request) => {
    await refuseInternalServer(context, request.body.secrets);
    return saveChannel(context, request.params.channel, request.body, who(request));
  });
  routes.post('/api/channels/:channel/test', { ...managing, schema: { tags, summary: 'Send one message right away to see whether it works', params, body: testSendSchema, response: { 200: testResultSchema } } }, async (request) => {
    const outcome = await sendTest(context, request.params.channel, request.body);
    return { kind: outcome.kind, reason: 'reason' in outcome ? outcome.reason : null };
  });
  routes.post('/api/channels/mail/dkim-key', { ...managing, schema: { tags, summary: 'Make a new key to sign mails with; answers what to publish in the DNS', response: { 200: dkimKeySchema } } }, (request) => makeDkimKey(context, who(request)));
  routes.post('/api/channels/notice/secret', { ...managing, schema: { tags, summary: 'A new secret for the company’s page; it is in this answer only', response: { 200: z.object({ secret: z.string() }) } } }, async (request) => ({ secret: await makePageSecret(context, `page_${randomBytes(32).toString('base64url')}`, who(request)) }));

  void routes.register(async (scope) => {
    // The signature is over the bytes as they came.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MAX_REPORT_BYTES }, (_request, body, done) => done(null, body));
    scope.post<{ Params: { id: string } }>('/api/gateways/:id/reports', { config: { access: 'public', rateLimit: { max: 6_000, timeWindow: '1 minute' } }, schema: { tags, summary: 'A signed delivery report of a gateway', params: z.object({ id: z.uuid() }) } }, async (request, reply) => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
      await parts.takeReports(context, await readDeliveryReport(context, request.params.id, { url: context.settings.publicUrl + request.url, headers, rawBody: typeof request.body === 'string' ? request.body : '' }));
      return reply.status(200).send({ success: true });
    });
  });
  registerToDoRoutes(routes, context, parts.tellSettled);
}
