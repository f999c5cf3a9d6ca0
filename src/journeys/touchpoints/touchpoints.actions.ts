import { z } from 'zod';
import { Problem } from '../../kernel/problem.ts';
import { emit } from '../../governance/webhooks/emit.actions.ts';
import type { WebhookEvent } from '../../governance/webhooks/webhooks.contract.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { compileMatcher, type Matcher, orderRules, tidyRule } from './matching.logic.ts';
import { getMatching, markChanged } from './reapplication.queries.ts';
import { type Department, departmentSchema, type Touchpoint, type TouchpointInput, touchpointSchema, type TouchpointValues } from './touchpoints.contract.ts';
import { countTouchpointsOf, deleteDepartment, deleteTouchpoint, findTouchpoint, insertTouchpoint, listAllDepartments, listAllTouchpoints, listTouchpointsForUpdate, upsertDepartments, upsertTouchpoints } from './touchpoints.queries.ts';

/** Codes of the departments a caller is limited to; null = all. */
export type Scope = readonly string[] | null;

/** Addresses under /api/touchpoints that a code would hide behind. */
export const reservedCodes = new Set(['gaps', 'bulk', 'import', 'catalogue', 'inventory', 'reapplication', 'new']);

export const isInScope = ({ department }: { department: string | null }, scope: Scope): boolean => scope === null || (department !== null && scope.includes(department));

export async function listTouchpoints(context: Context, scope: Scope = null): Promise<Touchpoint[]> {
  return (await listAllTouchpoints(context.db)).filter((touchpoint) => isInScope(touchpoint, scope));
}

export async function touchpointsByCode(context: Context): Promise<Map<string, Touchpoint>> {
  return new Map((await listAllTouchpoints(context.db)).map((touchpoint) => [touchpoint.code, touchpoint]));
}

/** What they are called, by code. */
export async function nameTouchpoints(context: Context, lang: 'de' | 'en'): Promise<Map<string, string>> {
  return new Map((await listAllTouchpoints(context.db)).map(({ code, nameDe, nameEn }) => [code, lang === 'de' ? nameDe : nameEn]));
}

/** @throws touchpoint.not_found also for a touchpoint of a foreign department: its existence is none of their business */
export async function getTouchpoint(context: Context, code: string, scope: Scope = null): Promise<Touchpoint> {
  const touchpoint = code.includes('\0') ? null : await findTouchpoint(context.db, code);
  if (!touchpoint || !isInScope(touchpoint, scope)) throw notFound([code]);
  return touchpoint;
}

/** @throws touchpoint.code_taken, permission.denied for a department that is not the caller's, department.not_found, rule.invalid */
export async function createTouchpoint(context: Context, input: TouchpointInput, scope: Scope = null): Promise<Touchpoint> {
  const touchpoint = tidy(touchpointSchema.parse(input));
  if (!isInScope(touchpoint, scope)) throw foreignDepartment();
  await changeInventory(context, async (tx) => {
    await refuseUnknownDepartments(tx, [touchpoint]);
    if (reservedCodes.has(touchpoint.code) || !(await insertTouchpoint(tx, touchpoint))) throw new Problem('touchpoint.code_taken', `The code ${touchpoint.code} is taken. Choose another one.`, { code: touchpoint.code });
    return [touchpoint.code];
  }, [tellOf('touchpoint.created', touchpoint.code)]);
  return getTouchpoint(context, touchpoint.code);
}

/** Adds touchpoints or replaces those with the same code, all or none; for imports and the demo. */
export async function saveTouchpoints(context: Context, inputs: readonly TouchpointInput[]): Promise<void> {
  const touchpoints = z.array(touchpointSchema).parse(inputs);
  if (touchpoints.length === 0) return;
  await changeInventory(context, async (tx) => {
    const { tidied, moved } = await prepareForSaving(tx, touchpoints);
    await upsertTouchpoints(tx, tidied);
    return moved;
  });
}

