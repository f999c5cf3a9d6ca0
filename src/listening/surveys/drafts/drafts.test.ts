import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveAs } from '../../../governance/roles/roles.builders.ts';
import type { Routes } from '../../../platform/http/server.ts';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import type { Definition } from '../definition.contract.ts';
import { getPublished, getVersion } from '../versions/published.actions.ts';
import { buildTwoTouchpoints, surveyInput } from '../surveys.builders.ts';
import { registerSurveysRoutes } from '../surveys.routes.ts';

let context: TestContext;
let server: Routes;
beforeAll(async () => {
  context = await openTestContext();
  await buildTwoTouchpoints(context);
  server = await serveAs((routes) => registerSurveysRoutes(routes, context));
});
afterAll(async () => {
  await server?.close();
  await context?.close();
});

const manager = { 'x-role': 'cx_manager' };
async function ask(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, payload?: unknown, headers: Record<string, string> = manager) {
  const answer = await server.inject({ method, url, headers, ...(payload === undefined ? {} : { payload: payload as object }) });
  return { status: answer.statusCode, headers: answer.headers, text: answer.body, body: /json/.test(String(answer.headers['content-type'])) ? answer.json() : null };
}
let counter = 0;
async function newSurvey(changes: object = {}): Promise<{ code: string; definition: Definition }> {
  counter += 1;
  const code = `draft_${counter}`;
  expect((await ask('POST', '/api/surveys', surveyInput({ code, publish: false, ...changes }))).status).toBe(201);
  return { code, definition: (await ask('GET', `/api/surveys/${code}/draft`)).body.definition };
}
const titled = (definition: Definition, de: string): Definition => ({ ...definition, title: { de, en: de } });

describe('two editors', () => {
  it('do not overwrite each other: the second is told who saved, and when', async () => {
    const { code, definition } = await newSurvey();
    expect((await ask('PUT', `/api/surveys/${code}/draft`, { revision: 1, definition: titled(definition, 'Erste') })).body).toMatchObject({ revision: 2 });
    expect((await ask('PUT', `/api/surveys/${code}/draft`, { revision: 1, definition: titled(definition, 'Zweite') }, { 'x-role': 'administrator' }))).toMatchObject({
      status: 409, body: { code: 'survey.changed_meanwhile', details: { savedBy: 'cx_manager@example.com', savedAt: expect.any(String), revision: 2 } },
    });
    expect((await ask('GET', `/api/surveys/${code}/draft`)).body).toMatchObject({ revision: 2, definition: { title: { de: 'Erste' } }, savedBy: 'cx_manager@example.com' });
  });

  it('saving in the same moment: of twenty exactly one succeeds', async () => {
    const { code, definition } = await newSurvey();
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => ask('PUT', `/api/surveys/${code}/draft`, { revision: 1, definition: titled(definition, `Nr. ${n}`) })));
    expect(all.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
  });

  it('keep hostile texts as texts, and no field of ours takes what is none', async () => {
    const { code, definition } = await newSurvey();
    const hostile = titled(definition, `<script>alert(1)</script>'); drop table surveys; --`);
    expect((await ask('PUT', `/api/surveys/${code}/draft`, { revision: 1, definition: hostile })).status).toBe(200);
    expect((await ask('GET', `/api/surveys/${code}/draft`)).body.definition).toEqual(hostile);
    for (const wrong of [{ ...definition, extra: 1 }, { ...definition, languages: ['deutsch'] }, { ...definition, title: { de: 'a\0b' } }, { ...definition, pages: Array.from({ length: 101 }, (_, n) => ({ id: `p${n}`, questions: [] })) }]) {
      expect((await ask('PUT', `/api/surveys/${code}/draft`, { revision: 2, definition: wrong })).status).toBe(400);
    }
  });
});

