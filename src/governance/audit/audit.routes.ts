import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { auditChoicesSchema, auditPageSchema, auditQuerySchema, auditStateSchema, exportQuerySchema, looksSchema, sealSchema, verificationSchema } from './audit.contract.ts';
import { exportCsv, exportLines, noteExport } from './export.actions.ts';
import { readAuditState, readChoices, readLooks, searchAudit } from './search.actions.ts';
import { verifyAudit } from './verify.actions.ts';

const MAX_KEPT_SEALS = 3_000;
const may = { access: { can: 'read', on: 'audit' } } as const;
/** What shows people: the log writes down who looked at it. */
const looking = { ...may, looks: 'audit' } as const;

export function registerAuditRoutes(routes: Routes, context: Context): void {
  const tags = ['audit'];
  routes.get('/api/audit', { config: looking, schema: { tags, summary: 'The audit log, newest first', querystring: auditQuerySchema, response: { 200: auditPageSchema } } }, (request) => searchAudit(context, request.query));
  routes.get('/api/audit/choices', { config: may, schema: { tags, summary: 'Who and what the log can be searched for', response: { 200: auditChoicesSchema } } }, () => readChoices(context));
  routes.get('/api/audit/state', { config: may, schema: { tags, summary: 'How far the log is sealed, and how the last check went', response: { 200: auditStateSchema } } }, () => readAuditState(context));
  routes.get('/api/audit/verification', { config: may, schema: { tags, summary: 'Checks the whole log now: every hash, every content, all seals', response: { 200: verificationSchema } } }, () => verifyAudit(context));
  routes.post('/api/audit/verification', { config: may, schema: { tags, summary: 'The same, also against seals that you kept', body: z.object({ seals: z.array(sealSchema).max(MAX_KEPT_SEALS) }), response: { 200: verificationSchema } } }, (request) => verifyAudit(context, request.body.seals));
  routes.get('/api/audit/customers/:id/looks', { config: may, schema: { tags, summary: 'Who looked at a customer, one line per person and day', params: z.object({ id: z.uuid() }), response: { 200: looksSchema } } }, async (request) => ({ items: await readLooks(context, request.params.id) }));
  routes.get('/api/audit/export', { config: looking, schema: { tags, summary: 'The log as a file: JSON lines (without a filter they can be checked elsewhere) or CSV', querystring: exportQuerySchema } }, async (request, reply) => {
    const { format, language, ...filter } = request.query;
    await noteExport(context, format, filter);
    const name = `momente-audit-${context.clock.now().toISOString().slice(0, 10)}.${format}`;
    void reply.header('content-disposition', `attachment; filename="${name}"`).type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8');
    return reply.send(Readable.from(format === 'csv' ? exportCsv(context, filter, language) : exportLines(context, filter)));
  });
}