/** What is to be written, and the codes whose contacts have to move; locks those that are there. @throws touchpoint.code_taken, department.not_found, rule.invalid */
export async function prepareForSaving(tx: Db, touchpoints: readonly TouchpointValues[]): Promise<{ tidied: TouchpointValues[]; moved: string[] }> {
  const tidied = touchpoints.map(tidy);
  const reserved = tidied.find(({ code }) => reservedCodes.has(code));
  if (reserved) throw new Problem('touchpoint.code_taken', `The code ${reserved.code} is taken. Choose another one.`, { code: reserved.code });
  await refuseUnknownDepartments(tx, tidied);
  const before = new Map((await listTouchpointsForUpdate(tx, tidied.map(({ code }) => code))).map((one) => [one.code, one]));
  return { tidied, moved: tidied.filter((after) => movesContacts(before.get(after.code) ?? null, after)).map(({ code }) => code) };
}

/** The rules are read again at the next contact. */
export function forgetMatcher(context: Context): void {
  matchers.delete(context.db);
}

export type TouchpointPatch = Partial<Omit<TouchpointValues, 'code'>>;

/**
 * Changes a touchpoint that the caller has seen in the given version.
 * @throws touchpoint.not_found, touchpoint.changed_meanwhile, permission.denied, department.not_found, rule.invalid
 */
export async function changeTouchpoint(context: Context, code: string, { version, ...patch }: TouchpointPatch & { version: number }, scope: Scope = null): Promise<Touchpoint> {
  await changeInventory(context, async (tx) => {
    const [before] = await listTouchpointsForUpdate(tx, code.includes('\0') ? [] : [code]);
    if (!before || !isInScope(before, scope)) throw notFound([code]);
    if (before.version !== version) throw new Problem('touchpoint.changed_meanwhile', 'Somebody else has changed this touchpoint meanwhile. Load it again and repeat your change.', { version: before.version });
    return replace(tx, [before], patch, scope);
  }, [tellOf('touchpoint.changed', code)]);
  return getTouchpoint(context, code, scope);
}

/** Changes the same attributes of many touchpoints, all or none. @throws touchpoint.not_found with the missing codes */
export async function changeTouchpoints(context: Context, codes: readonly string[], patch: TouchpointPatch, scope: Scope = null): Promise<number> {
  const wanted = [...new Set(codes)];
  await changeInventory(context, async (tx) => {
    const before = (await listTouchpointsForUpdate(tx, wanted)).filter((touchpoint) => isInScope(touchpoint, scope));
    const missing = wanted.filter((code) => !before.some((touchpoint) => touchpoint.code === code));
    if (missing.length > 0) throw notFound(missing);
    return replace(tx, before, patch, scope);
  }, wanted.map((code) => tellOf('touchpoint.changed', code)));
  return wanted.length;
}

/** @throws touchpoint.not_found */
export async function removeTouchpoint(context: Context, code: string, scope: Scope = null): Promise<void> {
  await changeInventory(context, async (tx) => {
    const [before] = await listTouchpointsForUpdate(tx, code.includes('\0') ? [] : [code]);
    if (!before || !isInScope(before, scope)) throw notFound([code]);
    await deleteTouchpoint(tx, code);
    return [code];
  });
}

async function replace(tx: Db, before: readonly Touchpoint[], patch: TouchpointPatch, scope: Scope): Promise<string[]> {
  const after = before.map((touchpoint) => tidy(touchpointSchema.parse({ ...touchpoint, ...patch })));
  if (after.some((touchpoint) => !isInScope(touchpoint, scope))) throw foreignDepartment();
  await refuseUnknownDepartments(tx, after);
  await upsertTouchpoints(tx, after);
  return after.filter((touchpoint, index) => movesContacts(before[index] ?? null, touchpoint)).map(({ code }) => code);
}

/** Runs a change of the inventory; where it returns codes, contacts of these touchpoints may have to move. */
async function changeInventory(context: Context, change: (tx: Db) => Promise<string[]>, told: readonly WebhookEvent[] = []): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const moved = await change(tx);
    await emit(context, tx, told);
    if (moved.length > 0) await markChanged(tx, moved, context.clock.now());
  });
  matchers.delete(context.db);
}

