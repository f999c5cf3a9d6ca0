import { createHmac } from 'node:crypto';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sightCustomer } from '../../people/identity/sight.actions.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { buildTwoTouchpoints } from '../surveys/surveys.builders.ts';
import { forgetVoice, getVoice, listVoices, moveVoice } from './list-voices.actions.ts';
import { pollDueSources, pollNow } from './sources/poll-sources.actions.ts';
import { previewSource } from './sources/preview-source.actions.ts';
import { receiveVoices } from './receive-voices.actions.ts';
import { readVoiceFile } from './files/read-voice-file.actions.ts';
import { getFile, startVoices, uploadVoices } from './files/voice-files.actions.ts';
import { addSource, changeSource, getSource } from './sources/voice-sources.actions.ts';
import { previewInputSchema } from './sources/voice-sources.contract.ts';
import { boss, type FeedServer, openFeedServer, rss, rssItem, sourceInput } from './voices.builders.ts';
import { voicesHolder } from './voices-privacy.actions.ts';
import { voiceListQuerySchema } from './voices.contract.ts';

let context: TestContext;
let portal: FeedServer;
let now = new Date('2026-03-10T09:00:00Z');
const signal = new AbortController().signal;
const query = (change: object = {}) => listVoices(context, boss, voiceListQuerySchema.parse(change));
const inHistory = (table: string, what: string) => context.history.query<Record<string, unknown>>(`select ${what} from ${table} where ${table === 'answers' ? "survey = ''" : "type = 'voice'"} order by at, ${table === 'answers' ? 'role' : 'message_key'}`);

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now }, settings: { publicUrl: 'http://localhost:3000', defaultCountry: 'DE', allowsInternalAddresses: true } });
  portal = await openFeedServer();
  await buildTwoTouchpoints(context);
});
afterAll(async () => {
  await portal?.close();
  await context?.close();
});

