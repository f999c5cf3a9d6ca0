import { MultiSelect, Radio } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { type Role, roles, roleSchema } from '../../roles/roles.contract.ts';
import { hasDepartmentScope } from '../../roles/roles.logic.ts';
import { useDepartments } from './users-queries.ts';
import classes from './users.module.css';

export interface RoleChoice {
  role: Role;
  departments: string[];
}

/** One of six roles, each with its sentence, and departments where the role is limited to some. */
export function RolePicker({ value, onChange }: { value: RoleChoice; onChange: (choice: RoleChoice) => void }) {
  const { t } = useTranslation('users');
  return (
    <>
      <Radio.Group label={t('invite.role')} value={value.role} onChange={(role) => onChange({ ...value, role: roleSchema.parse(role) })}>
        <div className={classes.choices}>
          {roles.map((role) => <Radio key={role} value={role} label={t(`role.${role}`)} description={t(`roleText.${role}`)} />)}
        </div>
      </Radio.Group>
      {hasDepartmentScope(value.role) && <DepartmentPicker value={value.departments} onChange={(departments) => onChange({ ...value, departments })} />}
    </>
  );
}

function DepartmentPicker({ value, onChange }: { value: string[]; onChange: (departments: string[]) => void }) {
  const { t } = useTranslation('users');
  const departments = useDepartments();
  const unknown = value.filter((code) => !departments.some((one) => one.value === code)).map((code) => ({ value: code, label: code }));
  if (departments.length + unknown.length === 0) return <p className={classes.note}><Trans t={t} i18nKey="invite.departmentsNone" components={{ a: <AppLink to="/settings/departments">{''}</AppLink> }} /></p>;
  return <MultiSelect label={t('invite.departments')} description={t('invite.departmentsText')} data={[...departments, ...unknown]} value={value} onChange={onChange} searchable comboboxProps={{ withinPortal: false }} />;
}
