import { createHmac, timingSafeEqual } from 'node:crypto';

const PREFIX = 'whsec_';

/** `webhook-signature` of Standard Webhooks: one signature per secret that counts, separated by spaces. */
export function signatureOf(secrets: readonly string[], { id, atSeconds, body }: { id: string; atSeconds: number; body: string }): string {
  return secrets.map((secret) => `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${atSeconds}.${body}`).digest('base64')}`).join(' ');
}

/** The bytes behind `whsec_<base64>`. */
export const keyOf = (secret: string): Buffer => Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');

export const webhookSecret = (bytes: Buffer): string => PREFIX + bytes.toString('base64');

/** In a time that says nothing about where they differ. */
export function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
