import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { closeSolved, tidyFiles, wakeCases } from './ageing.actions.ts';
import { findCaseByMessageIds, getCaseFacts } from './case-events.actions.ts';
import { registerCasesRoutes } from './cases.routes.ts';
import { type Desk, openDesk } from './cases.builders.ts';
import { addCustomerMessage } from './open-case.actions.ts';

let context: TestContext;
let desk: Desk;
let nowMs = Date.parse('2026-11-20T09:00:00Z');
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => new Date(nowMs) } });
  await sql`delete from service_policies`.execute(context.db); // their clocks have tests of their own
  desk = await openDesk(context, (routes) => registerCasesRoutes(routes, context));
});
afterAll(async () => {
  await desk?.server.close();
  await context?.close();
});
const read = async (id: string) => (await desk.call('jana', 'GET', `/api/cases/${id}`)).body;
const entries = async (id: string) => (await desk.call('jana', 'GET', `/api/cases/${id}/entries?limit=100`)).body.items;
const events = async (id: string) => (await entries(id)).flatMap(({ what }: { what: string | null }) => (what === null ? [] : [what]));
const sent = async (messageId: string) => {
  const { rows } = await sql<{ address: string; subjectLine: string; headers: Record<string, string>; text: string; channel: string }>`select m.address, m.channel, m.headers, b.subject_line, b.text from messages m join message_bodies b on b.id = m.body_id where m.id = ${messageId}`.execute(context.db);
  return rows[0];
};

describe('who may do what', () => {
  it('is nobody without signing in, nobody without cases in the role', async () => {
    const id = await desk.newCase();
    expect((await desk.call(null, 'GET', '/api/cases')).status).toBe(401);
    for (const [method, url] of [['GET', '/api/cases'], ['GET', `/api/cases/${id}`], ['POST', `/api/cases/${id}/replies`], ['GET', '/api/desk/events'], ['GET', '/api/case-views']] as const) expect({ url, status: (await desk.call('viewer', method, url)).status }).toEqual({ url, status: 403 });
  });

  it('ends at the own departments: a foreign case is not there, in no way', async () => {
    const foreign = await desk.newCase({ department: 'sales', subjectLine: 'Zitronenfalter' });
    const nobodys = await desk.newCase({ department: null, subjectLine: 'Zitronenfalter' });
    const own = await desk.newCase({ department: 'service' });
    for (const id of [foreign, nobodys]) {
      for (const [method, path, body] of [['GET', '', undefined], ['GET', '/entries', undefined], ['PATCH', '', { priority: 'high' }], ['POST', '/replies', { html: 'x' }], ['POST', '/notes', { text: 'x' }], ['POST', '/solve', undefined], ['POST', '/merge', { into: own }], ['POST', '/link', { caseId: own }], ['PUT', '/presence', { isTyping: true }], ['POST', '/watch', undefined]] as const) {
        expect({ path, status: (await desk.call('sofie', method, `/api/cases/${id}${path}`, body)).status }).toEqual({ path, status: 404 });
      }
      expect((await desk.call('sofie', 'POST', `/api/cases/${own}/merge`, { into: id })).status).toBe(404);
    }
    const { items } = (await desk.call('sofie', 'GET', '/api/cases?limit=100')).body;
    expect(items.map(({ department }: { department: string }) => department).every((one: string) => one === 'service')).toBe(true);
    expect((await desk.call('sofie', 'PATCH', `/api/cases/${own}`, { department: 'sales' })).status).toBe(403);
    expect((await desk.call('sofie', 'POST', '/api/cases', { subjectLine: 'x', department: 'sales' })).status).toBe(403);
    expect((await desk.call('sofie', 'POST', '/api/cases/bulk', { ids: [foreign, own], change: { priority: 'urgent' } })).body).toMatchObject({ changed: 1, refused: [{ id: foreign, code: 'case.not_found' }] });
  });
});

