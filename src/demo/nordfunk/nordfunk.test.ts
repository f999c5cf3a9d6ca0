import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { isoWeekOf } from './calendar.ts';
import { DEFAULT_SEED, createNordfunk } from './nordfunk.ts';
import { Random } from './random.ts';
import { compile, expand } from './texts/grammar.ts';
import { type Told, kindOf, tellEverything, touchpointsOf } from './told.builders.ts';
import { heroUserId, kindsWithoutTouchpoint, textTruth, touchpointsWithoutEvents } from './truths.ts';

const until = new Date('2026-06-30T12:00:00Z');
let told: Told;
beforeAll(() => {
  told = tellEverything({ until, customers: 500 });
});

const digest = (seed: number): string => {
  const company = createNordfunk({ until, seed, customers: 120 });
  const hash = createHash('sha256').update(JSON.stringify(company.customers));
  for (const day of company.days()) hash.update(JSON.stringify(day));
  return hash.digest('hex');
};

describe('the simulator', () => {
  it('tells the same company byte for byte from the same seed', () => {
    expect(digest(7)).toBe(digest(7));
  });

  it('tells another company from another seed', () => {
    expect(digest(7)).not.toBe(digest(8));
  });

  it('covers 14 months up to the given moment', () => {
    expect(told.daysOf[0]?.on).toBe('2025-04-28');
    expect(told.daysOf.at(-1)?.on).toBe('2026-06-30');
    expect(told.events.every((event) => event.timestamp <= '2026-06-30T12:00:00.000Z' && event.timestamp >= '2025-04-27')).toBe(true);
    expect(told.responses.every((response) => response.at <= '2026-06-30T12:00:00.000Z')).toBe(true);
  });

  it('has about 48 contacts and 2.2 surveys per customer', () => {
    expect(told.events.length / 500).toBeGreaterThan(42);
    expect(told.events.length / 500).toBeLessThan(60);
    expect(told.responses.length / 500).toBeGreaterThan(1.8);
    expect(told.responses.length / 500).toBeLessThan(2.9);
  });

  it('repeats about 0.8 % of the messages and delivers about 1.2 % late', () => {
    const repeated = told.events.length - new Set(told.events.map((event) => event.messageId)).size;
    expect(repeated / told.events.length).toBeGreaterThan(0.005);
    expect(repeated / told.events.length).toBeLessThan(0.012);
    let latest = '';
    let late = 0;
    for (const { timestamp } of told.events) {
      if (timestamp.slice(0, 10) < latest) late += 1;
      else latest = timestamp.slice(0, 10);
    }
    expect(late / told.events.length).toBeGreaterThan(0.008);
    expect(late / told.events.length).toBeLessThan(0.02);
  });
});

describe('the inventory', () => {
  it('has 8 departments and 75 touchpoints, 16 of them main, each with its own code', () => {
    expect(told.company.departments).toHaveLength(8);
    expect(told.company.touchpoints).toHaveLength(75);
    expect(told.company.touchpoints.filter((touchpoint) => touchpoint.kind === 'main')).toHaveLength(16);
    expect(new Set(told.company.touchpoints.map((touchpoint) => touchpoint.code)).size).toBe(75);
  });

  it('names only departments that exist', () => {
    const codes = new Set(told.company.departments.map((department) => department.code));
    for (const touchpoint of told.company.touchpoints) {
      expect([touchpoint.ownerDepartment, ...touchpoint.involvedDepartments].filter((code) => !codes.has(code))).toEqual([]);
    }
  });

  it('has rules that never catch one contact twice, and three kinds of events without a touchpoint', () => {
    const unplaced = new Set<string>();
    const caughtTwice = new Set<string>();
    for (const event of told.events) {
      if (event.type === 'identify') continue;
      const caught = touchpointsOf(event, told.company.touchpoints);
      if (caught.length > 1) caughtTwice.add(`${kindOf(event)} belongs to ${caught.join(' and ')}`);
      if (caught.length === 0) unplaced.add(kindOf(event));
    }
    expect([...caughtTwice]).toEqual([]);
    expect([...unplaced].sort()).toEqual([...kindsWithoutTouchpoint].sort());
  });

  it('has six touchpoints without rules', () => {
    expect(told.company.touchpoints.filter((touchpoint) => touchpoint.rules.length === 0).map((touchpoint) => touchpoint.code).sort()).toEqual([...touchpointsWithoutEvents].sort());
  });
});

