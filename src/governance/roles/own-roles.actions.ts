import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Db } from '../../platform/storage/records.ts';
import { beyond, grantable, grantsFromPermissions, isGrantable, needsPersonalData, readPermissions, writePermissions } from './own-roles.logic.ts';
import { type NewRole, type Permission, type Role, type RoleAnswer, type RoleInput, type RoleList, roles, subjects } from './roles.contract.ts';
import { holdRole, keepRole } from './roles.actions.ts';
import { flatten, grantsOf, isBuiltIn, isLimited } from './roles.logic.ts';
import { countHolders, deleteRole, findRole, type Holders, insertRole, listRoles, lockRoles, type StoredRole, updateRole } from './roles.queries.ts';

const MAX_ROLES = 200;
/** Who gives: what they may do themselves decides what they can give. */
type Giver = Pick<Actor, 'can' | 'departments'>;

/** Built-in roles first, then own ones by name. */
export async function listAllRoles(context: Context, actor: Giver): Promise<RoleList> {
  const [own, holders] = await Promise.all([listRoles(context.db, MAX_ROLES), actor.can('manage', 'role') ? countHolders(context.db, context.clock.now()) : null]);
  const builtIn = roles.map((code): RoleAnswer => ({ code, isBuiltIn: true, name: '', description: '', permissions: flatten(grantsOf(code)), isLimitedToDepartments: isLimited(grantsOf(code)), basedOn: null, heldBy: holdersOf(code, holders) }));
  return {
    items: [...builtIn, ...own.map((role) => present(role, holders))],
    grantable: subjects.flatMap((subject) => grantable[subject].map((action) => ({ action, subject }))),
    needsPersonalData: [...needsPersonalData],
  };
}

/** @throws role.name_taken, role.beyond_own, request.invalid */
export async function createRole(context: Context, actor: Giver & Pick<Actor, 'kind' | 'id'>, input: NewRole): Promise<RoleAnswer> {
  refuseBadPermissions(input.permissions);
  refuseBeyond(actor, input);
  const at = context.clock.now();
  const base = codeFrom(input.name);
  const stored = { ...input, permissions: writePermissions(input.permissions), createdAt: at, updatedAt: at };
  const code = await context.db.transaction().execute(async (tx) => {
    await lockRoles(tx);
    const existing = await listRoles(tx, MAX_ROLES + 1);
    if (existing.some(({ name }) => isSameName(name, input.name))) throw nameTaken(input.name);
    const taken = new Set([...roles, ...existing.map((role) => role.code)]);
    if (taken.size >= MAX_ROLES) throw new Problem('request.invalid', `There are ${MAX_ROLES} roles already.`);
    const free = freeCode(base, taken);
    if (!(await insertRole(tx, { ...stored, code: free, createdBy: actor.kind === 'user' ? actor.id : null }))) throw nameTaken(input.name);
    return free;
  });
  return getRole(context, code);
}

/** What it allows holds at once for everybody who has it. @throws role.not_found, role.built_in, role.name_taken, role.beyond_own, request.invalid */
export async function changeRole(context: Context, actor: Giver, code: Role, input: RoleInput): Promise<RoleAnswer> {
  refuseBadPermissions(input.permissions);
  const permissions = writePermissions(input.permissions);
  await context.db.transaction().execute(async (tx) => {
    await lockRoles(tx);
    const before = await getOwnRole(tx, code);
    // Also what is taken away must be one's own: else somebody could disarm those above.
    refuseBeyond(actor, { permissions: readPermissions(before.permissions), isLimitedToDepartments: before.isLimitedToDepartments });
    refuseBeyond(actor, input);
    if ((await listRoles(tx, MAX_ROLES + 1)).some((role) => role.code !== code && isSameName(role.name, input.name))) throw nameTaken(input.name);
    if (!(await updateRole(tx, { ...input, code, permissions, updatedAt: context.clock.now() }))) throw nameTaken(input.name);
  });
  keepRole(context.db, code, grantsFromPermissions(permissions, input.isLimitedToDepartments));
  return getRole(context, code);
}

