import { z } from 'zod';
import { restrictionInputSchema, restrictionSchema } from '../../governance/privacy/privacy.contract.ts';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { nameCustomers } from '../customers/customers.actions.ts';
import { listEndsOfLink } from '../identity/merge.actions.ts';
import { liftRestriction, listRestrictions, readRestriction, refuseRestricted, restrictCustomer } from './restrictions.actions.ts';

const tags = ['privacy'];
const params = z.object({ id: z.uuid() });
const answer = z.object({ restriction: restrictionSchema.nullable() });
const listQuery = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(200).optional() });
const restrictedList = z.object({ items: z.array(restrictionSchema.extend({ customerId: z.uuid(), name: z.string() })), nextCursor: z.string().nullable() });
const creating = { access: { can: 'create', on: 'privacy' } } as const;
/** Every write on what a customer is or has; merging changes both. */
const changes = /^\/api\/customers\/:id(\/(contracts|devices|addresses)(\/:recordId)?|\/merge)?$/;
/** Who is merged into somebody changes as well. */
const mergeBody = z.object({ with: z.uuid() });
const writes = new Set(['POST', 'PATCH', 'PUT', 'DELETE']);

/** Before the routes of customers, so that it stands in front of them. */
export function registerRestrictionRoutes(routes: Routes, context: Context): void {
  routes.addHook('preHandler', async (request) => {
    if (!writes.has(request.method) || !changes.test(request.routeOptions.url ?? '')) return;
    const { success, data } = params.safeParse(request.params);
    if (success) await refuseRestricted(context, data.id);
    const other = mergeBody.safeParse(request.body);
    if (other.success) await refuseRestricted(context, other.data.with);
  });
  // Taking a merge back changes who is on both of its sides.
  routes.addHook('preHandler', async (request) => {
    if (request.method !== 'DELETE' || request.routeOptions.url !== '/api/links/:id') return;
    const { success, data } = params.safeParse(request.params);
    for (const id of success ? await listEndsOfLink(context.db, data.id) : []) await refuseRestricted(context, id);
  });
  routes.get('/api/privacy/restrictions', { config: { access: { can: 'read', on: 'privacy' }, looks: 'privacy' }, schema: { tags, summary: 'Customers whose data is kept but not used', querystring: listQuery, response: { 200: restrictedList } } }, async (request) => {
    const { items, nextCursor } = await listRestrictions(context, request.query);
    const names = await nameCustomers(context, items.map(({ customerId }) => customerId));
    return { items: items.map((one) => ({ ...one, name: names.get(one.customerId) ?? '' })), nextCursor };
  });
  routes.get('/api/customers/:id/restriction', { config: { access: { can: 'read', on: 'customer' }, looks: 'customer' }, schema: { tags, summary: 'Whether the processing of a customer’s data is restricted', params, response: { 200: answer } } }, async (request) => ({ restriction: await readRestriction(context, request.params.id) }));
  routes.put('/api/customers/:id/restriction', { config: creating, schema: { tags, summary: 'Keep a customer’s data without using it', params, body: restrictionInputSchema, response: { 200: answer } } }, async (request) => {
    await restrictCustomer(context, request.params.id, { ...request.body, by: request.actor?.label ?? 'unknown' });
    return { restriction: await readRestriction(context, request.params.id) };
  });
  routes.delete('/api/customers/:id/restriction', { config: creating, schema: { tags, summary: 'Use a customer’s data again', params, querystring: z.object({ reason: z.string().trim().min(1).max(500) }), response: { 200: answer } } }, async (request) => {
    await liftRestriction(context, request.params.id, request.query.reason);
    return { restriction: await readRestriction(context, request.params.id) };
  });
}
