import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { noteInAudit } from '../audit/audit.actions.ts';
import { checkProof, getErasure, getProof, listErasureRequests, previewErasure } from './erasure-views.actions.ts';
import { confirmErasure, rejectErasure, requestErasure } from './erasure.actions.ts';
import { printStyle } from './export-page.logic.ts';
import { exportCustomer } from './export-customer.actions.ts';
import type { PrivacyParts } from './personal-data.actions.ts';
import { erasureInputSchema, erasureListSchema, erasurePreviewSchema, erasureProofSchema, erasureSchema, privacySettingsSchema, retentionDryRunSchema, retentionKindSchema, retentionRuleInputSchema } from './privacy.contract.ts';
import { readProcessingRecord } from './processing-record.actions.ts';
import { processingRecordSchema } from './processing-record.contract.ts';
import { recordPage } from './processing-record.logic.ts';
import { readPrivacySettings, savePrivacySettings } from './privacy-settings.actions.ts';
import { deleteRetentionRule, dryRunRetention, listRetention, saveRetentionRule } from './retention.actions.ts';

const tags = ['privacy'];
const params = z.object({ id: z.uuid() });
const reading = { access: { can: 'read', on: 'privacy' } } as const;
const creating = { access: { can: 'create', on: 'privacy' } } as const;
const changing = { access: { can: 'update', on: 'privacy' } } as const;
/** A page that is printed: nothing but its own style. */
const pagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(printStyle).digest('base64')}'`;
const language = z.enum(['de', 'en']).default('de');

export function registerPrivacyRoutes(routes: Routes, context: Context, parts: PrivacyParts): void {
  registerExport(routes, context, parts);
  registerErasures(routes, context, parts);
  registerRetention(routes, context, parts);
  routes.get('/api/privacy/processing-record', { config: reading, schema: { tags, summary: 'The record of processing activities', response: { 200: processingRecordSchema } } }, () => readProcessingRecord(context, parts));
  routes.get('/api/privacy/processing-record.html', { config: reading, schema: { tags, summary: 'The record of processing activities, to print', querystring: z.object({ language }) } }, async (request, reply) =>
    reply.header('content-type', 'text/html; charset=utf-8').header('content-security-policy', pagePolicy).send(recordPage(await readProcessingRecord(context, parts), request.query.language)));
  routes.get('/api/privacy/settings', { config: reading, schema: { tags, summary: 'Settings of data protection', response: { 200: privacySettingsSchema } } }, () => readPrivacySettings(context.db));
  routes.put('/api/privacy/settings', { config: changing, schema: { tags, summary: 'Change the settings of data protection', body: privacySettingsSchema, response: { 200: privacySettingsSchema } } }, (request) => savePrivacySettings(context, request.body));
}

function registerExport(routes: Routes, context: Context, parts: PrivacyParts): void {
  routes.get('/api/customers/:id/personal-data', {
    config: { ...creating, looks: 'personal_data' },
    schema: { tags, summary: 'Everything that is stored about a customer, as a file', params, querystring: z.object({ format: z.enum(['json', 'html']).default('json'), language }) },
  }, async (request, reply) => {
    const { fileName, contentType, body } = await exportCustomer(context, parts, request.params.id, request.query);
    await noteInAudit(context, { action: 'personal_data.exported', subject: 'privacy', subjectId: request.params.id, customers: [request.params.id], after: { format: request.query.format } });
    return reply.header('content-type', contentType).header('content-disposition', `attachment; filename="${fileName}"`).header('cache-control', 'no-store').send(Readable.from(body));
  });
}

