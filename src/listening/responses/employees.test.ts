import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { changeSurvey, createSurvey } from '../surveys/manage-surveys.actions.ts';
import { buildTwoTouchpoints, surveyInput } from '../surveys/surveys.builders.ts';
import { acceptResponses } from './intake/accept-responses.actions.ts';
import { createLinks } from './links/links.actions.ts';
import { listResponsesOf } from './manage-responses.actions.ts';
import { readPublicSurvey, saveResponse } from './intake/public-survey.actions.ts';
import { listFiles } from './files/response-files.actions.ts';
import { anybody, response, responseId, save } from './responses.builders.ts';
import { saveResponseSchema } from './responses.contract.ts';

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => new Date('2026-11-22T10:32:15.123Z') } });
  await buildTwoTouchpoints(context);
  await createSurvey(context, surveyInput({ code: 'pulse', kind: 'employee', needsLink: false }));
});
afterAll(() => context?.close());

describe('what employees say', () => {
  it('is nobody’s, whoever hands it in', async () => {
    await saveResponse(context, 'pulse', responseId(1), saveResponseSchema.parse(save({ answers: { nps: 2, comment: 'Mein Chef …' } })));
    await acceptResponses(context, [response(2, { surveyCode: 'pulse', identifiers: [{ kind: 'email', value: 'eva@example.com' }], answers: [{ role: 'nps', value: 1 }] })]);
    expect(await context.history.query('select 1 from interactions')).toEqual([]);
    expect((await sql`select 1 from identifiers`.execute(context.db)).rows).toEqual([]);
    expect((await sql`select 1 from responses where subject is not null`.execute(context.db)).rows).toEqual([]);
  });

  it('cannot be found by the times of a link', async () => {
    const { links } = await createLinks(context, anybody, 'pulse', { count: 1 });
    const token = new URL(links[0] ?? '').searchParams.get('t') ?? '';
    await readPublicSurvey(context, 'pulse', { token });
    await saveResponse(context, 'pulse', responseId(3), saveResponseSchema.parse(save({ token })));
    const { rows } = await sql<Record<string, Date | null>>`select opened_at, started_at, used_at, response_id from survey_links`.execute(context.db);
    const day = new Date('2026-11-22T00:00:00Z');
    expect(rows).toEqual([{ openedAt: day, startedAt: day, usedAt: day, responseId: null }]);
  });

  it('comes over links for one answer only, unless somebody opens the survey', async () => {
    await createSurvey(context, surveyInput({ code: 'guarded', kind: 'employee' }));
    const put = (n: number, changes = {}) => saveResponse(context, 'guarded', responseId(n), saveResponseSchema.parse(save(changes)));
    const needed = { code: 'survey.link_needed' };
    expect(await readPublicSurvey(context, 'guarded', {})).toMatchObject({ state: 'link_needed', definition: null });
    await expect(put(40)).rejects.toMatchObject(needed);
    await expect(createLinks(context, anybody, 'guarded', {})).rejects.toMatchObject(needed);
    await expect(createLinks(context, anybody, 'guarded', { count: 1, isSingleUse: false })).rejects.toMatchObject(needed);
    const { links } = await createLinks(context, anybody, 'guarded', { count: 1 });
    const token = new URL(links[0] ?? '').searchParams.get('t') ?? '';
    expect(await readPublicSurvey(context, 'guarded', { token })).toMatchObject({ state: 'open' });
    expect(await put(41, { token })).toMatchObject({ state: 'finished' });
    await expect(put(42, { token })).rejects.toMatchObject({ code: 'survey.already_answered' });
    expect(await changeSurvey(context, anybody, 'guarded', { needsLink: false })).toMatchObject({ needsLink: false });
    expect(await put(43)).toMatchObject({ state: 'finished' });
  });

  it('is neither listed one by one nor as files', async () => {
    const isProtected = { code: 'survey.results_protected' };
    await expect(listResponsesOf(context, anybody, 'pulse', { limit: 50 })).rejects.toMatchObject(isProtected);
    await expect(listFiles(context, anybody, 'pulse', responseId(1))).rejects.toMatchObject(isProtected);
  });
});