describe('a published version', () => {
  it('is numbered, noted, compared with the one before, and what customers get', async () => {
    const { code, definition } = await newSurvey();
    await expect(getPublished(context, code)).rejects.toMatchObject({ code: 'survey.not_found' });
    expect(await ask('POST', `/api/surveys/${code}/publish`, { revision: 1, note: 'Erste Welle' })).toMatchObject({ status: 201, body: { version: 1, comparability: [] } });
    expect((await ask('POST', `/api/surveys/${code}/publish`, { revision: 1 })).body.code).toBe('survey.unchanged');
    const [page] = definition.pages;
    const without = { ...definition, pages: [{ ...page, questions: page?.questions.filter(({ id }) => id !== 'nps') }] };
    await ask('PUT', `/api/surveys/${code}/draft`, { revision: 1, definition: without });
    expect((await ask('GET', `/api/surveys/${code}`)).body).toMatchObject({ publishedVersion: 1, hasUnpublishedChanges: true, questions: 2 });
    expect((await getPublished(context, code)).definition.pages[0]?.questions).toHaveLength(3);
    expect((await ask('POST', `/api/surveys/${code}/publish`, { revision: 1 })).body.code).toBe('survey.changed_meanwhile');
    expect((await ask('POST', `/api/surveys/${code}/publish`, { revision: 2 })).body).toMatchObject({ version: 2, comparability: [{ question: 'nps', change: 'removed', breaksComparison: false }] });
    expect(await getPublished(context, code)).toMatchObject({ version: 2, definition: without });
    expect((await getVersion(context, code, 1)).pages[0]?.questions).toHaveLength(3);
    await expect(getVersion(context, code, 3)).rejects.toMatchObject({ code: 'survey.version_not_found' });
    const first = (await ask('GET', `/api/surveys/${code}/versions?limit=1`)).body;
    expect(first.items).toMatchObject([{ version: 2, publishedBy: 'cx_manager@example.com', note: '' }]);
    expect((await ask('GET', `/api/surveys/${code}/versions?limit=1&cursor=${first.nextCursor}`)).body).toMatchObject({ items: [{ version: 1, note: 'Erste Welle' }], nextCursor: null });
    expect((await ask('GET', `/api/surveys/${code}/versions/1`)).body.definition).toEqual(definition);
    expect((await ask('GET', `/api/surveys/${code}/versions/9`)).body.code).toBe('survey.version_not_found');
  });

  it('never changes, not even in the store; it goes only with its whole survey', async () => {
    const { code } = await newSurvey({ publish: true });
    await expect(sql`update survey_versions set note = 'changed' where survey = ${code}`.execute(context.db)).rejects.toThrow('never changes');
    await expect(sql`delete from survey_versions where survey = ${code}`.execute(context.db)).rejects.toThrow('never changes');
    expect((await ask('DELETE', `/api/surveys/${code}`)).status).toBe(204);
    const { code: again } = await newSurvey({ code, publish: true, template: 'ces', dimensions: undefined });
    expect(again).not.toBe(code);
    expect((await getVersion(context, code, 1)).pages[0]?.questions[0]?.id).toBe('ces'); // not what was remembered of the deleted one
  });

  it('is refused with all faults and their places while the draft has some', async () => {
    const { code, definition } = await newSurvey();
    const [page] = definition.pages;
    const faulty = { ...definition, pages: [{ ...page, jumps: [{ when: 'nps <', to: 'nowhere' }], questions: [...(page?.questions ?? []), { kind: 'nps', id: 'nps', title: {}, when: 'later == 1' }] }] };
    expect((await ask('PUT', `/api/surveys/${code}/draft`, { revision: 1, definition: faulty })).status).toBe(200); // drafts may be unfinished
    const refused = await ask('POST', `/api/surveys/${code}/publish`, { revision: 2 });
    expect(refused).toMatchObject({ status: 422, body: { code: 'survey.definition_invalid' } });
    expect(refused.body.errors.map(({ at }: { at: string }) => at)).toEqual(expect.arrayContaining(['pages[0].jumps[0].when', 'pages[0].jumps[0].to', 'pages[0].questions[3].id', 'pages[0].questions[3].title.de', 'pages[0].questions[3].when']));
    const empty = await ask('POST', '/api/surveys', { code: 'empty_one', nameDe: 'Leer', nameEn: 'Empty', publish: true });
    expect(empty).toMatchObject({ status: 422, body: { code: 'survey.definition_invalid' } });
    expect((await ask('GET', '/api/surveys/empty_one')).status).toBe(404);
  });
});

