import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { OwnSignature, SigningWay } from './inlets.contract.ts';

/** A signed time may be this far from ours; what is older may be a recording (Standard Webhooks, Stripe). */
const TOLERANCE_S = 300;

export interface Incoming {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
}

export type Verdict = { kind: 'genuine'; /** The same for every repetition of the same message; only signed things count. */ messageKey: string } | { kind: 'refused'; code: 'inlet.signature_wrong' | 'inlet.too_old'; reason: string };

/** Whether a message comes from somebody who knows the secret, and not from a recording of somebody who did. */
export function verifyWebhook({ signedAs, signature, secret }: { signedAs: SigningWay; signature: OwnSignature | null; secret: string }, incoming: Incoming, nowSeconds: number): Verdict {
  switch (signedAs) {
    case 'standard': return verifyStandard(secret, incoming, nowSeconds);
    case 'stripe': return verifyStripe(secret, incoming, nowSeconds);
    case 'github': return verifyPlain(secret, incoming, { header: 'x-hub-signature-256', encoding: 'hex', prefix: 'sha256=' });
    case 'shopify': return verifyPlain(secret, incoming, { header: 'x-shopify-hmac-sha256', encoding: 'base64', prefix: '' });
    case 'hmac': return signature ? verifyPlain(secret, incoming, signature) : refused('no header for the signature is set');
  }
}

/** Id and time are part of what is signed: <id>.<time>.<body>. */
function verifyStandard(secret: string, { headers, body }: Incoming, nowSeconds: number): Verdict {
  const [id, at, sent] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => one(headers, name));
  if (!id || !at || !sent) return refused('the headers webhook-id, webhook-timestamp and webhook-signature are needed');
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const right = createHmac('sha256', key).update(`${id}.${at}.`).update(body).digest();
  const isRight = sent.split(' ').slice(0, 10).some((part) => part.startsWith('v1,') && isSame(right, Buffer.from(part.slice(3), 'base64')));
  return isRight ? withinTolerance(at, nowSeconds) ?? { kind: 'genuine', messageKey: id } : refused('the signature does not fit');
}

/** `stripe-signature: t=<time>,v1=<hex>[,v1=…]` over <time>.<body>. */
function verifyStripe(secret: string, { headers, body }: Incoming, nowSeconds: number): Verdict {
  const parts = (one(headers, 'stripe-signature') ?? '').split(',').slice(0, 20).map((part) => part.trim().split('='));
  const at = parts.find(([name]) => name === 't')?.[1];
  if (!at) return refused('the header stripe-signature is needed');
  const right = createHmac('sha256', secret).update(`${at}.`).update(body).digest();
  const isRight = parts.some(([name, value]) => name === 'v1' && isSame(right, Buffer.from(value ?? '', 'hex')));
  return isRight ? withinTolerance(at, nowSeconds) ?? { kind: 'genuine', messageKey: bodyKey(body) } : refused('the signature does not fit');
}

/** Neither id nor time is signed, so both may be invented: the body itself says whether it was here before. */
function verifyPlain(secret: string, { headers, body }: Incoming, { header, encoding, prefix }: OwnSignature): Verdict {
  const sent = one(headers, header.toLowerCase());
  if (!sent) return refused(`the header ${header} is needed`);
  const right = createHmac('sha256', secret).update(body).digest();
  return sent.startsWith(prefix) && isSame(right, Buffer.from(sent.slice(prefix.length), encoding)) ? { kind: 'genuine', messageKey: bodyKey(body) } : refused('the signature does not fit');
}

function withinTolerance(at: string, nowSeconds: number): Verdict | null {
  return /^\d{1,12}$/.test(at) && Math.abs(nowSeconds - Number(at)) <= TOLERANCE_S ? null : { kind: 'refused', code: 'inlet.too_old', reason: `it was signed more than ${TOLERANCE_S / 60} minutes ago, or ahead of time` };
}

const refused = (reason: string): Verdict => ({ kind: 'refused', code: 'inlet.signature_wrong', reason });
const bodyKey = (body: Buffer) => createHash('sha256').update(body).digest('hex');
const isSame = (right: Buffer, sent: Buffer) => right.length === sent.length && timingSafeEqual(right, sent);

function one(headers: Incoming['headers'], name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
