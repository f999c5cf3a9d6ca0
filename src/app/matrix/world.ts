import { rmSync } from 'node:fs';
import { sql } from 'kysely';
import { type BuiltInRole, roles, subjects } from '../../governance/roles/roles.contract.ts';
import { flatten, grantsOf, isLimited } from '../../governance/roles/roles.logic.ts';
import { grantable, grantsFromPermissions, needsPersonalData, writePermissions } from '../../governance/roles/own-roles.logic.ts';
import { createAdministrator, markDemoLoaded } from '../../governance/users/passwords/setup.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { copyTemplate, makeDataFolder } from '../../platform/testing/storage-template.ts';
import { readEnv } from '../env.ts';
import { startMomente } from '../start.ts';
import type { Call } from './call.ts';

/** Two departments: `own` is the one that limited roles work for, `foreign` the other. */
export const own = { department: 'service', touchpoint: 'repair_status', survey: 'repair' } as const;
export const foreign = { department: 'sales', touchpoint: 'shop_advice', survey: 'shop' } as const;
/** Stands in names and comments of the other department only. */
export const FOREIGN_MARK = 'Zitronenfalter';

/** Nothing of this may reach somebody whose role does not read personal data. */
export const planted = {
  name: 'Mechthild Quastenberg', firstName: 'Mechthild', lastName: 'Quastenberg', userId: 'uid-quasten-77', email: 'mechthild@plantage.example', phone: '+4915117654321',
  street: 'Lilienschluchtweg', city: 'Quakenhausen', postcode: '49610', birthday: '1971-03-29', hobby: 'Feuersalamander', serial: 'SN-4711-0815', writtenPhone: '0151 / 76 54 321', iban: 'DE02120300000000202051',
} as const;

/** Roles of the company's own, so that what only an own role can be is tried too. */
const ownRoles = {
  nothing: { permissions: [] as string[], isLimited: false },
  // Everything that an own role may do without seeing who customers are.
  blind_manager: { permissions: writePermissions(subjects.flatMap((subject) => (needsPersonalData.includes(subject) || subject === 'personal_data' ? [] : grantable[subject].map((action) => ({ action, subject }))))), isLimited: false },
  department_lead: { permissions: ['read:touchpoint', 'create:touchpoint', 'update:touchpoint', 'delete:touchpoint', 'read:expectation', 'update:expectation', 'read:survey', 'create:survey', 'update:survey', 'read:answer', 'read:metric', 'create:export'], isLimited: true },
};
export type TriedRole = BuiltInRole | keyof typeof ownRoles;
export const triedRoles: readonly TriedRole[] = [...roles, 'nothing', 'blind_manager', 'department_lead'];

export const grantsOfTried = (role: TriedRole) => (role in ownRoles ? grantsFromPermissions(ownRoles[role as keyof typeof ownRoles].permissions, ownRoles[role as keyof typeof ownRoles].isLimited) : grantsOf(role)); // `in` has just looked
export const mayCall = (role: TriedRole, can: string, on: string): boolean => flatten(grantsOfTried(role)).some(({ action, subject }) => (action === can || action === 'manage') && (subject === on || subject === 'all'));
export const isLimitedRole = (role: TriedRole): boolean => isLimited(grantsOfTried(role));

export interface Answer {
  status: number;
  text: string;
}

