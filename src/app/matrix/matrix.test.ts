import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { departmentSubjects } from '../../governance/roles/roles.logic.ts';
import type { DeclaredRoute } from '../../platform/http/access.ts';
import { entryLists } from './entries.ts';
import type { Call, Entry } from './entry.ts';
import { type Answer, FOREIGN_MARK, isLimitedRole, mayCall, type Method, openWorld, planted, triedRoles, type TriedRole, type World } from './world.ts';

/** `MATRIX=/api/imports npx vitest run src/app/matrix` tries only routes whose address contains that. */
const wanted = process.env['MATRIX'] ?? '';
/** Half a minute alone; on a machine that does much else beside, several. */
const WHOLE_MATRIX_MS = 600_000;
/** The digits of a measured time may spell a postcode by chance. */
const LONG_FRACTION = /\d+\.\d{6,}/g;
const MAY_READ_PERSONAL_DATA = ['read', 'personal_data'] as const;

const entries: Record<string, Entry> = Object.assign({}, ...entryLists);
const nameOf = ({ method, url }: DeclaredRoute): string => `${method} ${url}`;

let world: World;
let routes: DeclaredRoute[];
const cookies = new Map<TriedRole, string>();

beforeAll(async () => {
  world = await openWorld();
  routes = world.server.declaredRoutes.filter(({ url }) => url.includes(wanted));
  for (const role of triedRoles) cookies.set(role, await world.signIn(role));
});
afterAll(async () => {
  await world?.close();
});

const SHOWN = 60;

/** Random: now and then the digits of a planted postcode are in one. */
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** One line per call that was answered otherwise than expected: not only the first. One call after another, so that nothing is refused because much happens at once. */
async function complaintsOf<Try>(tries: Iterable<Try>, judgeTry: (one: Try) => Promise<string | null>): Promise<string[]> {
  const complaints: string[] = [];
  for (const one of tries) {
    const complaint = await judgeTry(one);
    if (complaint !== null) complaints.push(complaint);
  }
  return complaints.slice(0, SHOWN);
}

const judge = (what: string, { status, text }: Answer, expected: number): string | null => (status === expected ? null : `${what}: expected ${expected}, got ${status} ${text.slice(0, 300)}`);
const send = async (route: DeclaredRoute, call: Call, headers: Record<string, string>): Promise<Answer> => {
  try {
    return await world.send(route.method as Method, route.url, call, headers); // only these methods are registered
  } catch (error) {
    throw new Error(`${nameOf(route)} gave no answer`, { cause: error });
  }
};
const cookieOf = async (role: TriedRole, entry: Entry): Promise<Record<string, string>> => ({ cookie: entry.endsSession ? await world.signIn(role) : (cookies.get(role) ?? '') });
const callOf = async (name: string, prepare: Entry['call']): Promise<Call> => {
  try {
    return (await prepare?.(world)) ?? {};
  } catch (error) {
    throw new Error(`the entry of ${name} could not prepare its call`, { cause: error });
  }
};
const isAllowed = ({ access }: DeclaredRoute, role: TriedRole): boolean => typeof access === 'string' || mayCall(role, access.can, access.on);
const ofDepartments = ({ access }: DeclaredRoute): boolean => typeof access !== 'string' && [...departmentSubjects, 'metric'].some((subject) => subject === access.on);

