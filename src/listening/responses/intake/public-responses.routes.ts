import { Readable } from 'node:stream';
import { z } from 'zod';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import type { Routes } from '../../../platform/http/server.ts';
import { keepClaim } from '../../placements/sites.actions.ts';
import { codeInAddress } from '../../surveys/surveys.contract.ts';
import { readPublicSurvey, saveResponse } from './public-survey.actions.ts';
import { takeFile } from '../files/response-files.actions.ts';
import { FILE_NAME_HEADER, publicSurveyQuerySchema, publicSurveySchema, responseParamsSchema, savedResponseSchema, saveResponseSchema, uploadedFileSchema, uploadQuerySchema } from '../responses.contract.ts';

const codeParams = z.object({ code: codeInAddress });
const SAVE_BYTES = 256_000;
/** The most that any question takes; each has its own limit below. */
const FILE_BYTES = 10_000_001;

/** A kiosk, a shop or a whole office may answer from one address, page by page: generous, but no flood. Per survey and address. */
const perAddress = (max: number) => ({
  access: 'public',
  rateLimit: { max, timeWindow: '1 minute', keyGenerator: (request: { ip: string; params: unknown }) => `${request.ip} ${codeParams.safeParse(request.params).data?.code ?? ''}` },
}) as const;
const READS_PER_MINUTE = 600;
const SAVES_PER_MINUTE = 1_200;
const FILES_PER_MINUTE = 60;

/** What the pages of customers talk to, wherever they are shown: every origin may, and no cookies are used. */
export function registerPublicResponseRoutes(routes: Routes, context: Context): void {
  void routes.register((scope: Routes, _options: object, done: () => void) => {
    scope.addHook('onRequest', async (_request, reply) => {
      void reply.headers({ 'access-control-allow-origin': '*', 'access-control-allow-headers': `content-type, ${FILE_NAME_HEADER}`, 'access-control-allow-methods': 'GET, PUT, POST', 'access-control-max-age': '86400', 'cross-origin-resource-policy': 'cross-origin' });
    });
    for (const url of ['/api/public/surveys/:code', '/api/public/surveys/:code/responses/:id', '/api/public/surveys/:code/responses/:id/files']) {
      scope.options(url, { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) => reply.status(204).send());
    }
    scope.get('/api/public/surveys/:code', { config: perAddress(READS_PER_MINUTE), schema: { summary: 'What a customer’s page asks, or why it does not', params: codeParams, querystring: publicSurveyQuerySchema, response: { 200: publicSurveySchema } } }, (request) =>
      readPublicSurvey(context, request.params.code, request.query));
    scope.put('/api/public/surveys/:code/responses/:id', { config: perAddress(SAVES_PER_MINUTE), bodyLimit: SAVE_BYTES, schema: { summary: 'A customer’s answers so far, or for good; sending them again changes nothing', params: responseParamsSchema, body: saveResponseSchema, response: { 200: savedResponseSchema, 201: savedResponseSchema } } }, async (request, reply) => {
      const saved = await saveResponse(context, request.params.code, request.params.id, await keepClaim(context, request.body, request.headers.origin));
      return reply.status(saved.repeated || saved.state === 'closed' ? 200 : 201).send(saved);
    });
    void scope.register(registerUpload(context));
    done();
  });
}

/** Whatever the sender says it is: a file stays a stream of bytes, and is judged by them. */
const registerUpload = (context: Context) => (scope: Routes, _options: object, done: () => void) => {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, payload, ready) => ready(null, payload));
  scope.post('/api/public/surveys/:code/responses/:id/files', { config: perAddress(FILES_PER_MINUTE), bodyLimit: FILE_BYTES, schema: { summary: 'A file for a question (its bytes as the body, its name in x-file-name, percent-encoded)', consumes: ['application/octet-stream'], params: responseParamsSchema, querystring: uploadQuerySchema, response: { 201: uploadedFileSchema } } }, async (request, reply) => {
    if (!(request.body instanceof Readable)) throw new Problem('request.unsupported_media', 'Send the bytes of the file as the body, with its content type.');
    const name = request.headers[FILE_NAME_HEADER];
    return reply.status(201).send(await takeFile(context, { ...request.params, question: request.query.question, name: typeof name === 'string' ? name : undefined, announcedBytes: Number(request.headers['content-length'] ?? 0) || 0, body: request.body }));
  });
  done();
};
