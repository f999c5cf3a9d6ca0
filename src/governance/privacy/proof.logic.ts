import { createHash, createHmac } from 'node:crypto';
import type { ErasureProof } from './privacy.contract.ts';

/** Recognises an identifier that comes again, and says nothing to anybody without the key of the installation. */
export function fingerprintOf(key: Buffer, { kind, value }: { kind: string; value: string }): string {
  return createHmac('sha256', key).update(`${kind}\0${value}`).digest('hex').slice(0, 32);
}

/** The same object gives the same text whatever order its keys are in. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) return `{${Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
  return JSON.stringify(value);
}

export type UnsealedProof = Omit<ErasureProof, 'hash' | 'seal'>;

export function sealProof(key: Buffer, proof: UnsealedProof): ErasureProof {
  const hash = createHash('sha256').update(canonical(proof)).digest('hex');
  return { ...proof, hash, seal: createHmac('sha256', key).update(hash).digest('hex') };
}

/** Whether a proof is as this installation wrote it. */
export function isProofGenuine(key: Buffer, { hash, seal, ...proof }: ErasureProof): boolean {
  const fresh = sealProof(key, proof);
  return fresh.hash === hash && fresh.seal === seal;
}