/** One running product, a small company in it, and somebody signed in for every role. */
export interface World {
  context: Context;
  server: Routes;
  /** A customer with everything that is personal about `planted`, and another one. */
  customerId: string;
  otherCustomerId: string;
  writeKey: string;
  /** A number that no other call has had, for codes and names. */
  next(): number;
  /** As the administrator's key; throws when it is refused. The answer is JSON of any shape. */
  api(method: Method, path: string, body?: object): Promise<any>; // oxlint-disable-line typescript/no-explicit-any -- answers of a hundred routes, read by tests only
  /** A fresh cookie of somebody with this role. */
  signIn(role: TriedRole): Promise<string>;
  /** A cookie of somebody with this role, kept for whoever only prepares something: a sign-in is slow on purpose. */
  cookieOf(role: TriedRole): Promise<string>;
  send(method: Method, url: string, call: Call, headers: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

const apiKey = 'mom_matrix_0123456789abcdef0123456789';
const writeKey = 'write_matrix_0123456789';
const password = 'seven green kettles';
export const emailOf = (role: TriedRole): string => `${role}@matrix.example`;

export async function openWorld(): Promise<World> {
  const dataFolder = makeDataFolder('matrix');
  copyTemplate(dataFolder);
  const momente = await startMomente(readEnv({ MOMENTE_DATA: dataFolder, PORT: '0', MOMENTE_API_KEY: apiKey, MOMENTE_WRITE_KEY: writeKey, MOMENTE_LOG: 'silent', MOMENTE_ALLOW_INTERNAL_ADDRESSES: 'true' }));
  let number = 0;
  const kept = new Map<TriedRole, string>();
  const send: World['send'] = async (method, url, { params = {}, query, body, headers: more = {} }, headers) => {
    const path = url.replaceAll(/:(\w+)|\*/g, (_all, name: string | undefined) => encodeURIComponent(params[name ?? '*'] ?? '00000000-0000-8000-8000-000000000000'));
    const answer = await momente.routes.inject({ method, url: path, ...(query ? { query } : {}), ...(body === undefined ? {} : { payload: body }), headers: { 'x-momente-request': '1', ...headers, ...more } });
    return { status: answer.statusCode, text: answer.body };
  };
  const world: World = {
    context: momente.context,
    server: momente.routes,
    customerId: '',
    otherCustomerId: '',
    writeKey,
    next: () => ++number,
    send,
    async api(method, path, body) {
      const { status, text } = await send(method, path, body === undefined ? {} : { body }, { authorization: `Bearer ${apiKey}` });
      if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${text}`);
      return text.startsWith('{') ? JSON.parse(text) : {};
    },
    async signIn(role) {
      const answer = await momente.routes.inject({ method: 'POST', url: '/api/session', payload: { email: emailOf(role), password }, headers: { 'x-momente-request': '1' } });
      const cookie = [answer.headers['set-cookie']].flat().map(String).map((line) => line.split(';')[0] ?? '').filter((pair) => pair.includes('session_token=')).join('; ');
      if (answer.statusCode !== 200 || cookie === '') throw new Error(`${role} could not sign in: ${answer.statusCode} ${answer.body}`);
      return cookie;
    },
    async cookieOf(role) {
      const cookie = kept.get(role) ?? (await world.signIn(role));
      kept.set(role, cookie);
      return cookie;
    },
    async close() {
      await momente.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
  try {
    await buildStaff(world);
    await buildCompany(world);
  } catch (error) {
    await world.close();
    throw error;
  }
  return world;
}

async function buildStaff({ context }: World): Promise<void> {
  for (const [code, { permissions, isLimited: limited }] of Object.entries(ownRoles)) {
    await sql`insert into roles (code, name, permissions, is_limited_to_departments, created_at, updated_at) values (${code}, ${code}, ${permissions}, ${limited}, now(), now())`.execute(context.db);
  }
  for (const role of triedRoles) {
    await createAdministrator(context, { email: emailOf(role), password });
    await sql`update users set role = ${role}, departments = ${isLimitedRole(role) ? [own.department] : []} where email = ${emailOf(role)}`.execute(context.db);
  }
  // The simulator of the demo company has tests of its own.
  await markDemoLoaded(context);
}

async function buildCompany(world: World): Promise<void> {
  const rules = (event: string) => [{ event }];
  await world.api('PUT', `/api/departments/${own.department}`, { nameDe: 'Service', nameEn: 'Service' });
  await world.api('PUT', `/api/departments/${foreign.department}`, { nameDe: 'Vertrieb', nameEn: 'Sales' });
  await world.api('POST', '/api/touchpoints', { code: own.touchpoint, nameDe: 'Reparaturstatus', nameEn: 'Repair status', stage: 'service', channel: 'call_center', kind: 'main', department: own.department, rules: rules('repair_asked') });
  await world.api('POST', '/api/touchpoints', { code: foreign.touchpoint, nameDe: FOREIGN_MARK, nameEn: FOREIGN_MARK, stage: 'purchase', channel: 'shop', kind: 'main', department: foreign.department, rules: rules('shop_visited') });
  await world.api('POST', '/api/surveys', { code: own.survey, touchpoint: own.touchpoint, nameDe: 'Nach der Reparatur', nameEn: 'After the repair', dimensions: ['speed'], withCsat: true, publish: true });
  await world.api('POST', '/api/surveys', { code: foreign.survey, touchpoint: foreign.touchpoint, nameDe: FOREIGN_MARK, nameEn: FOREIGN_MARK, dimensions: ['speed'], withCsat: true, publish: true });
  await world.api('PUT', '/api/custom-fields/hobby', { labelDe: 'Steckenpferd', labelEn: 'Hobby', type: 'text', choices: null });
  const identifier = { kind: 'userId', value: planted.userId };
  const person = await world.api('POST', '/api/customers', {
    identifiers: [identifier, { kind: 'email', value: planted.email }, { kind: 'phone', value: planted.phone }],
    traits: { name: planted.name, firstName: planted.firstName, lastName: planted.lastName, email: planted.email, phone: planted.phone, birthday: planted.birthday, hobby: planted.hobby, plan: 'Flat M' },
    contracts: [{ number: 'V-1001', product: 'Flat M', startsOn: '2025-01-01' }],
    devices: [{ model: 'Nova 5', maker: 'Nova', serial: planted.serial, ownedFrom: '2025-01-01' }],
    addresses: [{ kind: 'home', street: `${planted.street} 88`, postcode: planted.postcode, city: planted.city, country: 'DE' }],
    account: { externalId: 'h1', kind: 'household', name: `Haushalt ${planted.lastName}`, role: 'owner' },
  });
  const other = await world.api('POST', '/api/customers', { identifiers: [{ kind: 'userId', value: 'other-1' }], traits: { name: 'Otto Beispiel' } });
  Object.assign(world, { customerId: person.id, otherCustomerId: other.id });
  const written = `Bitte rufen Sie ${planted.writtenPhone} an oder schreiben Sie an ${planted.email}, Konto ${planted.iban}. Gruß, ${planted.name}`;
  const event = (name: string, at: string, channel: string) => ({ type: 'track', userId: planted.userId, event: name, messageId: `m-${world.next()}`, timestamp: at, properties: { text: written, callerName: planted.name, channel, subject: `Frage von ${planted.email}` } });
  await sendEvents(world, [event('repair_asked', '2026-10-01T10:00:00Z', 'call_center'), event('shop_visited', '2026-10-02T10:00:00Z', 'shop'), event('unknown_thing', '2026-10-03T10:00:00Z', 'web'), { type: 'identify', userId: planted.userId, anonymousId: 'device-1', messageId: `m-${world.next()}`, timestamp: '2026-10-03T11:00:00Z', traits: {} }]);
  await answerAs(world, own.survey, identifier, written);
  await answerAs(world, foreign.survey, identifier, `${FOREIGN_MARK} ${written}`);
  // Enough answers of others that figures are not withheld.
  for (const survey of [own.survey, foreign.survey]) for (let n = 0; n < 32; n += 1) await answerOnce(world, survey, { n });
}

async function sendEvents(world: World, batch: object[]): Promise<void> {
  const { status, text } = await world.send('POST', '/v1/batch', { body: { batch } }, { authorization: `Basic ${btoa(`${writeKey}:`)}` });
  if (status !== 200) throw new Error(`events were refused: ${text}`);
}

async function answerAs(world: World, survey: string, identifier: object, comment: string): Promise<void> {
  const { links } = await world.api('POST', `/api/surveys/${survey}/links`, { identifier });
  await answerOnce(world, survey, { n: 3, comment, token: new URL(String(links[0])).searchParams.get('t') ?? '' });
}

interface Said {
  n: number;
  comment?: string;
  token?: string;
}

async function answerOnce(world: World, survey: string, { n, comment, token }: Said): Promise<void> {
  const answers = { pairs: { speed: { first: 8, second: 3 + (n % 4) } }, nps: n % 11, csat: 1 + (n % 5), ...(comment === undefined ? {} : { comment }) };
  const { status, text } = await world.send('PUT', `/api/public/surveys/${survey}/responses/${responseId(world.next())}`, { body: { version: 1, language: 'de', answers, startedAt: '2026-10-04T10:00:00Z', seq: 1, isFinal: true, ...(token === undefined ? {} : { token }) } }, {});
  if (status !== 201) throw new Error(`a response was refused: ${text}`);
}

export const responseId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
