import { createMongoAbility, type ForcedSubject, type MongoAbility, subject as asSubject } from '@casl/ability';
import { type Action, type BuiltInRole, type Permission, type Role, roles, type Subject } from './roles.contract.ts';

type DepartmentRecord = { department: string | null } & ForcedSubject<Subject>;
export type Ability = MongoAbility<[string, string | DepartmentRecord]>;

export interface Grant {
  subject: Subject | 'all';
  actions: readonly Action[];
  /** Only for records of the own departments. */
  inOwnDepartments?: true;
}

/** Who may do what: the whole truth, read by the server for every route and by the page for every button. */
const grantsByRole: Record<BuiltInRole, readonly Grant[]> = {
  administrator: [{ subject: 'all', actions: ['manage'] }],
  cx_manager: [
    { subject: 'customer', actions: ['read', 'create', 'update', 'merge'] },
    { subject: 'interaction', actions: ['read'] },
    { subject: 'touchpoint', actions: ['read', 'create', 'update', 'delete'] },
    { subject: 'expectation', actions: ['read', 'update'] },
    { subject: 'survey', actions: ['read', 'create', 'update'] },
    { subject: 'answer', actions: ['read'] },
    { subject: 'metric', actions: ['read', 'update'] },
    { subject: 'demo', actions: ['create'] },
    { subject: 'personal_data', actions: ['read'] },
    { subject: 'import', actions: ['read', 'create', 'delete'] },
    { subject: 'export', actions: ['create'] },
    { subject: 'privacy', actions: ['read', 'create'] },
    { subject: 'case', actions: ['read', 'create', 'update', 'delete'] },
    { subject: 'promise', actions: ['read', 'create', 'update'] },
    { subject: 'inquiry', actions: ['read', 'create', 'update'] },
    { subject: 'goodwill', actions: ['read', 'create', 'update'] },
    { subject: 'known_issue', actions: ['read', 'create', 'update'] },
    { subject: 'outreach', actions: ['read', 'create', 'update'] },
    { subject: 'playbook', actions: ['read', 'create', 'update', 'delete'] },
    { subject: 'template', actions: ['read', 'create', 'update', 'delete'] },
    { subject: 'consent', actions: ['read', 'update'] },
    { subject: 'service_level', actions: ['read', 'update'] },
    { subject: 'voice', actions: ['read', 'create', 'update', 'manage'] },
    { subject: 'warning', actions: ['read', 'create', 'update'] },
  ],
  agent: [
    { subject: 'customer', actions: ['read', 'create', 'update'] },
    { subject: 'interaction', actions: ['read'] },
    { subject: 'touchpoint', actions: ['read'] },
    { subject: 'metric', actions: ['read'] },
    { subject: 'personal_data', actions: ['read'] },
    { subject: 'case', actions: ['read', 'create', 'update'] },
    { subject: 'promise', actions: ['read', 'create', 'update'] },
    { subject: 'inquiry', actions: ['read', 'create', 'update'] },
    { subject: 'goodwill', actions: ['read', 'create'] },
    { subject: 'known_issue', actions: ['read', 'create'] },
    { subject: 'outreach', actions: ['read'] },
    { subject: 'playbook', actions: ['read'] },
    { subject: 'template', actions: ['read'] },
    { subject: 'consent', actions: ['read', 'update'] },
    { subject: 'voice', actions: ['read', 'create', 'update'] },
    { subject: 'warning', actions: ['read'] },
  ],
  touchpoint_owner: [
    { subject: 'touchpoint', actions: ['read', 'update'], inOwnDepartments: true },
    { subject: 'expectation', actions: ['read', 'update'], inOwnDepartments: true },
    { subject: 'survey', actions: ['read'], inOwnDepartments: true },
    { subject: 'answer', actions: ['read'], inOwnDepartments: true },
    { subject: 'voice', actions: ['read', 'create'], inOwnDepartments: true },
    { subject: 'warning', actions: ['read', 'update'], inOwnDepartments: true },
    { subject: 'metric', actions: ['read'] },
    { subject: 'inquiry', actions: ['read', 'update'], inOwnDepartments: true },
    { subject: 'playbook', actions: ['read', 'create', 'update'], inOwnDepartments: true },
    { subject: 'known_issue', actions: ['read'] },
  ],
  analyst: [
    { subject: 'customer', actions: ['read'] },
    { subject: 'interaction', actions: ['read'] },
    { subject: 'touchpoint', actions: ['read'] },
    { subject: 'expectation', actions: ['read'] },
    { subject: 'survey', actions: ['read'] },
    { subject: 'answer', actions: ['read'] },
    { subject: 'metric', actions: ['read', 'update'] },
    { subject: 'export', actions: ['create'] },
    { subject: 'known_issue', actions: ['read'] },
    { subject: 'outreach', actions: ['read'] },
    { subject: 'voice', actions: ['read'] },
    { subject: 'warning', actions: ['read', 'create', 'update'] },
  ],
  viewer: [
    { subject: 'touchpoint', actions: ['read'] },
    { subject: 'expectation', actions: ['read'] },
    { subject: 'survey', actions: ['read'] },
    { subject: 'metric', actions: ['read'] },
    { subject: 'warning', actions: ['read'] },
  ],
};

/** Subjects whose records belong to a department. Customers and their contacts belong to the company as a whole. */
export const departmentSubjects: readonly Subject[] = ['touchpoint', 'expectation', 'survey', 'answer', 'voice', 'case', 'promise', 'inquiry', 'goodwill', 'playbook', 'warning'];

export function isBuiltIn(role: Role): role is BuiltInRole {
  return roles.some((builtIn) => builtIn === role);
}

/** What a built-in role may do; an unknown code may nothing. */
export function grantsOf(role: Role): readonly Grant[] {
  return isBuiltIn(role) ? grantsByRole[role] : [];
}

/** `ability.can('update', inDepartment('touchpoint', 'shop'))` asks for one record. */
export function abilityOf(grants: readonly Grant[], departments: readonly string[] = []): Ability {
  return createMongoAbility<Ability>(
    grants.flatMap(({ subject, actions, inOwnDepartments }) =>
      actions.map((action) => ({ action, subject, ...(inOwnDepartments ? { conditions: { department: { $in: [...departments] } } } : {}) })),
    ),
  );
}

/** What a built-in role may do. */
export function abilityFor(role: Role, departments: readonly string[] = []): Ability {
  return abilityOf(grantsOf(role), departments);
}

/** One record of a department, as the rules of a role see it. */
export function inDepartment(subject: Subject, department: string | null): DepartmentRecord {
  return asSubject(subject, { department });
}

/** The same, flat, for the page. */
export function flatten(grants: readonly Grant[]): Permission[] {
  return grants.flatMap(({ subject, actions }) => actions.map((action) => ({ action, subject })));
}

export function permissionsOf(role: Role): Permission[] {
  return flatten(grantsOf(role));
}

export function isLimited(grants: readonly Grant[]): boolean {
  return grants.some((grant) => grant.inOwnDepartments === true);
}

/** Built-in roles that see only their departments; all others are not limited. */
export function hasDepartmentScope(role: Role): boolean {
  return isLimited(grantsOf(role));
}

/** Whether somebody with `held` may do `wanted`: `manage` covers every action and `all` every subject. */
export function covers(held: readonly Permission[], { action, subject }: Permission): boolean {
  return held.some((one) => (one.action === action || one.action === 'manage') && (one.subject === subject || one.subject === 'all'));
}
