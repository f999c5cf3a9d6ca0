import type { Random } from './random.ts';
import type { DemoEvent } from './shapes.ts';
import type { Entry, Stage } from './stories/stage.ts';

const LATE_SHARE = 0.012;
const REPEATED_SHARE = 0.008;

/** Hands events over as the world does: nearly all in order, some days late, some twice with the same messageId. */
export class Delivery {
  private readonly random: Random;
  private readonly stage: Stage;
  private readonly prefix: string;
  private count = 0;
  private readonly held: DemoEvent[][] = [];

  constructor(random: Random, stage: Stage, prefix: string) {
    this.random = random;
    this.stage = stage;
    this.prefix = prefix;
  }

  deliver(entries: readonly Entry[]): DemoEvent[] {
    const { random, stage } = this;
    const isLastDay = stage.day === stage.calendar.days - 1;
    const delivered: DemoEvent[] = this.held[stage.day] ?? [];
    delete this.held[stage.day];
    const repeated: DemoEvent[] = [];
    for (const { event, atMs } of entries) {
      this.count += 1;
      event.messageId = this.prefix + this.count.toString(36);
      event.timestamp = stage.calendar.iso(atMs);
      const roll = random.next();
      if (roll < LATE_SHARE && !isLastDay) {
        this.hold(stage.day + random.int(1, 3), event);
        continue;
      }
      delivered.push(event);
      if (roll > 1 - REPEATED_SHARE) repeated.push(event);
    }
    for (const event of repeated) {
      if (isLastDay || random.chance(0.7)) delivered.push(event);
      else this.hold(stage.day + 1, event);
    }
    return delivered;
  }

  private hold(day: number, event: DemoEvent): void {
    const target = Math.min(day, this.stage.calendar.days - 1);
    (this.held[target] ??= []).push(event);
  }
}

export const deliveryShares = { late: LATE_SHARE, repeated: REPEATED_SHARE };