describe('the authorisation matrix', () => {
  it('has one entry for every route, and none for routes that are gone', () => {
    const registered = world.server.declaredRoutes.map(nameOf);
    const named = entryLists.flatMap((list) => Object.keys(list));
    expect({ routesWithoutEntry: registered.filter((name) => !named.includes(name)), entriesWithoutRoute: named.filter((name) => !registered.includes(name)), entriesTwice: named.filter((name, place) => named.indexOf(name) !== place) })
      .toEqual({ routesWithoutEntry: [], entriesWithoutRoute: [], entriesTwice: [] });
    expect(registered.length).toBeGreaterThan(90);
  });

  it('names a reason for every route that asks for no permission, and a foreign record for every route of departments', () => {
    const unexplained = routes.filter((route) => entries[nameOf(route)]).flatMap((route) => {
      const entry = entries[nameOf(route)] ?? {};
      return [
        ...(typeof route.access === 'string' && !entry.open ? [`${nameOf(route)} is ${route.access}: say why in "open"`] : []),
        ...(typeof route.access !== 'string' && entry.open ? [`${nameOf(route)} asks for a permission: "open" is not true`] : []),
        ...(ofDepartments(route) && entry.foreign === undefined ? [`${nameOf(route)} shows records of departments: name a foreign one in "foreign"`] : []),
      ];
    });
    expect(unexplained).toEqual([]);
  });

  it('refuses strangers with 401', { timeout: WHOLE_MATRIX_MS }, async () => {
    const closed = routes.filter(({ access }) => access !== 'public');
    expect(await complaintsOf(closed, async (route) => judge(nameOf(route), await send(route, {}, {}), 401))).toEqual([]);
  });

  it('refuses every role that lacks the permission with 403, before it looks at the request', { timeout: WHOLE_MATRIX_MS }, async () => {
    const tries = routes.flatMap((route) => triedRoles.filter((role) => !isAllowed(route, role)).map((role) => ({ route, role })));
    expect(await complaintsOf(tries, async ({ route, role }) => judge(`${nameOf(route)} as ${role}`, await send(route, {}, { cookie: cookies.get(role) ?? '' }), 403))).toEqual([]);
  });

  it('refuses records of another department with 404', { timeout: WHOLE_MATRIX_MS }, async () => {
    const limited = triedRoles.filter(isLimitedRole);
    const tries = routes.flatMap((route) => (typeof entries[nameOf(route)]?.foreign === 'function' ? limited.filter((role) => isAllowed(route, role)).map((role) => ({ route, role })) : []));
    const tryForeign = async ({ route, role }: (typeof tries)[number]) => {
      const entry = entries[nameOf(route)] ?? {};
      const call = await callOf(nameOf(route), typeof entry.foreign === 'function' ? entry.foreign : undefined);
      return judge(`${nameOf(route)} as ${role}`, await send(route, call, await cookieOf(role, entry)), entry.foreignStatus ?? 404);
    };
    expect(await complaintsOf(tries, tryForeign)).toEqual([]);
  });

  it('lets every role with the permission do it', { timeout: WHOLE_MATRIX_MS }, async () => {
    expect((await tryAll()).refused).toEqual([]);
  });
  it('shows limited roles nothing of other departments', { timeout: WHOLE_MATRIX_MS }, async () => {
    expect((await tryAll()).foreignShown).toEqual([]);
  });
  it('shows nothing personal to roles that do not read personal data', { timeout: WHOLE_MATRIX_MS }, async () => {
    expect((await tryAll()).personalShown).toEqual([]);
  });
});

interface Findings {
  refused: string[];
  foreignShown: string[];
  personalShown: string[];
}

let findings: Promise<Findings> | null = null;
/** The right call of every route as every role that may, once for all tests that look at the answers. */
const tryAll = (): Promise<Findings> => (findings ??= findAll());

async function findAll(): Promise<Findings> {
  const found: Findings = { refused: [], foreignShown: [], personalShown: [] };
  for (const route of routes) {
    const entry = entries[nameOf(route)];
    if (!entry) continue;
    const isOpen = route.access === 'public' || route.access === 'write_key';
    for (const role of isOpen ? (['nobody'] as const) : triedRoles.filter((one) => isAllowed(route, one))) {
      const what = `${nameOf(route)} as ${role}`;
      const answer = await send(route, await callOf(nameOf(route), entry.call), role === 'nobody' ? {} : await cookieOf(role, entry));
      const others: Answer[] = [];
      if (role !== 'nobody') for (const call of entry.alsoLookAt?.(world) ?? []) others.push(await send(route, call, { cookie: cookies.get(role) ?? '' }));
      const complaint = judge(what, answer, entry.status ?? 200) ?? others.filter(({ status }) => status >= 500).map((other) => judge(what, other, 200))[0];
      if (complaint) found.refused.push(complaint);
      const shown = [answer, ...others].map(({ text }) => text).join('\n').replaceAll(UUID, '').replaceAll(LONG_FRACTION, '');
      if (role !== 'nobody' && isLimitedRole(role) && shown.includes(FOREIGN_MARK)) found.foreignShown.push(`${what} shows something of another department: ${around(shown, FOREIGN_MARK)}`);
      if (role !== 'nobody' && mayCall(role, ...MAY_READ_PERSONAL_DATA)) continue;
      for (const secret of Object.values(planted)) if (shown.includes(secret)) found.personalShown.push(`${what} shows ${secret}: ${around(shown, secret)}`);
    }
  }
  return found;
}

function around(text: string, secret: string): string {
  const place = text.indexOf(secret);
  return text.slice(Math.max(0, place - 80), place + 80);
}
