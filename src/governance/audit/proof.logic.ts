import { type ChainedEntry, commitmentOf, genuineRedaction, hashOf, isSealGenuine, keyIdOf, type Seal } from './chain.logic.ts';

export type FindingKind =
  | 'missing' | 'order' | 'changed' | 'content_changed' | 'content_removed' | 'restored' | 'inserted' | 'backdated' | 'clock'
  | 'truncated' | 'recomputed' | 'seal_false' | 'seal_missing' | 'seal_unknown_key' | 'start_missing' | 'redaction_false';

/** Something that does not fit, and where: the first and last entry concerned (for seals: their numbers). */
export interface Finding {
  kind: FindingKind;
  from: number;
  to: number;
  /** What was expected and what is there, in English, for experts. */
  detail: string;
}

export interface ProofResult {
  ok: boolean;
  entries: number;
  firstSeq: number | null;
  lastSeq: number | null;
  headHash: string | null;
  /** Entries after the last genuine seal: their deletion would not show yet. */
  unsealed: number;
  findings: Finding[];
  /** All findings; the list holds the first hundred. */
  findingCount: number;
}

export interface ProofInput {
  publicKey: string;
  /** From the store. */
  seals: readonly Seal[];
  /** From a file beside the store, or kept by somebody; null: none given. */
  keptSeals: readonly Seal[] | null;
  /** What erasures took out: the signed `redacts` of all entries. */
  redactions: ReadonlySet<string>;
}

const MAX_FINDINGS = 100;
const CLOCK_TOLERANCE_MS = 2_000;
/** Transactions write their entries while others commit; none takes longer than this from one to the other. */
const CONCURRENCY_MS = 120_000;
const LATE_MS = 3_600_000;
const SAMPLE_MS = 600_000;

/** How a redaction is named: the content of an entry, or one customer of it. */
export const redactionName = (id: number, place: number | null): string => `${id}:${place ?? ''}`;

/** Names of everything that the given entries took out; an entry that is not signed excuses nothing. */
export function redactionsOf(publicKey: string, entries: Iterable<Pick<ChainedEntry, 'id' | 'redacts'>>): Set<string> {
  const names = new Set<string>();
  for (const { id, redacts } of entries) for (const [taken, place] of (redacts && genuineRedaction(publicKey, id, redacts)?.taken) || []) names.add(redactionName(taken, place));
  return names;
}

/**
 * Checks a log entry by entry, in the order of the chain. Each entry is held against the hash that the one before it
 * carries, so one change is found where it is and does not make all that follow look wrong.
 */
export class Proof {
  readonly #input: ProofInput;
  readonly #seals: Seal[];
  readonly #sealsBySeq: Map<number, Seal[]>;
  readonly #findings: Finding[] = [];
  #findingCount = 0;
  #entries = 0;
  #firstSeq: number | null = null;
  #lastSeq = 0;
  #lastHash: string | null = '';
  #lastChainedAt = '';
  #lastChainedMs = 0;
  #highestId = 0;
  #latestAtMs = 0;
  /** Highest id that was chained in each ten minutes, and when the last of them was. */
  readonly #samples: { id: number; fromMs: number; untilMs: number }[] = [];
  #sealedUpTo = 0;
  #goodSealSeq = 0;

  constructor(input: ProofInput) {
    this.#input = input;
    this.#seals = this.#genuineSeals();
    this.#sealsBySeq = Map.groupBy(this.#seals, (seal) => seal.seq);
    this.#sealedUpTo = this.#seals.reduce((most, seal) => Math.max(most, seal.seq), 0);
  }

