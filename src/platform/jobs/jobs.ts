import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import PgBoss from 'pg-boss';
import pg from 'pg';
import type { Logger } from 'pino';
import { CompiledQuery } from 'kysely';
import { actAs } from '../acting.ts';
import type { Context } from '../context.ts';
import type { EnqueueOptions, JobQueue } from './job-queue.ts';
import { type Db, isEngineUnavailable } from '../storage/records.ts';

/** One kind of work that happens later or again. Slices define theirs in `*.jobs.ts`; src/app/slices.ts lists them. */
export interface JobDefinition<D extends object = object> {
  /** `<slice>.<what>`, e.g. `imports.run`. */
  name: string;
  /** May be called again after a crash, so it must bear that. `signal` fires when the server stops: return soon. */
  run(context: Context, data: D, signal: AbortSignal): Promise<void>;
  /** Attempts after the first one; default 3. Waits grow from `retryDelayS` by doubling. */
  retries?: number;
  retryDelayS?: number;
  /** Seconds after which an attempt counts as lost and is made again; default 900. */
  expireInS?: number;
  /** Runs by itself, e.g. `0 3 * * *` (UTC); then `run` gets `{}`. */
  cron?: string;
  /** Also once when the server starts: people who have just started it are waiting for it. */
  isAtStart?: boolean;
  /** How many at once in this process; default 1. */
  parallel?: number;
}

type Boss = PgBoss;
const LOOK_EVERY_MS = 500;
/** A worker that nobody wakes looks by itself. */
const UNPROMPTED_S = 30;
const PATIENCE_MS = 500;
const QUEUES_LOCK = 7_041_876;

/** The queue in the records store (pg-boss): what is in it survives a crash, and several processes share the work. */
export class Jobs implements JobQueue {
  readonly #boss: Boss;
  readonly #log: Logger;
  readonly #pool: pg.Pool;
  #started: Promise<unknown> | undefined;
  #making: Promise<void> = Promise.resolve();
  readonly #queues = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();
  #isWorking = false;

  constructor(pool: pg.Pool, log: Logger) {
    this.#log = log;
    this.#pool = pool;
    this.#boss = new PgBoss({ db: { executeSql: (text, values) => this.#patiently(text, values) }, schema: 'jobs', supervise: true, schedule: true, maintenanceIntervalMinutes: 10, archiveCompletedAfterSeconds: 3_600, deleteAfterDays: 7 });
    this.#boss.on('error', (error) => log.error({ err: error }, 'the job queue complains'));
  }

