import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isOwnAddress, splitAddress } from './address.ts';
import { api, whenSignedOut, writeQuery } from './api.ts';
import { fetchFile } from './download.ts';
import { describeError } from './page/error-words.logic.ts';
import { ProblemError, readProblem } from './problem.ts';
import { parseSearch, stringifySearch } from './search-params.ts';
import { isAllowed } from './session.tsx';
import { ariaSort, moveRow, nextSort, toggleSelection } from './table/data-table.logic.ts';
import { readState, writeState } from './url-state.ts';
import { createFormat } from './words/format.ts';
import { chooseLanguage, createI18n } from './words/i18n.ts';
import { cutAtSpans } from './words/spans.logic.ts';
import uiDe from './words/ui.de.json' with { type: 'json' };
import uiEn from './words/ui.en.json' with { type: 'json' };

afterEach(() => vi.unstubAllGlobals());

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json', ...headers } });

describe('taking a file out', () => {
  it('asks with the role somebody looks through, and keeps the name the server gives', async () => {
    const fetch = vi.fn<(path: string, init: RequestInit) => Promise<Response>>(async () => new Response('a;b', { headers: { 'content-disposition': `attachment; filename="x.csv"; filename*=UTF-8''K%C3%BCste.csv` } }));
    vi.stubGlobal('fetch', fetch);
    const { name, content } = await fetchFile('/api/exports/customers?format=csv-de', { 'x-momente-view-as': 'viewer' });
    expect([name, await content.text(), fetch.mock.calls[0]?.[1].headers]).toEqual(['Küste.csv', 'a;b', { 'x-momente-request': '1', 'x-momente-view-as': 'viewer' }]);
    vi.stubGlobal('fetch', async () => answer(403, { code: 'permission.denied', title: 'No' }));
    await expect(fetchFile('/api/exports/customers', {})).rejects.toMatchObject({ code: 'permission.denied', status: 403 });
  });
  // Pages for people outside have no session, and so no role to look through.
  it('has no other way out of the pages', () => {
    const pages = globSync('src/**/*.tsx', { cwd: join(import.meta.dirname, '../..') }).filter((path) => /href=(?:"|\{`)\/api\/(?!single-sign-on\/|public\/)/.test(readFileSync(join(import.meta.dirname, '../..', path), 'utf8')));
    expect(pages).toEqual([]);
  });
});

describe('the way to the server', () => {
  it('sends what a write needs and leaves empty filters out', async () => {
    const fetch = vi.fn<(path: string, init: RequestInit) => Promise<Response>>(async () => answer(200, { id: 'c1' }));
    vi.stubGlobal('fetch', fetch);
    await api.post('/api/customers', { query: { channel: '', limit: 5 }, body: { name: 'Max' }, idempotencyKey: 'k1' });
    const [path, init] = fetch.mock.calls[0] ?? [];
    expect(path).toBe('/api/customers?limit=5');
    expect(init?.method).toBe('POST');
    expect(init?.body).toBe('{"name":"Max"}');
    expect(init?.headers).toMatchObject({ 'x-momente-request': '1', 'content-type': 'application/json', 'idempotency-key': 'k1' });
  });
  it('turns problem+json into a problem with its places', async () => {
    vi.stubGlobal('fetch', async () => answer(422, { code: 'rule.invalid', title: 'Rule', detail: 'No event.', errors: [{ at: 'rules[0].event', reason: 'required' }] }));
    const problem = await api.put('/api/rules').catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(ProblemError);
    expect(problem).toMatchObject({ code: 'rule.invalid', status: 422, detail: 'No event.', errors: [{ at: 'rules[0].event', reason: 'required' }] });
  });
  it('says that the server cannot be reached when no answer comes', async () => {
    vi.stubGlobal('fetch', async () => { throw new TypeError('failed to fetch'); });
    await expect(api.get('/api/session')).rejects.toMatchObject({ code: 'network.unreachable', status: 0 });
  });
  it('tells the shell about an ended session, but not when the caller expects it', async () => {
    const signedOut = vi.fn<() => void>();
    whenSignedOut(signedOut);
    vi.stubGlobal('fetch', async () => answer(401, { code: 'session.required', title: 'Sign in' }));
    await expect(api.get('/api/session', { expect401: true })).rejects.toMatchObject({ status: 401 });
    expect(signedOut).not.toHaveBeenCalled();
    await expect(api.get('/api/customers')).rejects.toMatchObject({ status: 401 });
    expect(signedOut).toHaveBeenCalledOnce();
  });
  it('reads a failure that is no problem+json by its status', () => {
    expect(readProblem(502, 'Bad gateway', null)).toMatchObject({ code: 'http.502', title: 'HTTP 502', errors: [] });
    expect(readProblem(429, { code: 'request.rate_limited' }, '30').retryAfterSeconds).toBe(30);
  });
  it('repeats a name for every value of a list', () => {
    expect(writeQuery({ kind: ['call', 'mail'], from: null, search: 'a b' })).toBe('?kind=call&kind=mail&search=a+b');
  });
});

describe('what a failure is told', () => {
  it('offers to try again when the database is away, not when something is forbidden', () => {
    const failure = (code: string, status: number) => describeError(new ProblemError({ code, status, title: '' }));
    expect(failure('engine.unavailable', 503)).toMatchObject({ titleKey: 'problem.engine.unavailable', adviceKey: 'error.advice.s503', canRetry: true });
    expect(failure('permission.denied', 403)).toMatchObject({ adviceKey: 'error.advice.s403', canRetry: false });
    expect(failure('network.timeout', 0)).toMatchObject({ titleKey: 'error.network.timeout', adviceKey: 'error.advice.network', canRetry: true });
    expect(describeError(new Error('bug'))).toMatchObject({ titleKey: 'error.title', code: undefined });
  });

  it('says of what is too large to send something smaller, and speaks of named fields only where some are named', () => {
    const failure = (status: number, errors: { at: string; reason: string }[] = []) => describeError(new ProblemError({ code: 'some.code', status, title: '', errors }));
    expect(failure(413)).toMatchObject({ adviceKey: 'error.advice.s413', canRetry: false });
    expect(failure(422)).toMatchObject({ adviceKey: 'error.advice.s422Unnamed' });
    expect(failure(422, [{ at: 'name', reason: 'is missing' }])).toMatchObject({ adviceKey: 'error.advice.s422' });
  });
});

describe('addresses', () => {
  it('cuts an address into path, query and place', () => {
    expect(splitAddress('/customers/4711?tab=said#notes')).toEqual({ to: '/customers/4711', search: { tab: 'said' }, hash: 'notes' });
  });
  it('follows only addresses of this site after signing in', () => {
    expect(['/customers', '//evil.example', 'https://evil.example', '/\\evil.example'].map(isOwnAddress)).toEqual([true, false, false, false]);
  });
  it('keeps numbers as text in the address, without quotes', () => {
    expect(stringifySearch({ search: '0049170', stage: undefined })).toBe('?search=0049170');
    expect(parseSearch('?search=0049170')).toEqual({ search: '0049170' });
  });
  it('does not write a filter that equals its default', () => {
    const defaults = { search: '', sort: '-priority' };
    expect(readState(defaults, '?search=max&other=1')).toEqual({ search: 'max', sort: '-priority' });
    expect(writeState(defaults, { search: 'max', other: '1' }, { search: '', sort: 'name' })).toEqual({ other: '1', sort: 'name' });
    expect(writeState(defaults, { sort: 'name' }, { sort: '-priority' })).toEqual({});
  });
});

describe('tables', () => {
  it('sorts figures from the highest at first and turns round on the second click', () => {
    expect(nextSort('', 'reach', true)).toBe('-reach');
    expect(nextSort('-reach', 'reach', true)).toBe('reach');
    expect(nextSort('-reach', 'name', false)).toBe('name');
    expect([ariaSort('-reach', 'reach'), ariaSort('reach', 'reach'), ariaSort('-reach', 'name')]).toEqual(['descending', 'ascending', 'none']);
  });
  it('moves between rows and stops at both ends', () => {
    expect([moveRow('ArrowDown', 0, 3), moveRow('ArrowDown', 2, 3), moveRow('ArrowUp', 0, 3), moveRow('End', 0, 300), moveRow('x', 0, 3), moveRow('ArrowDown', 0, 0)]).toEqual([1, 2, 0, 299, null, null]);
  });
  it('selects everything between two rows with Shift', () => {
    const ids = ['a', 'b', 'c', 'd'];
    expect([...toggleSelection(new Set(['a']), ids, { row: 2, lastRow: 0, isRange: true })]).toEqual(['a', 'b', 'c']);
    expect([...toggleSelection(new Set(['a', 'b']), ids, { row: 1, lastRow: 0, isRange: false })]).toEqual(['a']);
  });
});

describe('words of two languages', () => {
  it('writes numbers as people of each language do', () => {
    const de = createFormat('de', 'Europe/Berlin');
    const en = createFormat('en', 'Europe/Berlin');
    expect([de.integer(12431), en.integer(12431)]).toEqual(['12.431', '12,431']);
    expect([de.decimal(8.64), en.decimal(8.64)]).toEqual(['8,6', '8.6']);
    expect([de.share(0.41), en.share(0.41)]).toEqual(['41\u00a0%', '41%']);
    expect([de.atLeast(3008), en.atLeast(10_557), en.atLeast(84)]).toEqual(['3.100', '11,000', '84']);
    // 1,224 of 1,224: its interval begins at 99.7 %, not at 100 %.
    expect([en.share(0.9969), en.share(1), en.share(0.003), en.share(0), en.share(0.9969, 0)]).toEqual(['99.7%', '100%', '0.3%', '0%', '100%']);
    expect([de.signed(-2.5), en.signed(0.4), en.signed(0)]).toEqual(['−2,5', '+0.4', '0.0']);
    expect(de.money(199900)).toBe('1.999,00\u00a0€');
  });
  it('writes dates in the order of each language', () => {
    const at = '2026-03-03T22:30:00Z';
    expect(createFormat('de', 'Europe/Berlin').dateTime(at)).toBe('3. März 2026, 23:30');
    expect(createFormat('en', 'Europe/Berlin').date(at)).toBe('3 Mar 2026');
  });
  it('tells how long ago in the largest unit that fits', () => {
    const en = createFormat('en');
    const now = '2026-03-03T12:00:00Z';
    expect([en.relative('2026-03-03T09:00:00Z', now), en.relative('2026-03-05T12:00:00Z', now), en.relative('2026-03-03T11:59:40Z', now)]).toEqual(['3 hours ago', 'in 2 days', 'now']);
    expect(createFormat('de').relative('2026-03-02T11:00:00Z', now)).toBe('gestern');
  });
  it('speaks the stored language, else the first that it knows, else English', () => {
    expect([chooseLanguage('de', ['en-US']), chooseLanguage(null, ['fr-FR', 'de-AT', 'en']), chooseLanguage('xx', ['fr'])]).toEqual(['de', 'de', 'en']);
  });
  it('has every text of the components in both languages', () => {
    const keys = (texts: object, path = ''): string[] =>
      Object.entries(texts).flatMap(([key, value]) => (typeof value === 'object' && value !== null ? keys(value, `${path}${key}.`) : [`${path}${key}`]));
    expect(keys(uiDe)).toEqual(keys(uiEn));
  });
  it('uses the plural of the language', () => {
    const { t } = createI18n('de');
    expect([t('chart.answers', { count: 1, formatted: '1' }), t('chart.answers', { count: 1204, formatted: '1.204' })]).toEqual(['1 Antwort', '1.204 Antworten']);
  });
});

describe('highlights', () => {
  it('cuts a text at its highlights and keeps every character', () => {
    const pieces = cutAtSpans('slow but kind', [{ start: 9, end: 13 }, { start: 0, end: 4 }]);
    expect(pieces.map(({ text, span }) => [text, span !== null])).toEqual([['slow', true], [' but ', false], ['kind', true]]);
  });
  it('leaves out highlights that overlap or lie outside', () => {
    expect(cutAtSpans('slow', [{ start: 0, end: 3 }, { start: 2, end: 4 }, { start: 3, end: 99 }]).map(({ text }) => text)).toEqual(['slo', 'w']);
  });
});

describe('permissions', () => {
  it('lets "manage all" do everything and a reader only read', () => {
    expect(isAllowed([{ action: 'manage', subject: 'all' }], { action: 'delete', subject: 'user' })).toBe(true);
    expect(isAllowed([{ action: 'read', subject: 'customer' }], { action: 'update', subject: 'customer' })).toBe(false);
    expect(isAllowed([], undefined)).toBe(true);
  });
});
