import { Readable } from 'node:stream';
import { z } from 'zod';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { inquiryFileSchema, publicAnswerSchema, publicInquirySchema } from './inquiries.contract.ts';
import { MAX_FILE_BYTES } from './inquiry-files.actions.ts';
import { answerByLink, readFileByLink, readPublicInquiry, uploadByLink } from './public-inquiry.actions.ts';

const tags = ['inquiries'];
const params = z.object({ token: z.string().min(20).max(100) });
/** Per network address, whatever the token: who guesses is slowed, an office of a partner is not. */
const forPartners = { access: 'public', rateLimit: { max: 120, timeWindow: '1 minute' } } as const;

/** The page for whom we ask: no account, only the link. Nothing here says more than what was shared. */
export function registerPublicInquiryRoutes(routes: Routes, context: Context): void {
  routes.get('/api/public/inquiries/:token', { config: forPartners, schema: { tags, summary: 'The question behind a link', params, response: { 200: publicInquirySchema } } }, async (request, reply) => reply.header('cache-control', 'no-store').send(await readPublicInquiry(context, request.params.token)));
  routes.post('/api/public/inquiries/:token/answers', { config: forPartners, schema: { tags, summary: 'An answer', params, body: publicAnswerSchema, response: { 200: publicInquirySchema } } },
    (request) => answerByLink(context, request.params.token, request.body));
  routes.get('/api/public/inquiries/:token/files/:fileId', { config: forPartners, schema: { tags, summary: 'A file of an answer', params: params.extend({ fileId: z.uuid() }), produces: ['application/octet-stream'] } }, async (request, reply) => {
    const { file, content } = await readFileByLink(context, request.params.token, request.params.fileId);
    return reply.header('content-type', 'application/octet-stream').header('cache-control', 'no-store').header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`).send(content);
  });
  // A file is never in memory as a whole: its body stays a stream, in this scope only.
  void routes.register((scope: Routes, _options: object, done: () => void) => {
    scope.addContentTypeParser('application/octet-stream', (_request, payload, ready) => ready(null, payload));
    scope.post('/api/public/inquiries/:token/files', { config: { ...forPartners, rateLimit: { max: 30, timeWindow: '1 minute' } }, bodyLimit: MAX_FILE_BYTES + 1, schema: { tags, summary: 'A file for the answer that is being written (its bytes as the body)', consumes: ['application/octet-stream'], params, querystring: z.object({ name: z.string().min(1).max(300) }), response: { 201: inquiryFileSchema } } }, async (request, reply) => {
      if (!(request.body instanceof Readable)) throw new Problem('request.unsupported_media', 'Send the bytes of the file with content-type application/octet-stream.');
      return reply.status(201).send(await uploadByLink(context, request.params.token, { name: request.query.name, content: request.body }));
    });
    done();
  });
}
