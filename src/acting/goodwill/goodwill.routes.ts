import { z } from 'zod';
import { roleSchema } from '../../governance/roles/roles.contract.ts';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { bookGoodwill, readAllowance } from './book-goodwill.actions.ts';
import { approveGoodwill, cancelGoodwill, confirmExecuted, refuseGoodwill, retryGoodwill } from './decide-goodwill.actions.ts';
import { readGoodwillFigures } from './goodwill-figures.actions.ts';
import {
  allowanceSchema, becauseSchema, bookedSchema, bookingInputSchema, bookingListQuerySchema, bookingListSchema, bookingSchema, goodwillCodeSchema, goodwillFiguresSchema, goodwillKindInputSchema, goodwillKindListSchema,
  limitInputSchema, limitListSchema, savedKindSchema,
} from './goodwill.contract.ts';
import { addUsualGoodwill, listGoodwillKinds, listGoodwillLimits, removeGoodwillKind, removePersonLimits, removeRoleLimits, renewKindSecret, saveGoodwillKind, setPersonLimits, setRoleLimits } from './manage-goodwill.actions.ts';
import { listPageOfBookings, presentBooking } from './present-booking.actions.ts';

const tags = ['goodwill'];
const read = { access: { can: 'read', on: 'goodwill' } } as const;
const give = { access: { can: 'create', on: 'goodwill' } } as const;
const approve = { access: { can: 'update', on: 'goodwill' } } as const;
const manage = { access: { can: 'manage', on: 'goodwill' } } as const;
const one = z.object({ id: z.uuid() });
const kindParams = z.object({ code: goodwillCodeSchema });

/** Goodwill: what may be given, giving it, approving it, and what became of it. */
export function registerGoodwillRoutes(routes: Routes, context: Context): void {
  routes.get('/api/cases/:id/goodwill/allowance', { config: give, schema: { tags, summary: 'What I may still give in this case without asking', params: one, response: { 200: allowanceSchema } } },
    (request) => readAllowance(context, actorOf(request), request.params.id));
  routes.post('/api/cases/:id/goodwill', { config: { ...give, looks: 'goodwill' }, schema: { tags, summary: 'Give goodwill: booked at once inside of my limits, else it waits for an approval', params: one, body: bookingInputSchema, response: { 200: bookedSchema, 201: bookedSchema } } }, async (request, reply) => {
    const booked = await bookGoodwill(context, actorOf(request), request.params.id, request.body);
    return reply.status(booked.isNew ? 201 : 200).send(booked);
  });
  routes.get('/api/goodwill', { config: { ...read, looks: 'goodwill' }, schema: { tags, summary: 'Bookings, newest first', querystring: bookingListQuerySchema, response: { 200: bookingListSchema } } },
    (request) => listPageOfBookings(context, actorOf(request), request.query));
  routes.get('/api/goodwill/:id', { config: { ...read, looks: 'goodwill' }, schema: { tags, summary: 'One booking', params: one, response: { 200: bookingSchema } } },
    (request) => presentBooking(context.db, actorOf(request), request.params.id));
  routes.post('/api/goodwill/:id/approve', { config: { ...approve, looks: 'goodwill' }, schema: { tags, summary: 'Approve what somebody else asked for; it counts in my limits', params: one, response: { 200: bookingSchema } } },
    (request) => approveGoodwill(context, actorOf(request), request.params.id));
  routes.post('/api/goodwill/:id/refuse', { config: { ...approve, looks: 'goodwill' }, schema: { tags, summary: 'Refuse it, and say why', params: one, body: becauseSchema, response: { 200: bookingSchema } } },
    (request) => refuseGoodwill(context, actorOf(request), request.params.id, request.body.because));
  routes.post('/api/goodwill/:id/cancel', { config: { ...give, looks: 'goodwill' }, schema: { tags, summary: 'Take it back before it is carried out', params: one, body: becauseSchema, response: { 200: bookingSchema } } },
    (request) => cancelGoodwill(context, actorOf(request), request.params.id, request.body.because));
  routes.post('/api/goodwill/:id/retry', { config: { ...give, looks: 'goodwill' }, schema: { tags, summary: 'Try again to carry it out', params: one, response: { 200: bookingSchema } } },
    (request) => retryGoodwill(context, actorOf(request), request.params.id));
  routes.post('/api/goodwill/:id/executed', { config: { ...give, looks: 'goodwill' }, schema: { tags, summary: 'It was given by hand', params: one, response: { 200: bookingSchema } } },
    (request) => confirmExecuted(context, actorOf(request), request.params.id));
  routes.get('/api/goodwill-figures', { config: { access: { can: 'read', on: 'metric' } }, schema: { tags, summary: 'What was given, by kind, department and touchpoint', querystring: z.object({ days: z.coerce.number().int().min(1).max(730).default(90) }), response: { 200: goodwillFiguresSchema } } },
    (request) => readGoodwillFigures(context, actorOf(request), request.query.days));
  registerSettings(routes, context);
}

