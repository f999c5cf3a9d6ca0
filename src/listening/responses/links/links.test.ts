import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secretHash } from '../../../kernel/ids.ts';
import type { Context } from '../../../platform/context.ts';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { createSurvey } from '../../surveys/manage-surveys.actions.ts';
import { buildTwoTouchpoints, surveyInput } from '../../surveys/surveys.builders.ts';
import { changeLink, createLinks, createLinksIn, listLinksOf, removeLink } from './links.actions.ts';
import { readPublicSurvey, saveResponse } from '../intake/public-survey.actions.ts';
import { anybody, beside, responseId, save } from '../responses.builders.ts';
import { saveResponseSchema } from '../responses.contract.ts';

let context: TestContext;
let other: Awaited<ReturnType<typeof beside>>;
let now = new Date('2026-11-22T10:00:00Z');
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
  other = await beside(context);
  await buildTwoTouchpoints(context);
});
afterAll(async () => {
  await other?.close();
  await context?.close();
});

let counter = 0;
async function newSurvey(changes = {}): Promise<string> {
  counter += 1;
  await createSurvey(context, surveyInput({ code: `linked_${counter}`, ...changes }));
  return `linked_${counter}`;
}
const put = (code: string, n: number, changes = {}, at: Context = context) => saveResponse(at, code, responseId(n), saveResponseSchema.parse(save(changes)));
const tokenOf = (link: string | undefined) => new URL(link ?? '').searchParams.get('t') ?? '';
const subjectsOf = (code: string) => context.history.query<{ subject: string }>('select distinct subject from answers where survey = {code:String}', { code });

