import { Readable } from 'node:stream';
import { z } from 'zod';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import type { Routes } from '../../../platform/http/server.ts';
import { actorOf } from '../../../platform/http/actor-of.ts';
import { MAX_ATTACHMENT_BYTES, openAttachment, uploadAttachment } from './attachments.actions.ts';
import { dispositionOf } from './attachments.logic.ts';
import { attachmentSchema } from '../cases.contract.ts';
import { readRemotePicture } from './remote-pictures.actions.ts';

const tags = ['cases'];

/** Files of cases: up for the next answer, and down as what they are named, never as something that runs. */
export function registerAttachmentRoutes(routes: Routes, context: Context): void {
  void routes.register((scope: Routes, _options: object, done: () => void) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, ready) => ready(null, payload));
    scope.post('/api/cases/:id/attachments', { config: { access: { can: 'update', on: 'case' } }, bodyLimit: MAX_ATTACHMENT_BYTES + 1, schema: { tags, summary: 'Upload a file (its bytes as the body) for the next answer or note', params: z.object({ id: z.uuid() }), querystring: z.object({ name: z.string().min(1).max(500) }), response: { 201: attachmentSchema } } }, async (request, reply) => {
      if (!(request.body instanceof Readable)) throw new Problem('request.unsupported_media', 'Send the bytes of the file as the body, with its content type.');
      return reply.status(201).send(await uploadAttachment(context, actorOf(request), request.params.id, { name: request.query.name, mediaType: (request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '', content: request.body }));
    });
    done();
  });
  routes.get('/api/cases/:id/attachments/:fileId', { config: { access: { can: 'read', on: 'case' }, looks: 'case' }, schema: { tags, summary: 'A file of a case', params: z.object({ id: z.uuid(), fileId: z.uuid() }) } }, async (request, reply) => {
    const { name, mediaType, bytes, content, isInline } = await openAttachment(context, actorOf(request), request.params.id, request.params.fileId);
    request.lookedAt = [];
    return reply.header('content-type', mediaType).header('content-length', bytes).header('content-disposition', dispositionOf(name, isInline)).header('cache-control', 'private, max-age=3600').header('content-security-policy', "default-src 'none'; sandbox").send(content);
  });
  routes.get('/api/cases/:id/entries/:entryId/picture', { config: { access: { can: 'read', on: 'case' }, looks: 'case' }, schema: { tags, summary: 'A picture that a mail takes from elsewhere, fetched by the server', params: z.object({ id: z.uuid(), entryId: z.uuid() }), querystring: z.object({ src: z.url({ protocol: /^https?$/ }).max(2_000) }) } }, async (request, reply) => {
    const { mediaType, content } = await readRemotePicture(context, actorOf(request), request.params.id, { entryId: request.params.entryId, src: request.query.src });
    request.lookedAt = [];
    return reply.header('content-type', mediaType).header('content-disposition', 'inline').header('cache-control', 'private, max-age=3600').header('content-security-policy', "default-src 'none'; sandbox").send(content);
  });
}