describe('texts, pictures and looks over HTTP', () => {
  it('a draft goes out as XLIFF and comes back translated; what a file leaves empty stays', async () => {
    const { code } = await newSurvey({ publish: true });
    expect((await ask('GET', `/api/surveys/${code}/draft`)).body.completeness).toEqual([{ language: 'de', texts: 15, missing: 0, share: 1 }, { language: 'en', texts: 15, missing: 0, share: 1 }]);
    const file = await ask('GET', `/api/surveys/${code}/texts?format=xliff2&language=fr`);
    expect(file.headers).toMatchObject({ 'content-type': 'application/xliff+xml; charset=utf-8', 'content-disposition': `attachment; filename="${code}.fr.xlf"` });
    const translated = file.text.replace('<segment state="initial"><source>Vielen Dank!</source></segment>', '<segment><source>Vielen Dank!</source><target>Merci &amp; à bientôt&#160;!</target></segment>');
    const taken = await ask('PUT', `/api/surveys/${code}/texts`, { revision: 1, format: 'xliff2', content: translated });
    expect(taken.body).toMatchObject({ revision: 2, changed: 1, languages: ['fr'], unknown: [], outdated: [], completeness: [{}, {}, { language: 'fr', texts: 15, missing: 14 }] });
    expect((await ask('GET', `/api/surveys/${code}/draft`)).body.definition).toMatchObject({ languages: ['de', 'en', 'fr'], endings: [{ title: { de: 'Vielen Dank!', en: 'Thank you!', fr: 'Merci & à bientôt\u00a0!' } }] });
    expect((await ask('PUT', `/api/surveys/${code}/texts`, { revision: 1, format: 'xliff2', content: translated })).body.code).toBe('survey.changed_meanwhile');
    expect((await ask('PUT', `/api/surveys/${code}/texts`, { revision: 2, format: 'xliff', content: '<html/>' })).body.code).toBe('survey.texts_invalid');
    expect((await ask('GET', `/api/surveys/${code}/texts?format=xliff&language=de`)).body.code).toBe('survey.texts_invalid');
    const long = await ask('PUT', `/api/surveys/${code}/texts`, { revision: 2, format: 'csv', content: `key,fr\nendings.thanks.title,${'x'.repeat(501)}\n` });
    expect(long).toMatchObject({ status: 422, body: { code: 'survey.texts_invalid', errors: [{ at: 'endings.0.title.fr' }] } });
  });

  it('a picture is taken by its bytes, shown to everybody, copied with its survey and gone with it', async () => {
    const { code, definition } = await newSurvey();
    const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(100)]);
    const upload = (bytes: Buffer) => server.inject({ method: 'POST', url: `/api/surveys/${code}/images`, headers: { ...manager, 'content-type': 'application/octet-stream' }, payload: bytes });
    const { id } = (await upload(png)).json();
    expect((await upload(Buffer.from('<svg onload="alert(1)"/>'))).json().code).toBe('survey.image_invalid');
    expect((await upload(Buffer.concat([png, Buffer.alloc(2_000_000)]))).statusCode).toBe(413);
    const shown = await server.inject({ url: `/api/public/surveys/${code}/images/${id}` });
    expect(shown.headers).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'public, max-age=31536000, immutable', 'access-control-allow-origin': '*', 'content-security-policy': "default-src 'none'; sandbox", 'x-content-type-options': 'nosniff' });
    expect(shown.rawPayload.equals(png)).toBe(true);
    const pictures = { kind: 'pictures', id: 'shop', title: { de: 'Welcher?' }, options: [{ id: 'a', label: { de: 'A' }, image: id }, { id: 'b', label: { de: 'B' }, image: id }] };
    await ask('PUT', `/api/surveys/${code}/draft`, { revision: 1, definition: { ...definition, pages: [{ id: 'p', questions: [pictures] }] } });
    expect((await ask('POST', `/api/surveys/${code}/copy`, { code: `${code}_copy`, nameDe: 'Kopie', nameEn: 'Copy' })).body).toMatchObject({ state: 'draft', publishedVersion: null });
    const copied = (await ask('GET', `/api/surveys/${code}_copy/draft`)).body.definition.pages[0].questions[0].options[1].image;
    expect(copied).not.toBe(id);
    await ask('DELETE', `/api/surveys/${code}`);
    expect((await server.inject({ url: `/api/public/surveys/${code}/images/${id}` })).statusCode).toBe(404);
    expect((await server.inject({ url: `/api/public/surveys/${code}_copy/images/${copied}` })).rawPayload.equals(png)).toBe(true);
  });

  it('the look of the brand holds for surveys without one of their own, with what is hard to read', async () => {
    const { code } = await newSurvey({ publish: true });
    const brand = { primary: '#ffee88', background: '#ffffff', text: '#222222', font: 'serif', logo: null, corners: 'round', scheme: 'light' };
    expect((await ask('PUT', '/api/brand-theme', brand)).body).toMatchObject({ theme: brand, isOwn: true, findings: [{ pair: 'primary_on_background', needed: 3, isDark: false }] });
    expect((await getPublished(context, code)).theme).toEqual(brand);
    await ask('PATCH', `/api/surveys/${code}`, { theme: { ...brand, primary: '#003366' } });
    expect((await getPublished(context, code)).theme.primary).toBe('#003366');
    expect((await ask('PUT', '/api/brand-theme', { ...brand, primary: 'red; background: url(x)' })).status).toBe(400);
    expect((await ask('PUT', '/api/brand-theme', brand, { 'x-role': 'viewer' })).status).toBe(403);
  });

  it('templates are listed with their sources, and a survey starts from one', async () => {
    const { items } = (await ask('GET', '/api/survey-templates')).body;
    expect(items).toHaveLength(11);
    expect(items[6]).toMatchObject({ key: 'servqual', questions: 8, source: { year: 1988, author: expect.stringContaining('Parasuraman') } });
    expect((await ask('GET', '/api/survey-templates/kano')).body.definition.pages).toHaveLength(2);
    expect((await ask('GET', '/api/survey-templates/__proto__')).body.code).toBe('survey.template_not_found');
    const { definition } = await newSurvey({ template: 'farewell', dimensions: undefined, nameDe: 'Auf Wiedersehen' });
    expect(definition.title).toEqual({ de: 'Auf Wiedersehen', en: 'After the repair' });
  });
});
