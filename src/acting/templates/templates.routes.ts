import { z } from 'zod';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { changeMacro, createMacro, dropMacro, getMacro, listMacros } from './macros.actions.ts';
import { changeTemplate, createTemplate, dropTemplate, getTemplate, listTemplates, previewTemplate, renderTemplateById } from './templates.actions.ts';
import { macroChangeSchema, macroInputSchema, macroListSchema, macroSchema, previewInputSchema, previewSchema, renderedSchema, renderInputSchema, templateChangeSchema, templateInputSchema, templateListQuerySchema, templateListSchema, templateSchema } from './templates.contract.ts';

const tags = ['templates'];
const params = z.object({ id: z.uuid() });
const pageQuery = z.object({ limit: z.coerce.number().int().min(1).max(200).default(100), cursor: z.string().max(500).optional() });
const may = (can: string) => ({ config: { access: { can, on: 'template' } } }) as const;
const who = (request: FastifyRequest) => request.actor?.label ?? 'unknown';

/** Texts for replies, snippets and macros. */
export function registerTemplatesRoutes(routes: Routes, context: Context): void {
  routes.get('/api/templates', { ...may('read'), schema: { tags, summary: 'Texts for replies and snippets, by name', querystring: templateListQuerySchema, response: { 200: templateListSchema } } },
    async (request) => listTemplates(context, request.query));
  routes.post('/api/templates', { ...may('create'), schema: { tags, summary: 'Add a text; an unknown variable is refused with its line', body: templateInputSchema, response: { 201: templateSchema } } },
    async (request, reply) => reply.status(201).send(await createTemplate(context, who(request), request.body)));
  routes.post('/api/templates/preview', { ...may('read'), schema: { tags, summary: 'A text as a sample customer reads it, or what is wrong with it', body: previewInputSchema, response: { 200: previewSchema } } },
    async (request) => previewTemplate(context, request.body));
  routes.get('/api/templates/:id', { ...may('read'), schema: { tags, summary: 'One text', params, response: { 200: templateSchema } } },
    async (request) => getTemplate(context, request.params.id));
  routes.put('/api/templates/:id', { ...may('update'), schema: { tags, summary: 'Change a text', params, body: templateChangeSchema, response: { 200: templateSchema } } },
    async (request) => changeTemplate(context, who(request), request.params.id, request.body));
  routes.delete('/api/templates/:id', { ...may('delete'), schema: { tags, summary: 'Remove a text', params, response: { 204: z.null() } } }, async (request, reply) => {
    await dropTemplate(context, request.params.id);
    return reply.status(204).send(null);
  });
  routes.post('/api/templates/:id/render', { ...may('read'), schema: { tags, summary: 'A text filled in with what the caller knows, to be inserted into a reply', params, body: renderInputSchema, response: { 200: renderedSchema } } },
    async (request) => renderTemplateById(context, { templateId: request.params.id, language: request.body.language, values: request.body.values }));

  routes.get('/api/macros', { ...may('read'), schema: { tags, summary: 'Macros, by name', querystring: pageQuery, response: { 200: macroListSchema } } },
    async (request) => listMacros(context, request.query));
  routes.post('/api/macros', { ...may('create'), schema: { tags, summary: 'Add a macro: steps done in order with one click', body: macroInputSchema, response: { 201: macroSchema } } },
    async (request, reply) => reply.status(201).send(await createMacro(context, who(request), request.body)));
  routes.get('/api/macros/:id', { ...may('read'), schema: { tags, summary: 'One macro', params, response: { 200: macroSchema } } },
    async (request) => getMacro(context.db, request.params.id));
  routes.put('/api/macros/:id', { ...may('update'), schema: { tags, summary: 'Change a macro', params, body: macroChangeSchema, response: { 200: macroSchema } } },
    async (request) => changeMacro(context, who(request), request.params.id, request.body));
  routes.delete('/api/macros/:id', { ...may('delete'), schema: { tags, summary: 'Remove a macro', params, response: { 204: z.null() } } }, async (request, reply) => {
    await dropMacro(context, request.params.id);
    return reply.status(204).send(null);
  });
}