describe('a case from the phone', () => {
  it('belongs to who picked up, and has its first answer at once', async () => {
    const { customerId } = await desk.customer('call@kunde.example');
    const { status, body } = await desk.call('jana', 'POST', '/api/cases', { customerId, channel: 'call_center', subjectLine: 'Gespräche brechen ab', text: 'Seit Montag.' });
    expect(status).toBe(201);
    expect(await read(body.id)).toMatchObject({ status: 'open', assignee: { name: 'jana' }, customerId, firstRepliedAt: new Date(nowMs).toISOString(), source: { kind: 'phone' }, replyAddress: 'call@kunde.example', replyChannel: 'mail' });
  });
  it('is the same one when a program sends it twice', async () => {
    const first = await desk.call('program', 'POST', '/api/cases', { subjectLine: 'x', externalKey: 'crm:7' });
    const second = await desk.call('program', 'POST', '/api/cases', { subjectLine: 'x', externalKey: 'crm:7' });
    expect([first.status, second.status, first.body.id === second.body.id]).toEqual([201, 200, true]);
  });
});

describe('an answer', () => {
  it('goes to who wrote, in the thread, with the token; shows its delivery; and its own answer finds the case', async () => {
    const { subject } = await desk.customer('anna@kunde.example');
    const id = await desk.newCase();
    await sql`update cases set subject = ${subject} where id = ${id}`.execute(context.db);
    await addCustomerMessage(context, { caseId: id, channel: 'mail', text: 'Noch etwas', fromAddress: 'anna.privat@kunde.example', messageIdHeader: '<m2@kunde.example>' });
    const { status, body } = await desk.call('jana', 'POST', `/api/cases/${id}/replies`, { html: '<p>Guten Tag,<br>wir sehen nach.</p><script>x</script>' });
    expect(status).toBe(201);
    const message = await sent(body.messageId);
    expect(message).toMatchObject({ address: 'anna.privat@kunde.example', channel: 'mail', text: 'Guten Tag,\nwir sehen nach.', headers: { 'In-Reply-To': '<m2@kunde.example>', References: '<m2@kunde.example>' } });
    expect(message?.subjectLine).toMatch(/^Re: Kein Empfang \[V-\d+-[a-z0-9]{6}\]$/);
    expect(await read(id)).toMatchObject({ status: 'waiting_customer', assignee: { name: 'jana' }, lastDirection: 'outbound' });
    expect((await entries(id)).find(({ direction }: { direction: string }) => direction === 'outbound')).toMatchObject({ author: { label: 'jana' }, html: '<p>Guten Tag,<br />wir sehen nach.</p>', delivery: { state: 'waiting' } });
    expect(await findCaseByMessageIds(context.db, [`<${body.messageId}@nordfunk.example>`])).toBe(id);
  });

  it('is refused with 409 when a colleague was faster, and goes out when they have read that', async () => {
    const id = await desk.newCase();
    const seen = (await read(id)).lastEntryId;
    const answers = await Promise.all((['jana', 'omar'] as const).map((who) => desk.call(who, 'POST', `/api/cases/${id}/replies`, { html: `<p>Von ${who}</p>`, sinceEntryId: seen })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'case.answered_meanwhile', details: { by: expect.stringMatching(/^(jana|omar)$/) } });
    expect((await entries(id)).filter(({ direction }: { direction: string }) => direction === 'outbound')).toHaveLength(1);
    expect((await desk.call('omar', 'POST', `/api/cases/${id}/replies`, { html: 'Noch etwas', sinceEntryId: (await read(id)).lastEntryId })).status).toBe(201);
  });

  it('has nowhere to go where nobody knows an address', async () => {
    const id = await desk.newCase({ channel: 'call_center', fromAddress: undefined });
    expect((await desk.call('jana', 'POST', `/api/cases/${id}/replies`, { html: 'x' })).body.code).toBe('case.unreachable');
  });

  it('takes uploaded files along, each once', async () => {
    const id = await desk.newCase();
    const upload = await desk.server.inject({ method: 'POST', url: `/api/cases/${id}/attachments?name=..%2F..%2FAnleitung.pdf`, headers: { authorization: 'Bearer jana', 'content-type': 'application/pdf' }, payload: Buffer.from('%PDF-1.4 Anleitung') });
    expect(upload.json()).toMatchObject({ name: 'Anleitung.pdf', mediaType: 'application/pdf', bytes: 18 });
    const fileId = upload.json().id;
    expect((await desk.call('jana', 'POST', `/api/cases/${id}/replies`, { html: 'Siehe Anhang', attachmentIds: [fileId] })).status).toBe(201);
    expect((await desk.call('jana', 'POST', `/api/cases/${id}/replies`, { html: 'Noch einmal', attachmentIds: [fileId] })).body.code).toBe('attachment.not_found');
    const down = await desk.server.inject({ url: `/api/cases/${id}/attachments/${fileId}`, headers: { authorization: 'Bearer omar' } });
    expect([down.statusCode, down.body, down.headers['content-type'], down.headers['content-disposition']]).toEqual([200, '%PDF-1.4 Anleitung', 'application/octet-stream', `attachment; filename="Anleitung.pdf"; filename*=UTF-8''Anleitung.pdf`]);
    const other = await desk.newCase();
    expect((await desk.call('jana', 'GET', `/api/cases/${other}/attachments/${fileId}`)).status).toBe(404);
    const program = await desk.server.inject({ method: 'POST', url: `/api/cases/${id}/attachments?name=rechnung.pdf.exe`, headers: { authorization: 'Bearer jana', 'content-type': 'application/pdf' }, payload: Buffer.from('MZ') });
    expect(program.json().code).toBe('attachment.refused');
    nowMs += 25 * 3_600_000;
    await tidyFiles(context); // what was sent stays
    expect((await desk.server.inject({ url: `/api/cases/${id}/attachments/${fileId}`, headers: { authorization: 'Bearer omar' } })).statusCode).toBe(200);
  });
});

