import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** One entry as it stands in the log and in an export: what an independent check needs, nothing left out. */
export interface ChainedEntry {
  seq: number;
  id: number;
  /** UTC with microseconds. */
  at: string;
  kind: string;
  action: string;
  subject: string;
  actorKind: string;
  actorId: string | null;
  requestId: string | null;
  /** null where somebody was erased. */
  customers: (string | null)[];
  /** Hex. */
  customerSalts: (string | null)[];
  customerCommitments: string[];
  /** The JSON text itself, because its bytes count; null when erased. */
  content: string | null;
  salt: string | null;
  commitment: string | null;
  /** JSON text of a `Redaction`. */
  redacts: string | null;
  chainedAt: string;
  hash: string;
}

/** What an erasure took out: [id of an entry, place of the customer in it from 1, or null for its content]. */
export type Taken = readonly [id: number, place: number | null];

/** Signed, because what is named here may be missing: without that, a row in the store could excuse any hole. */
export interface Redaction {
  taken: readonly Taken[];
  keyId: string;
  /** Base64; of this entry only, so it cannot be written a second time. */
  signature: string;
}

/** The head of the chain at an instant, signed outside of the store. */
export interface Seal {
  number: number;
  /** checkpoint: everything up to here was retired. */
  kind: 'seal' | 'checkpoint';
  seq: number;
  hash: string;
  sealedAt: string;
  keyId: string;
  /** Base64. */
  signature: string;
}

const sha256 = (...parts: (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** SHA-256(salt, content): says nothing about the content once the salt is gone. */
export function commitmentOf(saltHex: string, content: string): string {
  return sha256(Buffer.from(saltHex, 'hex'), content).toString('hex');
}

/** SHA-256(hash of the entry before, what this one says in public); the arithmetic of `audit_append` in the store. */
export function hashOf(previousHashHex: string, entry: ChainedEntry): string {
  const said = [
    String(entry.seq), String(entry.id), entry.at, entry.kind, entry.action, entry.subject, entry.actorKind, entry.actorId, entry.requestId,
    entry.commitment, entry.customerCommitments.join(','), entry.redacts, entry.chainedAt,
  ];
  // As PostgreSQL writes an array of JSON: a space after each comma.
  return sha256(Buffer.from(previousHashHex, 'hex'), `[${said.map((part) => JSON.stringify(part)).join(', ')}]`).toString('hex');
}

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

export interface SealKey {
  privateKey: KeyObject;
  publicKey: string;
  keyId: string;
}

/** @param seed - 32 bytes that are not in the store whose chain they seal */
export function sealKeyFrom(seed: Buffer): SealKey {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64');
  return { privateKey, publicKey, keyId: keyIdOf(publicKey) };
}

export const keyIdOf = (publicKey: string): string => sha256(Buffer.from(publicKey, 'base64')).toString('hex').slice(0, 16);

const sealText = ({ number, kind, seq, hash, sealedAt, keyId }: Omit<Seal, 'signature'>): Buffer => Buffer.from(`momente audit seal ${JSON.stringify([number, kind, seq, hash, sealedAt, keyId])}`);

export function signSeal(key: SealKey, seal: Omit<Seal, 'signature' | 'keyId'>): Seal {
  const unsigned = { ...seal, keyId: key.keyId };
  return { ...unsigned, signature: sign(null, sealText(unsigned), key.privateKey).toString('base64') };
}

export const isSealGenuine = (publicKey: string, seal: Seal): boolean => isSigned(publicKey, sealText(seal), seal);

/** @param id - of the entry that names the redaction */
const redactionText = (id: number, { taken, keyId }: Omit<Redaction, 'signature'>): Buffer => Buffer.from(`momente audit redaction ${JSON.stringify([id, keyId, taken])}`);

export function signRedaction(key: SealKey, id: number, taken: readonly Taken[]): Redaction {
  const unsigned = { taken, keyId: key.keyId };
  return { ...unsigned, signature: sign(null, redactionText(id, unsigned), key.privateKey).toString('base64') };
}

/** @returns null when nobody with the key wrote it */
export function genuineRedaction(publicKey: string, id: number, redacts: string): Redaction | null {
  try {
    const redaction = JSON.parse(redacts) as Redaction; // whatever else it is has no fitting signature
    return isSigned(publicKey, redactionText(id, redaction), redaction) ? redaction : null;
  } catch {
    return null;
  }
}

function isSigned(publicKey: string, text: Buffer, { keyId, signature }: { keyId: string; signature: string }): boolean {
  try {
    return keyId === keyIdOf(publicKey) && verify(null, text, createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' }), Buffer.from(signature, 'base64'));
  } catch {
    return false; // not even a key or a signature
  }
}
