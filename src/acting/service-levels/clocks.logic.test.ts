import { describe, expect, it } from 'vitest';
import { usualCalendar } from '../../kernel/time/calendar.ts';
import type { CaseFacts, CaseMoment } from './case-facts.contract.ts';
import { advanceClocks, type Clock, type ClockEvent, nextDueOf, type Wanted } from './clocks.logic.ts';
import { fits } from './choose-policy.logic.ts';

const usual: Wanted = { policyId: 'standard', calendarId: 'office', pausesForPartner: false, targetMinutes: { first_reply: 240, next_reply: 240, solution: 3_000 } };

/** A case whose clocks are moved as its story goes; all times on wall clocks in Berlin in winter (UTC+1). */
function story(wanted: Wanted | null = usual, facts: Partial<CaseFacts> = {}) {
  let clocks: Clock[] = [];
  const events: ClockEvent[] = [];
  let ids = 0;
  let now = wanted;
  return {
    get clocks() { return clocks; },
    get events() { return events.map(({ clockId, kind, why, at }) => `${at.toISOString().slice(5, 16)} ${clocks.find(({ id }) => id === clockId)?.kind} ${kind} ${why}`); },
    get due() { return nextDueOf(clocks)?.toISOString().slice(5, 16) ?? null; },
    want(other: Wanted | null) { now = other; },
    tell(moment: CaseMoment, at: string, status: CaseFacts['status'] = 'open') {
      const known: CaseFacts = { caseId: 'c', subject: null, channel: 'mail', status, priority: 'normal', department: null, touchpoint: null, category: null, ...facts, at: new Date(`2026-${at}:00+01:00`) };
      const moved = advanceClocks(clocks, known, moment, { wanted: now, calendarOf: (id) => (id === 'office' ? usualCalendar : null), newId: () => `clock ${(ids += 1)}` });
      clocks = moved.clocks;
      events.push(...moved.events);
      return this;
    },
  };
}

