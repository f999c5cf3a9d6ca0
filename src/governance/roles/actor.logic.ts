import type { Role } from './roles.contract.ts';
import { abilityFor, hasDepartmentScope } from './roles.logic.ts';

export interface ActorFacts {
  kind: 'user' | 'key';
  id: string;
  /** For logs of who did what: e-mail address or name of the key. */
  label: string;
  role: Role;
  departments: readonly string[];
  byCookie: boolean;
}

/** Somebody known to the server, able to answer what they may do (the `Actor` of platform/http/access.ts). */
export function actorFrom({ kind, id, label, role, departments, byCookie }: ActorFacts) {
  const ability = abilityFor(role, departments);
  return {
    kind, id, label, role, byCookie,
    departments: hasDepartmentScope(role) ? departments : null,
    can: (action: string, subject: string): boolean => ability.can(action, subject),
  };
}
