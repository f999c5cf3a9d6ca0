import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorFrom } from '../../../governance/roles/actor.logic.ts';
import { RecentResults } from '../../../platform/recent-results.ts';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { saveResponse } from '../../responses/intake/public-survey.actions.ts';
import { anybody, responseId, save } from '../../responses/responses.builders.ts';
import { saveResponseSchema } from '../../responses/responses.contract.ts';
import { leaveOutResponse, releaseResponse } from '../../responses/suspicions/decide.actions.ts';
import { withdrawLeftOut } from '../../responses/suspicions/withdraw-responses.actions.ts';
import { readResults } from '../results.actions.ts';
import { everyKind, publishSurvey } from '../results.builders.ts';
import { listSuspiciousOf } from './suspicious.actions.ts';
import { suspiciousQuerySchema } from './suspicious.contract.ts';

let context: TestContext;
const now = new Date('2026-11-22T10:00:00Z');
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
  await publishSurvey(context, 'all', everyKind);
  const answers = { nps: 0, channels: ['shop'], reason: { id: 'other', text: 'Akku' }, comment: 'Rufen Sie mich an: eva@example.com', agreed: true };
  await send(1, { answers, startedAt: '2026-11-22T09:59:59.500Z' });
  await send(2, { answers: { nps: 9 }, website: 'https://spam.example' });
  await send(3, { answers: { nps: 9 }, website: 'https://spam.example' });
  await send(4, { answers: { nps: 9 } });
}, 60_000);
afterAll(() => context?.close());

const send = (n: number, changes: Parameters<typeof save>[0]) => saveResponse(context, 'all', responseId(n), saveResponseSchema.parse(save(changes)));
async function finished(): Promise<number> {
  RecentResults.forgetEverything(); // results may be some seconds old
  return (await readResults(context, anybody, 'all', {})).finished;
}
const list = (query = {}, actor = anybody) => listSuspiciousOf(context, actor, 'all', suspiciousQuerySchema.parse(query));

describe('responses that a machine may have written', () => {
  it('are listed with why, how long they took and what they say', async () => {
    const { items, counts } = await list();
    expect(counts).toEqual({ open: 3, counted: 0, left_out: 0 });
    expect(items.find(({ id }) => id === responseId(1))).toMatchObject({
      why: 'too_fast', seconds: 0.5, at: '2026-11-22T10:00:00.000Z', source: 'link', decision: 'open', decidedAt: null, canDecide: true, customerId: null,
      answers: [
        { question: 'Würden Sie uns weiterempfehlen?', said: 0 },
        { question: 'Warum waren Sie da?', said: 'Anderes, nämlich' },
        { question: 'Warum waren Sie da? – Anderes, nämlich – Text', said: 'Akku' },
        { question: 'Wo haben Sie es versucht? – Im Laden', said: true },
        { question: 'Was möchten Sie uns sagen?', said: 'Rufen Sie mich an: eva@example.com' },
        { said: true },
      ],
    });
    expect(items.find(({ id }) => id === responseId(2))).toMatchObject({ why: 'honeypot' });
  });

  it('hide what is about a person from who may not see it', async () => {
    const blind = actorFrom({ kind: 'user', id: 'u2', label: 'u2', role: 'analyst', departments: [], byCookie: false });
    const { items } = await list({}, { ...blind, can: (action, subject) => subject !== 'personal_data' && anybody.can(action, subject) });
    expect(JSON.stringify(items)).not.toContain('eva@example.com');
  });

  it('come page by page, and by what was decided; the figures follow', async () => {
    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, cursor: first.nextCursor });
    expect(new Set([...first.items, ...second.items].map(({ id }) => id))).toEqual(new Set([responseId(1), responseId(2), responseId(3)]));
    expect(second.nextCursor).toBeNull();
    expect(await finished()).toBe(1);
    await releaseResponse(context, anybody, 'all', responseId(2));
    await leaveOutResponse(context, anybody, 'all', responseId(3));
    expect(await list({ decision: 'counted' })).toMatchObject({ counts: { open: 1, counted: 1, left_out: 1 }, items: [{ id: responseId(2), decision: 'counted', decidedBy: 'somebody@example.com', decidedAt: now.toISOString() }] });
    expect((await list({ decision: 'left_out' })).items.map(({ id }) => id)).toEqual([responseId(3)]);
    expect(await finished()).toBe(2);
    await leaveOutResponse(context, anybody, 'all', responseId(2));
    await withdrawLeftOut(context);
    expect(await finished()).toBe(1);
  });

  it('of employees are shown to nobody', async () => {
    await publishSurvey(context, 'pulse', everyKind, { kind: 'employee' });
    await expect(listSuspiciousOf(context, anybody, 'pulse', suspiciousQuerySchema.parse({}))).rejects.toMatchObject({ code: 'survey.results_protected' });
  });
});
