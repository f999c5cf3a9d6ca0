import { type ChainedEntry, keyIdOf, type Seal } from './chain.logic.ts';
import { Proof, type ProofResult, redactionsOf } from './proof.logic.ts';

export const EXPORT_FORMAT = 'momente-audit-1';

export interface ExportProof extends ProofResult {
  seals: number;
  keyId: string;
}

/**
 * Checks an exported log on its own: with the lines, a public key, and seals that somebody kept.
 * @param read - gives the lines from the beginning; asked twice, because what erasures took out is told after it
 * @returns null when the lines are not a whole export
 */
export async function proveExport(read: () => AsyncIterable<string>, trustedKey: string | null, kept: readonly Seal[]): Promise<ExportProof | null> {
  const redactions = new Set<string>();
  const seals: Seal[] = [];
  let publicKey = trustedKey;
  let isFirst = true;
  for await (const line of read()) {
    const part = parseLine(line);
    if (isFirst) {
      if (part === null || part['format'] !== EXPORT_FORMAT || part['isWhole'] !== true || typeof part['publicKey'] !== 'string') return null;
      publicKey ??= part['publicKey'];
      isFirst = false;
    }
    // Taken as they are: the proof checks each signature and hash.
    if (part?.['seal']) seals.push(part['seal'] as Seal);
    const entry = part?.['entry'] as ChainedEntry | undefined;
    if (entry && publicKey !== null) for (const name of redactionsOf(publicKey, [entry])) redactions.add(name);
  }
  if (publicKey === null) return null;
  const proof = new Proof({ publicKey, seals, keptSeals: kept, redactions });
  for await (const line of read()) {
    const entry = parseLine(line)?.['entry'] as ChainedEntry | undefined;
    if (entry) proof.add(entry);
  }
  return { ...proof.finish(), seals: seals.length, keyId: keyIdOf(publicKey) };
}

function parseLine(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : null;
  } catch {
    return null;
  }
}
