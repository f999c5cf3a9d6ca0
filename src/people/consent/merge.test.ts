import { fc } from '../../kernel/testing/properties.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../../platform/testing/test-storage.ts';
import { saveCustomers } from '../customers/save-customers.actions.ts';
import { getCustomerIdOf, mergeCustomers, removeLink } from '../identity/merge.actions.ts';
import { recordConsent, withdrawConsent } from './consent.actions.ts';
import { mayContact } from './may-contact.actions.ts';

let context: TestContext;
let now = new Date('2026-05-04T10:00:00Z');
beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => now } });
});
afterAll(() => context?.close());

type Step = { do: 'grant'; who: number } | { do: 'withdraw'; who: number } | { do: 'merge'; who: number; withWhom: number } | { do: 'unmerge'; which: number };
const person = fc.nat({ max: 3 });
const steps: fc.Arbitrary<Step[]> = fc.array(fc.oneof(
  fc.record({ do: fc.constant('grant' as const), who: person }),
  fc.record({ do: fc.constant('withdraw' as const), who: person }),
  fc.record({ do: fc.constant('merge' as const), who: person, withWhom: person }),
  fc.record({ do: fc.constant('unmerge' as const), which: fc.nat({ max: 3 }) }),
), { minLength: 1, maxLength: 14 });

/**
 * The rule in its simplest words, per person: a withdrawal closes everybody who is one customer then; becoming one with
 * somebody closed closes all; only an own consent opens again, and an open one opens those who are one customer with it.
 */
class Model {
  /** Instant of the last objection that reached each person, and of the own last consent. */
  readonly closedAt = [0, 0, 0, 0];
  readonly openedAt = [0, 0, 0, 0];
  links: { id: string; a: number; b: number }[] = [];
  groupOf(who: number): number[] {
    const group = new Set([who]);
    for (let size = 0; size !== group.size; ) {
      size = group.size;
      for (const { a, b } of this.links) if (group.has(a) || group.has(b)) group.add(a).add(b);
    }
    return [...group];
  }
  isClosed(group: readonly number[]): boolean {
    const closed = Math.max(...group.map((one) => this.closedAt[one] ?? 0));
    return closed > 0 && Math.max(...group.map((one) => this.openedAt[one] ?? 0)) <= closed;
  }
  join(a: number, b: number, at: number, id: string): void {
    const isClosed = [this.groupOf(a), this.groupOf(b)].some((group) => this.isClosed(group));
    this.links.push({ id, a, b });
    if (isClosed) for (const one of this.groupOf(a)) this.closedAt[one] = at;
  }
  /** Whether the own address may be written to: consented under it, after everything that closed the customer. */
  mayWrite(who: number): boolean {
    const closed = Math.max(...this.groupOf(who).map((one) => this.closedAt[one] ?? 0));
    return (this.openedAt[who] ?? 0) > closed;
  }
}

let run = 0;
async function play(script: readonly Step[]): Promise<void> {
  run += 1;
  const emails = [0, 1, 2, 3].map((who) => `run${run}-p${who}@example.com`);
  const ids = await saveCustomers(context, emails.map((value) => ({ identifiers: [{ kind: 'email', value }] })), { source: 'test', actor: 'test', at: now });
  const idOf = (who: number) => ids[who] ?? '';
  const model = new Model();
  for (const step of script) {
    now = new Date(now.getTime() + 60_000);
    const at = now.getTime();
    if (step.do === 'grant') {
      await recordConsent(context, context.db, { subject: idOf(step.who), purpose: 'marketing', channel: 'mail', address: emails[step.who] ?? '', how: 'paper', proof: { kind: 'signed_paper', reference: '1' } });
      model.openedAt[step.who] = at;
    } else if (step.do === 'withdraw') {
      await withdrawConsent(context, context.db, { subject: idOf(step.who), purpose: 'marketing', channel: 'mail', how: 'staff' });
      for (const one of model.groupOf(step.who)) model.closedAt[one] = at;
    } else if (step.do === 'merge') {
      if (model.groupOf(step.who).includes(step.withWhom)) continue;
      await mergeCustomers(context, { id: idOf(step.who), withId: idOf(step.withWhom), reason: 'test', actor: 'test' });
      const { rows } = await sql<{ linkId: string }>`select link_id from identity_log where from_id = ${idOf(step.withWhom)} and into_id = ${idOf(step.who)} order by seq desc limit 1`.execute(context.db);
      model.join(step.who, step.withWhom, at, rows[0]?.linkId ?? '');
    } else {
      const link = model.links[step.which % Math.max(1, model.links.length)];
      if (!link) continue;
      await removeLink(context, { linkId: link.id, reason: 'test', actor: 'test' });
      model.links = model.links.filter((one) => one !== link);
    }
    for (const who of [0, 1, 2, 3]) {
      const { may } = await mayContact(context, context.db, { customerId: await getCustomerIdOf(context.db, idOf(who)), purpose: 'marketing', channel: 'mail', address: emails[who] ?? '' });
      expect(may, `person ${who} after ${JSON.stringify(step)} in ${JSON.stringify(script)}`).toBe(model.mayWrite(who));
    }
  }
}

describe('consents of customers that become one and are taken apart again', () => {
  it('follow the most restrictive in whatever order it happens', { timeout: 240_000 }, async () => {
    await fc.assert(fc.asyncProperty(steps, play), { numRuns: Number(process.env['CONSENT_RUNS'] ?? 25), endOnFailure: true });
  });

  it('hold for an address that joins somebody who objected, and for nobody else', async () => {
    const [gone = '', fresh = '', other = ''] = await saveCustomers(context, ['gone', 'fresh', 'other'].map((name) => ({ identifiers: [{ kind: 'email', value: `${name}@join.example` }] })), { source: 'test', actor: 'test', at: now });
    await withdrawConsent(context, context.db, { subject: gone, purpose: 'all', channel: 'all', how: 'staff' });
    await mergeCustomers(context, { id: gone, withId: fresh, reason: 'test', actor: 'test' });
    const states = async (id: string) => (await sql<{ n: number }>`select count(*) as n from consent_states where subject = ${id} and withdrawn_no is not null`.execute(context.db)).rows[0]?.n;
    expect([await states(gone), await states(fresh), await states(other)]).toEqual([18, 18, 0]); // 3 purposes on 6 channels
  });
});
