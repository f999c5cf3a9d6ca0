import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { createTemplate } from '../../templates/templates.actions.ts';
import { createForm } from './forms.actions.ts';
import { formInputSchema, submissionSchema } from '../mailbox.contract.ts';
import { readPublicForm, submitForm } from './submit-form.actions.ts';

let context: TestContext;
let nowMs = Date.parse('2026-11-22T08:00:00Z');
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => new Date(nowMs) } });
});
afterAll(() => context?.close());

it('whoever types the address of somebody else into forms makes us send three mails a day there, and every case is made all the same', async () => {
  const texts = { title: 'Schreiben Sie uns' };
  const { id: acknowledgeTemplate } = await createTemplate(context, 'test', { kind: 'reply', name: 'Got it', shortcut: null, category: null, touchpoint: null, department: null, channel: null, texts: [{ language: 'de', subjectLine: 'Wir haben Ihre Nachricht', source: 'Danke.' }] });
  for (const code of ['hilfe', 'rechnung']) await createForm(context, 'test', formInputSchema.parse({ code, name: code, texts: { de: texts, en: texts }, acknowledgeTemplate }));
  const send = async (code: string, email: string) => {
    const { token } = await readPublicForm(context, code);
    nowMs += 5_000;
    return submitForm(context, code, submissionSchema.parse({ token, email, subjectLine: 'Kaufen Sie', text: 'Jetzt!', sendKey: randomUUID() }), null);
  };
  const mailsTo = async (email: string) => (await sql`select 1 from messages where address = ${email}`.execute(context.db)).rows.length;
  for (let n = 0; n < 6; n += 1) expect((await send(n % 2 === 0 ? 'hilfe' : 'rechnung', n % 3 === 0 ? 'Victim@example.de' : 'victim@example.de')).number).toMatch(/^V-/);
  expect(await mailsTo('victim@example.de')).toBe(3);
  await send('hilfe', 'other@example.de');
  expect(await mailsTo('other@example.de')).toBe(1);
  nowMs += 86_400_000;
  await send('hilfe', 'victim@example.de');
  expect(await mailsTo('victim@example.de')).toBe(4);
});
