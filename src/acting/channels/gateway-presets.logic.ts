import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { GatewayPreset, GatewaySettings } from './channel-settings.contract.ts';
import type { SendOutcome } from './channels.contract.ts';

/** One message for a gateway. */
export interface GatewayMessage {
  id: string;
  to: string;
  text: string;
  channel: 'sms' | 'messenger';
}
export interface GatewayCall {
  url: string;
  headers: Record<string, string>;
  body: string;
}
export interface GatewayAnswer {
  status: number;
  body: string;
}
/** A call of the gateway to us, as it came. */
export interface GatewayRequest {
  /** The whole address under which we were called. */
  url: string;
  headers: Readonly<Record<string, string | undefined>>;
  rawBody: string;
}
export interface ParsedReport {
  providerId: string;
  state: 'delivered' | 'failed' | 'opened';
  isAddressDead: boolean;
  detail: string;
}
export interface ParsedInbound {
  providerId: string;
  from: string;
  text: string;
}

/** How one kind of gateway is spoken to, and how it speaks to us. */
interface Preset {
  /** Whether the gateway itself recognises a repetition by our key. */
  isIdempotent(settings: GatewaySettings): boolean;
  call(settings: GatewaySettings, secret: string, message: GatewayMessage, reportUrl: string): GatewayCall;
  /** The id it gave the message; null where the answer holds none. */
  idIn(settings: GatewaySettings, answer: unknown): string | null;
  /** Codes in refusals that say: this number does not exist or takes no messages. */
  isDead(answer: unknown): boolean;
  isGenuine(request: GatewayRequest, secret: string, nowSeconds: number): boolean;
  readReports(body: unknown): ParsedReport[];
  readInbound(body: unknown): ParsedInbound[];
}

const json = { 'content-type': 'application/json', accept: 'application/json' };
const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const withoutPlus = (number: string) => number.replace(/^\+/, '');

/** Follows `a.b.0` into JSON of any shape. */
function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key) ? (inner as Record<string, unknown>)[key] : undefined), value);
}
const textAt = (value: unknown, path: string): string => {
  const found = at(value, path);
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : '';
};
const listAt = (value: unknown, path: string): unknown[] => {
  const found = at(value, path);
  return Array.isArray(found) ? found.slice(0, 1_000) : [];
};
function isSame(one: string, other: string): boolean {
  const [mine, theirs] = [Buffer.from(one), Buffer.from(other)];
  return mine.length === theirs.length && timingSafeEqual(mine, theirs); // bytes: headers may hold letters of two
}
const MAX_AGE_SECONDS = 300;

interface Words {
  delivered: readonly string[];
  failed: readonly string[];
  opened: readonly string[];
}

function reportOf(providerId: string, word: string, states: Words, { isDead, detail }: { isDead: boolean; detail: string }): ParsedReport[] {
  if (providerId === '') return [];
  const state = (['delivered', 'failed', 'opened'] as const).find((one) => states[one].includes(word.toLowerCase()));
  return state ? [{ providerId, state, isAddressDead: state === 'failed' && isDead, detail: detail.slice(0, 300) }] : [];
}

