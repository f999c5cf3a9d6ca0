import { setImmediate, setTimeout } from 'node:timers/promises';
import { historyTime } from '../../kernel/clock.ts';
import { fingerprintId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { loadMatcher } from '../../journeys/touchpoints/touchpoints.actions.ts';
import { joinAccounts } from '../../people/customers/accounts.actions.ts';
import { identifierId, loadKinds, recordSightings, rememberedNormaliser } from '../../people/identity/identity.actions.ts';
import type { Channel } from '../../people/timeline/timeline.contract.ts';
import { actAs } from '../../platform/acting.ts';
import type { Context } from '../../platform/context.ts';
import { BUSY_BYTES, commitWithJournal, deliverOrLeave, refuseWhenBacklogged, undeliveredBytes } from '../../platform/storage/journal.ts';
import { isEngineUnavailable } from '../../platform/storage/records.ts';
import { insertMessageIds } from './events.queries.ts';
import { type PreparedMessage, prepareMessage } from './prepare-message.logic.ts';
import { readMessage } from './read-message.logic.ts';
import type { IngestResult, MessageType, RefusedMessage } from './segment.contract.ts';

export interface EventSource {
  name: string;
  defaultChannel: Channel;
}

interface StorableMessage {
  index: number;
  id: string;
  prepared: PreparedMessage;
  /** The row as JSON without its closing end: batch follows. */
  line: string;
}

interface Submission {
  messages: StorableMessage[];
  result: IngestResult;
  done(): void;
  fail(error: unknown): void;
}

const MAX_WAITING_MESSAGES = 60_000;
const MAX_MESSAGES_AT_ONCE = 8_000;
const MESSAGES_AT_A_STRETCH = 100;
const BUSY_MESSAGES = 200;
const GATHER_MS = 8;
const MAX_UNDELIVERED_BYTES = 100_000_000;

/**
 * The one door for contacts. Small calls that arrive while others are being written go into one write together, so that
 * ten thousand events a second need only a few transactions. A call returns when its events are durable; they are
 * queryable then or, under load, a moment later.
 */
export class Ingest {
  readonly #context: Context;
  readonly #queue: Submission[] = [];
  #waiting = 0;
  #writers = 0;
  /** Transactions under way, with the ids of their messages. */
  readonly #committing = new Map<Promise<() => Promise<void>>, ReadonlySet<string>>();
  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * Takes messages of the Segment spec; bad ones are refused one by one, the others are kept.
   * @throws engine.unavailable, engine.busy – then nothing of the call is promised and it should be sent again
   */
  async accept(inputs: readonly unknown[], source: EventSource, options: { typeOfRoute?: MessageType | undefined; sentAt?: unknown; receivedAt?: Date } = {}): Promise<IngestResult> {
    const receivedAt = options.receivedAt ?? this.#context.clock.now();
    if (this.#waiting + inputs.length > MAX_WAITING_MESSAGES) throw new Problem('engine.busy', 'Too many events are waiting to be written. Please send again in a few seconds.');
    await refuseWhenBacklogged(this.#context);
    const kinds = await loadKinds(this.#context);
    const match = await loadMatcher(this.#context);
    const normalise = rememberedNormaliser(this.#context);
    const arrived = historyTime(receivedAt);
    const result: IngestResult = { accepted: 0, repeated: 0, refused: [] };
    const messages: StorableMessage[] = [];
    for (const [index, input] of inputs.entries()) {
      // Thousands of messages at one go would keep everybody else's answers waiting, those of the database too.
      if (index % MESSAGES_AT_A_STRETCH === MESSAGES_AT_A_STRETCH - 1) await setImmediate();
      const read = readMessage(input, options.typeOfRoute ?? null, receivedAt, options.sentAt);
      if ('reason' in read) {
        result.refused.push({ index, messageId: read.messageId, reason: read.reason });
        continue;
      }
      const ready = prepareMessage(read.message, source, { kinds, receivedAt: arrived, normalise });
      if ('reason' in ready) {
        result.refused.push({ index, messageId: read.message.messageKey, reason: ready.reason });
        continue;
      }
      messages.push(this.#storable(index, ready.prepared, match));
    }
    if (messages.length > 0) await this.#store(messages, result);
    return result;
  }

  #storable(index: number, prepared: PreparedMessage, match: Awaited<ReturnType<typeof loadMatcher>>): StorableMessage {
    const id = fingerprintId(prepared.messageKey);
    const { touchpoint, department } = match(prepared.contact);
    const said = prepared.contact.properties['department'];
    const row = { message_id: id, subject: identifierId(this.#context, prepared.subject), touchpoint, department: typeof said === 'string' && said !== '' ? said.slice(0, 60).toWellFormed() : department, ...prepared.row };
    return { index, id, prepared, line: JSON.stringify(row).slice(0, -1) };
  }

  #store(messages: StorableMessage[], result: IngestResult): Promise<void> {
    this.#waiting += messages.length;
    return new Promise((done, fail) => {
      this.#queue.push({ messages, result, done, fail });
      // By nobody in particular: one transaction carries the events of several callers.
      void actAs(null, () => this.#writeQueue());
    });
  }

  async #writeQueue(): Promise<void> {
    // A second writer only where there is enough for both: two small transactions cost more than one.
    if (this.#writers >= (this.#queued() >= MAX_MESSAGES_AT_ONCE / 2 ? 2 : 1)) return;
    this.#writers += 1;
    while (this.#queue.length > 0) {
      const submissions = this.#takeSubmissions();
      const deliver = await this.#writeApart(submissions);
      const delivered = deliver();
      const answer = () => {
        for (const { messages, done } of submissions) {
          this.#waiting -= messages.length;
          done();
        }
      };
      // With little to do, a caller can read at once what was just sent. Under load being durable is enough: waiting
      // for each delivery would make the deliveries small and the engine slow.
      if (undeliveredBytes(this.#context) < BUSY_BYTES) void delivered.then(answer);
      else answer();
      if (undeliveredBytes(this.#context) > MAX_UNDELIVERED_BYTES) await delivered;
      // Whoever was just answered is about to send again: a moment's patience makes one transaction of two.
      const written = submissions.reduce((sum, submission) => sum + submission.messages.length, 0);
      if (written >= BUSY_MESSAGES && written < MAX_MESSAGES_AT_ONCE / 2) await setTimeout(GATHER_MS);
    }
    this.#writers -= 1;
  }

  /**
   * Two transactions with one id in both would wait for each other from there on. So messages whose ids another writer
   * is committing come after it, in a transaction of their own: repetitions usually, and then nothing is left to do.
   */
  async #writeApart(submissions: Submission[]): Promise<() => Promise<void>> {
    const busy = [...this.#committing.values()];
    const others = [...this.#committing.keys()];
    const isBusy = (message: StorableMessage) => busy.some((ids) => ids.has(message.id));
    const later = busy.length === 0 ? [] : submissions.map((submission) => ({ ...submission, messages: submission.messages.filter(isBusy) })).filter(({ messages }) => messages.length > 0);
    const now = later.length === 0 ? submissions : submissions.map((submission) => ({ ...submission, messages: submission.messages.filter((message) => !isBusy(message)) }));
    const first = this.#write(now);
    this.#committing.set(first, new Set(now.flatMap(({ messages }) => messages.map((message) => message.id))));
    const deliveries = [await first.finally(() => this.#committing.delete(first))];
    if (later.length > 0) {
      await Promise.allSettled(others);
      deliveries.push(await this.#write(later));
    }
    return async () => {
      await Promise.all(deliveries.map((deliver) => deliver()));
    };
  }

  #queued(): number {
    return this.#queue.reduce((sum, submission) => sum + submission.messages.length, 0);
  }

  #takeSubmissions(): Submission[] {
    const taken: Submission[] = [];
    let count = 0;
    while (this.#queue[0] && (count === 0 || count + this.#queue[0].messages.length <= MAX_MESSAGES_AT_ONCE)) {
      const submission = this.#queue.shift();
      if (!submission) break;
      taken.push(submission);
      count += submission.messages.length;
    }
    return taken;
  }

  /** Commits the submissions; those that fail are answered here. @returns the delivery to history of the others */
  async #write(submissions: Submission[]): Promise<() => Promise<void>> {
    try {
      return await this.#commit(submissions);
    } catch (error) {
      if (!isEngineUnavailable(error)) this.#context.log.error({ err: error }, 'a batch of events could not be stored; trying its parts');
      return this.#writeParts(submissions, error);
    }
  }

  /** One message that the records store cannot take must not cost the others: halve until it stands alone. */
  async #writeParts(submissions: Submission[], error: unknown): Promise<() => Promise<void>> {
    if (isEngineUnavailable(error)) {
      this.#fail(submissions, error);
      return () => Promise.resolve();
    }
    const deliveries: (() => Promise<void>)[] = [];
    if (submissions.length > 1) {
      for (const half of [submissions.slice(0, submissions.length >> 1), submissions.slice(submissions.length >> 1)]) deliveries.push(await this.#write(half));
    } else {
      const [submission] = submissions;
      const messages = submission?.messages ?? [];
      if (!submission) return () => Promise.resolve();
      if (messages.length === 1 && messages[0]) {
        const refusal: RefusedMessage = { index: messages[0].index, messageId: messages[0].prepared.messageKey, reason: 'could not be stored; the server’s log says why' };
        submission.result.refused.push(refusal);
      } else {
        for (const half of [messages.slice(0, messages.length >> 1), messages.slice(messages.length >> 1)]) deliveries.push(await this.#write([{ ...submission, messages: half }]));
      }
    }
    return async () => {
      for (const deliver of deliveries) await deliver();
    };
  }

  #fail(submissions: Submission[], error: unknown): void {
    for (const submission of submissions) submission.fail(error);
  }

  async #commit(submissions: Submission[]): Promise<() => Promise<void>> {
    const { result: afterCommit, entries } = await commitWithJournal(this.#context, async (tx, journal) => {
      const firstOf = new Map<string, { message: StorableMessage; submission: Submission }>();
      for (const submission of submissions) for (const message of submission.messages) if (!firstOf.has(message.id)) firstOf.set(message.id, { message, submission });
      const freshIds = await insertMessageIds(tx, [...firstOf.keys()].sort());
      const fresh = [...firstOf].filter(([id]) => freshIds.has(id)).map(([, first]) => first);
      // The rows first: from the identities on, transactions wait for each other.
      if (fresh.length > 0) journal.addLines('interactions', (batch) => fresh.map(({ message }) => `${message.line},"batch":${batch}}`).join('\n'));
      await journal.flush();
      const remember = await recordSightings(this.#context, tx, journal, fresh.map(({ message }) => message.prepared));
      await joinAccounts(this.#context, tx, fresh.flatMap(({ message: { prepared } }) => (prepared.group ? [{ ...prepared.group, kind: 'company' as const, subject: identifierId(this.#context, prepared.subject), role: null }] : [])));
      return () => {
        remember();
        for (const submission of submissions) submission.result.repeated += submission.messages.length;
        for (const { submission } of fresh) {
          submission.result.accepted += 1;
          submission.result.repeated -= 1;
        }
      };
    });
    afterCommit();
    return async () => {
      await Promise.all(entries.map((entry) => deliverOrLeave(this.#context, entry)));
    };
  }
}
