import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/**
 * Lists that come whole, because they cannot grow with the business: what somebody set up by hand, one entry per kind of
 * something, or one per day of a period. Each is bounded in its statement all the same.
 */
const wholeLists: Record<string, string> = {
  '/api/absences': 'who of the staff is away, now and later',
  '/api/barometers': 'surveys with the questions of the barometer, set up by hand',
  '/api/audit/customers/{id}/looks': 'who looked at one customer, counted by person',
  '/api/business-calendars': 'set up by hand',
  '/api/case-views': 'set up by hand',
  '/api/cases/{id}/context/lookups': 'one answer per connected source',
  '/api/cases/{id}/inquiries': 'asked by hand, in one case',
  '/api/cases/{id}/inquiry-fields': 'fields that there are',
  '/api/cases/{id}/service-levels': 'the clocks of one case',
  '/api/cases/{id}/voices': 'what was said in public and became this case',
  '/api/channels': 'channels that there are',
  '/api/consent-purposes': 'set up by hand',
  '/api/custom-fields': 'set up by hand',
  '/api/customers/{id}/context/lookups': 'one answer per connected source',
  '/api/customers/{id}/links': 'why one customer is one: at most 1,000 links',
  '/api/departments': 'set up by hand',
  '/api/exports': 'tables that there are',
  '/api/fatigue-rules': 'set up by hand',
  '/api/goodwill-kinds': 'set up by hand',
  '/api/goodwill-limits': 'set up by hand',
  '/api/holidays': 'of one year',
  '/api/identifier-kinds': 'set up by hand',
  '/api/import-pickups': 'set up by hand',
  '/api/import-profiles': 'set up by hand',
  '/api/invitations': 'links that are still open',
  '/api/kano': 'surveys that ask for kinds of features, set up by hand',
  '/api/known-issues/models': 'the 50 most owned models that fit a search',
  '/api/known-issues/{id}/cases': 'the newest hundred; /api/cases has them all',
  '/api/known-issues/{id}/similar-cases': 'the hundred likeliest',
  '/api/lookups': 'set up by hand',
  '/api/loop-rules': 'set up by hand',
  '/api/metrics/csat/trend': 'one figure per day, week or month of the period',
  '/api/metrics/nps/trend': 'one figure per day, week or month of the period',
  '/api/privacy/retention': 'one rule per kind of data',
  '/api/promise-policies': 'set up by hand',
  '/api/promises/figure': 'one figure per group',
  '/api/promises/{id}/events': 'what people did with one promise',
  '/api/ready-channels': 'channels that there are',
  '/api/roles': 'set up by hand',
  '/api/service-levels/figure': 'one figure per clock and group',
  '/api/service-policies': 'set up by hand',
  '/api/sessions': 'where one person is signed in',
  '/api/survey-templates': 'templates that there are',
  '/api/surveys/{code}/quotas': 'set up by hand',
  '/api/surveys/{code}/responses/{id}/files': 'at most five per question',
  '/api/surveys/{code}/results/comparison': 'one entry per question',
  '/api/surveys/{code}/results/filters': 'what one survey can be filtered by',
  '/api/touchpoints/{code}/expectations': 'one per dimension and target group',
  '/api/trigger-events': 'the most frequent kinds of events',
  '/api/voice-presets': 'presets that there are',
  '/api/weightings': 'set up by hand',
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
