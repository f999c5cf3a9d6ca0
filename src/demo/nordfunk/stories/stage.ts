import { type Calendar, DAY_MS, HOUR_MS, MINUTE_MS } from '../calendar.ts';
import { agentNames } from '../catalogue/departments.ts';
import type { Person } from '../people/person.ts';
import type { Population } from '../people/population.ts';
import { type Random, Weighted } from '../random.ts';
import type { DemoEvent } from '../shapes.ts';
import type { Writer } from '../texts/writer.ts';
import type { PlantedDays } from '../truths.ts';

export type Properties = Record<string, string | number | boolean>;

/** One thing on its way out; `touchpoint` and `lift` feed the survey that may follow. */
export type Entry = {
  atMs: number;
  event: DemoEvent;
  person: Person | null;
  touchpoint: string;
  /** Scale points by which this contact was better or worse than the touchpoint's usual experience. */
  lift: number;
};

/** Hours at which people are active, UTC; shops and hotline open from 7 to 19. */
const HOURS = new Weighted<number>([[5, 1], [6, 3], [7, 5], [8, 7], [9, 8], [10, 8], [11, 8], [12, 8], [13, 7], [14, 7], [15, 8], [16, 9], [17, 10], [18, 10], [19, 9], [20, 6], [21, 3], [22, 1]]);
const OFFICE_HOURS = new Weighted<number>([[7, 5], [8, 9], [9, 11], [10, 11], [11, 9], [12, 8], [13, 8], [14, 9], [15, 10], [16, 9], [17, 6]]);

/** What every story plays on: the day, the people, and the queue of things that will happen. */
export class Stage {
  readonly random: Random;
  readonly calendar: Calendar;
  readonly population: Population;
  readonly writer: Writer;
  readonly planted: PlantedDays;
  /** Size of the company relative to 20,000 customers. */
  readonly scale: number;
  day = 0;
  /** More on weekdays, fewer on Sundays; 1 on average. */
  weekdayFactor = 1;
  private atMs = 0;
  private person: Person | null = null;
  private readonly queue: (Entry[] | undefined)[];

  constructor(parts: { random: Random; calendar: Calendar; population: Population; writer: Writer; planted: PlantedDays }) {
    this.random = parts.random;
    this.calendar = parts.calendar;
    this.population = parts.population;
    this.writer = parts.writer;
    this.planted = parts.planted;
    this.scale = parts.population.people.length / 20_000;
    this.queue = new Array<Entry[] | undefined>(parts.calendar.days).fill(undefined);
  }

  /** How often something with the given mean per day (at 20,000 customers) happens today. */
  count(perDay: number): number {
    return this.random.poisson(perDay * this.scale * this.weekdayFactor);
  }

  /** A customer with a contract on the given day. */
  customer(day = this.day): Person {
    return this.customerOf(this.population.people, day) ?? this.random.pick(this.population.people);
  }

  customerOf(people: readonly Person[], day = this.day): Person | null {
    if (people.length === 0) return null;
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const person = this.random.pick(people);
      if (person.startDay <= day && person.endDay > day) return person;
    }
    return null;
  }

  isActive(person: Person, day = this.day): boolean {
    return person.startDay <= day && person.endDay > day;
  }

  /** A moment of a day at which people browse and use their phones. */
  momentMs(day = this.day): number {
    return this.calendar.dayStartMs(day) + HOURS.draw(this.random) * HOUR_MS + Math.floor(this.random.next() * HOUR_MS);
  }

  officeMs(day = this.day): number {
    return this.calendar.dayStartMs(day) + OFFICE_HOURS.draw(this.random) * HOUR_MS + Math.floor(this.random.next() * HOUR_MS);
  }

  agent(): string {
    return this.random.pick(agentNames);
  }

  /** Says when and with whom the next fact happens. */
  at(atMs: number, person: Person): this {
    this.atMs = atMs;
    this.person = person;
    return this;
  }

  /** A fact reported by one of the company's own systems. */
  track(name: string, properties: Properties, touchpoint = '', lift = 0): void {
    const { atMs, person } = this;
    if (!person) throw new Error('say at(…) before track(…)');
    this.push({ atMs, person, touchpoint, lift, event: { type: 'track', event: name, messageId: '', timestamp: '', userId: person.userId, properties } });
  }

  push(entry: Entry): void {
    const day = this.calendar.dayOf(entry.atMs);
    if (day < this.day || day >= this.calendar.days || entry.atMs > this.calendar.untilMs) return;
    const waiting = this.queue[day];
    if (waiting) waiting.push(entry);
    else this.queue[day] = [entry];
  }

  /** All that happens on the day, by time; the day is over afterwards. */
  takeDay(): Entry[] {
    const entries = this.queue[this.day] ?? [];
    this.queue[this.day] = undefined;
    return entries.sort((a, b) => a.atMs - b.atMs);
  }

  beginDay(day: number): void {
    this.day = day;
    const weekday = this.calendar.weekdayOf(day);
    this.weekdayFactor = weekday === 0 ? 0.6 : weekday === 6 ? 0.85 : 1.11;
  }
}

export const days = (count: number): number => count * DAY_MS;
export const minutes = (count: number): number => count * MINUTE_MS;
