import { MINUTE_MS } from '../../kernel/clock.ts';
import { addBusinessMs, type BusinessCalendar, businessMsBetween } from '../../kernel/time/calendar.ts';
import type { CaseFacts, CaseMoment } from './case-facts.contract.ts';
import type { ClockKind } from './service-levels.contract.ts';

/** Where one clock stands; runs while `runningSince` is set. */
export interface Clock {
  id: string;
  kind: ClockKind;
  round: number;
  policyId: string;
  calendarId: string | null;
  targetMinutes: number;
  startedAt: Date;
  runningSince: Date | null;
  /** Open time that had passed when it began to run. */
  usedMs: number;
  dueAt: Date | null;
  fulfilledAt: Date | null;
  breachedAt: Date | null;
  droppedAt: Date | null;
}

export interface ClockEvent {
  clockId: string;
  at: Date;
  kind: 'activate' | 'pause' | 'fulfil' | 'breach' | 'change' | 'drop';
  /** A word for the reason; the page says it in sentences. */
  why: string;
  dueAt: Date | null;
}

/** What the chosen policy asks of a case with its priority. */
export interface Wanted {
  policyId: string;
  calendarId: string | null;
  pausesForPartner: boolean;
  targetMinutes: Readonly<Record<ClockKind, number | null>>;
}

export interface ClockWorld {
  wanted: Wanted | null;
  /** Null for an id: around the clock. */
  calendarOf(id: string | null): BusinessCalendar | null;
  newId(): string;
}

/** Who calls or stands in the shop has their first reply at once. */
const conversations = new Set(['call_center', 'shop']);

const isOpen = (clock: Clock): boolean => clock.fulfilledAt === null && clock.droppedAt === null;

/**
 * What a moment does to the clocks of a case. Whatever was already over is noted first, at the instant it was over, so
 * it does not matter when somebody looks. Telling the same moment again changes nothing.
 */
export function advanceClocks(before: readonly Clock[], facts: CaseFacts, moment: CaseMoment, world: ClockWorld): { clocks: Clock[]; events: ClockEvent[] } {
  const clocks = before.map((clock) => ({ ...clock }));
  const events: ClockEvent[] = [];
  const note = (clock: Clock, kind: ClockEvent['kind'], why: string, at: Date) => events.push({ clockId: clock.id, at, kind, why, dueAt: clock.dueAt });
  const machine = new Machine(world, note);

  for (const clock of clocks) machine.breakIfLate(clock, facts.at);
  if (moment === 'changed' || moment === 'reopened') for (const clock of clocks) machine.follow(clock, facts);
  const open = (kind: ClockKind) => clocks.find((clock) => clock.kind === kind && isOpen(clock));
  const start = (kind: ClockKind, why: string) => {
    const clock = machine.start(kind, 1 + clocks.filter((one) => one.kind === kind).length, facts.at, why);
    if (clock) clocks.push(clock);
  };

  if (moment === 'opened') {
    if (!clocks.some(({ kind }) => kind === 'first_reply') && !conversations.has(facts.channel)) start('first_reply', 'opened');
    if (!clocks.some(({ kind }) => kind === 'solution')) start('solution', 'opened');
  }
  if (moment === 'customer_wrote' && !open('first_reply') && !open('next_reply')) start('next_reply', 'customer_wrote');
  if (moment === 'staff_replied') for (const clock of clocks) if (clock.kind !== 'solution' && isOpen(clock)) machine.fulfil(clock, 'staff_replied', facts.at);
  if (moment === 'solved' || moment === 'closed') for (const clock of clocks) if (isOpen(clock)) machine.fulfil(clock, moment, facts.at);
  if (moment === 'reopened' || moment === 'changed') {
    const solution = clocks.find(({ kind }) => kind === 'solution');
    if (moment === 'reopened' && solution?.fulfilledAt) machine.takeUp(solution, facts.at);
    // a policy that asks for a solution may come later than the case
    if (!solution && facts.status !== 'solved' && facts.status !== 'closed') start('solution', moment);
  }
  const waits = waitsFor(facts, world.wanted);
  for (const clock of clocks) if (clock.kind === 'solution' && isOpen(clock)) machine.runOrPause(clock, waits, facts.at);
  return { clocks, events };
}

/** Why the solution stands still at the moment: the customer has to act, or a partner whose time the policy leaves out. */
function waitsFor({ status }: CaseFacts, wanted: Wanted | null): string | null {
  if (status === 'waiting_customer') return 'waiting_customer';
  return status === 'waiting_partner' && wanted?.pausesForPartner === true ? 'waiting_partner' : null;
}

/** The earliest end of a clock that runs, also one that has passed; null while none runs. */
export function nextDueOf(clocks: readonly Clock[]): Date | null {
  const due = clocks.flatMap((clock) => (isOpen(clock) && clock.dueAt ? [clock.dueAt.getTime()] : []));
  return due.length === 0 ? null : new Date(Math.min(...due));
}

