import { z } from 'zod';
import { listHolidays } from '../../kernel/time/holidays.ts';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { changeCalendar, createCalendar, readCalendars, removeCalendar } from './calendars.actions.ts';
import { readServiceFigure } from './figure.actions.ts';
import { changePolicy, createPolicy, readPolicies, removePolicy, setPolicyOrder } from './policies.actions.ts';
import {
  calendarChangeSchema, calendarInputSchema, calendarListSchema, calendarSchema, clockListSchema, figureQuerySchema, figureSchema, holidayListSchema, holidayQuerySchema, policyChangeSchema, policyInputSchema, policyListSchema, policyOrderSchema, policySchema,
} from './service-levels.contract.ts';
import { readClocks } from './show-clocks.actions.ts';

const idParams = z.object({ id: z.uuid() });
const read = { access: { can: 'read', on: 'service_level' } };
const set = { access: { can: 'update', on: 'service_level' } };

export function registerServiceLevelsRoutes(routes: Routes, context: Context): void {
  routes.get('/api/cases/:id/service-levels', { config: { access: { can: 'read', on: 'case' }, looks: 'case' }, schema: { summary: 'The clocks of a case and why they ran, stood still or ended', params: idParams, response: { 200: clockListSchema } } }, async (request) => ({ items: await readClocks(context, actorOf(request).departments, request.params.id) }));
  routes.get('/api/service-levels/figure', { config: { access: { can: 'read', on: 'metric' } }, schema: { summary: 'Share of clocks that ended in time, with interval', querystring: figureQuerySchema, response: { 200: figureSchema } } }, (request) => readServiceFigure(context, actorOf(request).departments, request.query));

  routes.get('/api/service-policies', { config: read, schema: { summary: 'Policies; the first that fits a case counts', response: { 200: policyListSchema } } }, async () => ({ items: await readPolicies(context) }));
  routes.post('/api/service-policies', { config: set, schema: { summary: 'A new policy, asked last', body: policyInputSchema, response: { 201: policySchema } } }, async (request, reply) => reply.status(201).send(await createPolicy(context, request.body)));
  routes.put('/api/service-policies/order', { config: set, schema: { summary: 'The order in which policies are asked', body: policyOrderSchema, response: { 200: policyListSchema } } }, async (request) => ({ items: await setPolicyOrder(context, request.body.ids) }));
  routes.put('/api/service-policies/:id', { config: set, schema: { summary: 'Change a policy', params: idParams, body: policyChangeSchema, response: { 200: policySchema } } }, (request) => {
    const { version, ...policy } = request.body;
    return changePolicy(context, request.params.id, version, policy);
  });
  routes.delete('/api/service-policies/:id', { config: set, schema: { summary: 'Remove a policy; clocks that ran under it stay readable', params: idParams, response: { 204: z.null() } } }, async (request, reply) => {
    await removePolicy(context, request.params.id);
    return reply.status(204).send(null);
  });
  registerCalendars(routes, context);
}

function registerCalendars(routes: Routes, context: Context): void {
  routes.get('/api/business-calendars', { config: read, schema: { summary: 'When somebody is there', response: { 200: calendarListSchema } } }, async () => ({ items: await readCalendars(context) }));
  routes.post('/api/business-calendars', { config: set, schema: { summary: 'A new calendar', body: calendarInputSchema, response: { 201: calendarSchema } } }, async (request, reply) => reply.status(201).send(await createCalendar(context, request.body)));
  routes.put('/api/business-calendars/:id', { config: set, schema: { summary: 'Change a calendar', params: idParams, body: calendarChangeSchema, response: { 200: calendarSchema } } }, (request) => {
    const { version, ...calendar } = request.body;
    return changeCalendar(context, request.params.id, version, calendar);
  });
  routes.delete('/api/business-calendars/:id', { config: set, schema: { summary: 'Remove a calendar that nothing counts with', params: idParams, response: { 204: z.null() } } }, async (request, reply) => {
    await removeCalendar(context, request.params.id);
    return reply.status(204).send(null);
  });
  routes.get('/api/holidays', { config: read, schema: { summary: 'The public holidays of a German state in one year', querystring: holidayQuerySchema, response: { 200: holidayListSchema } } }, async (request) => ({ items: [...listHolidays(request.query.region, request.query.year)] }));
}
