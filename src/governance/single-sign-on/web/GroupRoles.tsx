import { Button, MultiSelect, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDepartments } from '../../users/web/users-queries.ts';
import classes from '../../second-factor/web/security.module.css';
import type { GroupRole } from '../single-sign-on.contract.ts';
import { useRoleNames } from './useRoleNames.ts';

/** Which group at the provider gets which role here; the first that fits counts. */
export function GroupRoles({ value, onChange }: { value: GroupRole[]; onChange: (lines: GroupRole[]) => void }) {
  const { t } = useTranslation('signInSettings');
  const roles = useRoleNames();
  const departments = useDepartments();
  const change = (place: number, part: Partial<GroupRole>) => onChange(value.map((line, at) => (at === place ? { ...line, ...part } : line)));
  return (
    <fieldset className={classes.lines}>
      <legend className={classes.strong}>{t('groups.title')}</legend>
      <p className={classes.text}>{t('groups.text')}</p>
      {value.map((line, place) => (
        // The lines have no names of their own; their place is what counts.
        <div key={place} className={classes.line}>
          <TextInput label={t('groups.group')} value={line.group} onChange={(event) => change(place, { group: event.currentTarget.value })} />
          <Select label={t('groups.role')} allowDeselect={false} data={roles} value={line.role} onChange={(role) => role !== null && change(place, { role })} />
          <MultiSelect label={t('groups.departments')} data={departments} value={line.departments} onChange={(codes) => change(place, { departments: codes })} />
          <Button variant="default" aria-label={t('groups.removeOf', { group: line.group })} onClick={() => onChange(value.filter((_line, at) => at !== place))}>{t('groups.remove')}</Button>
        </div>
      ))}
      <div><Button variant="light" size="xs" onClick={() => onChange([...value, { group: '', role: 'viewer', departments: [] }])}>{t('groups.add')}</Button></div>
    </fieldset>
  );
}
