import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { openVoiceCase } from './open-voice-case.actions.ts';
import { replyToVoice, sayPosted, sendAgain } from './reply-to-voice.actions.ts';
import { listCaseVoices, showVoiceDesk } from './show-voice-desk.actions.ts';
import { caseVoicesSchema, openedVoiceCaseSchema, replyInputSchema, voiceDeskSchema, voiceReplySchema } from './voices-desk.contract.ts';

const tags = ['voices'];
const update = { access: { can: 'update', on: 'voice' } } as const;
const one = z.object({ id: z.uuid() });

/** Answering reviews and posts. */
export function registerVoicesDeskRoutes(routes: Routes, context: Context): void {
  routes.get('/api/voices/:id/desk', { config: { access: { can: 'read', on: 'voice' }, looks: 'voice' }, schema: { tags, summary: 'The case of a voice and what was answered', params: one, response: { 200: voiceDeskSchema } } },
    (request) => showVoiceDesk(context, actorOf(request), request.params.id));
  routes.post('/api/voices/:id/case', { config: { access: { can: 'create', on: 'case' } }, schema: { tags, summary: 'Open a case for a voice, or find the one it has', params: one, response: { 200: openedVoiceCaseSchema } } },
    (request) => openVoiceCase(context, actorOf(request), request.params.id));
  routes.post('/api/voices/:id/replies', { config: update, schema: { tags, summary: 'Answer a voice: by the program of its source, or posted by hand', params: one, body: replyInputSchema, response: { 201: voiceReplySchema } } },
    async (request, reply) => reply.status(201).send(await replyToVoice(context, actorOf(request), request.params.id, request.body)));
  routes.post('/api/voice-replies/:id/posted', { config: update, schema: { tags, summary: 'An answer was posted by hand after all', params: one, response: { 200: voiceReplySchema } } },
    (request) => sayPosted(context, actorOf(request), request.params.id));
  routes.post('/api/voice-replies/:id/retry', { config: update, schema: { tags, summary: 'Hand an answer that was given up to the program once more', params: one, response: { 200: voiceReplySchema } } },
    (request) => sendAgain(context, actorOf(request), request.params.id));
  routes.get('/api/cases/:id/voices', { config: { access: { can: 'read', on: 'case' }, looks: 'case' }, schema: { tags, summary: 'Voices that a case is about', params: one, response: { 200: caseVoicesSchema } } },
    async (request) => ({ items: await listCaseVoices(context, actorOf(request), request.params.id) }));
}
