import { actAs } from '../../platform/acting.ts';
import type { Context } from '../../platform/context.ts';
import { listChained, listRedactions, listSeals } from './audit.queries.ts';
import { chainAll, sealKeyOf } from './chain.actions.ts';
import type { Seal } from './chain.logic.ts';
import type { Verification } from './audit.contract.ts';
import { Proof, redactionsOf } from './proof.logic.ts';
import { readSealsFile, sealsFileOf } from './seals.queries.ts';

const CHUNK = 5_000;
const SEALS_CHUNK = 10_000;

const running = new WeakMap<Context['db'], Promise<Verification>>();
const last = new WeakMap<Context['db'], Verification>();

/**
 * Checks the whole log: every hash, every content, all seals, also against the file of seals beside the store and
 * against `kept` ones. Who asks while a check without kept seals runs gets that one's result.
 */
export async function verifyAudit(context: Context, kept: readonly Seal[] = []): Promise<Verification> {
  if (kept.length > 0) return actAs(null, () => verify(context, kept));
  const under = running.get(context.db);
  if (under) return under;
  const check = actAs(null, () => verify(context, [])).finally(() => running.delete(context.db));
  running.set(context.db, check);
  return check;
}

/** Of this process since its start. */
export function lastVerification({ db }: Pick<Context, 'db'>): Verification | null {
  return last.get(db) ?? null;
}

async function verify(context: Context, kept: readonly Seal[]): Promise<Verification> {
  const startedMs = performance.now();
  await chainAll(context);
  const filed = await readSealsFile(sealsFileOf(context));
  const { publicKey } = sealKeyOf(context);
  // As of one moment: an erasure meanwhile would look like tampering.
  const result = await context.db.transaction().setIsolationLevel('repeatable read').execute(async (tx) => {
    const seals: Seal[] = [];
    for (let found = SEALS_CHUNK; found === SEALS_CHUNK; ) {
      const next = await listSeals(tx, seals.at(-1)?.number ?? 0, SEALS_CHUNK);
      seals.push(...next);
      found = next.length;
    }
    const proof = new Proof({ publicKey, seals, keptSeals: [...(filed ?? []), ...kept], redactions: redactionsOf(publicKey, await listRedactions(tx)) });
    for (let chunk = await listChained(tx, -1, CHUNK); chunk.length > 0; ) {
      for (const entry of chunk) proof.add(entry);
      chunk = await listChained(tx, chunk.at(-1)?.seq ?? 0, CHUNK);
    }
    return { ...proof.finish(), seals: seals.length, lastSeal: seals.at(-1) ?? null };
  });
  const verification: Verification = { ...result, sealsFile: filed === null ? 'absent' : 'compared', keptSeals: kept.length, publicKey, checkedAt: context.clock.now().toISOString(), tookMs: Math.round(performance.now() - startedMs) };
  last.set(context.db, verification);
  return verification;
}
