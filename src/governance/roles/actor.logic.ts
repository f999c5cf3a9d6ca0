import type { Permission, Role } from './roles.contract.ts';
import { covers, flatten, type Grant, grantsOf, isLimited } from './roles.logic.ts';

export interface ActorFacts {
  kind: 'user' | 'key';
  id: string;
  /** For logs of who did what: e-mail address or name of the key. */
  label: string;
  role: Role;
  departments: readonly string[];
  byCookie: boolean;
}

/** What a role allows, as it is now; an own role that is changed changes here, for everybody who holds it. */
export interface HeldRole {
  current: { grants: readonly Grant[]; permissions: readonly Permission[] };
}

/** The `Actor` of platform/http/access.ts, who can also list what they may do, for the page. */
export interface KnownActor extends Omit<ActorFacts, 'departments'> {
  readonly departments: readonly string[] | null;
  readonly permissions: readonly Permission[];
  can(action: string, subject: string): boolean;
}

/** Somebody with a built-in role. Own roles need the records: see `actorOf` in roles.actions.ts. */
export function actorFrom(facts: ActorFacts): KnownActor {
  return actorHolding(facts, holdGrants(grantsOf(facts.role)));
}

export function holdGrants(grants: readonly Grant[]): HeldRole {
  return { current: { grants, permissions: flatten(grants) } };
}

/** Somebody known to the server, able to answer what they may do; follows changes of the role at once. */
export function actorHolding({ kind, id, label, role, departments, byCookie }: ActorFacts, held: HeldRole): KnownActor {
  return {
    kind, id, label, role, byCookie,
    get departments() {
      return isLimited(held.current.grants) ? departments : null;
    },
    get permissions() {
      return held.current.permissions;
    },
    can: (action, subject) => covers(held.current.permissions, { action, subject }),
  };
}

/** The same actor, who may do only what is in `scopes` too. Departments stay as they are: a scope never widens. */
export function restrictActor(actor: KnownActor, scopes: readonly Permission[]): KnownActor {
  return {
    ...actor,
    get departments() {
      return actor.departments;
    },
    get permissions() {
      return narrow(actor.permissions, scopes);
    },
    can: (action, subject) => actor.can(action, subject) && covers(scopes, { action, subject }),
  };
}

/** What is in both lists, written with the narrower of the two permissions. */
export function narrow(held: readonly Permission[], scopes: readonly Permission[]): Permission[] {
  const inBoth = [...held.filter((one) => covers(scopes, one)), ...scopes.filter((one) => covers(held, one))];
  const crossed = held.flatMap((one) => scopes.flatMap((other) => (one.action === 'manage' && other.subject === 'all' && one.subject !== 'all' && other.action !== 'manage' ? [{ action: other.action, subject: one.subject }]
    : other.action === 'manage' && one.subject === 'all' && other.subject !== 'all' && one.action !== 'manage' ? [{ action: one.action, subject: other.subject }] : [])));
  const all = [...inBoth, ...crossed];
  return all.filter((one, place) => all.findIndex(({ action, subject }) => action === one.action && subject === one.subject) === place);
}
