import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import { actorOf } from '../../../platform/http/actor-of.ts';
import type { Routes } from '../../../platform/http/server.ts';
import { importDefinitionInputSchema, importedDefinitionSchema, templateListSchema, textsInputSchema, textsQuerySchema, textsTakenSchema, wholeTemplateSchema } from './drafts.contract.ts';
import { importDefinition } from './import-definition.actions.ts';
import { getTemplate, listTemplates } from '../survey-templates.actions.ts';
import { codeInAddress } from '../surveys.contract.ts';
import { exportTexts, importTexts } from './texts.actions.ts';

const params = z.object({ code: codeInAddress });
const read = { access: { can: 'read', on: 'survey' } } as const;
const update = { access: { can: 'update', on: 'survey' } } as const;
const FILE_BYTES = 12_000_000;

export function registerTextsRoutes(routes: Routes, context: Context): void {
  routes.get('/api/survey-templates', { config: read, schema: { summary: 'Surveys to start from, each with its source', response: { 200: templateListSchema } } }, () => listTemplates());
  routes.get('/api/survey-templates/:key', { config: read, schema: { summary: 'A template with what it asks', params: z.object({ key: z.string().max(60) }), response: { 200: wholeTemplateSchema } } }, (request) => getTemplate(request.params.key));
  routes.post('/api/survey-definitions/import', { config: { access: { can: 'create', on: 'survey' } }, bodyLimit: FILE_BYTES, schema: { summary: 'Translate a definition of SurveyJS or Formbricks, with a report of what did not fit. Keeps nothing', body: importDefinitionInputSchema, response: { 200: importedDefinitionSchema } } }, (request) =>
    importDefinition(request.body));

  routes.get('/api/surveys/:code/texts', { config: read, schema: { summary: 'The texts of the draft as XLIFF 1.2, XLIFF 2.0 or CSV', params, querystring: textsQuerySchema } }, async (request, reply) => {
    const { name, contentType, content } = await exportTexts(context, actorOf(request), request.params.code, request.query);
    return reply.header('content-type', contentType).header('content-disposition', `attachment; filename="${name}"`).send(content);
  });
  routes.put('/api/surveys/:code/texts', { config: update, bodyLimit: FILE_BYTES, schema: { summary: 'Take translated texts into the draft; all or nothing', params, body: textsInputSchema, response: { 200: textsTakenSchema } } }, (request) =>
    importTexts(context, actorOf(request), request.params.code, request.body));
}
