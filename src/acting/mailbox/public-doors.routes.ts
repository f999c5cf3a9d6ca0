import { z } from 'zod';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { receiveCall } from './calls/calls.actions.ts';
import { receiveGatewayMessages } from './gateway-messages.actions.ts';
import { MAX_FORM_FILE_BYTES, MAX_FORM_FILES, publicFormSchema, submissionSchema, submittedSchema } from './mailbox.contract.ts';
import { isFormOrigin, readPublicForm, submitForm } from './forms/submit-form.actions.ts';

const tags = ['mailboxes'];
const codeParams = z.object({ code: z.string().max(60) });
const idParams = z.object({ id: z.uuid() });
const MAX_SIGNED_BYTES = 200_000;
const FORM_BYTES = MAX_FORM_FILES * Math.ceil(MAX_FORM_FILE_BYTES / 3) * 4 + 200_000;
const forReaders = { access: 'public', rateLimit: { max: 120, timeWindow: '1 minute' } } as const;
/** Nobody writes to a company more often; a family behind one address does not reach it either. */
const forWriters = { access: 'public', rateLimit: { max: 10, timeWindow: '1 minute' } } as const;
/** Whoever has no right signature is no program of ours. */
const forPrograms = { access: 'public', rateLimit: { max: 6_000, timeWindow: '1 minute' } } as const;

/** Doors without a session: a form, a telephone system, a gateway. */
export function registerPublicDoors(routes: Routes, context: Context): void {
  routes.get('/api/public/forms/:code', { config: forReaders, schema: { tags, summary: 'Texts and fields of a form for the customer’s page', params: codeParams, response: { 200: publicFormSchema } } }, async (request, reply) => {
    await allowOrigin(context, request, reply);
    return readPublicForm(context, request.params.code);
  });
  routes.options('/api/public/forms/:code', { config: forReaders, schema: { hide: true, params: codeParams } }, async (request, reply) => {
    await allowOrigin(context, request, reply);
    return reply.status(204).send(null);
  });
  routes.post('/api/public/forms/:code', { config: forWriters, bodyLimit: FORM_BYTES, schema: { tags, summary: 'A customer’s message by form', params: codeParams, body: submissionSchema, response: { 201: submittedSchema } } }, async (request, reply) => {
    await allowOrigin(context, request, reply);
    return reply.status(201).send(await submitForm(context, request.params.code, request.body, originOf(request)));
  });

  void routes.register(async (scope) => {
    // The signature is over the bytes as they came.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_SIGNED_BYTES }, (_request, body, done) => done(null, body));
    scope.post<{ Params: { id: string } }>('/api/calls/:id', { config: forPrograms, schema: { tags, summary: 'A signed call of a telephone system: somebody rings', params: idParams } }, async (request, reply) => {
      const { isRepeated, isKnown } = await receiveCall(context, request.params.id, { headers: request.headers, body: bodyOf(request) });
      return reply.status(200).send({ success: true, repeated: isRepeated, known: isKnown });
    });
    scope.post<{ Params: { id: string } }>('/api/gateways/:id/inbound', { config: forPrograms, schema: { tags, summary: 'A signed message of a gateway: what a customer wrote', params: idParams } }, async (request, reply) => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
      const messages = await receiveGatewayMessages(context, request.params.id, { url: context.settings.publicUrl + request.url, headers, rawBody: bodyOf(request).toString('utf8') });
      return reply.status(200).send({ success: true, messages });
    });
  });
}

const bodyOf = ({ body }: FastifyRequest): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

/** The page that sends, where it is another than ours: we are ours under every address that somebody reaches us by. */
function originOf({ headers }: FastifyRequest): string | null {
  if (typeof headers.origin !== 'string') return null;
  const origin = headers.origin.slice(0, 300);
  return URL.canParse(origin) && headers.host !== undefined && new URL(origin).host === headers.host ? null : origin;
}

/** Pages that the form names may ask by script; without cookies. */
async function allowOrigin(context: Context, request: FastifyRequest<{ Params: z.infer<typeof codeParams> }>, reply: FastifyReply): Promise<void> {
  const origin = originOf(request);
  void reply.header('vary', 'origin');
  if (origin === null || !(await isFormOrigin(context, request.params.code, origin))) return;
  void reply.headers({ 'access-control-allow-origin': origin, 'access-control-allow-methods': 'GET, POST', 'access-control-allow-headers': 'content-type', 'access-control-max-age': '600', 'cross-origin-resource-policy': 'cross-origin' });
}
