import { setTimeout } from 'node:timers/promises';
import { Problem } from '../../../kernel/problem.ts';
import { actAs } from '../../../platform/acting.ts';
import type { Context } from '../../../platform/context.ts';
import type { History } from '../../../platform/storage/history.ts';
import { commitWithJournal, deliverOrLeave, refuseWhenBacklogged, undeliveredBytes } from '../../../platform/storage/journal.ts';
import { isEngineUnavailable } from '../../../platform/storage/records.ts';
import { noteAnswers } from './answers-version.actions.ts';
import type { PreparedSave } from './prepare-save.actions.ts';
import type { Outcome } from './intake.contract.ts';
import { RacedError, writeSaves } from './write-saves.actions.ts';

interface Submission {
  saves: readonly PreparedSave[];
  done(outcomes: Outcome[]): void;
  fail(error: unknown): void;
}

const MAX_WAITING = 20_000;
const MAX_AT_ONCE = 400;
const BUSY_SAVES = 20;
const GATHER_MS = 3;
const BUSY_GATHER_MS = 10;
const MAX_UNDELIVERED_BYTES = 100_000_000;
const ATTEMPTS = 3;

/**
 * The one door for saves. Those that arrive while others are being written go into one transaction together: a thousand
 * finished responses a second need some dozens of commits. A save is answered when it is durable.
 */
class Intake {
  readonly #context: Context;
  readonly #queue: Submission[] = [];
  #waiting = 0;
  #isWriting = false;
  constructor(context: Context) {
    this.#context = context;
  }

  /** @throws engine.unavailable, engine.busy – then nothing is promised and it should be sent again */
  async accept(saves: readonly PreparedSave[]): Promise<Outcome[]> {
    if (this.#waiting + saves.length > MAX_WAITING) throw new Problem('engine.busy', 'Too many responses are waiting to be written. Please send again in a few seconds.');
    await refuseWhenBacklogged(this.#context);
    this.#waiting += saves.length;
    return new Promise((done, fail) => {
      this.#queue.push({ saves, done, fail });
      // By nobody in particular: one transaction carries the responses of several people.
      if (!this.#isWriting) void actAs(null, () => this.#writeQueue());
    });
  }

  async #writeQueue(): Promise<void> {
    this.#isWriting = true;
    // Who sends at the same moment is still being read: a moment's patience makes one transaction of many.
    await setTimeout(GATHER_MS);
    while (this.#queue.length > 0) {
      const submissions = this.#take();
      const written = submissions.reduce((sum, { saves }) => sum + saves.length, 0);
      await this.#write(submissions);
      this.#waiting -= written;
      // Where several came, more will come: few commits of many leave the disk, and so everybody else, more time.
      if (written + this.#queue.length > 1 && this.#queue.length < MAX_AT_ONCE) await setTimeout(BUSY_GATHER_MS);
    }
    this.#isWriting = false;
  }

  #take(): Submission[] {
    const taken: Submission[] = [];
    let count = 0;
    while (this.#queue[0] && (count === 0 || count + this.#queue[0].saves.length <= MAX_AT_ONCE)) {
      const submission = this.#queue.shift();
      if (!submission) break;
      taken.push(submission);
      count += submission.saves.length;
    }
    return taken;
  }

  /** One that the records store cannot take must not cost the others: halve until it stands alone. */
  async #write(submissions: readonly Submission[]): Promise<void> {
    try {
      await this.#commit(submissions);
    } catch (error) {
      if (submissions.length === 1 || isEngineUnavailable(error)) {
        for (const { fail } of submissions) fail(error);
        return;
      }
      this.#context.log.error({ err: error }, 'a batch of responses could not be stored; trying its parts');
      const middle = submissions.length >> 1;
      await this.#write(submissions.slice(0, middle));
      await this.#write(submissions.slice(middle));
    }
  }

  async #commit(submissions: readonly Submission[]): Promise<void> {
    const saves = submissions.flatMap((submission) => submission.saves);
    const isQuiet = saves.length < BUSY_SAVES && undeliveredBytes(this.#context) === 0;
    const { outcomes, entries } = await this.#commitSaves(saves);
    const delivered = Promise.all(entries.map((entry) => deliverOrLeave(this.#context, entry, isQuiet)));
    if (entries.length > 0) void delivered.then(() => noteAnswers(this.#context));
    const answer = () => {
      let from = 0;
      for (const { saves: own, done } of submissions) {
        done(outcomes.slice(from, from + own.length));
        from += own.length;
      }
    };
    // With nothing else on its way, a sender can read at once what was just sent; under load being durable is enough.
    if (isQuiet) void delivered.then(answer);
    else answer();
    if (undeliveredBytes(this.#context) > MAX_UNDELIVERED_BYTES) await delivered;
  }

  async #commitSaves(saves: readonly PreparedSave[]) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { result, entries } = await commitWithJournal(this.#context, (tx, journal) => writeSaves(this.#context, tx, journal, saves));
        result.afterCommit();
        return { outcomes: result.outcomes, entries };
      } catch (error) {
        // Another process wrote one of these ids in between; now it is there to be seen.
        if (!(error instanceof RacedError) || attempt === ATTEMPTS) throw error;
      }
    }
  }
}

const intakes = new WeakMap<History, Intake>();

/** @throws engine.unavailable, engine.busy */
export function acceptSaves(context: Context, saves: readonly PreparedSave[]): Promise<Outcome[]> {
  const intake = intakes.get(context.history) ?? new Intake(context);
  intakes.set(context.history, intake);
  return intake.accept(saves);
}
