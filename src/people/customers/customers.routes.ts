import { z } from 'zod';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { forgetKinds, loadKinds } from '../identity/identity.actions.ts';
import { identifierKindSchema, linkSchema } from '../identity/identity.contract.ts';
import { changeIdentifierKinds } from '../identity/identifier-kinds.actions.ts';
import { getCustomerIdOf, listLinks, mergeCustomers, removeLink } from '../identity/merge.actions.ts';
import { readOwnership } from '../identity/customer-nodes.actions.ts';
import { withoutForeignAnswer } from '../timeline/foreign-answers.logic.ts';
import { readTimeline } from '../timeline/timeline.actions.ts';
import { timelinePageSchema, timelineQuerySchema } from '../timeline/timeline.contract.ts';
import { previewMerge, previewUnmerge, readCustomerPage } from './customer-page.actions.ts';
import { getCustomer } from './customers.actions.ts';
import { addressInputSchema, contractInputSchema, customerInputSchema, customerListQuerySchema, customerListSchema, customerPageSchema, customerSchema, customFieldSchema, deviceInputSchema, mergePreviewSchema, unmergePreviewSchema } from './customers.contract.ts';
import { listFields, removeField, saveField } from './custom-fields.actions.ts';
import { listCustomersFor, maySeePersonalData, shownTo } from './masked-customers.actions.ts';
import { maskCustomer, maskCustomerPage, maskLink, maskMergePreview, maskTimelineItem, namesOf } from './masked-customers.logic.ts';
import { addRecord, changeRecord, removeRecord } from './records.actions.ts';
import { changeCustomer, saveCustomers } from './save-customers.actions.ts';

const idSchema = z.object({ id: z.uuid() });
const recordIdSchema = idSchema.extend({ recordId: z.uuid() });
const isText = (value: string) => !value.includes('\0') && value.isWellFormed();
const noText = 'contains a character that is no text';
const reasonSchema = z.string().trim().min(1, 'say why').max(500).refine(isText, noText);
const reading = { config: { access: { can: 'read', on: 'customer' } } } as const;
/** The same, where people are shown: written into the audit log. */
const looking = { config: { access: { can: 'read', on: 'customer' }, looks: 'customer' } } as const;
const changing = { config: { access: { can: 'update', on: 'customer' } } } as const;
const merging = { config: { access: { can: 'merge', on: 'customer' } } } as const;
const previewing = { config: { access: { can: 'merge', on: 'customer' }, looks: 'customer' } } as const;
const who = (request: FastifyRequest) => request.actor?.label ?? 'unknown';

export function registerCustomersRoutes(routes: Routes, context: Context): void {
  const tags = ['customers'];
  routes.get('/api/customers', { ...looking, schema: { tags, querystring: customerListQuerySchema, response: { 200: customerListSchema } } }, (request) => listCustomersFor(context, request.actor, request.query));
  routes.get('/api/customers/:id', { ...looking, schema: { tags, params: idSchema, response: { 200: customerPageSchema } } }, async (request) => shownTo(context, request.actor, await readCustomerPage(context, request.params.id, request.actor?.departments), maskCustomerPage));
  routes.get('/api/customers/:id/timeline', { config: { access: { can: 'read', on: 'interaction' }, looks: 'interaction' }, schema: { tags, params: idSchema, querystring: timelineQuerySchema, response: { 200: timelinePageSchema } } }, async (request) => {
    const customerId = await getCustomerIdOf(context.db, request.params.id);
    const { items, nextCursor } = await readTimeline(context, await readOwnership(context.db, customerId), request.query);
    const departments = request.actor?.departments ?? null;
    const page = { items: items.map((item) => withoutForeignAnswer(item, departments, { text: null, score: null, mood: null, properties: {} })), nextCursor };
    if (maySeePersonalData(request.actor)) return page;
    const names = namesOf(await getCustomer(context, customerId));
    return { ...page, items: page.items.map((item) => maskTimelineItem(item, names)) };
  });
  routes.post('/api/customers', { config: { access: { can: 'create', on: 'customer' } }, schema: { tags, body: customerInputSchema, response: { 201: customerSchema } } }, async (request, reply) => {
    const [id = ''] = await saveCustomers(context, [request.body], { source: 'api', actor: who(request) });
    return reply.status(201).send(await shownTo(context, request.actor, await getCustomer(context, await getCustomerIdOf(context.db, id)), maskCustomer));
  });
  routes.post('/api/customers/batch', { config: { access: { can: 'create', on: 'customer' } }, schema: { tags, body: z.object({ items: z.array(customerInputSchema).min(1).max(500) }), response: { 200: z.object({ ids: z.array(z.string()) }) } } }, async (request) => ({
    ids: await saveCustomers(context, request.body.items, { source: 'api', actor: who(request) }),
  }));
  routes.patch('/api/customers/:id', { ...changing, schema: { tags, params: idSchema, body: z.object({ kind: customerSchema.shape.kind.optional(), traits: z.record(z.string().max(100), z.unknown()).optional() }), response: { 200: customerSchema } } }, async (request) =>
    shownTo(context, request.actor, await getCustomer(context, await changeCustomer(context, request.params.id, request.body, who(request))), maskCustomer));
  registerRecordRoutes(routes, context);
  registerMergeRoutes(routes, context);
  registerSettingsRoutes(routes, context);
}

