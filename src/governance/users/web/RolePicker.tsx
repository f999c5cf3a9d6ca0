import type { ReactNode } from 'react';
import { MultiSelect, Radio } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { type Role, roles as builtInRoles, roleSchema } from '../../roles/roles.contract.ts';
import { hasDepartmentScope } from '../../roles/roles.logic.ts';
import { useRoles, useRoleWords } from '../../roles/web/roles-queries.ts';
import { useDepartments } from './users-queries.ts';
import classes from './users.module.css';

export interface RoleChoice {
  role: Role;
  departments: string[];
}

/** One of the roles, each with its sentence, and departments where the role is limited to some. */
export function RolePicker({ value, onChange }: { value: RoleChoice; onChange: (choice: RoleChoice) => void }) {
  const { t } = useTranslation('users');
  const { nameOf, textOf } = useRoleWords();
  const roles = useRoles();
  const codes = roles.length > 0 ? roles.map(({ code }) => code) : builtInRoles;
  const isLimited = roles.find(({ code }) => code === value.role)?.isLimitedToDepartments ?? hasDepartmentScope(value.role);
  return (
    <>
      <Radio.Group label={t('invite.role')} value={value.role} onChange={(role) => onChange({ ...value, role: roleSchema.parse(role) })}>
        <div className={classes.choices}>
          {codes.map((code) => <Radio key={code} value={code} label={nameOf(code)} description={textOf(code)} />)}
        </div>
      </Radio.Group>
      {isLimited && <DepartmentPicker value={value.departments} onChange={(departments) => onChange({ ...value, departments })} />}
    </>
  );
}

/** Departments for a role that is limited to some; says where to make one while there are none, or shows `none`. */
export function DepartmentPicker({ value, onChange, error, none }: { value: string[]; onChange: (departments: string[]) => void; error?: string | undefined; none?: ReactNode }) {
  const { t } = useTranslation('users');
  const departments = useDepartments();
  const unknown = value.filter((code) => !departments.some((one) => one.value === code)).map((code) => ({ value: code, label: code }));
  if (departments.length + unknown.length === 0) return none ?? <p className={classes.note}><Trans t={t} i18nKey="invite.departmentsNone" components={{ a: <AppLink to="/settings/departments">{''}</AppLink> }} /></p>;
  return <MultiSelect label={t('invite.departments')} description={t('invite.departmentsText')} data={[...departments, ...unknown]} value={value} onChange={onChange} error={error} searchable comboboxProps={{ withinPortal: false }} />;
}