/** Our own shape: signed like Standard Webhooks in both directions, so that anything can be put behind it with ten lines. */
const generic: Preset = {
  isIdempotent: ({ retryUnclear }) => retryUnclear,
  call({ url, sender }, secret, { id, to, text, channel }, reportUrl) {
    const body = JSON.stringify({ id, channel, from: sender, to, text, reportUrl });
    return { url, headers: { ...json, 'idempotency-key': id, authorization: `Bearer ${secret}` }, body };
  },
  idIn: ({ idPath }, answer) => textAt(answer, idPath) || null,
  isDead: (answer) => at(answer, 'isAddressDead') === true,
  isGenuine({ headers, rawBody }, secret, nowSeconds) {
    const [id, seconds] = [headers['webhook-id'] ?? '', headers['webhook-timestamp'] ?? ''];
    if (!/^\d{1,12}$/.test(seconds) || Math.abs(nowSeconds - Number(seconds)) > MAX_AGE_SECONDS) return false;
    const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret);
    const expected = `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${rawBody}`).digest('base64')}`;
    return (headers['webhook-signature'] ?? '').split(' ').some((one) => isSame(one, expected));
  },
  readReports: (body) => (Array.isArray(at(body, 'reports')) ? listAt(body, 'reports') : [body]).flatMap((one) => reportOf(textAt(one, 'id'), textAt(one, 'state'), { delivered: ['delivered'], failed: ['failed'], opened: ['opened', 'read'] }, { isDead: at(one, 'isAddressDead') === true, detail: textAt(one, 'detail') })),
  readInbound: (body) => (textAt(body, 'from') === '' || textAt(body, 'id') === '' ? [] : [{ providerId: textAt(body, 'id'), from: textAt(body, 'from'), text: textAt(body, 'text') }]),
};

/** Errors of Twilio about the number itself: invalid, no mobile, unknown, blocked by its owner. */
const twilioDead = new Set(['21211', '21614', '30003', '30005', '30006', '21610']);
/** Twilio Programmable Messaging: form out, form in, HMAC-SHA1 over address and sorted fields. */
const twilio: Preset = {
  isIdempotent: () => false,
  call: ({ url, account, sender }, secret, { to, text, channel }, reportUrl) => ({
    url: `${url || 'https://api.twilio.com'}/2010-04-01/Accounts/${encodeURIComponent(account)}/Messages.json`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json', authorization: basic(account, secret) },
    body: new URLSearchParams({ To: channel === 'messenger' ? `whatsapp:${to}` : to, From: channel === 'messenger' ? `whatsapp:${sender}` : sender, Body: text, StatusCallback: reportUrl }).toString(),
  }),
  idIn: (_settings, answer) => textAt(answer, 'sid') || null,
  isDead: (answer) => twilioDead.has(textAt(answer, 'code')),
  isGenuine({ url, headers, rawBody }, secret) {
    const fields = [...new URLSearchParams(rawBody)].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([name, value]) => name + value).join('');
    return isSame(headers['x-twilio-signature'] ?? '', createHmac('sha1', secret).update(url + fields).digest('base64'));
  },
  readReports: (body) => reportOf(textAt(body, 'MessageSid'), textAt(body, 'MessageStatus'), { delivered: ['delivered'], failed: ['failed', 'undelivered'], opened: ['read'] }, { isDead: twilioDead.has(textAt(body, 'ErrorCode')), detail: textAt(body, 'ErrorCode') }),
  readInbound: (body) => (textAt(body, 'MessageSid') === '' || textAt(body, 'From') === '' || textAt(body, 'MessageStatus') !== '' ? [] : [{ providerId: textAt(body, 'MessageSid'), from: textAt(body, 'From').replace(/^whatsapp:/, ''), text: textAt(body, 'Body') }]),
};

/** Vonage Messages API: JSON out; webhooks carry a JWT signed with the signature secret (HS256) that names the hash of the body. */
const vonage: Preset = {
  isIdempotent: () => false,
  call: ({ url, account, sender }, secret, { id, to, text, channel }, reportUrl) => ({
    url: `${url || 'https://api.nexmo.com'}/v1/messages`,
    headers: { ...json, authorization: basic(account, secret) },
    body: JSON.stringify({ message_type: 'text', channel: channel === 'messenger' ? 'whatsapp' : 'sms', to: withoutPlus(to), from: withoutPlus(sender), text, client_ref: id, webhook_url: reportUrl }),
  }),
  idIn: (_settings, answer) => textAt(answer, 'message_uuid') || null,
  isDead: (answer) => /invalid.*(number|recipient)|absent subscriber permanent/i.test(textAt(answer, 'detail')),
  isGenuine({ headers, rawBody }, secret, nowSeconds) {
    const [head = '', claims = '', signature = ''] = (headers['authorization'] ?? '').replace(/^Bearer /, '').split('.');
    if (signature === '' || !isSame(signature, createHmac('sha256', secret).update(`${head}.${claims}`).digest('base64url'))) return false;
    const [algorithm, said] = [parsed(fromBase64(head)), parsed(fromBase64(claims))];
    return textAt(algorithm, 'alg') === 'HS256' && Math.abs(nowSeconds - Number(textAt(said, 'iat') || Number.NaN)) <= MAX_AGE_SECONDS && isSame(textAt(said, 'payload_hash'), sha256Hex(rawBody));
  },
  readReports: (body) => reportOf(textAt(body, 'message_uuid'), textAt(body, 'status'), { delivered: ['delivered'], failed: ['rejected', 'undeliverable'], opened: ['read'] }, { isDead: /absent-subscriber-permanent|unknown-subscriber|invalid/i.test(textAt(body, 'error.title')), detail: textAt(body, 'error.title') }),
  readInbound: (body) => (textAt(body, 'from') === '' || textAt(body, 'message_uuid') === '' || textAt(body, 'status') !== '' ? [] : [{ providerId: textAt(body, 'message_uuid'), from: `+${withoutPlus(textAt(body, 'from'))}`, text: textAt(body, 'text') }]),
};

/** WhatsApp Cloud API: JSON out with a bearer token, webhooks signed with the app secret over the body. */
const whatsappCloud: Preset = {
  isIdempotent: () => false,
  call: ({ url, account }, secret, { id, to, text }) => ({
    url: `${url || 'https://graph.facebook.com/v23.0'}/${encodeURIComponent(account)}/messages`,
    headers: { ...json, authorization: `Bearer ${secret}` },
    body: JSON.stringify({ messaging_product: 'whatsapp', recipient_type: 'individual', to: withoutPlus(to), type: 'text', text: { body: text }, biz_opaque_callback_data: id }),
  }),
  idIn: (_settings, answer) => textAt(answer, 'messages.0.id') || null,
  isDead: (answer) => ['131026', '131030', '133010'].includes(textAt(answer, 'error.code')),
  isGenuine: ({ headers, rawBody }, secret) => isSame(headers['x-hub-signature-256'] ?? '', `sha256=${createHmac('sha256', secret).update(rawBody).digest('hex')}`),
  readReports: (body) => changesIn(body).flatMap((value) => listAt(value, 'statuses')).flatMap((one) => reportOf(textAt(one, 'id'), textAt(one, 'status'), { delivered: ['delivered'], failed: ['failed'], opened: ['read'] }, { isDead: textAt(one, 'errors.0.code') === '131026', detail: textAt(one, 'errors.0.title') })),
  readInbound: (body) => changesIn(body).flatMap((value) => listAt(value, 'messages')).flatMap((one) => (textAt(one, 'id') === '' || textAt(one, 'from') === '' ? [] : [{ providerId: textAt(one, 'id'), from: `+${withoutPlus(textAt(one, 'from'))}`, text: textAt(one, 'text.body') }])),
};
const changesIn = (body: unknown) => listAt(body, 'entry').flatMap((entry) => listAt(entry, 'changes')).map((change) => at(change, 'value'));

export const gatewayPresets: Readonly<Record<GatewayPreset, Preset>> = { generic, twilio, vonage, whatsapp_cloud: whatsappCloud };

const fromBase64 = (part: string) => Buffer.from(part, 'base64url').toString('utf8');
const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex');

/** What a gateway says: JSON, or fields of a form; undefined where it is neither. */
export function parseGatewayBody(rawBody: string, contentType: string): unknown {
  return contentType.startsWith('application/x-www-form-urlencoded') ? Object.fromEntries(new URLSearchParams(rawBody)) : parsed(rawBody);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What became of a message by the answer of a gateway. 5xx without a key for repetitions: nobody knows. */
export function judgeAnswer(preset: GatewayPreset, settings: GatewaySettings, { status, body }: GatewayAnswer): SendOutcome {
  const { idIn, isDead } = gatewayPresets[preset];
  const answer = parsed(body);
  const reason = `HTTP ${status}: ${body.replaceAll(/\s+/g, ' ').slice(0, 200)}`;
  if (status >= 200 && status < 300) {
    const providerId = idIn(settings, answer);
    return providerId === null ? { kind: 'handed' } : { kind: 'handed', providerId };
  }
  if (status === 429) return { kind: 'retry', reason, afterMs: 60_000 };
  if (status === 401 || status === 403 || status === 404) return isDead(answer) ? { kind: 'refused', reason, isAddressDead: true } : { kind: 'retry', reason, afterMs: 900_000 };
  if (status >= 500) return status === 503 ? { kind: 'retry', reason, afterMs: 60_000 } : { kind: 'unclear', reason };
  return { kind: 'refused', reason, isAddressDead: isDead(answer) };
}
