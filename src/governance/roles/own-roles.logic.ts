import { type Action, actions, type Permission, type Subject, subjects } from './roles.contract.ts';
import { departmentSubjects, type Grant } from './roles.logic.ts';

/**
 * What can be given to an own role: the pairs that some route asks for. `manage` on all is left to the built-in
 * administrator, so that there is always one role that nobody can take apart.
 */
export const grantable: Record<Subject, readonly Action[]> = {
  customer: ['read', 'create', 'update', 'merge'],
  interaction: ['read'],
  personal_data: ['read'],
  touchpoint: ['read', 'create', 'update', 'delete'],
  expectation: ['read', 'update'],
  survey: ['read', 'create', 'update'],
  answer: ['read'],
  metric: ['read', 'update'],
  import: ['read', 'create', 'delete'],
  export: ['create'],
  privacy: ['read', 'create', 'manage'],
  demo: ['create'],
  settings: ['manage'],
  user: ['manage'],
  role: ['manage'],
  key: ['manage'],
  webhook: ['manage'],
  audit: ['read'],
  backup: ['create'],
  case: ['read', 'create', 'update', 'delete'],
  promise: ['read', 'create', 'update'],
  inquiry: ['read', 'create', 'update'],
  goodwill: ['read', 'create', 'update', 'manage'],
  known_issue: ['read', 'create', 'update'],
  outreach: ['read', 'create', 'update'],
  playbook: ['read', 'create', 'update', 'delete'],
  template: ['read', 'create', 'update', 'delete'],
  consent: ['read', 'update'],
  service_level: ['read', 'update'],
  voice: ['read', 'create', 'update', 'manage'],
  warning: ['read', 'create', 'update'],
};

/** Whoever may do these meets personal data in the raw: files to import, what is erased, who looked at whom, copies of everything, what customers wrote. */
export const needsPersonalData: readonly Subject[] = ['import', 'privacy', 'audit', 'backup', 'case', 'consent', 'promise'];

export const isGrantable = ({ action, subject }: Permission): boolean =>
  subjects.some((one) => one === subject && grantable[one].some((known) => known === action));

const permissionText = ({ action, subject }: Permission): string => `${action}:${subject}`;

/** As they are kept: sorted, each once. */
export function writePermissions(permissions: readonly Permission[]): string[] {
  return [...new Set(permissions.map(permissionText))].sort();
}

/** Permissions of a version of Momente that knew more are left out: what is not known allows nothing. */
export function readPermissions(stored: readonly string[]): Permission[] {
  return stored.map((text) => text.split(':')).map(([action = '', subject = '']) => ({ action, subject })).filter(isGrantable);
}

export function grantsFromPermissions(stored: readonly string[], isLimitedToDepartments: boolean): Grant[] {
  const permissions = readPermissions(stored);
  return subjects.flatMap((subject): Grant[] => {
    const given = actions.filter((action) => permissions.some((one) => one.subject === subject && one.action === action));
    if (given.length === 0) return [];
    return [{ subject, actions: given, ...(isLimitedToDepartments && departmentSubjects.includes(subject) ? { inOwnDepartments: true as const } : {}) }];
  });
}

/** What of `wanted` somebody may not hand on, because they do not have it themselves. */
export function beyond(giver: { can(action: string, subject: string): boolean }, wanted: readonly Permission[]): Permission[] {
  return wanted.filter(({ action, subject }) => !giver.can(action, subject));
}