const tellOf = (kind: 'touchpoint.created' | 'touchpoint.changed', code: string): WebhookEvent => ({ kind, data: { touchpoint: code } });

function tidy(touchpoint: TouchpointValues): TouchpointValues {
  return {
    ...touchpoint,
    nameDe: touchpoint.nameDe.trim(),
    nameEn: touchpoint.nameEn.trim(),
    rules: touchpoint.rules.map((rule, index) => tidyRule(rule, `rules[${index}]`)),
  };
}

function movesContacts(before: TouchpointValues | null, after: TouchpointValues): boolean {
  if (!before) return after.rules.length > 0;
  return before.department !== after.department || JSON.stringify(orderRules([before])) !== JSON.stringify(orderRules([after]));
}

async function refuseUnknownDepartments(tx: Db, touchpoints: readonly TouchpointValues[]): Promise<void> {
  const known = new Set((await listAllDepartments(tx)).map(({ code }) => code));
  const named = touchpoints.flatMap(({ department, involvedDepartments }) => [...(department === null ? [] : [department]), ...involvedDepartments]);
  const unknown = [...new Set(named)].filter((code) => !known.has(code));
  if (unknown.length > 0) throw new Problem('department.not_found', `There is no department ${unknown.slice(0, 5).join(', ')}. Create it first.`, { codes: unknown.slice(0, 50) });
}

const foreignDepartment = () => new Problem('permission.denied', 'Your role does not allow you to give a touchpoint to a department that is not yours.');
const notFound = (codes: readonly string[]) => new Problem('touchpoint.not_found', codes.length === 1 ? 'There is no such touchpoint.' : 'Some of these touchpoints do not exist.', { codes: codes.slice(0, 50) });

export async function listDepartments(context: Context): Promise<Department[]> {
  return listAllDepartments(context.db);
}

/** Adds departments or renames those with the same code; whoever is limited to departments renames only these. @throws department.not_found */
export async function saveDepartments(context: Context, departments: readonly Department[], scope: Scope = null): Promise<void> {
  if (departments.some(({ code }) => scope !== null && !scope.includes(code))) throw noDepartment();
  if (departments.length > 0) await upsertDepartments(context.db, z.array(departmentSchema).parse(departments));
}

/** @throws department.not_found, department.in_use while touchpoints name it */
export async function removeDepartment(context: Context, code: string): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const touchpoints = await countTouchpointsOf(tx, code);
    if (touchpoints > 0) throw new Problem('department.in_use', `${touchpoints} touchpoints name this department. Give them to another one first.`, { touchpoints });
    if (!(await deleteDepartment(tx, code))) throw noDepartment();
  });
}

const noDepartment = () => new Problem('department.not_found', 'There is no such department.');

const MATCHER_CHECK_MS = 1_000;
interface CachedMatcher {
  matcher: Matcher;
  revision: number;
  checkedAtMs: number;
  checking: Promise<CachedMatcher> | null;
}
const matchers = new WeakMap<Db, CachedMatcher>();

/**
 * The rules as a function for contacts that come in. Kept in memory; whether the rules have changed – in this process
 * or another – is looked up at most once a second.
 */
export async function loadMatcher(context: Context): Promise<Matcher> {
  const known = matchers.get(context.db);
  if (!known) return (await readMatcher(context)).matcher;
  if (performance.now() - known.checkedAtMs < MATCHER_CHECK_MS) return known.matcher;
  known.checking ??= readMatcher(context, known).finally(() => (known.checking = null));
  return (await known.checking).matcher;
}

async function readMatcher(context: Context, known?: CachedMatcher): Promise<CachedMatcher> {
  // The revision is read first: a change in between makes the next look-up read again, never miss it.
  const checkedAtMs = performance.now();
  const { revision } = await getMatching(context.db);
  if (known?.revision === revision) {
    known.checkedAtMs = checkedAtMs;
    return known;
  }
  const matcher = compileMatcher(orderRules(await listAllTouchpoints(context.db)));
  const fresh: CachedMatcher = { matcher, revision, checkedAtMs, checking: null };
  matchers.set(context.db, fresh);
  return fresh;
}
