import { createHmac } from 'node:crypto';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTwoTouchpoints } from '../../listening/surveys/surveys.builders.ts';
import { listVoices } from '../../listening/voices/list-voices.actions.ts';
import { pollNow } from '../../listening/voices/sources/poll-sources.actions.ts';
import { readVoiceFile } from '../../listening/voices/files/read-voice-file.actions.ts';
import { previewUndo, startUndo, undoVoiceFile } from '../../listening/voices/files/undo-voice-file.actions.ts';
import { startVoices, uploadVoices } from '../../listening/voices/files/voice-files.actions.ts';
import { addSource } from '../../listening/voices/sources/voice-sources.actions.ts';
import { boss, type FeedServer, openFeedServer, rss, rssItem, sourceInput } from '../../listening/voices/voices.builders.ts';
import { voiceListQuerySchema } from '../../listening/voices/voices.contract.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { loopRuleInputSchema } from '../closed-loop/closed-loop.contract.ts';
import { listPageOfCatches } from '../closed-loop/catches.actions.ts';
import { addLoopRule } from '../closed-loop/loop-rules.actions.ts';
import { sweepLoop } from '../closed-loop/sweep.actions.ts';
import { openVoiceCase } from './open-voice-case.actions.ts';
import { deliverReplies, replyToVoice, sayPosted, sendAgain } from './reply-to-voice.actions.ts';
import { listCaseVoices, showVoiceDesk } from './show-voice-desk.actions.ts';

let context: TestContext;
let portal: FeedServer;
let now = new Date('2026-03-10T09:00:00Z');
let secret = '';
let sourceId = '';
const signal = new AbortController().signal;
const voiceOf = async (words: string) => (await listVoices(context, boss, voiceListQuerySchema.parse({ search: words }))).items[0];
const cases = async () => (await sql<{ id: string; subjectLine: string; department: string; channel: string; sourceKind: string }>`select id, subject_line, department, channel, source_kind from cases order by number`.execute(context.db)).rows;

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now }, settings: { publicUrl: 'http://localhost:3000', defaultCountry: 'DE', allowsInternalAddresses: true } });
  await sql`delete from service_policies`.execute(context.db); // their clocks have tests of their own
  await context.jobs.enqueue('test.nothing', {}); // the queue makes its tables when it is first used
  portal = await openFeedServer();
  await buildTwoTouchpoints(context);
  await addLoopRule(context, loopRuleInputSchema.parse({ name: 'Schlechte Bewertung', condition: { kind: 'review', atMost: 4 }, priority: 'high', contactWithinHours: 24 }));
  portal.answer('/rss', (_request, response) => response.end(rss(rssItem('r1', { words: 'Dauert ewig', stars: '1', at: 'Tue, 10 Mar 2026 08:00:00 GMT' }), rssItem('r2', { words: 'Alles bestens', stars: '5', at: 'Tue, 10 Mar 2026 08:30:00 GMT' }))));
  const source = await addSource(context, 'boss', sourceInput({ name: 'Portal', url: `${portal.url}/rss`, touchpoint: 'repair_status', replyUrl: `${portal.url}/replies` }));
  [secret, sourceId] = [source.replySecret ?? '', source.id];
  await pollNow(context, sourceId);
});
afterAll(async () => {
  await portal?.close();
  await context?.close();
});

describe('a bad review', () => {
  it('by nobody in particular opens a case by rule, once', async () => {
    expect([await sweepLoop(context, signal), await sweepLoop(context, signal)]).toEqual([1, 0]);
    const [opened, ...others] = await cases();
    expect([opened, others]).toMatchObject([{ subjectLine: 'Schlechte Bewertung (1/5): Reparaturstatus', department: 'service', channel: 'social', sourceKind: 'social' }, []]);
    const voice = await voiceOf('ewig');
    expect(await openVoiceCase(context, boss, voice?.id ?? '')).toMatchObject({ id: opened?.id, isNew: false });
    expect(await listCaseVoices(context, boss, opened?.id ?? '')).toMatchObject([{ voiceId: voice?.id, stars: 1, text: 'Dauert ewig', answeredAt: null }]);
  });
  it('is answered by the program of its source: signed, tried again with the same id, then known everywhere', async () => {
    const voice = await voiceOf('ewig');
    let answers = 503;
    portal.answer('/replies', (_request, response) => response.writeHead(answers).end());
    await replyToVoice(context, boss, voice?.id ?? '', { text: 'Das tut uns leid.', via: 'connector', isAgain: false });
    await expect(replyToVoice(context, boss, voice?.id ?? '', { text: 'Ich auch', via: 'hand', isAgain: false })).rejects.toMatchObject({ code: 'voice.answered', details: { by: 'boss' } });
    expect(await deliverReplies(context, signal, () => 0.5)).toBe(1);
    expect(await showVoiceDesk(context, boss, voice?.id ?? '')).toMatchObject({ replies: [{ state: 'waiting', failure: 'The program answered 503.', nextAttemptAt: '2026-03-10T09:00:05.000Z' }], hasConnector: true });
    [now, answers] = [new Date('2026-03-10T09:00:05Z'), 200];
    expect([await deliverReplies(context, signal), await deliverReplies(context, signal)]).toEqual([1, 0]);
    const sent = portal.asked.filter(({ path }) => path === '/replies');
    expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const { headers, body } = sent.at(-1) ?? { headers: {} as Record<string, string>, body: '' };
    expect(JSON.parse(body)).toMatchObject({ type: 'voice.reply', data: { externalId: 'r1', source: 'Portal', text: 'Das tut uns leid.' } });
    expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64')).update(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`).digest('base64')}`);
    expect(await voiceOf('ewig')).toMatchObject({ answeredAt: '2026-03-10T09:00:05.000Z', answeredBy: 'connector', answer: 'Das tut uns leid.' });
    expect((await sql`select text, direction, channel from case_entries where kind = 'message' and direction = 'outbound'`.execute(context.db)).rows).toEqual([{ text: 'Das tut uns leid.', direction: 'outbound', channel: 'social' }]);
    expect((await listPageOfCatches(context, boss, { limit: 10 })).items).toMatchObject([{ toldHow: 'reply', contactedAt: '2026-03-10T09:00:05.000Z', customerId: null }]);
  });
});

