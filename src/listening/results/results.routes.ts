import { z } from 'zod';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Routes } from '../../platform/http/server.ts';
import { codeInAddress } from '../surveys/surveys.contract.ts';
import { compareGroups } from './comparison.actions.ts';
import { responseExportQuerySchema } from './exports/export.contract.ts';
import { exportResponses } from './exports/export-responses.actions.ts';
import { listFilterValues, readResults } from './results.actions.ts';
import { comparisonQuerySchema, comparisonSchema, filterValuesSchema, resultFilterSchema, resultsSchema, trendSchema, voicesQuerySchema, voicesSchema } from './results.contract.ts';
import { listSuspiciousOf } from './suspicious/suspicious.actions.ts';
import { suspiciousListSchema, suspiciousQuerySchema } from './suspicious/suspicious.contract.ts';
import { readTrend } from './trend.actions.ts';
import { listVoices } from './voices.actions.ts';

export function registerResultsRoutes(routes: Routes, context: Context): void {
  const tags = ['survey results'];
  const params = z.object({ code: codeInAddress });
  const read = { config: { access: { can: 'read', on: 'survey' } } } as const;
  routes.get('/api/surveys/:code/results', { ...read, schema: { tags, summary: 'What a survey found: response, drop-off, each question with its figures', params, querystring: resultFilterSchema, response: { 200: resultsSchema } } }, ({ params: { code }, query, actor }) => readResults(context, known(actor), code, query));
  routes.get('/api/surveys/:code/results/filters', { ...read, schema: { tags, summary: 'By what the results can be filtered and compared', params, response: { 200: filterValuesSchema } } }, ({ params: { code }, actor }) => listFilterValues(context, known(actor), code));
  routes.get('/api/surveys/:code/results/comparison', { ...read, schema: { tags, summary: 'Groups of responses side by side, with what is hardly chance', params, querystring: comparisonQuerySchema, response: { 200: comparisonSchema } } }, ({ params: { code }, query, actor }) => compareGroups(context, known(actor), code, query));
  routes.get('/api/surveys/:code/results/questions/:question', { ...read, schema: { tags, summary: 'One question, also by month', params: params.extend({ question: codeInAddress }), querystring: resultFilterSchema, response: { 200: trendSchema } } }, ({ params: { code, question }, query, actor }) => readTrend(context, known(actor), { code, question }, query));
  routes.get('/api/surveys/:code/results/voices', { config: { access: { can: 'read', on: 'answer' }, looks: 'answer' }, schema: { tags, summary: 'What people wrote, newest first', params, querystring: voicesQuerySchema, response: { 200: voicesSchema } } }, ({ params: { code }, query, actor }) => listVoices(context, known(actor), code, query));
  routes.get('/api/surveys/:code/suspicious-responses', { config: { access: { can: 'read', on: 'answer' }, looks: 'answer' }, schema: { tags, summary: 'Responses that a machine may have written, with what was said and what was decided about them', params, querystring: suspiciousQuerySchema, response: { 200: suspiciousListSchema } } }, ({ params: { code }, query, actor }) => listSuspiciousOf(context, known(actor), code, query));
  routes.get('/api/surveys/:code/export', { config: { access: { can: 'create', on: 'export' } }, schema: { tags, summary: 'All responses as CSV, XLSX, SPSS or Parquet, written while they are fetched', params, querystring: responseExportQuerySchema, produces: ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/x-spss-sav', 'application/vnd.apache.parquet'] } }, async ({ params: { code }, query, actor }, reply) => {
    const { name, contentType, content } = await exportResponses(context, known(actor), code, query);
    const plain = name.normalize('NFD').replaceAll(/[^\x20-\x7e]/g, '');
    return reply.header('content-type', contentType).header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`).header('cache-control', 'no-store').send(content);
  });
}

function known(actor: Actor | null): Actor {
  if (!actor) throw new Problem('session.required', 'Please sign in.');
  return actor;
}
