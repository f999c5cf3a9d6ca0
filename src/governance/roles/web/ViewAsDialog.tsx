import { useState } from 'react';
import { Button, Group, Modal, MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { startView } from '../../../ui/view-as.ts';
import type { RoleAnswer } from '../roles.contract.ts';
import { useRoleWords } from './roles-queries.ts';
import classes from './roles.module.css';

interface Department {
  code: string;
  nameDe: string;
  nameEn: string;
}

/** Before somebody looks through another role: for limited roles, with which departments. */
export function ViewAsDialog({ role, onClose }: { role: RoleAnswer; onClose: () => void }) {
  const { t, i18n } = useTranslation(['roles', 'ui']);
  const { nameOf } = useRoleWords();
  const [chosen, setChosen] = useState<string[]>([]);
  const departments = useQuery({ queryKey: ['departments'], queryFn: ({ signal }) => api.get<{ items: Department[] }>('/api/departments', { signal }), enabled: role.isLimitedToDepartments });
  const data = (departments.data?.items ?? []).map(({ code, nameDe, nameEn }) => ({ value: code, label: i18n.language === 'de' ? nameDe : nameEn }));
  return (
    <Modal opened onClose={onClose} title={t('view.title', { name: nameOf(role.code) })} size="md" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      <div className={classes.form}>
        <p className={classes.text}>{t('view.text')}</p>
        {role.isLimitedToDepartments && <MultiSelect label={t('view.departments')} description={t('view.departmentsHint')} data={data} value={chosen} onChange={setChosen} searchable comboboxProps={{ withinPortal: false }} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>{t('form.cancel')}</Button>
          <Button onClick={() => startView(role.code, chosen)}>{t('view.start')}</Button>
        </Group>
      </div>
    </Modal>
  );
}
