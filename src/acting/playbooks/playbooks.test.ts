import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorFrom } from '../../governance/roles/actor.logic.ts';
import { createAdministrator } from '../../governance/users/passwords/setup.actions.ts';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { acknowledgePlaybook, archivePlaybook, changePlaybook, createPlaybook, getPlaybook, getPublishedVersion, listPlaybooks, listPlaybooksForCase, publishPlaybook, readAcknowledgements, tickStep } from './playbooks.actions.ts';
import { playbookInputSchema, playbookListQuerySchema } from './playbooks.contract.ts';

let context: TestContext;
const ids = new Map<string, string>();
const caseId = '00000000-0000-7000-8000-0000000000c1';

beforeAll(async () => {
  context = await openTestContext();
  await insertCase();
  for (const [email, role, departments] of [['lead@nordfunk.example', 'cx_manager', []], ['agent@nordfunk.example', 'agent', []], ['owner@nordfunk.example', 'touchpoint_owner', ['shop']]] as const) {
    await createAdministrator(context, { email, password: 'Ein-gutes-Kennwort-7' });
    const { rows } = await sql<{ id: string }>`update users set role = ${role}, departments = ${[...departments]} where email = ${email} returning id`.execute(context.db);
    ids.set(role, rows[0]?.id ?? '');
  }
});
afterAll(() => context?.close());
const insertCase = () => sql`insert into cases (id, token, status, channel, source_kind, opened_at, touched_at) values (${caseId}, 'x', 'open', 'call_center', 'phone', now(), now())`.execute(context.db);

const as = (role: 'cx_manager' | 'agent' | 'touchpoint_owner') => actorFrom({ kind: 'user', id: ids.get(role) ?? '', label: `${role}@nordfunk.example`, role, departments: role === 'touchpoint_owner' ? ['shop'] : [], byCookie: false });
const step = (id: string, titleEn: string) => ({ id, titleDe: titleEn, titleEn, sayDe: 'Sagen', sayEn: 'Say' });
const input = (more: object = {}) => playbookInputSchema.parse({ titleDe: 'Gesprächsabbrüche', titleEn: 'Dropped calls', touchpoint: 'hotline', category: 'reception', needsAcknowledgement: true, content: { introEn: 'Stay calm', steps: [step('a', 'Ask since when'), step('b', 'Look at the cell')] }, ...more });
const list = (role: Parameters<typeof as>[0], query: object = {}) => listPlaybooks(context, as(role), playbookListQuerySchema.parse(query));

