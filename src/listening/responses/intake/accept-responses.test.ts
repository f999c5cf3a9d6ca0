import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { createSurvey } from '../../surveys/manage-surveys.actions.ts';
import { buildTwoTouchpoints, surveyInput } from '../../surveys/surveys.builders.ts';
import { acceptResponses } from './accept-responses.actions.ts';
import { response, responseId } from '../responses.builders.ts';

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext();
  await buildTwoTouchpoints(context);
  await createSurvey(context, surveyInput());
});
afterAll(async () => {
  await context?.close();
});
const count = async (where: string) => (await context.history.query<{ n: number }>(`select count() as n from answers where ${where}`))[0]?.n;

describe('accepting responses in the neutral shape', () => {
  it('keeps each id once for ever, also within one batch, and the first wins', async () => {
    expect(await acceptResponses(context, [response(1), response(2), response(1, { answers: [{ role: 'nps', value: 0 }] })])).toEqual({ accepted: 2, repeated: 1 });
    expect(await acceptResponses(context, [response(2), response(3)])).toEqual({ accepted: 1, repeated: 1 });
    expect(await count(`role = 'nps' and value = 9`)).toBe(3);
    expect(await count(`role = 'nps' and value = 0`)).toBe(0);
  });

  it('takes touchpoint, channel and department from the survey or the touchpoint, and the group from the response', async () => {
    await acceptResponses(context, [
      response(10, { touchpointCode: undefined, surveyCode: 'repair', group: 'business' }),
      response(11, { touchpointCode: 'shop_advice' }),
      response(12, { touchpointCode: 'shop_advice', channel: 'app' }),
    ]);
    const rows = await context.history.query('select survey, touchpoint, channel, department, target_group from answers where response_id in {ids:Array(UUID)} order by response_id', { ids: [responseId(10), responseId(11), responseId(12)] });
    expect(rows).toEqual([
      { survey: 'repair', touchpoint: 'repair_status', channel: 'call_center', department: 'service', target_group: 'business' },
      { survey: '', touchpoint: 'shop_advice', channel: 'shop', department: 'sales', target_group: '' },
      { survey: '', touchpoint: 'shop_advice', channel: 'app', department: 'sales', target_group: '' },
    ]);
  });

  it('gives responses of one customer one subject and anonymous ones a subject each', async () => {
    const eva = { identifiers: [{ kind: 'userId', value: 'eva' }] };
    await acceptResponses(context, [response(20, eva), response(21, { identifiers: [{ kind: 'userId', value: 'eva' }, { kind: 'email', value: 'EVA@example.com' }] }), response(22), response(23), response(24, { identifiers: [{ kind: 'userId', value: 'null' }] })]);
    const rows = await context.history.query<{ subject: string }>('select subject from answers where response_id in {ids:Array(UUID)} order by response_id', { ids: [20, 21, 22, 23, 24].map(responseId) });
    const subjects = rows.map((row) => row.subject);
    expect(subjects[0]).toBe(subjects[1]);
    expect(new Set(subjects).size).toBe(4);
  });

  it('refuses a batch as a whole and says where each fault is', async () => {
    const refusal = acceptResponses(context, [
      response(30),
      response(31, { touchpointCode: 'nowhere' }),
      response(32, { touchpointCode: undefined, surveyCode: 'none' }),
      response(33, { at: '2999-01-01T00:00:00Z' }),
      response(34, { touchpointCode: undefined, surveyCode: 'repair', answers: [{ role: 'nps', value: 3 }, { role: 'experience', dimension: 'ease', value: 3 }] }),
    ]);
    await expect(refusal).rejects.toMatchObject({ code: 'survey.answer_invalid', places: [
      { at: 'responses[1].touchpointCode', reason: 'there is no such touchpoint' },
      { at: 'responses[2].surveyCode', reason: 'there is no such survey' },
      { at: 'responses[3].at', reason: 'must lie between 2000 and now' },
      { at: 'responses[4].answers[1].dimension', reason: 'this survey does not ask about ease' },
    ] });
    await expect(acceptResponses(context, [response(30, { id: 'no uuid' })])).rejects.toMatchObject({ places: [{ at: 'responses[0].id' }] });
    expect(await count(`response_id = '${responseId(30)}'`)).toBe(0);
  });

  it('takes 5,000 at a time and no more', async () => {
    const many = Array.from({ length: 5_000 }, (_, n) => response(100_000 + n, { identifiers: [{ kind: 'userId', value: `u${n % 1_000}` }] }));
    expect(await acceptResponses(context, many)).toEqual({ accepted: 5_000, repeated: 0 });
    await expect(acceptResponses(context, [...many, response(1)])).rejects.toMatchObject({ code: 'request.too_large' });
  });
});