describe('the customers', () => {
  it('belong to nobody: reserved mail domains, numbers kept free for fiction or not handed out', () => {
    for (const { email, phone, contracts } of told.company.customers) {
      expect(email ?? 'none@none.example').toMatch(/^[a-z0-9.]+@[a-z0-9-]+\.example$/);
      for (const number of [phone, ...contracts.map((contract) => contract.msisdn)]) {
        expect(number).toMatch(/^\+49(3023125|4066969|8999998|2214710|6990009)\d{3}$|^\+4917139200\d{2}$|^\+49176040690\d{2}$|^\+49154\d{8}$/);
      }
    }
  });

  it('have numbers of their own, while families share a telephone', () => {
    const numbers = told.company.customers.flatMap((customer) => customer.contracts.map((contract) => contract.msisdn));
    expect(new Set(numbers).size).toBe(numbers.length);
    const phones = told.company.customers.map((customer) => customer.phone);
    expect(new Set(phones).size).toBeLessThan(phones.length * 0.9);
  });

  it('are persons, families and firms', () => {
    const shareOf = (holds: (index: number) => boolean): number => told.company.customers.filter((_, index) => holds(index)).length / 500;
    const at = (index: number) => told.company.customers[index];
    expect(shareOf((index) => at(index)?.householdId !== null)).toBeGreaterThan(0.4);
    expect(shareOf((index) => at(index)?.kind === 'company')).toBeGreaterThan(0.01);
    expect(shareOf((index) => at(index)?.accountId !== null)).toBeGreaterThan(0.03);
  });

  it('browse anonymously first and are known after a login on the same device', () => {
    const logins = told.events.filter((event) => event.type === 'identify');
    const known = new Set(logins.map((login) => login.anonymousId));
    const before = told.events.filter((event) => event.userId === undefined && event.anonymousId !== undefined && known.has(event.anonymousId));
    expect(logins.length).toBeGreaterThan(500);
    expect(before.length).toBeGreaterThan(500);
  });

  it('share tablets in some homes: one device, several people', () => {
    const peopleOf = new Map<string, Set<string>>();
    for (const { type, anonymousId = '', userId = '' } of told.events) {
      if (type !== 'identify') continue;
      peopleOf.set(anonymousId, (peopleOf.get(anonymousId) ?? new Set()).add(userId));
    }
    const shared = [...peopleOf].filter(([, people]) => people.size > 1);
    expect(shared.length).toBeGreaterThan(5);
    expect(shared.every(([device]) => device.startsWith('tab-'))).toBe(true);
  });

  it('include Jana Petersen, who called about dropped calls yesterday', () => {
    const calls = told.events.filter((event) => event.userId === heroUserId && event.event === 'call_queued' && event.timestamp >= '2026-06-29');
    expect(told.company.customers[0]).toMatchObject({ userId: heroUserId, name: 'Jana Petersen' });
    expect(calls.map((call) => call.properties?.['topic'])).toContain('dropped_calls');
  });
});

describe('the texts', () => {
  it('are at least 95 % distinct, three quarters German, and have no open slot', () => {
    const texts = [
      ...told.events.flatMap((event) => (typeof event.properties?.['text'] === 'string' ? [{ text: event.properties['text'], language: event.properties['language'] }] : [])),
      ...told.responses.flatMap((response) => response.answers.flatMap((answer) => (answer.text === undefined ? [] : [{ text: answer.text, language: response.language }]))),
    ];
    const german = texts.filter((text) => text.language === 'de').length / texts.length;
    expect(texts.length).toBeGreaterThan(1500);
    expect(new Set(texts.map(({ text }) => text)).size / texts.length).toBeGreaterThan(textTruth.distinctShare);
    expect(Math.abs(german - textTruth.germanShare)).toBeLessThan(0.06);
    expect(texts.filter(({ text }) => /[<>{}|]|undefined|\.\./.test(text))).toEqual([]);
  });

  it('are written by a grammar of choices and slots', () => {
    const scene = { slot: () => 'Kiel' };
    expect(expand(compile('Kein {Netz} in <place>'), new Random(1, 'test'), scene)).toBe('Kein Netz in Kiel');
    expect(['ab', 'ac d']).toContain(expand(compile('a{b|c{ d}}'), new Random(2, 'test'), scene));
    expect(() => compile('a{b')).toThrow('unbalanced braces');
  });
});

describe('small parts', () => {
  it('count ISO weeks over the turn of the year', () => {
    expect(isoWeekOf(new Date('2027-01-03T12:00:00Z'))).toBe('2026-W53');
    expect(isoWeekOf(new Date('2026-01-01T12:00:00Z'))).toBe('2026-W01');
  });

  it('draw a uniform number with mean one half', () => {
    const random = new Random(DEFAULT_SEED, 'mean');
    let sum = 0;
    for (let n = 0; n < 20_000; n += 1) sum += random.next();
    expect(sum / 20_000).toBeCloseTo(0.5, 2);
  });

  it('refuse a company of nobody', () => {
    expect(() => createNordfunk({ until, customers: 0 })).toThrow('at least 10 customers');
  });
});