describe('a playbook', () => {
  it('is seen by agents only once it is published, and a published version never changes', async () => {
    const { id } = await createPlaybook(context, as('cx_manager'), input());
    await expect(getPlaybook(context, as('agent'), id)).rejects.toMatchObject({ code: 'playbook.not_found' });
    expect((await list('agent')).items).toEqual([]);
    const first = await publishPlaybook(context, as('cx_manager'), id);
    expect(first).toMatchObject({ version: 1, hasDraft: false });
    await expect(publishPlaybook(context, as('cx_manager'), id)).rejects.toMatchObject({ code: 'playbook.no_draft' });
    await changePlaybook(context, as('cx_manager'), id, input({ content: { introEn: 'Breathe', steps: [step('a', 'Ask since when')] } }));
    expect(await getPlaybook(context, as('agent'), id)).toMatchObject({ version: 1, draft: null, current: { content: { introEn: 'Stay calm' } } });
    const second = await publishPlaybook(context, as('cx_manager'), id);
    expect(second).toMatchObject({ version: 2, current: { content: { introEn: 'Breathe' } } });
    expect(await getPublishedVersion(context, as('agent'), id, first.versionId ?? '')).toMatchObject({ version: 1, content: { introEn: 'Stay calm' } });
    await expect(sql`update playbook_versions set content = '{}' where id = ${first.versionId}`.execute(context.db)).rejects.toThrow('never changes');
    await archivePlaybook(context, as('cx_manager'), id, true);
  });

  it('is confirmed per person and version; a new version asks again, and who is missing is known', async () => {
    const { id } = await createPlaybook(context, as('cx_manager'), input());
    const { versionId } = await publishPlaybook(context, as('cx_manager'), id);
    expect((await list('agent', { unread: 'true' })).items).toHaveLength(1);
    expect(await acknowledgePlaybook(context, as('agent'), id, versionId ?? '')).toMatchObject({ acknowledgedCount: 1, staffCount: 3 });
    expect((await list('agent', { unread: 'true' })).items).toEqual([]);
    const { items } = await readAcknowledgements(context, as('cx_manager'), id, { limit: 10 });
    expect(items.map(({ email, at }) => [email, at !== null])).toEqual([['lead@nordfunk.example', false], ['owner@nordfunk.example', false], ['agent@nordfunk.example', true]]);
    await changePlaybook(context, as('cx_manager'), id, input());
    await publishPlaybook(context, as('cx_manager'), id);
    expect(await getPlaybook(context, as('agent'), id)).toMatchObject({ acknowledgedAt: null, acknowledgedCount: 0 });
    await expect(acknowledgePlaybook(context, as('agent'), id, versionId ?? '')).rejects.toMatchObject({ code: 'playbook.not_published' });
    await archivePlaybook(context, as('cx_manager'), id, true);
  });

  it('fits a case by touchpoint and category, the most exact first, and is ticked there', async () => {
    const make = async (titleDe: string, more: object) => publishPlaybook(context, as('cx_manager'), (await createPlaybook(context, as('cx_manager'), input({ titleDe, ...more }))).id);
    const exact = await make('Genau', {});
    await make('Überall', { touchpoint: null, category: null, kind: 'guideline' });
    await make('Anderswo', { touchpoint: 'shop' });
    const at = { caseId, touchpoint: 'hotline', category: 'Reception' };
    expect((await listPlaybooksForCase(context.db, as('agent'), at)).map(({ titleDe }) => titleDe)).toEqual(['Genau', 'Überall']);
    await tickStep(context, as('agent'), { caseId, versionId: exact.versionId ?? '', stepId: 'a', isTicked: true });
    await tickStep(context, as('agent'), { caseId, versionId: exact.versionId ?? '', stepId: 'a', isTicked: true });
    await expect(tickStep(context, as('agent'), { caseId, versionId: exact.versionId ?? '', stepId: 'x', isTicked: true })).rejects.toMatchObject({ code: 'playbook.not_found' });
    await changePlaybook(context, as('cx_manager'), exact.id, input({ titleDe: 'Genau' }));
    await publishPlaybook(context, as('cx_manager'), exact.id);
    expect((await listPlaybooksForCase(context.db, as('agent'), at))[0]).toMatchObject({ version: 2, ticked: [{ stepId: 'a', by: 'agent@nordfunk.example' }] });
    await tickStep(context, as('agent'), { caseId, versionId: exact.versionId ?? '', stepId: 'a', isTicked: false });
    expect((await listPlaybooksForCase(context.db, as('agent'), at))[0]?.ticked).toEqual([]);
  });

  it('of another department does not exist for somebody limited to theirs; what holds for all is read, not changed', async () => {
    const foreign = await createPlaybook(context, as('cx_manager'), input({ department: 'sales' }));
    const everybodys = await createPlaybook(context, as('cx_manager'), input({ department: null, titleDe: 'Für alle' }));
    await expect(getPlaybook(context, as('touchpoint_owner'), foreign.id)).rejects.toMatchObject({ code: 'playbook.not_found' });
    await expect(createPlaybook(context, as('touchpoint_owner'), input({ department: 'sales' }))).rejects.toMatchObject({ code: 'department.not_found' });
    expect(await getPlaybook(context, as('touchpoint_owner'), everybodys.id)).toMatchObject({ titleDe: 'Für alle' });
    await expect(changePlaybook(context, as('touchpoint_owner'), everybodys.id, input())).rejects.toMatchObject({ code: 'permission.denied' });
    expect(await createPlaybook(context, as('touchpoint_owner'), input({ department: 'shop' }))).toMatchObject({ department: 'shop', hasDraft: true });
  });

  it('is found by words of its title and its steps, page by page', async () => {
    await publishPlaybook(context, as('cx_manager'), (await createPlaybook(context, as('cx_manager'), input({ titleDe: 'Roaming 100%', content: { steps: [step('a', 'Zauberwort aktivieren')] } }))).id);
    expect((await list('agent', { search: 'zauber roam' })).items).toHaveLength(1);
    expect((await list('agent', { search: '100%' })).items).toHaveLength(1);
    expect((await list('agent', { search: '100_' })).items).toEqual([]);
    const first = await list('cx_manager', { limit: 2 });
    const second = await list('cx_manager', { limit: 2, cursor: first.nextCursor ?? '' });
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(4);
  });
});
