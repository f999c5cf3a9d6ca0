import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { listPageOfCatches, sayTold } from './catches.actions.ts';
import { loopCatchListQuerySchema, loopCatchListSchema, loopConditionSchema, loopFiguresSchema, loopPreviewSchema, loopRuleChangeSchema, loopRuleInputSchema, loopRuleListSchema, loopRuleSchema, toldInputSchema } from './closed-loop.contract.ts';
import { readLoopFigures } from './loop-figures.actions.ts';
import { addLoopRule, changeLoopRule, listLoopRules, previewLoopRule, removeLoopRule } from './loop-rules.actions.ts';

const tags = ['closed loop'];
const settings = { access: { can: 'manage', on: 'settings' } } as const;
const one = z.object({ id: z.uuid() });

/** The closed loop: what must not stay without an answer, what was caught, and how well customers hear back. */
export function registerClosedLoopRoutes(routes: Routes, context: Context): void {
  routes.get('/api/loop-rules', { config: settings, schema: { tags, summary: 'Rules that open cases', response: { 200: loopRuleListSchema } } }, async () => ({ items: await listLoopRules(context) }));
  routes.post('/api/loop-rules', { config: settings, schema: { tags, summary: 'Add a rule; it looks at what comes from now on', body: loopRuleInputSchema, response: { 201: loopRuleSchema } } }, async (request, reply) => reply.status(201).send(await addLoopRule(context, request.body)));
  routes.post('/api/loop-rules/preview', { config: { ...settings, looks: 'interaction' }, schema: { tags, summary: 'What a rule would have caught in the last days', body: z.strictObject({ condition: loopConditionSchema, touchpoints: z.array(z.string().max(60)).max(200).nullable().default(null), days: z.int().min(1).max(90).default(30) }), response: { 200: loopPreviewSchema } } },
    (request) => previewLoopRule(context, actorOf(request), request.body));
  routes.patch('/api/loop-rules/:id', { config: settings, schema: { tags, summary: 'Change a rule, switch it off or on again', params: one, body: loopRuleChangeSchema, response: { 200: loopRuleSchema } } }, (request) => changeLoopRule(context, request.params.id, request.body));
  routes.delete('/api/loop-rules/:id', { config: settings, schema: { tags, summary: 'Remove a rule; what it caught stays', params: one, response: { 204: z.null() } } }, async (request, reply) => {
    await removeLoopRule(context, request.params.id);
    return reply.status(204).send(null);
  });
  routes.get('/api/loop-catches', { config: { access: { can: 'read', on: 'case' }, looks: 'case' }, schema: { tags, summary: 'What was caught, newest first', querystring: loopCatchListQuerySchema, response: { 200: loopCatchListSchema } } },
    (request) => listPageOfCatches(context, actorOf(request), request.query));
  routes.post('/api/cases/:id/told', { config: { access: { can: 'update', on: 'case' } }, schema: { tags, summary: 'The customer has heard from us on another way, or will not, and why', params: one, body: toldInputSchema, response: { 204: z.null() } } }, async (request, reply) => {
    await sayTold(context, actorOf(request), request.params.id, request.body);
    return reply.status(204).send(null);
  });
  routes.get('/api/loop-figures', { config: { access: { can: 'read', on: 'metric' } }, schema: { tags, summary: 'How well the loop is closed, by rule and department', querystring: z.object({ days: z.coerce.number().int().min(1).max(730).default(90) }), response: { 200: loopFiguresSchema } } },
    (request) => readLoopFigures(context, actorOf(request), request.query.days));
}