/** @throws role.not_found, role.built_in, role.beyond_own, role.in_use */
export async function removeRole(context: Context, actor: Giver, code: Role): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    await lockRoles(tx);
    const role = await getOwnRole(tx, code);
    refuseBeyond(actor, { permissions: readPermissions(role.permissions), isLimitedToDepartments: role.isLimitedToDepartments });
    const { users, invitations, keys } = holdersOf(code, await countHolders(tx, context.clock.now())) ?? { users: 0, invitations: 0, keys: 0 };
    if (users + invitations + keys > 0) throw new Problem('role.in_use', 'Somebody has this role. Give them another one first.', { users, invitations, keys });
    await deleteRole(tx, code);
  });
  keepRole(context.db, code, []);
}

/**
 * Before somebody gives a role, or touches somebody who has it: nobody hands on more than they have themselves.
 * @throws role.beyond_own
 */
export async function refuseBeyondOwn(context: Pick<Context, 'db'>, giver: Giver, role: Role, departments: readonly string[] = []): Promise<void> {
  const { grants, permissions } = (await holdRole(context, role)).current;
  refuseBeyond(giver, { permissions, isLimitedToDepartments: isLimited(grants) }, departments);
}

function refuseBeyond(giver: Giver, { permissions, isLimitedToDepartments }: Pick<RoleInput, 'isLimitedToDepartments'> & { permissions: readonly Permission[] }, departments: readonly string[] = []): void {
  const missing = beyond(giver, permissions);
  if (missing.length > 0) throw new Problem('role.beyond_own', 'This role allows more than your own, so you can neither give it nor change who has it.', { permissions: missing });
  if (giver.departments === null) return;
  if (!isLimitedToDepartments || departments.some((code) => !giver.departments?.includes(code))) throw new Problem('role.beyond_own', 'Your role is limited to departments, so you can only give roles limited to the same ones.');
}

async function getRole(context: Context, code: Role): Promise<RoleAnswer> {
  const [stored, holders] = [await getOwnRole(context.db, code), await countHolders(context.db, context.clock.now())];
  return present(stored, holders);
}

async function getOwnRole(db: Db, code: Role): Promise<StoredRole> {
  if (isBuiltIn(code)) throw new Problem('role.built_in', 'Built-in roles stay as they are. Copy this one and change the copy.');
  const role = await findRole(db, code);
  if (!role) throw new Problem('role.not_found', 'There is no such role.');
  return role;
}

function refuseBadPermissions(permissions: readonly Permission[]): void {
  const unknown = permissions.findIndex((permission) => !isGrantable(permission));
  if (unknown >= 0) throw new Problem('request.invalid', 'A permission is not one that a role can have.', {}, [{ at: `body.permissions.${unknown}`, reason: 'is not known' }]);
  const seesPeople = permissions.some(({ subject }) => subject === 'personal_data');
  const needing = permissions.findIndex(({ subject }) => needsPersonalData.some((one) => one === subject));
  if (!seesPeople && needing >= 0) throw new Problem('request.invalid', 'Whoever imports, erases, audits or backs up meets personal data; give the role personal data as well.', {}, [{ at: `body.permissions.${needing}`, reason: 'needs personal_data' }]);
}

function present({ code, name, description, permissions, isLimitedToDepartments, basedOn }: StoredRole, holders: readonly Holders[] | null): RoleAnswer {
  return { code, isBuiltIn: false, name, description, permissions: readPermissions(permissions), isLimitedToDepartments, basedOn, heldBy: holdersOf(code, holders) };
}

function holdersOf(code: string, holders: readonly Holders[] | null): RoleAnswer['heldBy'] {
  if (!holders) return null;
  const { users, invitations, keys } = holders.find(({ role }) => role === code) ?? { users: 0, invitations: 0, keys: 0 };
  return { users, invitations, keys };
}

/** `Kündigungs-Team` → `kuendigungs_team`. */
export function codeFrom(name: string): string {
  const plain = name.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss').normalize('NFD').replaceAll(/\p{M}/gu, '');
  const code = plain.replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^[^a-z]+|_+$/g, '').slice(0, 50);
  return code.length >= 2 ? code : 'role';
}

function freeCode(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}_${number}`)) number += 1;
  return `${base}_${number}`;
}

/** Compared here, because what the store takes for the small letter of Ü depends on how it was set up. */
const isSameName = (one: string, other: string): boolean => one.normalize('NFC').toLowerCase() === other.normalize('NFC').toLowerCase();

const nameTaken = (name: string) => new Problem('role.name_taken', `There is a role named ${name} already.`, { name });
