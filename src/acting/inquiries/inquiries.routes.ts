import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { askInquiry, listOffered, previewInquiry } from './ask-inquiry.actions.ts';
import { readInquiryFigures } from './inquiry-figures.actions.ts';
import {
  answerInputSchema, askedSchema, caseInquiriesSchema, closingSchema, followUpSchema, inquiryFiguresSchema, inquiryInputSchema, inquiryListQuerySchema, inquiryListSchema, inquiryPreviewSchema, inquiryWithEntriesSchema, linkSchema, offeredFieldsSchema,
  partnerInputSchema, partnerListQuerySchema, partnerListSchema, partnerSchema,
} from './inquiries.contract.ts';
import { readInquiryFile } from './inquiry-files.actions.ts';
import { answerInside, askAgain, closeInquiry, renewLink, revokeLink } from './manage-inquiry.actions.ts';
import { addPartner, changePartner, listPageOfPartners, removePartner } from './partners.actions.ts';
import { getInquiry, listInquiriesOf, listPageOfInquiries } from './present-inquiry.actions.ts';
import { registerPublicInquiryRoutes } from './public-inquiries.routes.ts';

const tags = ['inquiries'];
const read = { access: { can: 'read', on: 'inquiry' } } as const;
const ask = { access: { can: 'create', on: 'inquiry' } } as const;
const answer = { access: { can: 'update', on: 'inquiry' } } as const;
const one = z.object({ id: z.uuid() });

/** Inquiries: whom we can ask, asking, answering, and how long answers take. */
export function registerInquiriesRoutes(routes: Routes, context: Context): void {
  routes.get('/api/cases/:id/inquiries', { config: read, schema: { tags, summary: 'Inquiries of a case, newest first', params: one, response: { 200: caseInquiriesSchema } } }, async (request) => ({
    items: await listInquiriesOf(context.db, request.params.id, { now: context.clock.now(), departments: actorOf(request).departments }),
  }));
  routes.get('/api/cases/:id/inquiry-fields', { config: { ...ask, looks: 'inquiry' }, schema: { tags, summary: 'What of a case could be shared, and what of it is personal', params: one, querystring: z.object({ language: z.enum(['de', 'en']).default('de') }), response: { 200: offeredFieldsSchema } } }, async (request) => {
    const { items, customerId } = await listOffered(context, actorOf(request), request.params.id, request.query.language);
    request.lookedAt = customerId === null ? [] : [customerId];
    return { items };
  });
  routes.post('/api/cases/:id/inquiry-preview', { config: ask, schema: { tags, summary: 'Exactly what the other side would see', params: one, body: inquiryInputSchema, response: { 200: inquiryPreviewSchema } } },
    (request) => previewInquiry(context, actorOf(request), request.params.id, request.body));
  routes.post('/api/cases/:id/inquiries', { config: ask, schema: { tags, summary: 'Ask a partner or another department; a link is in this answer only', params: one, body: inquiryInputSchema, response: { 201: askedSchema } } },
    async (request, reply) => reply.status(201).send(await askInquiry(context, actorOf(request), request.params.id, request.body)));

  routes.get('/api/inquiries', { config: read, schema: { tags, summary: 'Inquiries by due time', querystring: inquiryListQuerySchema, response: { 200: inquiryListSchema } } }, (request) => listPageOfInquiries(context, actorOf(request), request.query));
  routes.get('/api/inquiries/:id', { config: read, schema: { tags, summary: 'One inquiry with its thread', params: one, response: { 200: inquiryWithEntriesSchema } } }, (request) => getInquiry(context, actorOf(request), request.params.id));
  routes.post('/api/inquiries/:id/answers', { config: answer, schema: { tags, summary: 'Answer for the department that was asked, or write down what a partner said', params: one, body: answerInputSchema, response: { 200: inquiryWithEntriesSchema } } },
    (request) => answerInside(context, actorOf(request), request.params.id, request.body));
  routes.post('/api/inquiries/:id/questions', { config: ask, schema: { tags, summary: 'Ask once more in the same thread', params: one, body: followUpSchema, response: { 200: inquiryWithEntriesSchema } } },
    (request) => askAgain(context, actorOf(request), request.params.id, request.body));
  routes.post('/api/inquiries/:id/close', { config: ask, schema: { tags, summary: 'Close it, or withdraw the question', params: one, body: closingSchema, response: { 200: inquiryWithEntriesSchema } } },
    (request) => closeInquiry(context, actorOf(request), request.params.id, request.body.because));
  routes.post('/api/inquiries/:id/link', { config: ask, schema: { tags, summary: 'A new link; the one before stops working', params: one, response: { 201: linkSchema } } },
    async (request, reply) => reply.status(201).send(await renewLink(context, actorOf(request), request.params.id)));
  routes.delete('/api/inquiries/:id/link', { config: ask, schema: { tags, summary: 'Make the link stop working', params: one, response: { 204: z.null() } } }, async (request, reply) => {
    await revokeLink(context, actorOf(request), request.params.id);
    return reply.status(204).send(null);
  });
  routes.get('/api/inquiries/:id/files/:fileId', { config: read, schema: { tags, summary: 'A file that came with an answer', params: one.extend({ fileId: z.uuid() }), produces: ['application/octet-stream'] } }, async (request, reply) => {
    await getInquiry(context, actorOf(request), request.params.id);
    const { file, content } = await readInquiryFile(context, request.params.id, request.params.fileId);
    return reply.header('content-type', 'application/octet-stream').header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`).send(content);
  });
  routes.get('/api/inquiry-figures', { config: { access: { can: 'read', on: 'metric' } }, schema: { tags, summary: 'Waiting times per partner and between departments', querystring: z.object({ days: z.coerce.number().int().min(1).max(730).default(90) }), response: { 200: inquiryFiguresSchema } } },
    (request) => readInquiryFigures(context, actorOf(request), request.query.days));

  routes.get('/api/partners', { config: read, schema: { tags, summary: 'Whom we can ask, by name', querystring: partnerListQuerySchema, response: { 200: partnerListSchema } } }, (request) => listPageOfPartners(context, request.query));
  routes.post('/api/partners', { config: ask, schema: { tags, summary: 'Add a partner', body: partnerInputSchema, response: { 201: partnerSchema } } }, async (request, reply) => reply.status(201).send(await addPartner(context, request.body)));
  routes.put('/api/partners/:id', { config: ask, schema: { tags, summary: 'Change a partner', params: one, body: partnerInputSchema, response: { 200: partnerSchema } } }, (request) => changePartner(context, request.params.id, request.body));
  routes.delete('/api/partners/:id', { config: ask, schema: { tags, summary: 'Take a partner away; what was asked stays', params: one, response: { 204: z.null() } } }, async (request, reply) => {
    await removePartner(context, request.params.id);
    return reply.status(204).send(null);
  });
  registerPublicInquiryRoutes(routes, context);
}