describe('any voice', () => {
  it('is answered by hand as a dated fact; a second answer only when that is meant', async () => {
    const voice = await voiceOf('bestens');
    expect(await openVoiceCase(context, boss, voice?.id ?? '')).toMatchObject({ isNew: true });
    expect(await replyToVoice(context, boss, voice?.id ?? '', { text: 'Danke!', via: 'hand', isAgain: false })).toMatchObject({ state: 'posted', postedAt: '2026-03-10T09:00:05.000Z' });
    await expect(replyToVoice(context, boss, voice?.id ?? '', { text: 'Danke!!', via: 'hand', isAgain: false })).rejects.toMatchObject({ code: 'voice.answered' });
    now = new Date('2026-03-10T09:00:06Z');
    await replyToVoice(context, boss, voice?.id ?? '', { text: 'Danke!!', via: 'connector', isAgain: true });
    portal.answer('/replies', (_request, response) => response.writeHead(410).end());
    await deliverReplies(context, signal);
    const { replies } = await showVoiceDesk(context, boss, voice?.id ?? '');
    expect(replies.map(({ state }) => state)).toEqual(['failed', 'posted']);
    await sendAgain(context, boss, replies[0]?.id ?? '');
    expect(await sayPosted(context, boss, replies[0]?.id ?? '')).toMatchObject({ state: 'posted', via: 'hand' });
    await expect(sayPosted(context, boss, replies[0]?.id ?? '')).rejects.toMatchObject({ code: 'voice.answered' });
    expect(await voiceOf('bestens')).toMatchObject({ answer: 'Danke!!', answeredBy: 'hand' });
  });
  it('that was edited for the worse is caught again, in the case that is open', async () => {
    now = new Date('2026-03-10T12:00:00Z');
    portal.answer('/rss', (_request, response) => response.end(rss(rssItem('r1', { words: 'Noch schlimmer', stars: '1', at: 'Tue, 10 Mar 2026 11:00:00 GMT' }))));
    await pollNow(context, sourceId);
    expect([await sweepLoop(context, signal), (await cases()).length]).toEqual([1, 2]);
    expect((await sql`select text from case_entries where what = 'loop.caught' and text <> ''`.execute(context.db)).rows).toEqual([{ text: 'Noch schlimmer' }]);
  });
});

describe('a case for a review whose file is taken back', () => {
  it('stays and says so; an answer that is not out yet does not go out', async () => {
    const source = await addSource(context, 'boss', sourceInput({ name: 'Export', kind: 'file', touchpoint: 'repair_status', replyUrl: `${portal.url}/replies` }));
    const { id, mapping } = await uploadVoices(context, boss, source.id, { name: 'export.csv', content: Readable.from(['Nr;Sterne;Kommentar\n1;1;Aus dem falschen Portal\n2;2;Auch das\n']) });
    await startVoices(context, id, { mapping: { ...mapping, fields: { id: 'Nr', stars: 'Sterne', text: 'Kommentar' } }, scale: {} });
    await readVoiceFile(context, id, signal);
    const voice = await voiceOf('falschen');
    const opened = await openVoiceCase(context, boss, voice?.id ?? '');
    await replyToVoice(context, boss, voice?.id ?? '', { text: 'Wir rufen an.', via: 'connector', isAgain: false });
    expect(await previewUndo(context, id)).toEqual({ removed: 2, restored: 0, kept: 0, cases: 1, waitingReplies: 1 });
    await startUndo(context, id);
    await undoVoiceFile(context, id, signal);
    expect(await listCaseVoices(context, boss, opened.id)).toMatchObject([{ voiceId: voice?.id, sourceName: 'Export', title: '', text: '', author: '', undoneAt: now.toISOString() }]);
    expect(await deliverReplies(context, signal)).toBe(0);
    expect(await cases()).toContainEqual(expect.objectContaining({ id: opened.id }));
    await expect(openVoiceCase(context, boss, voice?.id ?? '')).rejects.toMatchObject({ code: 'voice.not_found' });
  });
});
