import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { actorHolding, type ActorFacts, type HeldRole, holdGrants, type KnownActor } from './actor.logic.ts';
import { grantsFromPermissions } from './own-roles.logic.ts';
import type { Permission, Role } from './roles.contract.ts';
import { flatten, grantsOf, isBuiltIn, isLimited } from './roles.logic.ts';
import { findRole } from './roles.queries.ts';

/** One per own role and database: every actor with the role looks at it, so a change here holds at once. */
const heldRoles = new WeakMap<Db, Map<Role, HeldRole>>();

/** Somebody with a built-in or an own role. Asked when a session or key is looked up, so another process follows within seconds. */
export async function actorOf(context: Pick<Context, 'db'>, facts: ActorFacts): Promise<KnownActor> {
  return actorHolding(facts, await holdRole(context, facts.role));
}

/** A member of staff. */
export async function actorOfUser(context: Pick<Context, 'db'>, user: { id: string; email: string; role: Role; departments: readonly string[] }, byCookie = true): Promise<KnownActor> {
  return actorOf(context, { kind: 'user', id: user.id, label: user.email, role: user.role, departments: user.departments, byCookie });
}

/** A program with a key; narrow it with `restrictActor` (actor.logic.ts) when the key has scopes. */
export async function actorOfKey(context: Pick<Context, 'db'>, key: { id: string; name: string; role: Role; departments: readonly string[] }): Promise<KnownActor> {
  return actorOf(context, { kind: 'key', id: key.id, label: key.name, role: key.role, departments: key.departments, byCookie: false });
}

/** What the page may show of a role; a code that is gone may nothing. */
export async function permissionsOfRole(context: Pick<Context, 'db'>, role: Role): Promise<readonly Permission[]> {
  return (await holdRole(context, role)).current.permissions;
}

export async function isRoleLimited(context: Pick<Context, 'db'>, role: Role): Promise<boolean> {
  return isLimited((await holdRole(context, role)).current.grants);
}

/** What the company calls a role of its own; empty for built-in ones, which the page names in its language. */
export async function nameOfOwnRole({ db }: Pick<Context, 'db'>, role: Role): Promise<string> {
  return isBuiltIn(role) ? '' : ((await findRole(db, role))?.name ?? role);
}

/** Before a role is given to somebody. @throws request.invalid */
export async function refuseUnknownRole(db: Db, role: Role, at = 'body.role'): Promise<void> {
  if (isBuiltIn(role) || (await findRole(db, role))) return;
  throw new Problem('request.invalid', `There is no role ${role}.`, {}, [{ at, reason: 'there is no such role' }]);
}

export async function holdRole({ db }: Pick<Context, 'db'>, role: Role): Promise<HeldRole> {
  if (isBuiltIn(role)) return holdGrants(grantsOf(role));
  const stored = await findRole(db, role);
  return keepRole(db, role, stored ? grantsFromPermissions(stored.permissions, stored.isLimitedToDepartments) : []);
}

export function keepRole(db: Db, role: Role, grants: HeldRole['current']['grants']): HeldRole {
  const ofDb = heldRoles.get(db) ?? new Map<Role, HeldRole>();
  heldRoles.set(db, ofDb);
  const held = ofDb.get(role) ?? holdGrants(grants);
  held.current = { grants, permissions: flatten(grants) };
  ofDb.set(role, held);
  return held;
}
