import { createHash, createHmac, hash, randomBytes } from 'node:crypto';

/** Shapes 16 bytes as a UUID of version 8 (RFC 9562: custom content). */
function asUuid(bytes: Buffer): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * The id of a value under a secret: the same value has the same id on this installation for ever,
 * and nobody without the secret can find out by trying whose e-mail address an id stands for.
 */
export function keyedId(secret: string, ...parts: string[]): string {
  return asUuid(createHmac('sha256', secret).update(parts.join('\0')).digest().subarray(0, 16));
}

/** A 128-bit fingerprint of a text as UUID; not secret. */
export function fingerprintId(text: string): string {
  return asUuid(hash('sha256', text, 'buffer'));
}

/** The last millisecond and how many ids it has had; the first number is random, so that processes part. */
let latest = { ms: 0, place: 0 };

/** A random id that sorts by time of creation (UUID version 7): within one process also the first two thousand of a millisecond. */
export function newId(nowMs: number = Date.now()): string {
  const bytes = randomBytes(16);
  const place = nowMs === latest.ms ? latest.place + 1 : bytes.readUInt16BE(6) & 0x07ff;
  latest = { ms: nowMs, place };
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | (place & 0x0fff), 6);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A secret to be shown once: 256 random bits, URL-safe, behind a recognisable prefix. */
export function newSecret(prefix: string): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** The same with 128 bits in 22 signs, for addresses where each sign counts. */
export function newShortSecret(): string {
  return randomBytes(16).toString('base64url');
}

/** SHA-256 suffices for secrets of 128 random bits and more: there is nothing to guess that slowness would protect. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