function registerSettings(routes: Routes, context: Context): void {
  routes.get('/api/goodwill-kinds', { config: read, schema: { tags, summary: 'What can be given', response: { 200: goodwillKindListSchema } } }, async (request) => ({ items: await listGoodwillKinds(context, actorOf(request)) }));
  routes.put('/api/goodwill-kinds/:code', { config: manage, schema: { tags, summary: 'Add or change a kind; a new secret is in this answer only', params: kindParams, body: goodwillKindInputSchema, response: { 200: savedKindSchema } } },
    (request) => saveGoodwillKind(context, request.params.code, request.body));
  routes.post('/api/goodwill-kinds/:code/secret', { config: manage, schema: { tags, summary: 'A new secret; it is in this answer only', params: kindParams, response: { 200: savedKindSchema } } },
    (request) => renewKindSecret(context, request.params.code));
  routes.delete('/api/goodwill-kinds/:code', { config: manage, schema: { tags, summary: 'Do not offer this kind any more', params: kindParams, response: { 204: z.null() } } }, async (request, reply) => {
    await removeGoodwillKind(context, request.params.code);
    return reply.status(204).send(null);
  });
  routes.post('/api/goodwill-kinds/usual', { config: manage, schema: { tags, summary: 'Begin with the usual kinds and limits', response: { 204: z.null() } } }, async (request, reply) => {
    await addUsualGoodwill(context, actorOf(request));
    return reply.status(204).send(null);
  });
  routes.get('/api/goodwill-limits', { config: manage, schema: { tags, summary: 'Who may give how much', response: { 200: limitListSchema } } }, async () => ({ items: await listGoodwillLimits(context) }));
  routes.put('/api/goodwill-limits/roles/:role', { config: manage, schema: { tags, summary: 'Limits of a role', params: z.object({ role: roleSchema }), body: limitInputSchema, response: { 200: limitListSchema } } },
    async (request) => ({ items: await setRoleLimits(context, actorOf(request), request.params.role, request.body) }));
  routes.put('/api/goodwill-limits/people/:id', { config: manage, schema: { tags, summary: 'Limits of one person, instead of those of the role', params: one, body: limitInputSchema, response: { 200: limitListSchema } } },
    async (request) => ({ items: await setPersonLimits(context, actorOf(request), request.params.id, request.body) }));
  routes.delete('/api/goodwill-limits/roles/:role', { config: manage, schema: { tags, summary: 'No limits for a role: everything needs an approval', params: z.object({ role: roleSchema }), response: { 204: z.null() } } }, async (request, reply) => {
    await removeRoleLimits(context, request.params.role);
    return reply.status(204).send(null);
  });
  routes.delete('/api/goodwill-limits/people/:id', { config: manage, schema: { tags, summary: 'The limits of the role hold for this person again', params: one, response: { 204: z.null() } } }, async (request, reply) => {
    await removePersonLimits(context, request.params.id);
    return reply.status(204).send(null);
  });
}
