import type { Readable } from 'node:stream';
import { z } from 'zod';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import { actorOf } from '../../../platform/http/actor-of.ts';
import type { Routes } from '../../../platform/http/server.ts';
import { pollNow } from './poll-sources.actions.ts';
import { presets } from '../reading/presets.logic.ts';
import { previewSource } from './preview-source.actions.ts';
import { receiveVoices } from '../receive-voices.actions.ts';
import { getFile, listPageOfFiles, MAX_FILE_BYTES, previewVoices, startVoices, uploadVoices } from '../files/voice-files.actions.ts';
import { previewUndo, startUndo } from '../files/undo-voice-file.actions.ts';
import { addSource, changeSource, dropSource, getSource, listPageOfSources } from './voice-sources.actions.ts';
import { fileStartSchema, issuedSourceSchema, presetListSchema, previewInputSchema, previewSchema, sourceChangeSchema, sourceInputSchema, sourceListQuerySchema, sourceListSchema, sourceSchema, uploadedVoicesSchema, voiceFileListSchema, voiceFileSchema, voiceFileUndoSchema } from './voice-sources.contract.ts';

const tags = ['voices'];
const manage = { access: { can: 'manage', on: 'voice' } } as const;
const one = z.object({ id: z.uuid() });
const MAX_MESSAGE_BYTES = 5_000_000;
/** Whoever has no right signature is no source of ours: enough for any program, little for somebody who guesses. */
const perSender = { rateLimit: { max: 600, timeWindow: '1 minute' } };
const fileTypes = ['text/csv', 'text/plain', 'text/tab-separated-values', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/vnd.ms-excel', 'application/octet-stream'];

/** Where voices come from. */
export function registerVoiceSourcesRoutes(routes: Routes, context: Context): void {
  void routes.register(async (scope) => {
    // The signature is over the bytes as they came.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_MESSAGE_BYTES }, (_request, body, done) => done(null, body));
    scope.post<{ Params: { id: string } }>('/v1/voices/:id', { config: { access: 'public', ...perSender }, schema: { tags, summary: 'Voices that a program tells by itself, signed: one or a list', params: one } }, async (request, reply) => {
      const kept = await receiveVoices(context, request.params.id, { headers: request.headers, body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0) });
      return reply.status(200).send(kept);
    });
  });
  // A file is never in memory as a whole: its body stays a stream, in this scope only.
  void routes.register((scope: Routes, _options: object, done: () => void) => {
    scope.addContentTypeParser(fileTypes, (_request, payload, ready) => ready(null, payload));
    // JSON too is a file here, and not the body of a call.
    scope.removeContentTypeParser('application/json');
    scope.addContentTypeParser('application/json', (_request, payload, ready) => ready(null, payload));
    scope.post('/api/voice-sources/:id/files', { config: { ...manage, looks: 'voice' }, bodyLimit: MAX_FILE_BYTES, schema: { tags, summary: 'Upload an export of reviews (CSV, XLSX or JSON as the body); nothing is brought in yet', consumes: fileTypes, params: one, querystring: z.object({ name: z.string().min(1).max(500) }), response: { 201: uploadedVoicesSchema } } }, async (request, reply) => {
      if (!isStream(request.body)) throw new Problem('request.unsupported_media', 'Send the bytes of the file with content-type text/csv, application/json or that of a spreadsheet.');
      return reply.status(201).send(await uploadVoices(context, actorOf(request), request.params.id, { name: request.query.name, content: request.body }));
    });
    done();
  });
  routes.get('/api/voice-sources', { config: { access: { can: 'read', on: 'voice' } }, schema: { tags, summary: 'Where voices come from, and how each source is', querystring: sourceListQuerySchema, response: { 200: sourceListSchema } } }, async (request) => hideAddresses(actorOf(request).can('manage', 'voice'), await listPageOfSources(context, request.query)));
  routes.post('/api/voice-sources', { config: manage, schema: { tags, summary: 'Add a source; secrets that we make are in this answer only', body: sourceInputSchema, response: { 201: issuedSourceSchema } } }, async (request, reply) => reply.status(201).send(await addSource(context, actorOf(request).label, request.body)));
  routes.post('/api/voice-sources/preview', { config: { ...manage, looks: 'voice' }, schema: { tags, summary: 'What would come from a feed or an example, and a mapping for it; nothing is stored', body: previewInputSchema, response: { 200: previewSchema } } }, (request) => previewSource(context, actorOf(request), request.body));
  routes.get('/api/voice-sources/:id', { config: manage, schema: { tags, summary: 'One source', params: one, response: { 200: sourceSchema } } }, (request) => getSource(context, request.params.id));
  routes.patch('/api/voice-sources/:id', { config: manage, schema: { tags, summary: 'Change, pause or go on with a source', params: one, body: sourceChangeSchema, response: { 200: issuedSourceSchema } } }, (request) => changeSource(context, request.params.id, request.body));
  routes.delete('/api/voice-sources/:id', { config: manage, schema: { tags, summary: 'Take nothing more from a source; its voices stay', params: one, response: { 204: z.null() } } }, async (request, reply) => {
    await dropSource(context, request.params.id);
    return reply.status(204).send(null);
  });
  routes.post('/api/voice-sources/:id/poll', { config: manage, schema: { tags, summary: 'Ask a feed now', params: one, response: { 200: sourceSchema } } }, (request) => pollNow(context, request.params.id));
  routes.get('/api/voice-sources/:id/files', { config: manage, schema: { tags, summary: 'Files of a source, newest first', params: one, querystring: sourceListQuerySchema, response: { 200: voiceFileListSchema } } }, (request) => listPageOfFiles(context, request.params.id, request.query));
  routes.get('/api/voice-files/:id', { config: manage, schema: { tags, summary: 'One file and how far it is', params: one, response: { 200: voiceFileSchema } } }, (request) => getFile(context, request.params.id));
  routes.post('/api/voice-files/:id/preview', { config: { ...manage, looks: 'voice' }, schema: { tags, summary: 'The first voices of a file with another mapping', params: one, body: fileStartSchema, response: { 200: uploadedVoicesSchema.pick({ preview: true, faults: true }) } } }, (request) => previewVoices(context, actorOf(request), request.params.id, { mapping: request.body.mapping, scale: scaleOf(request.body) }));
  routes.post('/api/voice-files/:id/start', { config: manage, schema: { tags, summary: 'Bring a file in', params: one, body: fileStartSchema, response: { 202: voiceFileSchema } } }, async (request, reply) => reply.status(202).send(await startVoices(context, request.params.id, { mapping: request.body.mapping, scale: scaleOf(request.body) })));
  routes.get('/api/voice-files/:id/undo-preview', { config: manage, schema: { tags, summary: 'What taking a file back would do', params: one, response: { 200: voiceFileUndoSchema } } }, (request) => previewUndo(context, request.params.id));
  routes.post('/api/voice-files/:id/undo', { config: manage, schema: { tags, summary: 'Take a file back: as if it had never come in', params: one, response: { 202: voiceFileSchema } } }, async (request, reply) => reply.status(202).send(await startUndo(context, request.params.id)));
  routes.get('/api/voice-presets', { config: manage, schema: { tags, summary: 'Exports that are recognised by their headings', response: { 200: presetListSchema } } }, async () => ({
    items: presets.map(({ key, name, kind, needs, fields, identifiers }) => ({ key, name, kind, needs: [...needs], fields: Object.fromEntries(Object.entries(fields).map(([field, names]) => [field, [...names]])), identifiers: identifiers.map(({ kind: of, at }) => ({ kind: of, at: [...at] })) })),
  }));
}

const isStream = (body: unknown): body is Readable => typeof body === 'object' && body !== null && 'pipe' in body;
const scaleOf = ({ starsWorst, starsBest }: { starsWorst?: number | undefined; starsBest?: number | undefined }) => ({ ...(starsWorst === undefined ? {} : { worst: starsWorst }), ...(starsBest === undefined ? {} : { best: starsBest }) });

/** Addresses may hold keys; whoever only reads voices sees the names of sources and how they are. */
function hideAddresses(maySee: boolean, page: Awaited<ReturnType<typeof listPageOfSources>>): typeof page {
  return maySee ? page : { ...page, items: page.items.map((source) => ({ ...source, url: null, replyUrl: null, inletUrl: null, mapping: null, rules: [], signature: null, failure: source.failure && { ...source.failure, detail: '' } })) };
}