class Machine {
  readonly #world: ClockWorld;
  readonly #note: (clock: Clock, kind: ClockEvent['kind'], why: string, at: Date) => void;
  constructor(world: ClockWorld, note: (clock: Clock, kind: ClockEvent['kind'], why: string, at: Date) => void) {
    this.#world = world;
    this.#note = note;
  }

  start(kind: ClockKind, round: number, at: Date, why: string): Clock | null {
    const { wanted } = this.#world;
    const targetMinutes = wanted?.targetMinutes[kind] ?? null;
    if (!wanted || targetMinutes === null) return null;
    const clock: Clock = {
      id: this.#world.newId(), kind, round, policyId: wanted.policyId, calendarId: wanted.calendarId, targetMinutes,
      startedAt: at, runningSince: null, usedMs: 0, dueAt: null, fulfilledAt: null, breachedAt: null, droppedAt: null,
    };
    this.#run(clock, at);
    this.#note(clock, 'activate', why, at);
    return clock;
  }

  breakIfLate(clock: Clock, at: Date): void {
    if (!isOpen(clock) || clock.breachedAt || !clock.dueAt || at <= clock.dueAt) return;
    clock.breachedAt = clock.dueAt;
    this.#note(clock, 'breach', 'late', clock.dueAt);
  }

  fulfil(clock: Clock, why: string, at: Date): void {
    this.#stop(clock, at);
    clock.fulfilledAt = at;
    this.#note(clock, 'fulfil', why, at);
  }

  /** A reopened case goes on where it was: solving for a moment gains nobody time, and nobody's time is lost meanwhile. */
  takeUp(clock: Clock, at: Date): void {
    clock.fulfilledAt = null;
    this.#run(clock, at);
    this.#note(clock, 'activate', 'reopened', at);
  }

  runOrPause(clock: Clock, waits: string | null, at: Date): void {
    if (waits !== null && clock.runningSince) {
      this.#stop(clock, at);
      clock.dueAt = null;
      this.#note(clock, 'pause', waits, at);
    } else if (waits === null && !clock.runningSince) {
      this.#run(clock, at);
      this.#note(clock, 'activate', 'waiting_ended', at);
    }
  }

  /** The case is another one now (priority, department …): its clocks follow the policy that fits. What is broken stays broken. */
  follow(clock: Clock, { at }: CaseFacts): void {
    if (!isOpen(clock)) return;
    const { wanted } = this.#world;
    const targetMinutes = wanted?.targetMinutes[clock.kind] ?? null;
    if (!wanted || targetMinutes === null) {
      this.#stop(clock, at);
      clock.dueAt = null;
      clock.droppedAt = at;
      this.#note(clock, 'drop', 'no_target', at);
      return;
    }
    if (clock.policyId === wanted.policyId && clock.calendarId === wanted.calendarId && clock.targetMinutes === targetMinutes) return;
    const ran = clock.runningSince !== null;
    this.#stop(clock, at);
    Object.assign(clock, { policyId: wanted.policyId, calendarId: wanted.calendarId, targetMinutes });
    if (ran) this.#run(clock, at);
    this.#note(clock, 'change', 'policy', at);
    // with the new target its time may be over by now
    if (clock.dueAt && clock.dueAt <= at && !clock.breachedAt) {
      clock.breachedAt = at;
      this.#note(clock, 'breach', 'policy', at);
    }
  }

  #run(clock: Clock, at: Date): void {
    clock.runningSince = at;
    if (clock.breachedAt) clock.dueAt = clock.breachedAt;
    else clock.dueAt = this.#end(clock, at);
  }

  #stop(clock: Clock, at: Date): void {
    if (!clock.runningSince) return;
    clock.usedMs += this.#between(clock, clock.runningSince, at);
    clock.runningSince = null;
  }

  #end({ calendarId, targetMinutes, usedMs }: Clock, from: Date): Date | null {
    const leftMs = Math.max(0, targetMinutes * MINUTE_MS - usedMs);
    const calendar = this.#world.calendarOf(calendarId);
    return calendar ? addBusinessMs(calendar, from, leftMs) : new Date(from.getTime() + leftMs);
  }

  #between({ calendarId }: Clock, from: Date, until: Date): number {
    const calendar = this.#world.calendarOf(calendarId);
    return calendar ? businessMsBetween(calendar, from, until) : Math.max(0, until.getTime() - from.getTime());
  }
}

/** Open time that a clock has counted at an instant, in whole minutes. */
export function usedMinutesAt(clock: Pick<Clock, 'usedMs' | 'runningSince'>, calendar: BusinessCalendar | null, at: Date): number {
  const { usedMs, runningSince } = clock;
  const nowMs = !runningSince ? 0 : calendar ? businessMsBetween(calendar, runningSince, at) : Math.max(0, at.getTime() - runningSince.getTime());
  return Math.floor((usedMs + nowMs) / MINUTE_MS);
}
