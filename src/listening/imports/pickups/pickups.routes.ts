import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { Routes } from '../../../platform/http/server.ts';
import { pickupInputSchema, pickupListSchema, pickupSchema } from '../imports.contract.ts';
import { changePickup, createPickup, getPickup, listPickups, removePickup, runPickupNow } from './pickups.actions.ts';

const read = { access: { can: 'read', on: 'import' } } as const;
const create = { access: { can: 'create', on: 'import' } } as const;
const remove = { access: { can: 'delete', on: 'import' } } as const;
const one = z.object({ id: z.uuid() });
/** Without defaults: what is not said stays. */
const changeSchema = z.object({ ...pickupInputSchema.shape, timeZone: pickupInputSchema.shape.timeZone.unwrap(), afterwards: pickupInputSchema.shape.afterwards.unwrap(), paused: pickupInputSchema.shape.paused.unwrap() }).partial();

/** Files fetched on a schedule, from a folder here or an SFTP server. */
export function registerPickupsRoutes(routes: Routes, context: Context): void {
  routes.get('/api/import-pickups', { config: read, schema: { summary: 'Pick-ups and their last runs', response: { 200: pickupListSchema } } }, async () => ({ items: await listPickups(context) }));
  routes.get('/api/import-pickups/:id', { config: read, schema: { summary: 'One pick-up', params: one, response: { 200: pickupSchema } } }, (request) => getPickup(context, request.params.id));
  routes.post('/api/import-pickups', { config: create, schema: { summary: 'Fetch files on a schedule', body: pickupInputSchema, response: { 201: pickupSchema } } }, async (request, reply) => reply.status(201).send(await createPickup(context, request.body, request.actor?.label ?? '')));
  routes.patch('/api/import-pickups/:id', { config: create, schema: { summary: 'Change or pause a pick-up; secrets that are not given stay', params: one, body: changeSchema, response: { 200: pickupSchema } } }, (request) => changePickup(context, request.params.id, request.body));
  routes.post('/api/import-pickups/:id/run', { config: create, schema: { summary: 'Fetch now', params: one, response: { 200: pickupSchema } } }, (request) => runPickupNow(context, request.params.id));
  routes.delete('/api/import-pickups/:id', { config: remove, schema: { summary: 'Delete a pick-up; what it imported stays', params: one, response: { 204: z.null() } } }, async (request, reply) => {
    await removePickup(context, request.params.id);
    return reply.status(204).send(null);
  });
}