  async enqueue(name: string, data: object, options: EnqueueOptions = {}, tx?: Db): Promise<void> {
    await this.#ensureQueue(name);
    await this.#boss.send(name, data, {
      ...(options.after ? { startAfter: options.after } : {}),
      // One waiting job per key; a job without a key is like no other.
      singletonKey: options.key ?? randomUUID(),
      // Whoever adds work hears at once that the store is away, and can say so; only what the queue does by itself is patient.
      db: { executeSql: async (text: string, values: unknown[]) => tx ? { rows: (await tx.executeQuery(CompiledQuery.raw(text, values))).rows } : this.#pool.query(text, values) },
    });
  }

  /**
   * A statement of the queue itself, tried until the store is there again. The queue neither waits for the end of
   * "this job is done" nor catches its failure: a rejection would end the process, and the job would run once more.
   */
  async #patiently(text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
    for (let isFirst = true; ; isFirst = false) {
      try {
        return await this.#pool.query(text, values);
      } catch (error) {
        // Without rows nothing is read from the answer, and whoever stops asks no more.
        if (this.#stopping.signal.aborted) return {} as { rows: unknown[] };
        if (!isEngineUnavailable(error)) throw error;
        if (isFirst) this.#log.warn({ err: error }, 'the job queue waits for the database');
        await sleep(PATIENCE_MS, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
    }
  }

  /** Begins to work on what is there and what will come. */
  async work(context: Context, definitions: readonly JobDefinition[]): Promise<void> {
    this.#isWorking = true;
    // All before the first worker of this process asks: a new queue is a new partition, and asking meanwhile can deadlock.
    for (const definition of definitions) await this.#ensureQueue(definition.name, definition);
    const workers = new Map<string, string[]>();
    for (const definition of definitions) {
      const ofQueue: string[] = [];
      workers.set(definition.name, ofQueue);
      for (let worker = 0; worker < (definition.parallel ?? 1); worker += 1) {
        const id = await this.#boss.work(definition.name, { pollingIntervalSeconds: UNPROMPTED_S, batchSize: 1 }, async (jobs) => {
          for (const job of jobs) await this.#run(context, definition, job.data as object);
          this.#boss.notifyWorker(id); // the next one at once, while there are any
        });
        ofQueue.push(id);
      }
      if (definition.cron !== undefined) await this.#boss.schedule(definition.name, definition.cron);
      // Without a key, as the schedule adds it: where one waits already, that is enough.
      if (definition.isAtStart === true) await this.#boss.send(definition.name, {});
    }
    void this.#wake(workers);
  }

  /** One look at all queues instead of one for each: an idle server has next to nothing to do. */
  async #wake(workers: ReadonlyMap<string, readonly string[]>): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const due = await this.#patiently(`select distinct name from jobs.job where state < 'active' and start_after <= now()`, []).catch((error: unknown) => {
        this.#log.error({ err: error }, 'the job queue could not look for work');
        return null;
      });
      const rows = due?.rows ?? [];
      for (const { name } of rows as { name: string }[]) for (const id of workers.get(name) ?? []) this.#boss.notifyWorker(id);
      await sleep(LOOK_EVERY_MS, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  async #run(context: Context, definition: JobDefinition, data: object): Promise<void> {
    try {
      await runAsItself(definition, context, data, this.#stopping.signal);
    } catch (error) {
      this.#log.error({ err: error, job: definition.name }, 'a job failed');
      throw error;
    }
  }

  /** For tests: does now what is due, through the same queue. @returns how many jobs ran */
  async runDue(context: Context, definitions: readonly JobDefinition[]): Promise<number> {
    let ran = 0;
    for (let found = true; found; ) {
      found = false;
      for (const definition of definitions) {
        await this.#ensureQueue(definition.name, definition);
        for (const job of await this.#boss.fetch<object>(definition.name)) {
          found = true;
          ran += 1;
          try {
            await runAsItself(definition, context, job.data, this.#stopping.signal);
            await this.#boss.complete(definition.name, job.id);
          } catch (error) {
            await this.#boss.fail(definition.name, job.id, { message: error instanceof Error ? error.message : String(error) });
          }
        }
      }
    }
    return ran;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    if (!this.#started) return;
    await this.#started.catch(() => undefined);
    await this.#boss.stop({ graceful: this.#isWorking, wait: true, timeout: 10_000, close: false });
  }

  async #start(): Promise<void> {
    this.#started ??= this.#oneAtATime(() => this.#boss.start());
    this.#started.catch(() => {
      this.#started = undefined;
    });
    await this.#started;
  }

  #ensureQueue(name: string, definition: Partial<JobDefinition> = {}): Promise<void> {
    const known = this.#queues.get(name);
    if (known) return known;
    const made = this.#start().then(() => this.#oneAtATime(async () => {
      if ((await this.#pool.query('select from jobs.queue where name = $1', [name])).rowCount) return;
      await this.#boss.createQueue(name, { name, policy: 'short', retryLimit: definition.retries ?? 3, retryDelay: definition.retryDelayS ?? 5, retryBackoff: true, expireInSeconds: definition.expireInS ?? 900 });
    }));
    this.#queues.set(name, made);
    // What could not be made while the store was away is made when it is asked for again.
    made.catch(() => this.#queues.delete(name));
    return made;
  }

  /**
   * The queue's tables and partitions are made by one process at a time, and not again by the next: servers that start
   * together would deadlock. The lock has a connection of its own, because those of the pool may all wait for what is made.
   */
  #oneAtATime(make: () => Promise<unknown>): Promise<void> {
    const turn = this.#making.then(async () => {
      const session = new pg.Client(this.#pool.options);
      await session.connect();
      try {
        await session.query('select pg_advisory_lock($1)', [QUEUES_LOCK]);
        await make();
      } finally {
        await session.end();
      }
    });
    this.#making = turn.catch(() => undefined);
    return turn;
  }
}

/** What a job changes counts as done by Momente itself, unless the job says on whose behalf. */
function runAsItself(definition: JobDefinition, context: Context, data: object, signal: AbortSignal): Promise<void> {
  return actAs({ kind: 'system', id: definition.name, label: definition.name }, () => definition.run(context, data, signal));
}
