import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../../platform/context.ts';
import { untilDelivered } from '../../../platform/storage/journal.ts';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import type { Definition } from '../../surveys/definition.contract.ts';
import { createSurvey } from '../../surveys/manage-surveys.actions.ts';
import { readPublicSurvey, saveResponse } from '../intake/public-survey.actions.ts';
import { changeQuota, createQuotas, listQuotasOf } from './quotas.actions.ts';
import { anybody, beside, responseId, save } from '../responses.builders.ts';
import { saveResponseSchema } from '../responses.contract.ts';

const text = (de: string) => ({ de });
const definition: Definition = {
  languages: ['de'], title: text('Befragung'), hidden: [{ id: 'region' }], endings: [{ id: 'end', title: text('Danke') }], closing: { quotaFull: text('Wir haben schon genug Antworten.') }, look: { showsProgress: true, allowsBack: true, isOneByOne: false },
  pages: [{ id: 'main', questions: [{ kind: 'choice', id: 'age', title: text('Alter'), options: [{ id: 'young', label: text('unter 40') }, { id: 'old', label: text('ab 40') }] }, { kind: 'nps', id: 'nps', title: text('Empfehlung') }] }],
};

let context: TestContext;
let other: Awaited<ReturnType<typeof beside>>;
beforeAll(async () => {
  context = await openTestContext();
  // A second process on the same stores: connections, memory and door of its own.
  other = await beside(context);
});
afterAll(async () => {
  await other?.close();
  await context?.close();
});

let counter = 0;
async function newSurvey(): Promise<string> {
  counter += 1;
  const code = `quota_${counter}`;
  await createSurvey(context, { code, nameDe: 'Befragung', nameEn: 'Survey', kind: 'relationship', definition, publish: true });
  return code;
}
let lastId = 0;
const answer = (at: Context, code: string, changes: object, id = responseId((lastId += 1))) => saveResponse(at, code, id, saveResponseSchema.parse(save(changes)));
const states = (all: readonly { state: string }[]) => Object.fromEntries([...Map.groupBy(all, ({ state }) => state)].map(([state, ones]) => [state, ones.length]));

describe('quotas', () => {
  it('accept exactly 100 of 200 that are sent at the same moment to two processes; the others are kept and not counted', async () => {
    const code = await newSurvey();
    await createQuotas(context, anybody, code, { name: 'Alle', when: null, target: 100 });
    const all = await Promise.all(Array.from({ length: 200 }, (_, n) => answer(n % 2 === 0 ? context : other.context, code, { answers: { nps: n % 11 } })));
    expect(states(all)).toEqual({ finished: 100, quota_full: 100 });
    expect(await listQuotasOf(context, anybody, code)).toMatchObject([{ target: 100, accepted: 100 }]);
    await Promise.all([untilDelivered(context), untilDelivered(other.context)]);
    const [row] = await context.history.query(`select countIf(state = 'finished') as finished, countIf(state = 'quota_full') as full from responses final where survey = {code:String}`, { code });
    expect(row).toEqual({ finished: 100, full: 100 });
    expect(await context.history.query('select count() as n from answers where survey = {code:String}', { code })).toEqual([{ n: 100 }]);
    const { rows } = await sql`select count(*) as kept, count(quota_full_at) as full, count(finished_at) as finished from responses where survey = ${code}`.execute(context.db);
    expect(rows).toEqual([{ kept: 200, full: 100, finished: 100 }]);
    expect(await readPublicSurvey(context, code, {})).toMatchObject({ state: 'quota_full', definition: null, notice: { de: 'Wir haben schon genug Antworten.' } });
  });

  it('count each cell of two crossed lists by itself, and one response sent ten times once', async () => {
    const code = await newSurvey();
    const first = [{ name: 'jung', when: `age = 'young'` }, { name: 'alt', when: `age = 'old'` }];
    const second = [{ name: 'Nord', when: `hidden.region = 'north'` }, { name: 'Süd', when: `hidden.region = 'south'` }];
    await createQuotas(context, anybody, code, { group: 'Alter × Region', first, second, targets: [[3, 5], [7, 0]] });
    const people = ['young', 'old'].flatMap((age) => ['north', 'south'].flatMap((region) => Array.from({ length: 10 }, () => ({ answers: { age, nps: 5 }, hidden: { region } }))));
    const repeated = responseId((lastId += 1));
    const [all] = await Promise.all([
      Promise.all(people.map((one, n) => answer(n % 2 === 0 ? context : other.context, code, one))),
      Promise.all(Array.from({ length: 10 }, (_, n) => answer(n % 2 === 0 ? context : other.context, code, { answers: { age: 'young', nps: 5 } }, repeated))),
    ]);
    expect(states(all)).toEqual({ finished: 15, quota_full: 25 });
    expect((await listQuotasOf(context, anybody, code)).map(({ name, accepted, group }) => [name, accepted, group])).toEqual([['jung × Nord', 3, 'Alter × Region'], ['jung × Süd', 5, 'Alter × Region'], ['alt × Nord', 7, 'Alter × Region'], ['alt × Süd', 0, 'Alter × Region']]);
  });

  it('end the way of somebody who belongs to a full cell as soon as that is known, not before', async () => {
    const code = await newSurvey();
    const [quota] = await createQuotas(context, anybody, code, { name: 'Junge', when: `age = 'young'`, target: 0 });
    const id = responseId((lastId += 1));
    expect(await answer(context, code, { answers: { nps: 5 }, isFinal: false, seq: 1 }, id)).toMatchObject({ state: 'saved' });
    expect(await answer(context, code, { answers: { age: 'young', nps: 5 }, isFinal: false, seq: 2 }, id)).toMatchObject({ state: 'quota_full' });
    expect(await answer(context, code, { answers: { age: 'old', nps: 5 }, seq: 3 }, id)).toMatchObject({ state: 'quota_full', repeated: true });
    await changeQuota(context, anybody, { code, id: quota?.id ?? '' }, { target: 1 });
    expect(await answer(other.context, code, { answers: { age: 'young' } })).toMatchObject({ state: 'finished' });
    expect(await answer(other.context, code, { answers: { age: 'old' } })).toMatchObject({ state: 'finished' });
  });

  it('refuse conditions that cannot be read or name what is not asked', async () => {
    const code = await newSurvey();
    await expect(createQuotas(context, anybody, code, { name: 'x', when: 'age = ', target: 1 })).rejects.toMatchObject({ code: 'survey.quota_invalid', places: [{ at: 'when' }] });
    await expect(createQuotas(context, anybody, code, { name: 'x', when: 'shoe = 43', target: 1 })).rejects.toMatchObject({ places: [{ reason: 'there is nothing called shoe' }] });
  });
});
