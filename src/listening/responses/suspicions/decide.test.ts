import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { createSurvey } from '../../surveys/manage-surveys.actions.ts';
import { buildTwoTouchpoints, surveyInput } from '../../surveys/surveys.builders.ts';
import { saveResponse } from '../intake/public-survey.actions.ts';
import { createQuotas, listQuotasOf } from '../quotas/quotas.actions.ts';
import { anybody, responseId, save } from '../responses.builders.ts';
import { saveResponseSchema } from '../responses.contract.ts';
import { leaveOutResponse, releaseResponse } from './decide.actions.ts';
import { withdrawLeftOut } from './withdraw-responses.actions.ts';

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext();
  await buildTwoTouchpoints(context);
});
afterAll(() => context?.close());

let counter = 0;
async function newSurvey(changes = {}): Promise<string> {
  counter += 1;
  await createSurvey(context, surveyInput({ code: `doubted_${counter}`, ...changes }));
  return `doubted_${counter}`;
}
const byMachine = (code: string, n: number) => saveResponse(context, code, responseId(n), saveResponseSchema.parse(save({ answers: { nps: 0, comment: 'x' }, website: 'https://spam.example' })));
async function counted(code: string) {
  const count = async (table: string, column: string, value: string) => (await context.history.query<{ n: number }>(`select count() as n from ${table} where ${column} = {value:String}`, { value }))[0]?.n;
  const { rows } = await sql<{ id: string }>`select id from responses where survey = ${code}`.execute(context.db);
  return { answers: await count('answers', 'survey', code), finished: await count('responses final', "state = 'finished' and survey", code), contacts: await count('interactions', 'message_key', rows[0]?.id ?? '') };
}
const nothing = { answers: 0, finished: 0, contacts: 0 };
const all = { answers: 2, finished: 1, contacts: 1 };

describe('what becomes of a response that a machine may have written', () => {
  it('is decided by people, as often as they change their minds, and figures follow', async () => {
    const code = await newSurvey();
    await byMachine(code, 1);
    expect(await counted(code)).toEqual(nothing);
    for (let turn = 0; turn < 2; turn += 1) {
      await releaseResponse(context, anybody, code, responseId(1));
      expect(await counted(code)).toEqual(all);
      await leaveOutResponse(context, anybody, code, responseId(1));
      expect(await withdrawLeftOut(context)).toBe(1);
      expect(await counted(code)).toEqual(nothing);
    }
    await leaveOutResponse(context, anybody, code, responseId(1));
    const { rows } = await sql<Record<string, unknown>>`select released_at, left_out_by, withdrawn_at is not null as is_withdrawn from responses where id = ${responseId(1)}`.execute(context.db);
    expect(rows).toEqual([{ releasedAt: null, leftOutBy: 'somebody@example.com', isWithdrawn: true }]);
    const notes = await sql<{ action: string }>`select action from audit_inbox where subject = 'answer' union all select action from audit_entries where subject = 'answer'`.execute(context.db);
    expect(notes.rows.map(({ action }) => action).sort()).toEqual(['answer.counted', 'answer.counted', 'answer.left_out', 'answer.left_out']);
  });

  it('leaves history before it is let in again, also when nobody had come to that yet', async () => {
    const code = await newSurvey();
    await byMachine(code, 5);
    await releaseResponse(context, anybody, code, responseId(5));
    await leaveOutResponse(context, anybody, code, responseId(5));
    await releaseResponse(context, anybody, code, responseId(5));
    expect(await counted(code)).toEqual(all);
    expect(await withdrawLeftOut(context)).toBe(0);
  });

  it('gives its place in a quota back', async () => {
    const code = await newSurvey();
    await createQuotas(context, anybody, code, { name: 'Alle', when: null, target: 1 });
    await byMachine(code, 10);
    await releaseResponse(context, anybody, code, responseId(10));
    expect(await listQuotasOf(context, anybody, code)).toMatchObject([{ accepted: 1 }]);
    await createQuotas(context, anybody, code, { name: 'Später', when: null, target: 9 });
    await leaveOutResponse(context, anybody, code, responseId(10));
    expect(await listQuotasOf(context, anybody, code)).toMatchObject([{ name: 'Alle', accepted: 0 }, { name: 'Später', accepted: 0 }]);
  });

  it('waits for rows that are still on their way to history, and is not let in again meanwhile', async () => {
    const code = await newSurvey();
    await byMachine(code, 20);
    await releaseResponse(context, anybody, code, responseId(20));
    const [{ batch = 0 } = {}] = await context.history.query<{ batch: number }>('select batch from responses where survey = {code:String}', { code });
    await sql`insert into history_journal (batch, body) values (${batch}, '')`.execute(context.db);
    await leaveOutResponse(context, anybody, code, responseId(20));
    expect(await withdrawLeftOut(context)).toBe(0);
    expect(await counted(code)).toEqual(all);
    await expect(releaseResponse(context, anybody, code, responseId(20))).rejects.toMatchObject({ code: 'engine.busy' });
    await sql`delete from history_journal where batch = ${batch}`.execute(context.db);
    expect(await withdrawLeftOut(context)).toBe(1);
    expect(await counted(code)).toEqual(nothing);
  });

  it('is nobody’s to decide for what people answered, or for employees', async () => {
    const [code, pulse] = [await newSurvey(), await newSurvey({ kind: 'employee', needsLink: false })];
    await saveResponse(context, code, responseId(30), saveResponseSchema.parse(save()));
    await byMachine(pulse, 31);
    await expect(leaveOutResponse(context, anybody, code, responseId(30))).rejects.toMatchObject({ code: 'survey.response_not_found' });
    await expect(leaveOutResponse(context, anybody, pulse, responseId(31))).rejects.toMatchObject({ code: 'survey.results_protected' });
  });
});