describe('changes', () => {
  it('are refused when somebody has changed the case since it was seen', async () => {
    const id = await desk.newCase();
    const { version } = await read(id);
    const answers = await Promise.all((['high', 'urgent'] as const).map((priority) => desk.call('jana', 'PATCH', `/api/cases/${id}`, { priority, version })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await desk.call('jana', 'PATCH', `/api/cases/${id}`, { assignee: '00000000-0000-8000-8000-000000000000' })).body.code).toBe('case.assignee_unknown');
    expect((await desk.call('jana', 'PATCH', `/api/cases/${id}`, { assignee: 'me', category: 'Netz' })).body).toMatchObject({ assignee: { name: 'jana' }, category: 'Netz' });
    expect((await entries(id))[0]).toMatchObject({ what: 'case.changed', data: { changes: { category: { from: null, to: 'Netz' } } } });
  });

  it('by a note tell the colleague who is named, and let them watch', async () => {
    const id = await desk.newCase();
    await desk.call('jana', 'POST', `/api/cases/${id}/notes`, { text: '@omar siehst du nach?', mentions: [desk.actors.omar.id] });
    expect((await read(id)).watchers).toEqual([{ id: desk.actors.omar.id, name: 'omar' }]);
    expect((await desk.call('omar', 'GET', '/api/cases?view=watched')).body.items.map((one: { id: string }) => one.id)).toContain(id);
    await desk.call('omar', 'POST', `/api/cases/${id}/unwatch`);
    expect((await read(id)).watchers).toEqual([]);
  });

  it('put a case aside until it is time, or until the customer writes', async () => {
    const [sleeping, called] = [await desk.newCase(), await desk.newCase()];
    for (const id of [sleeping, called]) await desk.call('jana', 'POST', `/api/cases/${id}/snooze`, { until: new Date(nowMs + 3_600_000).toISOString() });
    const listed = async () => (await desk.call('jana', 'GET', '/api/cases?limit=100')).body.items.map((one: { id: string }) => one.id);
    expect((await listed()).some((id: string) => id === sleeping || id === called)).toBe(false);
    await addCustomerMessage(context, { caseId: called, channel: 'mail', text: 'Hallo?' });
    expect(await listed()).toContain(called);
    expect(await wakeCases(context)).toBe(0);
    nowMs += 3_600_000;
    expect(await Promise.all([wakeCases(context), wakeCases(context)]).then(([one, other]) => (one ?? 0) + (other ?? 0))).toBe(1);
    expect(await events(sleeping)).toEqual(['case.woken', 'case.snoozed', 'case.opened']);
  });

  it('close what is solved after seven days, and open it again when the customer writes', async () => {
    const id = await desk.newCase();
    await desk.call('jana', 'POST', `/api/cases/${id}/solve`);
    nowMs += 7 * 86_400_000 - 1_000;
    await closeSolved(context);
    expect((await read(id)).status).toBe('solved');
    nowMs += 1_000;
    await Promise.all([closeSolved(context), closeSolved(context)]);
    expect(await read(id)).toMatchObject({ status: 'closed', closedAt: new Date(nowMs).toISOString() });
    expect((await addCustomerMessage(context, { caseId: id, channel: 'mail', text: 'Wieder kaputt' })).reopened).toBe(true);
    expect(await events(id)).toEqual(['case.reopened', 'case.closed_by_time', 'case.status', 'case.opened']);
  });
});