describe('clocks of a case', () => {
  it('run to the first reply and the solution, over the weekend', () => {
    // Friday 20 November 2026, 16:00: two hours on Friday, two on Monday
    const told = story().tell('opened', '11-20T16:00', 'new');
    expect(told.due).toBe('11-23T09:00');
    told.tell('staff_replied', '11-23T09:30');
    expect(told.clocks.find(({ kind }) => kind === 'first_reply')).toMatchObject({ breachedAt: null, fulfilledAt: new Date('2026-11-23T08:30:00Z') });
    // 50 open hours: five days of ten hours
    expect(told.due).toBe('11-27T15:00');
  });
  it('break at the instant at which the time was over, though the reply comes later, and only once', () => {
    const told = story().tell('opened', '11-23T09:00', 'new').tell('staff_replied', '11-24T09:00').tell('staff_replied', '11-24T09:00');
    expect(told.events).toEqual(['11-23T08:00 first_reply activate opened', '11-23T08:00 solution activate opened', '11-23T12:00 first_reply breach late', '11-24T08:00 first_reply fulfil staff_replied']);
  });
  it('are in time to the very end', () => {
    expect(story().tell('opened', '11-23T09:00', 'new').tell('staff_replied', '11-23T13:00').clocks[0]?.breachedAt).toBeNull();
  });
  it('begin again for every message of the customer that waits for an answer, not for the second one', () => {
    const told = story().tell('opened', '11-23T09:00', 'new').tell('customer_wrote', '11-23T09:05').tell('staff_replied', '11-23T10:00').tell('customer_wrote', '11-23T11:00').tell('customer_wrote', '11-23T12:00');
    expect(told.clocks.map(({ kind, round }) => `${kind} ${round}`)).toEqual(['first_reply 1', 'solution 1', 'next_reply 1']);
    expect(told.due).toBe('11-23T14:00');
    expect(told.tell('staff_replied', '11-23T13:00').tell('customer_wrote', '11-24T08:00').clocks.at(-1)).toMatchObject({ kind: 'next_reply', round: 2 });
  });
  it('stand still while the customer has to act, and go on where they were', () => {
    const told = story().tell('opened', '11-23T08:00', 'new').tell('staff_replied', '11-23T09:00').tell('waiting_began', '11-23T10:00', 'waiting_customer');
    expect(told.due).toBeNull();
    expect(told.clocks.find(({ kind }) => kind === 'solution')).toMatchObject({ usedMs: 2 * 3_600_000, runningSince: null });
    told.tell('waiting_ended', '11-25T10:00');
    // 48 of 50 hours left from Wednesday 10:00: 8 + 10 + 10 + 10 + 10
    expect(told.due).toBe('12-01T17:00');
  });
  it('go on while a partner is asked, because the customer waits all the same, unless the policy says otherwise', () => {
    expect(story().tell('opened', '11-23T08:00').tell('staff_replied', '11-23T08:00').tell('waiting_began', '11-23T09:00', 'waiting_partner').due).toBe('11-27T17:00');
    expect(story({ ...usual, pausesForPartner: true }).tell('opened', '11-23T08:00').tell('staff_replied', '11-23T08:00').tell('waiting_began', '11-23T09:00', 'waiting_partner').due).toBeNull();
  });
  it('are not reset by solving for a moment', () => {
    const told = story().tell('opened', '11-23T08:00').tell('solved', '11-23T18:00', 'solved').tell('reopened', '11-26T08:00');
    expect(told.clocks.find(({ kind }) => kind === 'solution')).toMatchObject({ fulfilledAt: null, usedMs: 10 * 3_600_000 });
    // 40 hours left from Thursday 8:00
    expect(told.due).toBe('12-01T17:00');
  });
  it('follow another priority, and what was broken stays broken', () => {
    const told = story().tell('opened', '11-23T08:00', 'new').tell('changed', '11-23T14:00');
    told.want({ ...usual, targetMinutes: { ...usual.targetMinutes, first_reply: 60_000 } });
    told.tell('changed', '11-23T15:00');
    expect(told.clocks[0]).toMatchObject({ targetMinutes: 60_000, breachedAt: new Date('2026-11-23T11:00:00Z') });
    const urgent = story().tell('opened', '11-23T08:00', 'new');
    urgent.want({ ...usual, targetMinutes: { ...usual.targetMinutes, first_reply: 60 } });
    urgent.tell('changed', '11-23T10:00');
    expect(urgent.events.slice(2)).toEqual(['11-23T09:00 first_reply change policy', '11-23T09:00 first_reply breach policy']);
  });
  it('end where no policy asks for them any more', () => {
    const told = story().tell('opened', '11-23T08:00', 'new');
    told.want(null);
    expect(told.tell('changed', '11-23T09:00').due).toBeNull();
    expect(told.clocks.every(({ droppedAt }) => droppedAt !== null)).toBe(true);
  });
  it('have no first reply to wait for when somebody is on the phone', () => {
    expect(story(usual, { channel: 'call_center' }).tell('opened', '11-23T08:00').clocks.map(({ kind }) => kind)).toEqual(['solution']);
  });
  it('say nothing new when the same moment is told again', () => {
    const told = story();
    for (const moment of ['opened', 'staff_replied', 'customer_wrote', 'waiting_began', 'waiting_ended', 'changed', 'solved', 'closed', 'reopened'] as const) {
      const status = moment === 'waiting_began' ? 'waiting_customer' : moment === 'solved' || moment === 'closed' ? moment : 'open';
      told.tell(moment, '11-23T09:00', status);
      const before = told.events.length;
      told.tell(moment, '11-23T09:00', status);
      expect([moment, told.events.length]).toEqual([moment, before]);
    }
  });
});

describe('a policy', () => {
  const facts = { channel: 'mail', priority: 'high', department: 'service', touchpoint: null, category: 'billing' } as const;
  it('without conditions fits every case', () => expect(fits({}, facts, {})).toBe(true));
  it('fits when all it names is true', () => {
    expect(fits({ channels: ['mail', 'chat'], priorities: ['high'], departments: ['service'] }, facts, {})).toBe(true);
    expect(fits({ channels: ['mail'], priorities: ['low'] }, facts, {})).toBe(false);
    expect(fits({ touchpoints: ['repair_status'] }, facts, {})).toBe(false);
  });
  it('asks what the customer is, in any case of letters', () => {
    expect(fits({ trait: { name: 'segment', values: ['Premium'] } }, facts, { segment: 'premium' })).toBe(true);
    expect(fits({ trait: { name: 'segment', values: ['Premium'] } }, facts, {})).toBe(false);
  });
});
