import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { changeRole, createRole, listAllRoles, removeRole } from './own-roles.actions.ts';
import { newRoleSchema, roleAnswerSchema, roleInputSchema, roleListSchema, roleSchema } from './roles.contract.ts';

const manage = { access: { can: 'manage', on: 'role' } } as const;
const params = z.object({ code: roleSchema });

export function registerRolesRoutes(routes: Routes, context: Context): void {
  const tags = ['roles'];
  routes.get('/api/roles', { config: { access: 'signed_in' }, schema: { tags, summary: 'Built-in roles and those of the company, with what each allows', response: { 200: roleListSchema } } }, (request) => listAllRoles(context, actorOf(request)));
  routes.post('/api/roles', { config: manage, schema: { tags, summary: 'A role of the company’s own', body: newRoleSchema, response: { 201: roleAnswerSchema } } }, async (request, reply) => reply.status(201).send(await createRole(context, actorOf(request), request.body)));
  routes.put('/api/roles/:code', { config: manage, schema: { tags, summary: 'Change an own role; holds at once for everybody who has it', params, body: roleInputSchema, response: { 200: roleAnswerSchema } } }, (request) => changeRole(context, actorOf(request), request.params.code, request.body));
  routes.delete('/api/roles/:code', { config: manage, schema: { tags, summary: 'Remove an own role that nobody has', params, response: { 204: z.null() } } }, async (request, reply) => {
    await removeRole(context, actorOf(request), request.params.code);
    return reply.status(204).send(null);
  });
}
