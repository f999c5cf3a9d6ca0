import type { Db } from '../storage/records.ts';

export interface EnqueueOptions {
  /** Not before this instant. */
  after?: Date;
  /** While a job with this key waits, another one is not added. */
  key?: string;
}

/** Where actions put work that happens later or again. */
export interface JobQueue {
  /** Adds work; inside `tx` it is there only if the transaction commits. `name` is that of a JobDefinition. */
  enqueue(name: string, data: object, options?: EnqueueOptions, tx?: Db): Promise<void>;
}
