import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { actorOf } from '../../platform/http/actor-of.ts';
import type { Routes } from '../../platform/http/server.ts';
import { shownTo } from '../../people/customers/masked-customers.actions.ts';
import { createIssue } from './create-issue.actions.ts';
import { linkCases, listCasesOf, listSimilarCases, noteThatItWorks, readCaseIssues, unlinkCase } from './issue-cases.actions.ts';
import { affectedListSchema, affectedQuerySchema, caseIssuesSchema, issueChangeSchema, issueInputSchema, issueListQuerySchema, issueListSchema, knownIssueSchema, linkedSchema, linkInputSchema, modelListSchema, reachSchema, ruleInputSchema, similarCasesSchema } from './known-issues.contract.ts';
import { changeIssue, closeIssue, getIssue, listKnownModels, listPageOfAffected, listPageOfIssues, readReach } from './known-issues.actions.ts';

const tags = ['known issues'];
const params = z.object({ id: z.uuid() });
const may = (can: string, on: string) => ({ access: { can, on } });

export function registerKnownIssuesRoutes(routes: Routes, context: Context): void {
  routes.get('/api/known-issues', { config: may('read', 'known_issue'), schema: { tags, summary: 'What is known to be wrong, newest first', querystring: issueListQuerySchema, response: { 200: issueListSchema } } },
    async (request) => listPageOfIssues(context, request.query));

  routes.post('/api/known-issues', { config: may('create', 'known_issue'), schema: { tags, summary: 'Write down a known issue, from a case or without', body: issueInputSchema, response: { 201: knownIssueSchema } } },
    async (request, reply) => reply.status(201).send(await createIssue(context, actorOf(request), request.body)));

  routes.get('/api/known-issues/models', { config: may('read', 'known_issue'), schema: { tags, summary: 'Device models that customers own now', querystring: z.object({ search: z.string().max(200).default('') }), response: { 200: modelListSchema } } },
    async (request) => listKnownModels(context, request.query.search));

  routes.post('/api/known-issues/reach', { config: may('read', 'known_issue'), schema: { tags, summary: 'How many customers a rule finds today; nothing is stored', body: ruleInputSchema, response: { 200: reachSchema } } },
    async (request) => readReach(context, request.body.rule));

  routes.get('/api/known-issues/:id', { config: may('read', 'known_issue'), schema: { tags, summary: 'One known issue', params, response: { 200: knownIssueSchema } } },
    async (request) => getIssue(context, request.params.id));

  routes.patch('/api/known-issues/:id', { config: may('update', 'known_issue'), schema: { tags, summary: 'Change a known issue; the version says what was read', params, body: issueChangeSchema, response: { 200: knownIssueSchema } } },
    async (request) => changeIssue(context, request.params.id, request.body));

  routes.post('/api/known-issues/:id/close', { config: may('update', 'known_issue'), schema: { tags, summary: 'The matter is over', params, response: { 200: knownIssueSchema } } },
    async (request) => closeIssue(context, request.params.id, true));

  routes.post('/api/known-issues/:id/reopen', { config: may('update', 'known_issue'), schema: { tags, summary: 'It is not over after all', params, response: { 200: knownIssueSchema } } },
    async (request) => closeIssue(context, request.params.id, false));

  routes.get('/api/known-issues/:id/affected', { config: { ...may('read', 'customer'), looks: 'customer' }, schema: { tags, summary: 'Who is affected today, by name', params, querystring: affectedQuerySchema, response: { 200: affectedListSchema } } },
    async (request) => shownTo(context, request.actor, await listPageOfAffected(context, request.params.id, request.query), ({ items, nextCursor }) => ({ items: items.map((item) => ({ ...item, name: '•••' })), nextCursor: nextCursor === null ? null : nextCursor })));

  routes.get('/api/known-issues/:id/cases', { config: { ...may('read', 'case'), looks: 'case' }, schema: { tags, summary: 'The cases about it, the newest hundred', params, response: { 200: similarCasesSchema } } },
    async (request) => listCasesOf(context, actorOf(request), request.params.id));

  routes.get('/api/known-issues/:id/similar-cases', { config: { ...may('read', 'case'), looks: 'case' }, schema: { tags, summary: 'Open cases that look as if they were about it', params, response: { 200: similarCasesSchema } } },
    async (request) => listSimilarCases(context, actorOf(request), request.params.id));

  routes.post('/api/known-issues/:id/cases', { config: may('update', 'case'), schema: { tags, summary: 'Link cases to it', params, body: linkInputSchema, response: { 200: linkedSchema } } },
    async (request) => ({ linked: await linkCases(context, actorOf(request), request.params.id, request.body.caseIds) }));

  routes.delete('/api/known-issues/:id/cases/:caseId', { config: may('update', 'case'), schema: { tags, summary: 'The case is about something else', params: params.extend({ caseId: z.uuid() }), response: { 204: z.null() } } }, async (request, reply) => {
    await unlinkCase(context, actorOf(request), request.params.id, request.params.caseId);
    return reply.status(204).send(null);
  });

  routes.get('/api/cases/:id/known-issues', { config: may('read', 'case'), schema: { tags, summary: 'What is known about the matter of a case', params, response: { 200: caseIssuesSchema } } },
    async (request) => readCaseIssues(context, actorOf(request), request.params.id));

  routes.post('/api/cases/:id/works', { config: may('update', 'case'), schema: { tags, summary: 'The customer says that it works: the case is solved', params, response: { 200: caseIssuesSchema } } },
    async (request) => noteThatItWorks(context, actorOf(request), request.params.id));
}
