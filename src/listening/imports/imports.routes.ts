import type { Readable } from 'node:stream';
import { z } from 'zod';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { cancelImport, getImport, inspectImport, keepProfile, listAllImports, listRefused, MAX_FILE_BYTES, previewImport, previewUndoOf, removeFile, removeUpload, resumeImport, startDryRun, startImport, startUndo, uploadImport } from './imports.actions.ts';
import { delimiters, encodings, importListQuerySchema, importListSchema, importSchema, inspectionSchema, previewSchema, profileSchema, refusedListSchema, refusedQuerySchema, runRequestSchema, savedProfileListSchema, savedProfileSchema, undoPreviewSchema } from './imports.contract.ts';
import { getProfile, listProfiles, removeProfile, saveProfile } from './profiles/profiles.actions.ts';
import { registerPickupsRoutes } from './pickups/pickups.routes.ts';
import { readRefusedFile } from './refused-file.actions.ts';

const read = { access: { can: 'read', on: 'import' } } as const;
const create = { access: { can: 'create', on: 'import' } } as const;
const remove = { access: { can: 'delete', on: 'import' } } as const;
const one = z.object({ id: z.uuid() });
const named = z.object({ name: z.string().min(1).max(120) });
const formatQuery = z.object({ encoding: z.enum(encodings).optional(), delimiter: z.enum(delimiters).optional(), sheet: z.string().max(200).optional(), headerRows: z.coerce.number().int().min(0).max(5).optional() });
const fileTypes = ['text/csv', 'text/plain', 'text/tab-separated-values', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/vnd.ms-excel', 'application/octet-stream'];

/** Files in: upload, look, try, import, take back. */
export function registerImportsRoutes(routes: Routes, context: Context): void {
  // A file is never in memory as a whole: its body stays a stream, in this scope only.
  void routes.register((scope: Routes, _options: object, done: () => void) => {
    scope.addContentTypeParser(fileTypes, (_request, payload, ready) => ready(null, payload));
    scope.post('/api/imports', { config: create, bodyLimit: MAX_FILE_BYTES, schema: { summary: 'Upload a file (its bytes as the body); nothing is imported yet', consumes: fileTypes, querystring: z.object({ name: z.string().min(1).max(500) }), response: { 201: importSchema } } }, async (request, reply) => {
      if (!isStream(request.body)) throw new Problem('request.unsupported_media', 'Send the bytes of the file with content-type text/csv or that of a spreadsheet.');
      const actor = actorOf(request);
      return reply.status(201).send(await uploadImport(context, { id: actor.id, label: actor.label }, { name: request.query.name, content: request.body }));
    });
    done();
  });
  routes.get('/api/imports', { config: read, schema: { summary: 'Imports, newest first', querystring: importListQuerySchema, response: { 200: importListSchema } } }, (request) => listAllImports(context, request.query));
  routes.get('/api/imports/:id', { config: read, schema: { summary: 'One import and how far it is', params: one, response: { 200: importSchema } } }, (request) => getImport(context, request.params.id));
  routes.get('/api/imports/:id/inspection', { config: { ...read, looks: 'import' }, schema: { summary: 'What the file looks like; a format that is given is taken as decided', params: one, querystring: formatQuery, response: { 200: inspectionSchema } } }, (request) => inspectImport(context, request.params.id, given(request.query)));
  routes.put('/api/imports/:id/profile', { config: create, schema: { summary: 'Keep a profile that is being worked on', params: one, body: runRequestSchema, response: { 200: importSchema } } }, (request) => keepProfile(context, request.params.id, request.body.profile));
  routes.post('/api/imports/:id/preview', { config: { ...create, looks: 'import' }, schema: { summary: 'The first 50 rows as a profile understands them', params: one, body: runRequestSchema, response: { 200: previewSchema } } }, (request) => previewImport(context, request.params.id, request.body.profile));
  routes.post('/api/imports/:id/dry-run', { config: create, schema: { summary: 'Count what the import would do, without doing it', params: one, body: runRequestSchema, response: { 202: importSchema } } }, async (request, reply) => reply.status(202).send(await startDryRun(context, request.params.id, request.body.profile)));
  routes.post('/api/imports/:id/start', { config: create, schema: { summary: 'Import the file', params: one, body: runRequestSchema, response: { 202: importSchema } } }, async (request, reply) => reply.status(202).send(await startImport(context, request.params.id, request.body.profile)));
  routes.post('/api/imports/:id/cancel', { config: create, schema: { summary: 'Stop; what is in stays', params: one, response: { 200: importSchema } } }, (request) => cancelImport(context, request.params.id));
  routes.post('/api/imports/:id/resume', { config: create, schema: { summary: 'Go on where it was stopped', params: one, response: { 202: importSchema } } }, async (request, reply) => reply.status(202).send(await resumeImport(context, request.params.id)));
  routes.get('/api/imports/:id/undo-preview', { config: read, schema: { summary: 'What undoing would take back', params: one, response: { 200: undoPreviewSchema } } }, (request) => previewUndoOf(context, request.params.id));
  routes.post('/api/imports/:id/undo', { config: remove, schema: { summary: 'Take everything back that the import did', params: one, response: { 202: importSchema } } }, async (request, reply) => reply.status(202).send(await startUndo(context, request.params.id)));
  routes.get('/api/imports/:id/refused', { config: { ...read, looks: 'import' }, schema: { summary: 'Refused rows with row, column, value and reason', params: one, querystring: refusedQuerySchema, response: { 200: refusedListSchema } } }, (request) => listRefused(context, request.params.id, request.query));
  routes.get('/api/imports/:id/refused.csv', { config: { ...read, looks: 'import' }, schema: { summary: 'The refused rows as they stood in the file, and why; can be corrected and imported again', params: one, querystring: z.object({ lang: z.enum(['de', 'en']).default('de') }), produces: ['text/csv'] } }, async (request, reply) => {
    const { name, content } = await readRefusedFile(context, request.params.id, request.query.lang);
    return reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`).send(content);
  });
  routes.delete('/api/imports/:id', { config: remove, schema: { summary: 'Remove an upload of which nothing was ever brought in', params: one, response: { 204: z.null() } } }, async (request, reply) => {
    await removeUpload(context, request.params.id);
    return reply.status(204).send(null);
  });
  routes.delete('/api/imports/:id/file', { config: remove, schema: { summary: 'Remove the raw file; what was imported stays', params: one, response: { 204: z.null() } } }, async (request, reply) => {
    await removeFile(context, request.params.id);
    return reply.status(204).send(null);
  });

  routes.get('/api/import-profiles', { config: read, schema: { summary: 'Saved profiles', response: { 200: savedProfileListSchema } } }, async () => ({ items: await listProfiles(context) }));
  routes.get('/api/import-profiles/:name', { config: read, schema: { summary: 'One saved profile', params: named, response: { 200: savedProfileSchema } } }, (request) => getProfile(context, request.params.name));
  routes.put('/api/import-profiles/:name', { config: create, schema: { summary: 'Save a profile under a name', params: named, body: z.object({ profile: profileSchema }), response: { 200: savedProfileSchema } } }, (request) => saveProfile(context, request.params.name, request.body.profile, actorOf(request).label));
  routes.delete('/api/import-profiles/:name', { config: remove, schema: { summary: 'Delete a saved profile', params: named, response: { 204: z.null() } } }, async (request, reply) => {
    await removeProfile(context, request.params.name);
    return reply.status(204).send(null);
  });
  registerPickupsRoutes(routes, context);
}

/** Only what was said: everything else is found out. */
const given = (format: z.infer<typeof formatQuery>) => Object.fromEntries(Object.entries(format).filter(([, value]) => value !== undefined));

function isStream(body: unknown): body is Readable {
  return typeof body === 'object' && body !== null && 'pipe' in body;
}
