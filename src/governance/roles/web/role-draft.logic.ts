import type { Permission, RoleAnswer, RoleInput, RoleList } from '../roles.contract.ts';

/** The form of a role. */
export interface RoleDraft {
  name: string;
  description: string;
  isLimitedToDepartments: boolean;
  permissions: readonly Permission[];
}

export const emptyDraft: RoleDraft = { name: '', description: '', isLimitedToDepartments: false, permissions: [{ action: 'read', subject: 'metric' }] };

const personalData: Permission = { action: 'read', subject: 'personal_data' };
const isSame = (one: Permission, other: Permission): boolean => one.action === other.action && one.subject === other.subject;

export const isGiven = (draft: RoleDraft, wanted: Permission): boolean => draft.permissions.some((one) => isSame(one, wanted));

/** Takes a permission in or out; what goes with it follows: nobody changes what they cannot see. */
export function toggle(draft: RoleDraft, permission: Permission, { grantable, needsPersonalData }: Pick<RoleList, 'grantable' | 'needsPersonalData'>): RoleDraft {
  const without = (gone: (one: Permission) => boolean): RoleDraft => ({ ...draft, permissions: draft.permissions.filter((one) => !gone(one)) });
  if (isGiven(draft, permission)) {
    if (isSame(permission, personalData)) return without((one) => isSame(one, personalData) || needsPersonalData.includes(one.subject));
    if (permission.action === 'read') return without((one) => one.subject === permission.subject);
    return without((one) => isSame(one, permission));
  }
  const read = { action: 'read', subject: permission.subject };
  const added = [permission, ...(grantable.some((one) => isSame(one, read)) ? [read] : []), ...(needsPersonalData.includes(permission.subject) ? [personalData] : [])];
  return { ...draft, permissions: [...draft.permissions, ...added.filter((one) => !isGiven(draft, one)).filter((one, place, all) => all.findIndex((other) => isSame(one, other)) === place)] };
}

/** A copy starts with what can be given of the role; `manage all` of the administration becomes everything that can. */
export function draftFrom(role: RoleAnswer, name: string, grantable: readonly Permission[]): RoleDraft {
  const isAll = role.permissions.some(({ action, subject }) => action === 'manage' && subject === 'all');
  return { name, description: role.description, isLimitedToDepartments: role.isLimitedToDepartments, permissions: isAll ? grantable : role.permissions.filter((one) => grantable.some((other) => isSame(one, other))) };
}

export const toInput = ({ name, description, isLimitedToDepartments, permissions }: RoleDraft): RoleInput => ({ name: name.trim(), description: description.trim(), isLimitedToDepartments, permissions: [...permissions] });

export const seesPersonalData = (permissions: readonly Permission[]): boolean =>
  permissions.some((one) => isSame(one, personalData) || (one.action === 'manage' && one.subject === 'all'));

/** Whether customers, contacts or answers are seen at all: else there is nothing to mask. */
export const seesCustomers = (permissions: readonly Permission[]): boolean =>
  permissions.some(({ subject }) => ['all', 'customer', 'interaction', 'answer'].includes(subject));
