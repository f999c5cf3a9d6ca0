import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { readCockpit } from './cockpit.actions.ts';
import { cockpitQuerySchema, cockpitSchema } from './cockpit.contract.ts';

export function registerCockpitRoutes(routes: Routes, context: Context): void {
  routes.get('/api/cockpit', { config: { access: { can: 'read', on: 'metric' } }, schema: { summary: 'The start page: how customers fare and what needs us', querystring: cockpitQuerySchema, response: { 200: cockpitSchema } } }, (request) => {
    if (!request.actor) throw new Problem('session.required', 'Please sign in.');
    return readCockpit(context, request.actor, request.query);
  });
}
