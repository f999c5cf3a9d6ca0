import { MINUTE_MS, SECOND_MS } from '../../kernel/clock.ts';
import { actAs } from '../../platform/acting.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { appendEntries, findHash, findHead, findLastSeal, insertSeal, lockChain } from './audit.queries.ts';
import { type Seal, type SealKey, sealKeyFrom, signSeal } from './chain.logic.ts';
import { appendToSealsFile, readSealsFile, sealsFileOf } from './seals.queries.ts';

const AT_ONCE = 2_000;
const CHAIN_EVERY_MS = SECOND_MS;
const SEAL_EVERY_MS = 5 * MINUTE_MS;
const SEAL_EVERY_ENTRIES = 500;

const keys = new WeakMap<Context['vault'], SealKey>();

/** Derived from the key of the vault, so it is nowhere in the store whose log it seals. */
export function sealKeyOf({ vault }: Pick<Context, 'vault'>): SealKey {
  const known = keys.get(vault);
  if (known) return known;
  const key = sealKeyFrom(vault.deriveKey('audit seals'));
  keys.set(vault, key);
  return key;
}

/** Gives everything that was committed before this call its place in the chain. @returns how many entries */
export async function chainAll({ db }: Pick<Context, 'db'>, now?: Date): Promise<number> {
  let total = 0;
  for (let moved = AT_ONCE; moved === AT_ONCE; total += moved) moved = await appendEntries(db, AT_ONCE, now);
  return total;
}

/** Signs the head of the chain as it is now; null when the last seal already covers it. */
export async function sealChain(context: Context): Promise<Seal | null> {
  const kept = (await readSealsFile(sealsFileOf(context))) ?? [];
  const seal = await context.db.transaction().execute((tx) => sealHead(context, tx, kept));
  if (seal) await appendToSealsFile(sealsFileOf(context), seal);
  return seal;
}

async function sealHead(context: Context, tx: Db, kept: readonly Seal[]): Promise<Seal | null> {
  await lockChain(tx);
  const head = await findHead(tx);
  const last = await findLastSeal(tx);
  if (!head || (last && last.seq === head.seq && last.hash === head.hash)) return null;
  if (last && last.kind === 'seal' && (await findHash(tx, last.seq)) !== last.hash) context.log.error({ seal: last.number, entry: last.seq }, 'the audit log does not fit its last seal: run `momente audit verify`');
  return insertedSeal(context, tx, { kind: 'seal', seq: head.seq, hash: head.hash, number: nextNumber(last, kept) });
}

/** Numbers go on after those of the file too, so that seals deleted in the store leave a gap. */
export function nextNumber(last: Seal | null, kept: readonly Seal[]): number {
  return kept.reduce((most, seal) => Math.max(most, seal.number), last?.number ?? 0) + 1;
}

export async function insertedSeal(context: Context, tx: Db, { kind, seq, hash, number }: Pick<Seal, 'kind' | 'seq' | 'hash' | 'number'>): Promise<Seal> {
  const seal = signSeal(sealKeyOf(context), { number, kind, seq, hash, sealedAt: context.clock.now().toISOString() });
  await insertSeal(tx, seal);
  return seal;
}

/**
 * Chains each second what was written, and seals every five minutes or five hundred entries, and at the end.
 * @returns what stops it
 */
export function keepChain(context: Context): () => Promise<void> {
  let unsealed = 1; // whatever an earlier run left
  let sealedAtMs = 0;
  let running: Promise<void> = Promise.resolve();
  let isRunning = false;
  const step = async () => {
    unsealed += await chainAll(context);
    if (unsealed >= SEAL_EVERY_ENTRIES || (unsealed > 0 && Date.now() - sealedAtMs >= SEAL_EVERY_MS)) {
      await sealChain(context);
      unsealed = 0;
      sealedAtMs = Date.now();
    }
  };
  const run = () => {
    if (isRunning) return;
    isRunning = true;
    running = actAs(null, step)
      .catch((error: unknown) => context.log.error({ err: error }, 'the audit log could not be chained; it waits in its inbox'))
      .finally(() => void (isRunning = false));
  };
  const timer = setInterval(run, CHAIN_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await running;
    await actAs(null, async () => {
      await chainAll(context);
      await sealChain(context);
    }).catch((error: unknown) => context.log.error({ err: error }, 'the audit log could not be sealed at the end'));
  };
}