  add(entry: ChainedEntry): void {
    if (this.#firstSeq === null) this.#begin(entry);
    this.#entries += 1;
    this.#checkPlace(entry);
    this.#checkContent(entry);
    this.#checkTime(entry);
    this.#checkSeals(entry);
    this.#lastSeq = entry.seq;
    this.#lastHash = entry.hash;
  }

  finish(): ProofResult {
    const retired = this.#checkpoint()?.seq ?? 0;
    const last = Math.max(this.#lastSeq, this.#firstSeq === null ? retired : 0);
    if (this.#sealedUpTo > last) this.#tell('truncated', last + 1, this.#sealedUpTo, `seal says ${this.#sealedUpTo} entries, the log ends at ${last}`);
    return {
      ok: this.#findingCount === 0,
      entries: this.#entries,
      firstSeq: this.#firstSeq,
      lastSeq: this.#firstSeq === null ? null : this.#lastSeq,
      headHash: this.#firstSeq === null ? null : this.#lastHash,
      unsealed: Math.max(0, last - this.#goodSealSeq),
      findings: this.#findings,
      findingCount: this.#findingCount,
    };
  }

  #tell(kind: FindingKind, from: number, to: number, detail: string): void {
    this.#findingCount += 1;
    if (this.#findings.length < MAX_FINDINGS) this.#findings.push({ kind, from, to, detail });
  }

  /** Of store and file together; every number once, none left out, each signed. */
  #genuineSeals(): Seal[] {
    const byNumber = new Map<number, Seal>();
    for (const seal of [...this.#input.seals, ...(this.#input.keptSeals ?? [])]) {
      if (seal.keyId !== keyIdOf(this.#input.publicKey)) {
        this.#tell('seal_unknown_key', seal.number, seal.number, `seal ${seal.number} of ${seal.sealedAt} was made with another key (${seal.keyId})`);
        continue;
      }
      if (!isSealGenuine(this.#input.publicKey, seal)) {
        this.#tell('seal_false', seal.number, seal.number, `seal ${seal.number} of ${seal.sealedAt}: signature does not fit`);
        continue;
      }
      const known = byNumber.get(seal.number);
      if (known && known.signature !== seal.signature) this.#tell('seal_false', seal.number, seal.number, `two different seals have the number ${seal.number}`);
      byNumber.set(seal.number, seal);
    }
    const seals = [...byNumber.values()].toSorted((a, b) => a.number - b.number);
    const stored = new Set(this.#input.seals.map((seal) => seal.number));
    const lost = seals.filter((seal) => !stored.has(seal.number)).map((seal) => seal.number);
    if (lost.length > 0) this.#tell('seal_missing', lost[0] ?? 0, lost.at(-1) ?? 0, `${lost.length} seals are kept outside of the store but not in it`);
    let before: Seal | undefined;
    for (const seal of seals) {
      if (seal.number !== (before?.number ?? 0) + 1) this.#tell('seal_missing', (before?.number ?? 0) + 1, seal.number - 1, 'seals are numbered without gaps');
      if (before && Date.parse(seal.sealedAt) < Date.parse(before.sealedAt) - CLOCK_TOLERANCE_MS) this.#tell('clock', seal.number, seal.number, `seal ${seal.number} is older than seal ${before.number}`);
      if (before && seal.seq < before.seq) this.#tell('truncated', seal.seq + 1, before.seq, `seal ${seal.number} covers less than seal ${before.number}`);
      before = seal;
    }
    return seals;
  }

  #checkpoint(): Seal | undefined {
    return this.#seals.filter((seal) => seal.kind === 'checkpoint').at(-1);
  }

  /** The first entry is number 1, or follows a checkpoint. */
  #begin(entry: ChainedEntry): void {
    this.#firstSeq = entry.seq;
    if (entry.seq === 1) return;
    const checkpoint = this.#checkpoint();
    if (checkpoint && checkpoint.seq + 1 === entry.seq) {
      this.#lastSeq = checkpoint.seq;
      this.#lastHash = checkpoint.hash;
      this.#goodSealSeq = checkpoint.seq;
      return;
    }
    this.#tell('start_missing', (checkpoint?.seq ?? 0) + 1, entry.seq - 1, checkpoint ? `the last checkpoint is at ${checkpoint.seq}` : 'there is no checkpoint');
    this.#lastSeq = entry.seq - 1;
    this.#lastHash = null;
  }

  #checkPlace(entry: ChainedEntry): void {
    const expected = this.#lastSeq + 1;
    if (entry.seq < expected) this.#tell('order', entry.seq, entry.seq, `comes after ${this.#lastSeq}`);
    if (entry.seq > expected) {
      this.#tell('missing', expected, entry.seq - 1, 'entries are numbered without gaps');
      return; // the hash it follows is gone with them
    }
    if (this.#lastHash !== null && hashOf(this.#lastHash, entry) !== entry.hash) this.#tell('changed', entry.seq, entry.seq, 'its hash does not follow from what it says and the entry before');
  }

  #checkContent(entry: ChainedEntry): void {
    if (entry.redacts !== null && !genuineRedaction(this.#input.publicKey, entry.id, entry.redacts)) this.#tell('redaction_false', entry.seq, entry.seq, 'it says what an erasure took out, but its signature does not fit');
    const mayMiss = (place: number | null) => this.#input.redactions.has(redactionName(entry.id, place));
    if (entry.content === null) {
      if (entry.commitment !== null && !mayMiss(null)) this.#tell('content_removed', entry.seq, entry.seq, 'its content is gone, and no erasure says so');
    } else if (mayMiss(null)) this.#tell('restored', entry.seq, entry.seq, 'its content was erased and is there again');
    else if (entry.commitment === null || commitmentOf(entry.salt ?? '', entry.content) !== entry.commitment) this.#tell('content_changed', entry.seq, entry.seq, 'its content is not what was chained');
    if (entry.customers.length !== entry.customerCommitments.length) this.#tell('content_changed', entry.seq, entry.seq, 'customers were added or taken away');
    for (const [index, commitment] of entry.customerCommitments.entries()) {
      const customer = entry.customers[index] ?? null;
      if (customer === null) {
        if (commitment !== '' && !mayMiss(index + 1)) this.#tell('content_removed', entry.seq, entry.seq, `customer ${index + 1} is gone, and no erasure says so`);
      } else if (mayMiss(index + 1)) this.#tell('restored', entry.seq, entry.seq, `customer ${index + 1} was erased and is there again`);
      else if (commitmentOf(entry.customerSalts[index] ?? '', customer) !== commitment) this.#tell('content_changed', entry.seq, entry.seq, `customer ${index + 1} is not who was chained`);
    }
  }

  #checkTime(entry: ChainedEntry): void {
    if (entry.chainedAt !== this.#lastChainedAt) {
      const chainedMs = Date.parse(entry.chainedAt);
      if (chainedMs < this.#lastChainedMs - CLOCK_TOLERANCE_MS) this.#tell('clock', entry.seq, entry.seq, `chained at ${entry.chainedAt}, after ${this.#lastChainedAt}`);
      this.#lastChainedAt = entry.chainedAt;
      this.#lastChainedMs = chainedMs;
    }
    const atMs = Date.parse(entry.at);
    if (atMs > this.#lastChainedMs + CONCURRENCY_MS) this.#tell('clock', entry.seq, entry.seq, `written at ${entry.at}, but chained at ${entry.chainedAt}`);
    if (entry.id > this.#highestId) {
      if (atMs < this.#latestAtMs - CONCURRENCY_MS) this.#tell('backdated', entry.seq, entry.seq, `says ${entry.at}, but was written after an entry of ${new Date(this.#latestAtMs).toISOString()}`);
      this.#highestId = entry.id;
      this.#latestAtMs = Math.max(this.#latestAtMs, atMs);
    } else if (this.#samples.some((sample) => sample.id > entry.id && sample.untilMs < this.#lastChainedMs - LATE_MS)) {
      this.#tell('inserted', entry.seq, entry.seq, 'its number was given out long before it was chained');
    }
    const sample = this.#samples.at(-1);
    if (sample && this.#lastChainedMs - sample.fromMs < SAMPLE_MS) Object.assign(sample, { id: this.#highestId, untilMs: this.#lastChainedMs });
    else this.#samples.push({ id: this.#highestId, fromMs: this.#lastChainedMs, untilMs: this.#lastChainedMs });
  }

  #checkSeals(entry: ChainedEntry): void {
    for (const seal of this.#sealsBySeq.get(entry.seq) ?? []) {
      if (seal.hash !== entry.hash) this.#tell('recomputed', this.#goodSealSeq + 1, entry.seq, `seal ${seal.number} of ${seal.sealedAt} knew another hash at entry ${entry.seq}`);
      else this.#goodSealSeq = entry.seq;
    }
  }
}
