import { z } from 'zod';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { addFromCatalogue, readCatalogue } from './add-catalogue.actions.ts';
import { exportCsv, importCsv } from './csv-transfer.actions.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import { findInventoryGaps, listInventory, previewRules } from './inventory.actions.ts';
import {
  bulkSchema, catalogueSchema, csvImportInputSchema, csvImportSchema, industries, inventoryGapsSchema, inventoryQuerySchema, inventorySchema, reapplicationSchema,
  rulePreviewInputSchema, rulePreviewSchema, touchpointAnswerSchema, touchpointPatchSchema,
} from './inventory.contract.ts';
import { getReapplicationState } from './reapplication.actions.ts';
import { changeTouchpoint, changeTouchpoints, createTouchpoint, getTouchpoint, listDepartments, removeDepartment, removeTouchpoint, saveDepartments } from './touchpoints.actions.ts';
import { departmentSchema, touchpointSchema } from './touchpoints.contract.ts';

const codeParams = z.object({ code: z.string().max(200) });
const may = (can: 'read' | 'create' | 'update' | 'delete') => ({ access: { can, on: 'touchpoint' } });

export function registerTouchpointsRoutes(routes: Routes, context: Context): void {
  registerDepartments(routes, context);
  registerInventory(routes, context);
  registerTransfer(routes, context);
}

function registerDepartments(routes: Routes, context: Context): void {
  routes.get('/api/departments', { config: may('read'), schema: { summary: 'Departments', response: { 200: z.object({ items: z.array(departmentSchema) }) } } }, async () => ({ items: await listDepartments(context) }));
  routes.put('/api/departments/:code', { config: may('create'), schema: { summary: 'Add or rename a department', params: codeParams, body: departmentSchema.omit({ code: true }), response: { 200: departmentSchema } } }, async (request) => {
    const department = departmentSchema.parse({ ...request.body, code: readCode(request.params.code) });
    await saveDepartments(context, [department], actorOf(request).departments);
    return department;
  });
  routes.delete('/api/departments/:code', { config: may('delete'), schema: { summary: 'Remove a department that no touchpoint names', params: codeParams, response: { 204: z.null() } } }, async (request, reply) => {
    await removeDepartment(context, request.params.code.replaceAll('\0', ''));
    return reply.status(204).send(null);
  });
}

function registerInventory(routes: Routes, context: Context): void {
  routes.get('/api/touchpoints/inventory', { config: may('read'), schema: { summary: 'The inventory with all attributes', querystring: inventoryQuerySchema, response: { 200: inventorySchema } } }, (request) =>
    listInventory(context, request.query, actorOf(request)));
  routes.get('/api/touchpoints/gaps', { config: may('read'), schema: { summary: 'Touchpoints without contacts, contacts without touchpoint, likely duplicates', response: { 200: inventoryGapsSchema } } }, (request) =>
    findInventoryGaps(context, actorOf(request)));
  routes.get('/api/touchpoints/reapplication', { config: may('read'), schema: { summary: 'How far changed rules are applied to earlier contacts', response: { 200: reapplicationSchema } } }, () => getReapplicationState(context));
  routes.post('/api/touchpoints/rule-preview', { config: may('update'), schema: { summary: 'What rules would catch, before they are saved', body: rulePreviewInputSchema, response: { 200: rulePreviewSchema } } }, (request) =>
    previewRules(context, request.body.rules, actorOf(request)));
  routes.post('/api/touchpoints/bulk', { config: may('update'), schema: { summary: 'Change the same attributes of many touchpoints, all or none', body: bulkSchema, response: { 200: z.object({ changed: z.number().int() }) } } }, async (request) => ({
    changed: await changeTouchpoints(context, request.body.codes, given(request.body.patch), actorOf(request).departments),
  }));
  routes.post('/api/touchpoints', { config: may('create'), schema: { summary: 'A new touchpoint', body: touchpointSchema, response: { 201: touchpointAnswerSchema } } }, async (request, reply) =>
    reply.status(201).send(await createTouchpoint(context, request.body, actorOf(request).departments)));
  routes.get('/api/touchpoints/:code', { config: may('read'), schema: { summary: 'One touchpoint', params: codeParams, response: { 200: touchpointAnswerSchema } } }, (request) =>
    getTouchpoint(context, request.params.code, actorOf(request).departments));
  routes.patch('/api/touchpoints/:code', { config: may('update'), schema: { summary: 'Change a touchpoint', params: codeParams, body: touchpointPatchSchema, response: { 200: touchpointAnswerSchema } } }, (request) => {
    const { version, ...patch } = request.body;
    return changeTouchpoint(context, request.params.code, { version, ...given(patch) }, actorOf(request).departments);
  });
  routes.delete('/api/touchpoints/:code', { config: may('delete'), schema: { summary: 'Remove a touchpoint; its contacts stay and go where the remaining rules place them', params: codeParams, response: { 204: z.null() } } }, async (request, reply) => {
    await removeTouchpoint(context, request.params.code, actorOf(request).departments);
    return reply.status(204).send(null);
  });
}

function registerTransfer(routes: Routes, context: Context): void {
  routes.get('/api/touchpoints.csv', { config: may('read'), schema: { summary: 'The inventory as CSV', response: { 200: z.string() } } }, async (request, reply) =>
    reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="touchpoints.csv"').send(await exportCsv(context, actorOf(request).departments)));
  routes.post('/api/touchpoints/import', { config: may('create'), schema: { summary: 'Add and change touchpoints from CSV; all or nothing', body: csvImportInputSchema, response: { 200: csvImportSchema } } }, (request) =>
    importCsv(context, request.body.csv, request.body.dryRun, actorOf(request).departments));
  routes.get('/api/touchpoints/catalogue', { config: may('read'), schema: { summary: 'Typical touchpoints of several industries', response: { 200: catalogueSchema } } }, () => readCatalogue(context));
  routes.post('/api/touchpoints/catalogue/:industry', { config: may('create'), schema: { summary: 'Add the touchpoints of an industry that are missing', params: z.object({ industry: z.enum(industries) }), response: { 200: z.object({ created: z.array(z.string()), skipped: z.number().int() }) } } }, (request) =>
    addFromCatalogue(context, request.params.industry, actorOf(request).departments));
}

/** Without the fields that were not sent. */
function given<Patch extends object>(patch: Patch): { [Name in keyof Patch]?: Exclude<Patch[Name], undefined> } {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as { [Name in keyof Patch]?: Exclude<Patch[Name], undefined> }; // only undefined was taken out
}

function readCode(code: string): string {
  const parsed = departmentSchema.shape.code.safeParse(code);
  if (!parsed.success) throw new Problem('request.invalid', 'The code of a department has small letters, digits and _ only.', {}, [{ at: 'params.code', reason: parsed.error.issues[0]?.message ?? 'is not valid' }]);
  return parsed.data;
}