describe('links', () => {
  it('are good for one response, by the customer they were made for, whoever is quicker', async () => {
    const code = await newSurvey();
    const { links } = await createLinks(context, anybody, code, { identifier: { kind: 'email', value: 'Eva@Example.com' }, language: 'de' });
    expect(links[0]).toMatch(new RegExp(`^http://localhost:3000/s/${code}\\?t=.{43}&lang=de$`));
    const token = tokenOf(links[0]);
    expect(await readPublicSurvey(context, code, { token })).toMatchObject({ state: 'open', isPersonal: true });
    const settled = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => put(code, 100 + n, { token, answers: { nps: 3 } }, n % 2 === 0 ? context : other.context)));
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(settled.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))).toEqual(Array.from({ length: 19 }, () => 'survey.already_answered'));
    expect(await readPublicSurvey(context, code, { token })).toMatchObject({ state: 'answered', definition: null });
    const [answered] = await subjectsOf(code);
    expect(await context.history.query('select count() as n from interactions where subject = {subject:UUID}', { subject: answered?.subject })).toEqual([{ n: 1 }]);
    expect((await listLinksOf(context, anybody, code, { limit: 10 })).items).toMatchObject([{ isPersonal: true, openedAt: expect.any(String), startedAt: expect.any(String), finishedAt: expect.any(String) }]);
    await expect(put(code, 1, { token: 'guessed' })).rejects.toMatchObject({ code: 'survey.link_not_found' });
  });

  it('go on where somebody stopped, on another device too', async () => {
    const code = await newSurvey();
    const token = tokenOf((await createLinks(context, anybody, code, { count: 1 })).links[0]);
    await put(code, 130, { token, answers: { nps: 6 }, isFinal: false, seq: 4 });
    expect(await readPublicSurvey(context, code, { token })).toMatchObject({ state: 'open', resume: { responseId: responseId(130), language: 'de', answers: { nps: 6 }, seq: 4 } });
    expect(await put(code, 130, { token, answers: { nps: 6, comment: 'gut' }, seq: 5 })).toMatchObject({ state: 'finished' });
  });

  it('show nobody what another one began with a link for many', async () => {
    const code = await newSurvey();
    const token = tokenOf((await createLinks(context, anybody, code, { count: 1, isSingleUse: false })).links[0]);
    await put(code, 340, { token, answers: { nps: 1, comment: 'nur unter uns' }, isFinal: false });
    expect(await readPublicSurvey(context, code, { token })).toMatchObject({ state: 'open', resume: null });
  });

  it('are needed to go on with what was begun with them: no way around their PIN and their one use', async () => {
    const code = await newSurvey();
    const { links, pins } = await createLinks(context, anybody, code, { identifier: { kind: 'customerNumber', value: '4711' }, withPin: true });
    const [token, pin] = [tokenOf(links[0]), pins?.[0]];
    await put(code, 350, { token, pin, answers: { nps: 2 }, isFinal: false });
    await expect(put(code, 350, { answers: { nps: 10 }, seq: 2 })).rejects.toMatchObject({ code: 'survey.link_not_found' });
    expect(await put(code, 350, { token, pin, answers: { nps: 2 }, seq: 2 })).toMatchObject({ state: 'finished', repeated: false });
    expect(await put(code, 350, { answers: { nps: 10 }, seq: 3 })).toMatchObject({ state: 'finished', repeated: true });
  });

  it('ask for their number and, after five wrong ones, for patience – across processes', async () => {
    const code = await newSurvey();
    const { links, pins } = await createLinks(context, anybody, code, { withPin: true });
    const [token, pin = ''] = [tokenOf(links[0]), pins?.[0]];
    const wrong = pin === '000000' ? '000001' : '000000';
    expect(pin).toMatch(/^\d{6}$/);
    expect(await readPublicSurvey(context, code, { token })).toMatchObject({ state: 'pin_needed', definition: null, title: {} });
    expect(await readPublicSurvey(context, code, { token, pin })).toMatchObject({ state: 'open' });
    await expect(put(code, 140, { token })).rejects.toMatchObject({ code: 'survey.pin_wrong' });
    const guesses = await Promise.allSettled(Array.from({ length: 30 }, (_, n) => readPublicSurvey(n % 2 === 0 ? context : other.context, code, { token, pin: wrong })));
    const codes = guesses.map((one) => (one.status === 'rejected' ? one.reason.code : 'open'));
    expect(codes.filter((one) => one === 'survey.pin_wrong')).toHaveLength(5);
    expect(codes.filter((one) => one === 'survey.pin_blocked')).toHaveLength(25);
    await expect(readPublicSurvey(context, code, { token, pin })).rejects.toMatchObject({ code: 'survey.pin_blocked' });
    now = new Date(now.getTime() + 15 * 60_000);
    expect(await put(code, 140, { token, pin })).toMatchObject({ state: 'finished' });
  });

  it('end when they should; whoever had begun may finish', async () => {
    const code = await newSurvey();
    const expiresAt = new Date(now.getTime() + 60_000).toISOString();
    const [first, second] = (await createLinks(context, anybody, code, { count: 2, expiresAt })).links.map(tokenOf);
    await put(code, 150, { token: first, isFinal: false });
    now = new Date(now.getTime() + 60_000);
    expect(await readPublicSurvey(context, code, { token: second })).toMatchObject({ state: 'expired' });
    await expect(put(code, 151, { token: second })).rejects.toMatchObject({ code: 'survey.link_expired' });
    expect(await put(code, 150, { token: first, seq: 2 })).toMatchObject({ state: 'finished' });
  });

  it('are ended by hand and let in again; whoever had begun may finish, for a day', async () => {
    const code = await newSurvey();
    const token = tokenOf((await createLinks(context, anybody, code, { count: 1, isSingleUse: false, name: 'Newsletter November' })).links[0]);
    await put(code, 200, { token });
    await put(code, 201, { token, isFinal: false });
    const listed = async () => (await listLinksOf(context, anybody, code, { limit: 10, made: 'by_hand' })).items;
    const [link] = await listed();
    expect(link).toMatchObject({ name: 'Newsletter November', isSingleUse: false, state: 'live', answers: 1, endedAt: null, madeFor: null, hidden: {} });
    await changeLink(context, anybody, { code, id: link?.id ?? '' }, { isEnded: true });
    expect(await listed()).toMatchObject([{ state: 'ended', endedAt: now.toISOString(), endedBy: 'somebody@example.com' }]);
    expect(await readPublicSurvey(context, code, { token })).toMatchObject({ state: 'expired' });
    await expect(put(code, 202, { token })).rejects.toMatchObject({ code: 'survey.link_expired' });
    expect(await put(code, 201, { token, seq: 2 })).toMatchObject({ state: 'finished' });
    await changeLink(context, anybody, { code, id: link?.id ?? '' }, { isEnded: false });
    expect(await put(code, 202, { token })).toMatchObject({ state: 'finished' });
    expect(await listed()).toMatchObject([{ state: 'live', answers: 3, endedBy: null }]);
    await expect(changeLink(context, anybody, { code: await newSurvey(), id: link?.id ?? '' }, { isEnded: true })).rejects.toMatchObject({ code: 'survey.link_not_found' });
  });

  it('are listed page by page, with whom they are for only where that may be seen', async () => {
    const code = await newSurvey();
    await createLinks(context, anybody, code, { identifier: { kind: 'email', value: 'eva@example.com' }, name: 'Frau Beispiel' });
    await createLinks(context, anybody, code, { count: 2 });
    await context.db.transaction().execute((tx) => createLinksIn(context, tx, [{ survey: code, invitation: '00000000-0000-4000-8000-00000000bbbb', source: 'mail' }], 'invitations'));
    const first = await listLinksOf(context, anybody, code, { limit: 2, made: 'by_hand' });
    const second = await listLinksOf(context, anybody, code, { limit: 2, made: 'by_hand', cursor: first.nextCursor ?? '' });
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
    expect([...first.items, ...second.items].filter(({ isPersonal }) => isPersonal)).toMatchObject([{ madeFor: { kind: 'email', value: 'eva@example.com' }, name: 'Frau Beispiel' }]);
    const blind = { ...anybody, can: (_action: string, subject: string) => subject !== 'personal_data' };
    expect((await listLinksOf(context, blind, code, { limit: 10 })).items.map(({ madeFor, hidden }) => [madeFor, hidden])).toEqual(Array.from({ length: 4 }, () => [null, null]));
  });

  it('carry values that a page cannot change, and facts for whoever invited', async () => {
    const code = await newSurvey({ dimensions: undefined, definition: {
      languages: ['de'], title: { de: 'T' }, hidden: [{ id: 'ticket' }], endings: [{ id: 'end', title: { de: 'E' } }], look: { showsProgress: true, allowsBack: true, isOneByOne: false },
      pages: [{ id: 'main', questions: [{ kind: 'nps', id: 'nps', title: { de: 'N' } }] }],
    } });
    const invitation = '00000000-0000-4000-8000-00000000aaaa';
    const [made] = await context.db.transaction().execute((tx) => createLinksIn(context, tx, [{ survey: code, identifier: { kind: 'userId', value: 'u-1' }, invitation, source: 'mail', hidden: { ticket: '4711' } }], 'invitations'));
    expect(await readPublicSurvey(context, code, { token: made?.token })).toMatchObject({ hidden: { ticket: '4711' } });
    await put(code, 160, { token: made?.token, hidden: { ticket: '1', evil: 'x' }, source: 'widget' });
    expect(await context.history.query('select source, hidden from responses final where survey = {code:String}', { code })).toEqual([{ source: 'mail', hidden: { ticket: '4711' } }]);
    expect(made?.token && secretHash(made.token)).not.toBe(made?.token);
    await expect(removeLink(context, anybody, code, made?.linkId ?? '')).rejects.toMatchObject({ code: 'survey.link_not_found' });
  });

  it('of an employee survey never lead from an answer to a person', async () => {
    const code = await newSurvey({ kind: 'employee' });
    const identifier = { kind: 'email', value: 'kollege@nordfunk.example' };
    await expect(createLinks(context, anybody, code, { identifier })).rejects.toMatchObject({ code: 'request.invalid' });
    const [made] = await context.db.transaction().execute((tx) => createLinksIn(context, tx, [{ survey: code, identifier }], 'somebody'));
    const token = made?.token;
    await put(code, 170, { token, answers: { nps: 1 } });
    await expect(put(code, 171, { token })).rejects.toMatchObject({ code: 'survey.already_answered' });
    expect(await put(code, 170, { token })).toMatchObject({ repeated: true });
    expect(await context.history.query('select count() as n from interactions where message_key = {id:String}', { id: responseId(170) })).toEqual([{ n: 0 }]);
    const customers = await context.history.query('select count() as n from subject_owners where subject in (select subject from answers where survey = {code:String})', { code });
    expect(customers).toEqual([{ n: 0 }]);
    expect((await listLinksOf(context, anybody, code, { limit: 10 })).items).toMatchObject([{ isPersonal: true, madeFor: null, hidden: null, answers: 1 }]);
  });
});
