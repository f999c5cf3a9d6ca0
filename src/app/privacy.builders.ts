import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { newId } from '../kernel/ids.ts';
import { saveDepartments, saveTouchpoints } from '../journeys/touchpoints/touchpoints.actions.ts';
import { Ingest } from '../listening/events/ingest.actions.ts';
import { createSurvey } from '../listening/surveys/manage-surveys.actions.ts';
import { acceptResponses } from '../listening/responses/intake/accept-responses.actions.ts';
import { surveyInput } from '../listening/surveys/surveys.builders.ts';
import { insertLinks } from '../listening/responses/links/links.queries.ts';
import { saveCustomers } from '../people/customers/save-customers.actions.ts';
import { identifierId } from '../people/identity/identity.actions.ts';
import { actAs } from '../platform/acting.ts';
import type { Context } from '../platform/context.ts';
import { plantDesk } from './privacy-desk.builders.ts';
import { plantResponses } from './privacy-responses.builders.ts';

const run = promisify(execFile);

/**
 * Makes words that stand nowhere else: letters only, so that they are also words of the search. No four letters come
 * twice in all of them, so that a compressor finds nothing to leave out and each can be found in the bytes of a file.
 */
export function unmistakableWords(): () => string {
  const seen = new Set<string>();
  return () => {
    for (;;) {
      const word = [...randomBytes(24)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
      const parts = Array.from({ length: word.length - 3 }, (_, index) => word.slice(index, index + 4));
      if (new Set(parts).size < parts.length || parts.some((part) => seen.has(part))) continue;
      for (const part of parts) seen.add(part);
      return word;
    }
  };
}

const digits = (length: number) => [...randomBytes(length)].map((byte) => byte % 10).join('');

export interface Planted {
  userId: string;
  email: string;
  subject: string;
  /** Kind of data → the word planted there. */
  tokens: Record<string, string>;
  /** Ids of all identifiers. */
  ids: string[];
}

export async function prepareInventory(context: Context): Promise<void> {
  await saveDepartments(context, [{ code: 'service', nameDe: 'Service', nameEn: 'Service' }]);
  await saveTouchpoints(context, [{ code: 'repair_status', nameDe: 'Reparaturstatus', nameEn: 'Repair status', stage: 'service', channel: 'call_center', kind: 'main', department: 'service' }]);
  await createSurvey(context, surveyInput());
}

const source = { name: 'shop', defaultChannel: 'web' } as const;

/** A customer with one unmistakable word in every kind of data that the product keeps; by a person, so that the audit log tells it too. */
export const plantCustomer = (context: Context): Promise<Planted> => actAs({ kind: 'user', id: 'u1', label: 'somebody@example.com', role: 'administrator' }, () => plant(context));

async function plant(context: Context): Promise<Planted> {
  const t = unmistakableWords();
  const tokens = {
    userId: t(), email: t(), firstName: t(), lastName: t(), longTrait: t() + digits(3_000), product: t(), contractNumber: t(), device: t(), serial: t(), street: t(), city: t(),
    account: t(), accountName: t(), eventText: t(), eventLong: t() + digits(9_000), subjectLine: t(), propertyKey: t(), property: t(), place: t(), productOfEvent: t(), messageKey: t(), comment: t(), anonymousId: t(), fileWord: t(),
  };
  const email = `${tokens.email}@example.de`;
  await saveCustomers(context, [{
    identifiers: [{ kind: 'userId', value: tokens.userId }, { kind: 'email', value: email }],
    traits: { firstName: tokens.firstName, lastName: tokens.lastName, note: tokens.longTrait },
    contracts: [{ number: tokens.contractNumber, product: tokens.product, startsOn: '2025-01-01' }],
    devices: [{ model: tokens.device, serial: tokens.serial, ownedFrom: '2025-01-01' }],
    addresses: [{ kind: 'home', street: tokens.street, postcode: '12345', city: tokens.city, country: 'DE' }],
    account: { externalId: tokens.account, kind: 'household', name: tokens.accountName },
  }], { source: 'api', actor: 'somebody@example.com' });
  const subject = identifierId(context, { kind: 'userId', value: tokens.userId });
  const ofDesk = await plantDesk(context, { subject, email, word: t });
  const ingest = new Ingest(context);
  const at = '2026-03-01T10:00:00Z';
  await ingest.accept([
    { type: 'identify', messageId: t(), userId: tokens.userId, anonymousId: tokens.anonymousId, timestamp: at, traits: { email, name: `${tokens.firstName} ${tokens.lastName}` } },
    { type: 'track', messageId: tokens.messageKey, userId: tokens.userId, timestamp: at, event: 'Called', properties: { text: tokens.eventText, subject: tokens.subjectLine, place: tokens.place, product: tokens.productOfEvent, [tokens.propertyKey]: tokens.property } },
    { type: 'track', messageId: t(), userId: tokens.userId, timestamp: at, event: 'Wrote', properties: { text: tokens.eventLong } },
  ], source);
  await acceptResponses(context, [{ id: '00000000-0000-4000-8000-000000000777', surveyCode: 'repair', identifiers: [{ kind: 'userId', value: tokens.userId }], at, language: 'de', answers: [{ role: 'nps', value: 3 }, { role: 'comment', text: tokens.comment }] }]);
  const ofResponses = await plantResponses(context, { identifier: { kind: 'email', value: email }, word: t });
  await insertLinks(context.db, [{ id: newId(), tokenHash: `hash-${t()}`, survey: 'repair', subject: null, identifierKind: 'email', identifierValue: email, invitation: null, source: 'link', isSingleUse: true, expiresAt: null, pinHash: null, hidden: {}, name: null }], { at: new Date(), by: 'somebody@example.com' });
  const file = await context.files.save('imports', Readable.from([`userId;email;name\n${tokens.userId};${email};${tokens.fileWord}\n`]), 1_000_000);
  await sql`
    insert into imports (id, name, file_id, file_bytes, file_sha256, state, counts, by_id, by_label, created_at, finished_at)
    values (${newId()}, 'customers.csv', ${file.id}, ${file.bytes}, ${file.sha256}, 'done', '{}', 'u1', 'somebody@example.com', now(), now())`.execute(context.db);
  const ids = [['userId', tokens.userId], ['email', email], ['anonymousId', tokens.anonymousId]].map(([kind = '', value = '']) => identifierId(context, { kind, value }));
  return { userId: tokens.userId, email, subject, tokens: { ...tokens, ...ofDesk, ...ofResponses }, ids };
}

/** Somebody who stays, in the same tables. */
export async function plantOthers(context: Context, count: number): Promise<void> {
  await saveCustomers(context, Array.from({ length: count }, (_, index) => ({
    identifiers: [{ kind: 'userId', value: `other-${index}` }, { kind: 'email', value: `other-${index}@example.de` }],
    traits: { firstName: 'Anna', lastName: `Muster${String.fromCharCode(97 + (index % 26))}` },
    contracts: [{ number: `V-${index}`, product: 'Basis', startsOn: '2025-01-01' }],
  })), { source: 'api', actor: 'somebody@example.com' });
  await new Ingest(context).accept(Array.from({ length: count }, (_, index) => ({ type: 'track', messageId: `other-${index}`, userId: `other-${index}`, timestamp: '2026-03-01T10:00:00Z', event: 'Called', properties: { text: `Text ${index}` } })), source);
}

const CHUNK = 20;

/** The 16 bytes of an id as each engine writes them. */
export function idBytes(id: string): { records: Buffer; history: Buffer } {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  return { records: bytes, history: Buffer.concat([bytes.subarray(0, 8).toReversed(), bytes.subarray(8).toReversed()]) };
}

/** In which files of a folder these bytes stand; they may hold anything, also ends of lines, which a search for text would stumble over. */
export function findBytes(folder: string, wanted: Record<string, Buffer>): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = readIfThere(path);
    for (const [name, bytes] of Object.entries(wanted)) if (content.includes(bytes)) (found[name] ??= []).push(path.slice(folder.length + 1));
  }
  return found;
}