function registerErasures(routes: Routes, context: Context, parts: PrivacyParts): void {
  routes.post('/api/customers/:id/erasure-preview', {
    config: { ...reading, looks: 'privacy' },
    schema: { tags, summary: 'What an erasure would do', params, body: z.object({ identifiers: z.array(z.uuid()).max(1000).nullable().default(null) }), response: { 200: erasurePreviewSchema } },
  }, (request) => previewErasure(context, parts, request.params.id, request.body.identifiers));
  routes.get('/api/privacy/erasures', {
    config: { ...reading, looks: 'privacy' },
    schema: { tags, summary: 'Erasures asked for, newest first', querystring: z.object({ cursor: z.string().max(500).optional(), identifier: z.string().max(600).optional().describe('kind:value, to find the erasure of somebody who is named nowhere any more'), limit: z.coerce.number().int().min(1).max(100).default(50) }), response: { 200: erasureListSchema } },
  }, (request) => listErasureRequests(context, parts, request.query, actorOf(request)));
  routes.post('/api/privacy/erasures', {
    config: creating,
    schema: { tags, summary: 'Ask for the erasure of a customer', body: erasureInputSchema, response: { 201: erasureSchema } },
  }, async (request, reply) => {
    const id = await requestErasure(context, parts, request.body, actorOf(request));
    return reply.status(201).send(await getErasure(context, id, actorOf(request)));
  });
  routes.get('/api/privacy/erasures/:id', { config: { ...reading, looks: 'privacy' }, schema: { tags, summary: 'One erasure and how far it is', params, response: { 200: erasureSchema } } }, (request) => getErasure(context, request.params.id, actorOf(request)));
  for (const [what, summary, act] of [['confirmation', 'Confirm an erasure as the second person', confirmErasure], ['rejection', 'Refuse or withdraw an erasure', rejectErasure]] as const) {
    routes.post(`/api/privacy/erasures/:id/${what}`, { config: creating, schema: { tags, summary, params, response: { 200: erasureSchema } } }, async (request) => {
      await act(context, request.params.id, actorOf(request));
      return getErasure(context, request.params.id, actorOf(request));
    });
  }
  routes.get('/api/privacy/erasures/:id/proof', { config: reading, schema: { tags, summary: 'The proof of an erasure; names nobody', params, response: { 200: erasureProofSchema } } }, async (request, reply) =>
    reply.header('content-disposition', `attachment; filename="erasure-${request.params.id}.json"`).send(await getProof(context, request.params.id)));
  routes.post('/api/privacy/proof-check', { config: reading, schema: { tags, summary: 'Whether a proof is as this installation wrote it', body: erasureProofSchema, response: { 200: z.object({ isGenuine: z.boolean() }) } } }, async (request) => ({ isGenuine: checkProof(context, request.body) }));
}

function registerRetention(routes: Routes, context: Context, parts: PrivacyParts): void {
  const kind = z.object({ kind: z.string().max(100) });
  const list = z.object({ items: z.array(retentionKindSchema) });
  routes.get('/api/privacy/retention', { config: reading, schema: { tags, summary: 'How long each kind of data is kept', response: { 200: list } } }, async () => ({ items: await listRetention(context, parts) }));
  routes.put('/api/privacy/retention/:kind', { config: changing, schema: { tags, summary: 'Set how long a kind of data is kept', params: kind, body: retentionRuleInputSchema, response: { 200: list } } }, async (request) => {
    await saveRetentionRule(context, parts, { kind: request.params.kind, ...request.body, setBy: actorOf(request).label });
    return { items: await listRetention(context, parts) };
  });
  routes.delete('/api/privacy/retention/:kind', { config: changing, schema: { tags, summary: 'Take a limit back: the usual one holds again, or none', params: kind, response: { 200: list } } }, async (request) => {
    await deleteRetentionRule(context, request.params.kind);
    return { items: await listRetention(context, parts) };
  });
  routes.post('/api/privacy/retention/:kind/dry-run', { config: reading, schema: { tags, summary: 'What a rule would do now', params: kind, body: retentionRuleInputSchema, response: { 200: retentionDryRunSchema } } }, (request) => dryRunRetention(context, parts, request.params.kind, request.body));
}
