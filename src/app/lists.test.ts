import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/**
 * Lists that come whole, because they cannot grow with the business: what somebody set up by hand, one entry per kind of
 * something, or one per day of a period. Each is bounded in its statement all the same.
 */
const wholeLists: Record<string, string> = {
  '/api/audit/customers/{id}/looks': 'who looked at one customer, counted by person',
  '/api/custom-fields': 'set up by hand',
  '/api/customers/{id}/links': 'why one customer is one: at most 1,000 links',
  '/api/departments': 'set up by hand',
  '/api/exports': 'tables that there are',
  '/api/identifier-kinds': 'set up by hand',
  '/api/import-pickups': 'set up by hand',
  '/api/import-profiles': 'set up by hand',
  '/api/invitations': 'links that are still open',
  '/api/metrics/csat/trend': 'one figure per day, week or month of the period',
  '/api/metrics/nps/trend': 'one figure per day, week or month of the period',
  '/api/privacy/retention': 'one rule per kind of data',
  '/api/roles': 'set up by hand',
  '/api/sessions': 'where one person is signed in',
  '/api/touchpoints/{code}/expectations': 'one per dimension and target group',
};

interface Operation {
  parameters?: { name: string }[];
  responses?: Record<string, { content?: Record<string, { schema?: { properties?: Record<string, unknown> } }> }>;
}

// The same document that the drift check holds against the running server.
const document = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/openapi.json'), 'utf8')) as { paths: Record<string, Record<string, Operation>> };
const lists = Object.entries(document.paths).flatMap(([path, { get }]) => {
  const properties = get?.responses?.['200']?.content?.['application/json']?.schema?.properties;
  return properties && 'items' in properties ? [{ path, isPaged: 'nextCursor' in properties, parameters: get?.parameters?.map(({ name }) => name) ?? [] }] : [];
});

it('finds the lists of the API', () => {
  expect(lists.length).toBeGreaterThan(20);
});
it('has a cursor on every list that can grow, and a reason for every other', () => {
  expect(lists.filter(({ isPaged }) => !isPaged).map(({ path }) => path).filter((path) => !(path in wholeLists))).toEqual([]);
});
it('has no reason for a list that is gone or has a cursor now', () => {
  expect(Object.keys(wholeLists).filter((path) => !lists.some((list) => list.path === path && !list.isPaged))).toEqual([]);
});
it('takes a limit and a cursor wherever it gives one', () => {
  expect(lists.filter(({ isPaged, parameters }) => isPaged && !(parameters.includes('limit') && parameters.includes('cursor'))).map(({ path }) => path)).toEqual([]);
});