function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if (Object(error).code === 'ENOENT') return Buffer.alloc(0); // a part that went meanwhile
    throw error;
  }
}

/** Which of these words stand somewhere in the bytes of a folder, and in which files. */
export async function grepBytes(folder: string, words: Record<string, string>): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  const entries = Object.entries(words);
  for (let from = 0; from < entries.length; from += CHUNK) {
    await Promise.all(entries.slice(from, from + CHUNK).map(async ([name, word]) => {
      const files = await grep(['-rlaF', '-e', word, folder]);
      if (files.length > 0) found[name] = files.map((file) => file.slice(folder.length + 1));
    }));
  }
  return found;
}

/** A file that goes while it is looked at is no reason to see nothing in the others; any other failure is. */
async function grep(args: string[]): Promise<string[]> {
  const lines = (text: unknown) => String(text ?? '').split('\n').filter((line) => line !== '');
  try {
    return lines((await run('env', ['LC_ALL=C', 'grep', ...args], { maxBuffer: 10_000_000 })).stdout);
  } catch (error) {
    const { code, stdout, stderr } = Object(error);
    if (code === 1 || (code === 2 && lines(stderr).every((line) => line.endsWith('No such file or directory') || line.endsWith('No such device or address')))) return lines(stdout);
    throw error;
  }
}