describe('a feed', () => {
  let id: string;
  it('is read on schedule: HTML becomes text, stars become a score on the right touchpoint, once for ever', async () => {
    portal.answer('/rss', (_request, response) => response.setHeader('etag', '"v1"').end(rss(rssItem('r1', { title: 'Reparatur', words: '<p>Hat <b>ewig</b> gedauert &amp; nicht geholfen</p><script>alert(1)</script>', stars: '2' }), rssItem('r2', { words: 'Sehr gute Beratung, die haben sich Zeit genommen', stars: '5', at: 'Tue, 03 Mar 2026 10:00:00 GMT' }))));
    ({ id } = await addSource(context, 'boss', sourceInput({ url: `${portal.url}/rss`, touchpoint: 'shop_advice', rules: [{ field: 'words', contains: 'reparatur', touchpoint: 'repair_status' }] })));
    expect(await pollDueSources(context, signal)).toBe(1);
    const { items } = await query();
    expect(items).toMatchObject([
      { title: 'Titel', stars: 5, score: 10, touchpoint: 'shop_advice', language: 'de', customerId: null, author: '' },
      { title: 'Reparatur', text: 'Hat ewig gedauert & nicht geholfen', stars: 2, score: 2.5, touchpoint: 'repair_status', at: '2026-03-02T10:00:00.000Z', version: 1 },
    ]);
    expect(await inHistory('answers', 'touchpoint, department, role, value, raw, scale_low, scale_high')).toEqual([
      { touchpoint: 'repair_status', department: 'service', role: 'comment', value: null, raw: null, scale_low: null, scale_high: null },
      { touchpoint: 'repair_status', department: 'service', role: 'overall', value: 2.5, raw: 2, scale_low: 1, scale_high: 5 },
      { touchpoint: 'shop_advice', department: 'sales', role: 'comment', value: null, raw: null, scale_low: null, scale_high: null },
      { touchpoint: 'shop_advice', department: 'sales', role: 'overall', value: 10, raw: 5, scale_low: 1, scale_high: 5 },
    ]);
    expect(await pollDueSources(context, signal)).toBe(0); // its time has not come again
  });
  it('is asked only for what is new', async () => {
    portal.answer('/rss', (request, response) => (request.headers['if-none-match'] === '"v1"' ? response.writeHead(304).end() : response.end(rss())));
    expect(await pollNow(context, id)).toMatchObject({ failure: null, failingSince: null, accepted: 2, voices: 2 });
    expect(portal.asked.at(-1)?.headers['if-none-match']).toBe('"v1"');
  });
  it('keeps an edited review as a new version, which alone counts', async () => {
    now = new Date('2026-03-11T09:00:00Z');
    portal.answer('/rss', (_request, response) => response.end(rss(rssItem('r1', { title: 'Reparatur', words: 'Jetzt ist alles gut', stars: '4', at: 'Wed, 11 Mar 2026 08:00:00 GMT' }), rssItem('r2', { words: 'Eine ältere Fassung', stars: '1', at: 'Sun, 01 Mar 2026 10:00:00 GMT' }))));
    expect(await pollNow(context, id)).toMatchObject({ accepted: 3, voices: 2 });
    const [edited] = (await query({ search: 'jetzt ist' })).items;
    expect(await getVoice(context, boss, edited?.id ?? '')).toMatchObject({ version: 2, score: 7.5, firstAt: '2026-03-02T10:00:00.000Z', versions: [{ version: 2, stars: 4, text: 'Jetzt ist alles gut' }, { version: 1, stars: 2, text: 'Hat ewig gedauert & nicht geholfen' }] });
    expect(await inHistory('answers', 'role, value')).toEqual([{ role: 'comment', value: null }, { role: 'overall', value: 10 }, { role: 'comment', value: null }, { role: 'overall', value: 7.5 }]);
    expect((await inHistory('interactions', 'kind, channel, score')).length).toBe(2);
  });
  it('says where it is broken, waits longer, and is well again by itself', async () => {
    portal.answer('/rss', (_request, response) => response.end('<rss version="2.0"><channel>\n<item><title>Halb</title>'));
    expect(await pollNow(context, id)).toMatchObject({ failingSince: '2026-03-11T09:00:00.000Z', failure: { code: 'unreadable', detail: expect.stringMatching(/no whole XML: unclosed tag: \w+ \(line 2, column \d+\)/) }, nextPollAt: '2026-03-11T11:00:00.000Z' });
    portal.answer('/rss', (_request, response) => response.writeHead(503).end());
    expect(await pollNow(context, id)).toMatchObject({ failure: { code: 'status', detail: '503' }, nextPollAt: '2026-03-11T13:00:00.000Z' });
    portal.answer('/rss', (_request, response) => response.end(rss(rssItem('r3', { stars: '9' }), rssItem('r4'))));
    expect(await pollNow(context, id)).toMatchObject({ failingSince: null, failure: { code: 'left_out', detail: '1/2: item 1, stars: 9 lies outside of the scale 1 to 5' } });
  });
  it('refuses bombs and addresses of the own network', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, n) => `<!ENTITY a${n} "${'&a;'.repeat(10)}">`).join('')}]><rss version="2.0"><channel><item><title>&a8;</title></item></channel></rss>`;
    const preview = (change: object) => previewSource(context, boss, previewInputSchema.parse({ kind: 'feed', ...change }));
    await expect(preview({ body: bomb })).rejects.toThrow(/declares entities of its own/);
    await expect(preview({ body: `<rss version="2.0">${'<a>'.repeat(100)}` })).rejects.toThrow(/nested more than 64 deep/);
    context.settings.allowsInternalAddresses = false;
    await expect(preview({ url: `${portal.url}/rss` })).rejects.toMatchObject({ code: 'address.not_allowed' });
    expect(await pollNow(context, id)).toMatchObject({ failingSince: now.toISOString() });
    context.settings.allowsInternalAddresses = true;
  });
});

describe('a JSON feed', () => {
  const review = { reviewId: 'g1', reviewer: { displayName: 'Anna Ohm' }, starRating: 'TWO', comment: 'Nobody could help me at all', updateTime: '2026-03-05T10:00:00Z', customer: { mail: 'anna@example.com' }, reviewReply: { comment: 'Sorry', updateTime: '2026-03-06T10:00:00Z' } };
  it('is understood by its usual names, shown before it is saved, and links the author only by something sure', async () => {
    portal.answer('/json', (_request, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify({ data: { reviews: [review, { ...review, reviewId: 'g2', starRating: 'ELEVEN' }] } })));
    const seen = await previewSource(context, boss, previewInputSchema.parse({ kind: 'json', url: `${portal.url}/json` }));
    expect(seen).toMatchObject({ format: 'json', found: 2, voices: [{ author: 'Anna Ohm', stars: 2, score: 2.5, answered: true, language: 'en', identifiedBy: [] }], faults: [{ at: 'data.reviews[1].starRating', code: 'no_rating', reason: '"ELEVEN" is no rating' }], mapping: { items: 'data.reviews', fields: { id: 'reviewId', stars: 'starRating', text: 'comment' } } });
    const { id } = await addSource(context, 'boss', sourceInput({ kind: 'json', url: `${portal.url}/json`, mapping: { ...seen.mapping, identifiers: [{ kind: 'email', at: 'customer.mail' }] } }));
    await pollNow(context, id);
    const { items } = await query({ source: id });
    expect(items).toMatchObject([{ author: 'Anna Ohm', knownBy: 'email', customerId: expect.any(String), answeredAt: '2026-03-06T10:00:00.000Z', answeredBy: 'source' }]);
    expect((await query({ source: id, answered: 'no' })).items).toEqual([]);
  });
  it('is not found by words that are hidden from the reader: that would confirm a guess', async () => {
    portal.answer('/masked', (_request, response) => response.end(rss(rssItem('m1', { words: 'Schreibt mir an ute@example.com', stars: '3' }))));
    const { id } = await addSource(context, 'boss', sourceInput({ url: `${portal.url}/masked` }));
    await pollNow(context, id);
    const masked = { ...boss, can: (action: Parameters<typeof boss.can>[0], subject: Parameters<typeof boss.can>[1]) => subject !== 'personal_data' && boss.can(action, subject) };
    const found = async (actor: typeof boss, search: string) => (await listVoices(context, actor, voiceListQuerySchema.parse({ source: id, search }))).items.length;
    expect([await found(boss, 'ute@example.com'), await found(masked, 'ute@example.com'), await found(masked, 'Schreibt mir')]).toEqual([1, 0, 1]);
  });
  it('goes where a person puts it, and is gone for good when it is removed or its customer erased', async () => {
    const [voice] = (await query({ search: 'Anna Ohm' })).items;
    const voiceId = voice?.id ?? '';
    expect(await moveVoice(context, boss, voiceId, 'repair_status')).toMatchObject({ touchpoint: 'repair_status', versions: [{ version: 1 }] });
    expect(await context.history.query(`select touchpoint, value from answers where role = 'overall' and value = 2.5`)).toEqual([{ touchpoint: 'repair_status', value: 2.5 }]);
    const { rows } = await sql<{ subject: string }>`select subject from voices where id = ${voiceId}`.execute(context.db);
    const reach = { customerId: voice?.customerId ?? '', subjects: [rows[0]?.subject ?? ''], spans: [], identifiers: [], beforeBatch: null };
    expect(await voicesHolder.count(context, reach)).toBe(1);
    expect(await writeWithHistory(context, (tx, journal) => voicesHolder.erase(context, tx, reach, journal))).toEqual({ erased: 1 });
    await pollNow(context, voice?.sourceId ?? '');
    expect((await query({ source: voice?.sourceId })).items).toEqual([]);
    expect((await sql`select 1 from voices where text ilike '%Nobody%' or author <> '' union all select 1 from voice_versions where text ilike '%Nobody%'`.execute(context.db)).rows).toEqual([]);
    const [other] = (await query()).items;
    await forgetVoice(context, boss, other?.id ?? '');
    await expect(getVoice(context, boss, other?.id ?? '')).rejects.toMatchObject({ code: 'voice.not_found' });
  });
});

describe('a program that tells by itself', () => {
  it('must sign, and each voice counts once', async () => {
    const { id, secret } = await addSource(context, 'boss', sourceInput({ name: 'Plattform', kind: 'webhook', voiceKind: 'post', signedAs: 'hmac', signature: { header: 'X-Signature', encoding: 'hex' }, mapping: { fields: { id: 'id', text: 'message' } } }));
    const body = Buffer.from(JSON.stringify([{ id: 'p1', message: 'Schon wieder kein Netz' }, { id: 'p2' }]));
    const headers = { 'x-signature': createHmac('sha256', secret ?? '').update(body).digest('hex') };
    expect(await receiveVoices(context, id, { headers, body })).toEqual({ new: 1, changed: 0, unchanged: 0, refused: [{ at: '[1].message', code: 'nothing', details: {}, reason: 'holds neither words nor stars' }] });
    expect(await receiveVoices(context, id, { headers, body })).toMatchObject({ new: 0, unchanged: 1 });
    const sendSigned = (text: string) => {
      const one = Buffer.from(JSON.stringify({ id: 'p9', message: text }));
      return receiveVoices(context, id, { headers: { 'x-signature': createHmac('sha256', secret ?? '').update(one).digest('hex') }, body: one });
    };
    expect([await sendSigned('Nie wieder'), await sendSigned('Doch noch gut geworden')]).toMatchObject([{ new: 1 }, { changed: 1 }]);
    // Who listened sends the first one again, which is still signed: what was corrected stays so.
    expect(await sendSigned('Nie wieder')).toEqual({ new: 0, changed: 0, unchanged: 1, refused: [] });
    expect((await query({ source: id, search: 'Doch noch gut' })).items).toHaveLength(1);
    await expect(receiveVoices(context, id, { headers: { 'x-signature': 'ab' }, body })).rejects.toMatchObject({ code: 'inlet.signature_wrong' });
    expect(await getSource(context, id)).toMatchObject({ refused: 3, failure: { code: 'refused', detail: 'the signature does not fit' } });
    await changeSource(context, id, { isPaused: true });
    await expect(receiveVoices(context, id, { headers, body })).rejects.toMatchObject({ code: 'voice_source.not_found' });
  });
});

describe('a file', () => {
  it('is recognised by its headings; ten rows with a wrong one are nine voices and a reason', async () => {
    const { id } = await addSource(context, 'boss', sourceInput({ name: 'Amazon', kind: 'file' }));
    const seen = await writeWithHistory(context, (tx, journal) => sightCustomer(context, tx, journal, { identifiers: [{ kind: 'userId', value: 'c-4711' }], at: now, source: 'api', messageKey: 'see:c-4711' }));
    await sql`insert into contracts (id, subject, number, product, starts_on) values (gen_random_uuid(), ${seen?.subject ?? ''}, '305-2', 'Kabel', '2026-01-01')`.execute(context.db);
    const rows = Array.from({ length: 10 }, (_, n) => `0${n % 9 + 1}.03.2026;${n === 3 ? 'sechs' : (n % 5) + 1};Kommentar ${n};;305-${n}`);
    const uploaded = await uploadVoices(context, boss, id, { name: 'feedback.csv', content: Readable.from([`Date;Rating;Comments;Response;Order ID\n${rows.join('\n')}\n`]) });
    expect(uploaded).toMatchObject({ preset: 'amazon_seller', state: 'uploaded', mapping: { fields: { id: 'Order ID', stars: 'Rating' }, identifiers: [{ kind: 'order', at: 'Order ID' }], pattern: null }, faults: expect.arrayContaining([{ at: 'row 2, column Date', code: 'no_date', details: { value: '01.03.2026', pattern: ' without a pattern' }, reason: '"01.03.2026" is no date that can be read without a pattern' }]) });
    expect(uploaded.columns[0]?.patterns).toEqual(expect.arrayContaining(['d.M.yyyy', 'M.d.yyyy'])); // two ways: a person decides
    await startVoices(context, uploaded.id, { mapping: { ...uploaded.mapping, pattern: 'd.M.yyyy' }, scale: {} });
    await readVoiceFile(context, uploaded.id, signal);
    expect(await getFile(context, uploaded.id)).toMatchObject({ state: 'done', rows: 10, new: 9, refused: 1, refusals: [{ at: 'row 5, column Rating', code: 'no_rating', details: { value: 'sechs' } }], share: 1 });
    expect((await query({ source: id, search: 'Kommentar 2' })).items).toMatchObject([{ knownBy: 'order', customerId: expect.any(String) }]); // whose order it is, is known
    expect((await query({ source: id, stars: 'bad', limit: 3 })).nextCursor).not.toBeNull();
    const again = await uploadVoices(context, boss, id, { name: 'feedback.csv', content: Readable.from([`Date;Rating;Comments;Response;Order ID\n${rows[0]}\n`]) });
    await startVoices(context, again.id, { mapping: { ...again.mapping, pattern: 'd.M.yyyy' }, scale: {} });
    await readVoiceFile(context, again.id, signal);
    expect(await getFile(context, again.id)).toMatchObject({ new: 0, unchanged: 1 });
  });
});