function registerRecordRoutes(routes: Routes, context: Context): void {
  const tags = ['customers'];
  const created = { 201: z.object({ id: z.uuid() }) };
  const bodies = { contracts: contractInputSchema, devices: deviceInputSchema, addresses: addressInputSchema } as const;
  for (const kind of ['contracts', 'devices', 'addresses'] as const) {
    const body = bodies[kind];
    routes.post(`/api/customers/:id/${kind}`, { ...changing, schema: { tags, params: idSchema, body, response: created } }, async (request, reply) => reply.status(201).send({ id: await addRecord(context, request.params.id, kind, request.body) }));
    routes.patch(`/api/customers/:id/${kind}/:recordId`, { ...changing, schema: { tags, params: recordIdSchema, body, response: { 204: z.null() } } }, async (request, reply) => {
      await changeRecord(context, { customerId: request.params.id, kind, id: request.params.recordId }, request.body);
      return reply.status(204).send(null);
    });
    routes.delete(`/api/customers/:id/${kind}/:recordId`, { ...changing, schema: { tags, params: recordIdSchema, response: { 204: z.null() } } }, async (request, reply) => {
      await removeRecord(context, request.params.id, kind, request.params.recordId);
      return reply.status(204).send(null);
    });
  }
}

function registerMergeRoutes(routes: Routes, context: Context): void {
  const tags = ['identity'];
  routes.get('/api/customers/:id/links', { ...looking, schema: { tags, params: idSchema, response: { 200: z.object({ items: z.array(linkSchema) }) } } }, async (request) => {
    const items = await listLinks(context, await getCustomerIdOf(context.db, request.params.id));
    return { items: maySeePersonalData(request.actor) ? items : items.map(maskLink) };
  });
  routes.get('/api/customers/:id/merge-preview', { ...previewing, schema: { tags, params: idSchema, querystring: z.object({ with: z.uuid() }), response: { 200: mergePreviewSchema } } }, async (request) => shownTo(context, request.actor, await previewMerge(context, request.params.id, request.query.with), maskMergePreview));
  routes.post('/api/customers/:id/merge', { ...merging, schema: { tags, params: idSchema, body: z.object({ with: z.uuid(), reason: reasonSchema }), response: { 200: customerSchema } } }, async (request) =>
    shownTo(context, request.actor, await getCustomer(context, await mergeCustomers(context, { id: request.params.id, withId: request.body.with, reason: request.body.reason, actor: who(request) })), maskCustomer));
  routes.get('/api/links/:id/unmerge-preview', { ...previewing, schema: { tags, params: idSchema, response: { 200: unmergePreviewSchema } } }, async (request) => shownTo(context, request.actor, await previewUnmerge(context, request.params.id), (preview, openKeys) => ({ ...preview, customers: preview.customers.map((customer) => maskCustomer(customer, openKeys)) })));
  routes.delete('/api/links/:id', { ...merging, schema: { tags, params: idSchema, querystring: z.object({ reason: z.string().max(500).refine(isText, noText).default('') }), response: { 200: z.object({ customers: z.array(customerSchema) }) } } }, async (request) => {
    const ids = await removeLink(context, { linkId: request.params.id, reason: request.query.reason, actor: who(request) });
    return { customers: await Promise.all(ids.map(async (id) => shownTo(context, request.actor, await getCustomer(context, id), maskCustomer))) };
  });
}

function registerSettingsRoutes(routes: Routes, context: Context): void {
  const managing = { config: { access: { can: 'manage', on: 'settings' } } } as const;
  const tags = ['settings'];
  const fields = z.object({ items: z.array(customFieldSchema) });
  routes.get('/api/custom-fields', { ...reading, schema: { tags, response: { 200: fields } } }, async () => ({ items: await listFields(context) }));
  routes.put('/api/custom-fields/:key', { ...managing, schema: { tags, params: z.object({ key: customFieldSchema.shape.key }), body: customFieldSchema.omit({ key: true }), response: { 200: fields } } }, async (request) => ({ items: await saveField(context, { ...request.body, key: request.params.key }) }));
  routes.delete('/api/custom-fields/:key', { ...managing, schema: { tags, params: z.object({ key: customFieldSchema.shape.key }), response: { 200: fields } } }, async (request) => ({ items: await removeField(context, request.params.key) }));
  const kinds = z.object({ items: z.array(identifierKindSchema) });
  routes.get('/api/identifier-kinds', { ...reading, schema: { tags, response: { 200: kinds } } }, async () => {
    forgetKinds(context);
    return { items: [...(await loadKinds(context)).values()] };
  });
  routes.put('/api/identifier-kinds', { ...managing, schema: { tags, body: z.object({ items: z.array(identifierKindSchema).min(1).max(100) }), response: { 200: kinds } } }, async (request) => ({ items: await changeIdentifierKinds(context, request.body.items) }));
}