describe('merging', () => {
  it('shows both conversations in the case that goes on, and brings later mails there', async () => {
    const [first, second, third] = [await desk.newCase(), await desk.newCase({ text: 'Noch einmal dasselbe' }), await desk.newCase()];
    await desk.call('jana', 'POST', `/api/cases/${first}/merge`, { into: second });
    await desk.call('jana', 'POST', `/api/cases/${second}/merge`, { into: third });
    expect((await getCaseFacts(context.db, first)).mergedInto).toBe(third);
    expect(await addCustomerMessage(context, { caseId: first, channel: 'mail', text: 'Späte Mail' })).toMatchObject({ caseId: third });
    expect((await entries(third)).filter(({ kind }: { kind: string }) => kind === 'message').map(({ text }: { text: string }) => text)).toEqual(['Späte Mail', 'Kein Netz seit gestern.', 'Noch einmal dasselbe', 'Kein Netz seit gestern.']);
    expect((await read(third)).mergedCases).toHaveLength(2);
    expect((await desk.call('jana', 'POST', `/api/cases/${first}/replies`, { html: 'x' })).body.code).toBe('case.merged');
  });

  it('in a circle is refused, also when both directions happen at once', async () => {
    const [one, other] = [await desk.newCase(), await desk.newCase()];
    expect((await desk.call('jana', 'POST', `/api/cases/${one}/merge`, { into: one })).body.code).toBe('case.same');
    const both = await Promise.all([desk.call('jana', 'POST', `/api/cases/${one}/merge`, { into: other }), desk.call('omar', 'POST', `/api/cases/${other}/merge`, { into: one })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('of two customers is refused', async () => {
    const [a, b] = [await desk.customer('a@kunde.example'), await desk.customer('b@kunde.example')];
    const [one, other] = [await desk.newCase({ customerId: a.customerId }), await desk.newCase({ customerId: b.customerId })];
    expect((await desk.call('jana', 'POST', `/api/cases/${one}/merge`, { into: other })).body.code).toBe('case.other_customer');
  });

  it('is undone by nothing, but two matters in one case become two', async () => {
    const id = await desk.newCase();
    await addCustomerMessage(context, { caseId: id, channel: 'mail', text: 'Und die Rechnung stimmt nicht', messageIdHeader: '<bill@kunde.example>' });
    const [message] = await entries(id);
    const { status, body } = await desk.call('jana', 'POST', `/api/cases/${id}/split`, { entryIds: [message.id], subjectLine: 'Rechnung' });
    expect(status).toBe(201);
    expect((await entries(body.id)).map(({ text, what }: { text: string; what: string }) => text || what)).toEqual(['case.split_from', 'Und die Rechnung stimmt nicht']);
    expect((await read(id)).linked).toMatchObject([{ id: body.id, subjectLine: 'Rechnung' }]);
    expect(await findCaseByMessageIds(context.db, ['<bill@kunde.example>'])).toBe(body.id);
    expect((await desk.call('jana', 'POST', `/api/cases/${id}/split`, { entryIds: [message.id], subjectLine: 'x' })).body.code).toBe('case.entry_not_found');
  });
});

describe('the list', () => {
  it('comes in pages of every order without a gap or a repetition', async () => {
    for (const [n, priority] of (['urgent', 'low', 'high', 'normal', 'urgent'] as const).entries()) {
      nowMs += 1_000;
      const id = await desk.newCase({ priority, category: 'Seiten', subjectLine: `Seite ${n}` });
      if (n % 2 === 0) await sql`update cases set promise_due_at = ${new Date(nowMs - n * 5_000)}, next_due_at = ${new Date(nowMs - n * 5_000)} where id = ${id}`.execute(context.db);
    }
    const pages = async (sort: string) => {
      const found: string[] = [];
      for (let cursor = ''; ; ) {
        const { body } = await desk.call('jana', 'GET', `/api/cases?category=Seiten&sort=${sort}&limit=2${cursor}`);
        found.push(...body.items.map(({ subjectLine }: { subjectLine: string }) => subjectLine.slice(-1)));
        if (body.nextCursor === null) return found.join('');
        cursor = `&cursor=${body.nextCursor}`;
      }
    };
    expect(await pages('newest')).toBe('43210');
    expect(await pages('oldest')).toBe('01234');
    expect((await pages('due')).slice(0, 3)).toBe('420');
    expect(await pages('priority')).toBe('40231');
    expect((await desk.call('jana', 'GET', '/api/cases?sort=due&cursor=bm9uc2Vuc2U')).status).toBe(400);
  });

  it('finds a case by its number, its words, its texts and today’s name of its customer, with typing and umlauts as they come', async () => {
    const { customerId } = await desk.customer('find@kunde.example', 'Ältere Frau Grünspecht');
    const id = await desk.newCase({ customerId, subjectLine: 'Roaming in Dänemark', text: 'Die Straße war gesperrt.' });
    await desk.call('jana', 'POST', `/api/cases/${id}/notes`, { text: 'Gesprächsabbruch am Leuchtturm' });
    const { number } = await read(id);
    const found = async (search: string) => (await desk.call('jana', 'GET', `/api/cases?search=${encodeURIComponent(search)}`)).body.items.map((one: { id: string }) => one.id);
    for (const search of [number, number.toLowerCase().replace('-', ''), 'roaming danemark', 'STRASSE', 'leuchtturm roaming', 'find@kunde', '%']) expect({ search, found: await found(search) }).toEqual({ search, found: search === '%' ? [] : [id] });
    await sql`update customers set name = 'Frau Neuname', base_text = 'frau neuname' where id = ${customerId}`.execute(context.db);
    expect(await found('neuname')).toEqual([id]);
    expect(await found('nirgends zu finden')).toEqual([]);
  });

  it('follows views: built in, own and shared, each with its number', async () => {
    await desk.newCase({ category: 'Zählen', priority: 'urgent' });
    const own = await desk.call('jana', 'POST', '/api/case-views', { name: 'Dringend', filter: { category: 'Zählen', priority: ['urgent'] } });
    expect(own.body).toMatchObject({ kind: 'own', n: 1, sort: 'due' });
    const shared = await desk.call('jana', 'POST', '/api/case-views', { name: 'Team', filter: { category: 'Zählen' }, isShared: true });
    expect((await desk.call('omar', 'GET', '/api/case-views')).body.items.map(({ id }: { id: string }) => id)).toEqual(['mine', 'unassigned', 'all', 'overdue', 'waiting', 'snoozed', 'watched', 'solved', shared.body.id]);
    expect((await desk.call('omar', 'GET', `/api/cases?view=${own.body.id}`)).body.code).toBe('case_view.not_found');
    expect((await desk.call('omar', 'GET', `/api/cases?view=${shared.body.id}&priority=low`)).body.items).toEqual([]);
    expect((await desk.call('omar', 'GET', `/api/cases?view=${shared.body.id}&priority=urgent,high`)).body.items).toHaveLength(1);
    expect((await desk.call('omar', 'DELETE', `/api/case-views/${own.body.id}`)).status).toBe(404);
    expect((await desk.call('jana', 'DELETE', `/api/case-views/${own.body.id}`)).status).toBe(204);
  });
});

it('a macro does all of its steps or none, in many cases', async () => {
  const insert = (id: string, steps: object[]) => sql`insert into macros (id, name, steps, created_at, updated_at, updated_by) values (${id}, ${id}, ${JSON.stringify(steps)}::jsonb, now(), now(), 'x')`.execute(context.db);
  const [good, bad] = ['10000000-0000-8000-8000-000000000001', '10000000-0000-8000-8000-000000000002'];
  await insert(good, [{ do: 'set_priority', priority: 'high' }, { do: 'note', text: 'Makro' }, { do: 'assign', to: 'me' }]);
  await insert(bad, [{ do: 'set_priority', priority: 'low' }, { do: 'promise', line: 'Rückruf morgen' }]);
  const ids = [await desk.newCase(), await desk.newCase()];
  expect((await desk.call('omar', 'POST', '/api/cases/bulk', { ids, macro: good })).body).toEqual({ changed: 2, refused: [] });
  expect(await read(ids[0] ?? '')).toMatchObject({ priority: 'high', assignee: { name: 'omar' } });
  expect((await desk.call('omar', 'POST', `/api/cases/${ids[0]}/macro`, { macroId: bad })).status).toBe(403);
  expect((await read(ids[0] ?? '')).priority).toBe('high');
});
