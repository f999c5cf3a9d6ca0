import { jsonText } from '../../kernel/json-text.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { CustomerReach } from '../privacy/personal-data.contract.ts';
import { noteInAudit } from './audit.actions.ts';
import { countUpTo, findHash, findLastSeal, findSeqBefore, insertRedaction, lockChain, redactEntries, renameActor, reserveEntryId, retireEntries } from './audit.queries.ts';
import { chainAll, insertedSeal, nextNumber, sealChain, sealKeyOf } from './chain.actions.ts';
import { signRedaction } from './chain.logic.ts';
import { appendToSealsFile, readSealsFile, sealsFileOf } from './seals.queries.ts';

/** Shorter values would be found in everything; they are looked for as a whole value only. */
const SHORTEST_ANYWHERE = 5;

/**
 * Takes a customer out of the audit log: who did what and when stays, what says whom goes. An entry that says so is
 * written in the same transaction and signed, because it excuses what is missing. @returns number of entries touched
 */
export async function redactAudit(context: Pick<Context, 'vault'>, tx: Db, reach: Pick<CustomerReach, 'customerId' | 'subjects' | 'identifiers'>): Promise<number> {
  const { ids, patterns } = recognise(reach);
  return redact(context, tx, ids, patterns);
}

async function redact(context: Pick<Context, 'vault'>, tx: Db, ids: readonly string[], patterns: readonly string[]): Promise<number> {
  const taken = await redactEntries(tx, ids, patterns);
  if (taken.length === 0) return 0;
  const id = await reserveEntryId(tx);
  await insertRedaction(tx, id, signRedaction(sealKeyOf(context), id, taken));
  return new Set(taken.map(([entry]) => entry)).size;
}

/** What somebody or something that acts was called, where that name says whom it was about: gone from entries and from the choice. */
export async function forgetLabel(context: Pick<Context, 'vault'>, tx: Db, { kind, id, label, neutral }: { kind: string; id: string; label: string; neutral: string }): Promise<void> {
  await renameActor(tx, { kind, id, label: neutral });
  await redact(context, tx, [], [patternFor(label)]);
}

/** What a customer is recognised by in the log: ids, and the patterns of everything that stands for one in a text. */
export function recognise({ customerId, subjects, identifiers }: Pick<CustomerReach, 'customerId' | 'subjects' | 'identifiers'>): { ids: string[]; patterns: string[] } {
  const ids = [...new Set([customerId, ...subjects])];
  const values = new Set([...ids, ...identifiers.flatMap(({ value, raw }) => [value, raw])].filter((value) => value !== ''));
  return { ids, patterns: [...values].map(patternFor) };
}

/** As the value stands in the JSON of an entry, for `like`. */
export function patternFor(value: string): string {
  const text = jsonText(value).slice(1, -1).replaceAll(/[\\%_]/g, String.raw`\$&`);
  return value.length >= SHORTEST_ANYWHERE ? `%${text}%` : `%"${text}"%`;
}

/**
 * Retires entries older than `before`, from the oldest on without a gap: first a signed checkpoint says how the log went
 * until there, then they go. @returns number of entries
 */
export async function retireAudit(context: Context, before: Date, isDryRun: boolean): Promise<number> {
  await chainAll(context);
  const upTo = await findSeqBefore(context.db, before);
  const count = upTo === null || upTo <= 0 ? 0 : await countUpTo(context.db, upTo);
  if (isDryRun || count === 0 || upTo === null) return count;
  const kept = (await readSealsFile(sealsFileOf(context))) ?? [];
  const seal = await context.db.transaction().execute(async (tx) => {
    await lockChain(tx);
    const hash = await findHash(tx, upTo);
    if (hash === null) throw new Error(`Entry ${upTo} of the audit log is gone.`);
    const checkpoint = await insertedSeal(context, tx, { kind: 'checkpoint', seq: upTo, hash, number: nextNumber(await findLastSeal(tx), kept) });
    await retireEntries(tx, upTo);
    await noteInAudit(tx, { action: 'audit.retired', subject: 'audit', after: { entries: count, upTo, before: before.toISOString() } });
    return checkpoint;
  });
  await appendToSealsFile(sealsFileOf(context), seal);
  await chainAll(context);
  await sealChain(context);
  return count;
}
