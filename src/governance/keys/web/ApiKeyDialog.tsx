import { useState, type FormEvent } from 'react';
import { Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { roles as builtInRoles } from '../../roles/roles.contract.ts';
import { hasDepartmentScope } from '../../roles/roles.logic.ts';
import { useRoles, useRoleWords } from '../../roles/web/roles-queries.ts';
import { DepartmentPicker } from '../../users/web/RolePicker.tsx';
import type { IssuedApiKey } from '../keys.contract.ts';
import { ApiKeyReady } from './ApiKeyReady.tsx';
import { ScopePicker } from './ScopePicker.tsx';
import { endOf, ends, type KeyEnd, type Reach, reaches, scopesOf } from './key-limits.logic.ts';
import classes from './keys.module.css';

export function ApiKeyDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation(['keys', 'ui']);
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('api.add')} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {isOpen && <ApiKeyForm onClose={onClose} />}
    </Modal>
  );
}

function ApiKeyForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('keys');
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState<string>('analyst');
  const [departments, setDepartments] = useState<string[]>([]);
  const { nameOf, textOf } = useRoleWords();
  const roles = useRoles();
  const offered: readonly string[] = roles.length > 0 ? roles.map(({ code }) => code) : builtInRoles;
  const isLimited = roles.find(({ code }) => code === role)?.isLimitedToDepartments ?? hasDepartmentScope(role);
  const [reach, setReach] = useState<Reach>('all');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [end, setEnd] = useState<KeyEnd>('year');
  const [hasTried, setTried] = useState(false);
  const isNameMissing = name.trim() === '';
  const isChoiceMissing = reach === 'chosen' && chosen.length === 0;
  const isDepartmentMissing = isLimited && departments.length === 0;
  const create = useMutation({
    mutationFn: () => api.post<IssuedApiKey>('/api/api-keys', { body: { name: name.trim(), role, departments: isLimited ? departments : [], scopes: scopesOf(reach, chosen), expiresAt: endOf(end, new Date()) } }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isNameMissing && !isChoiceMissing && !isDepartmentMissing && !create.isPending) create.mutate();
  };
  if (create.data) return <ApiKeyReady issued={create.data} onClose={onClose} />;
  return (
    <form className={classes.stack} onSubmit={submit} noValidate>
      <TextInput label={t('api.name')} description={t('api.nameText')} data-autofocus maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} error={hasTried && isNameMissing && t('source.needName')} />
      <NativeSelect label={t('api.role')} description={textOf(role)} value={role} onChange={(event) => setRole(event.currentTarget.value)} data={offered.map((value) => ({ value, label: nameOf(value) }))} />
      {isLimited && <DepartmentPicker value={departments} onChange={setDepartments} error={hasTried && isDepartmentMissing ? t('api.needDepartment') : undefined} none={<p className={classes.soft} role="status"><Trans t={t} i18nKey="api.noDepartments" components={{ a: <AppLink to="/settings/departments">{''}</AppLink> }} /></p>} />}
      <NativeSelect label={t('api.reach')} description={t(`api.reachText.${reach}`)} value={reach} onChange={(event) => setReach(reaches.find((one) => one === event.currentTarget.value) ?? 'all')} data={reaches.map((value) => ({ value, label: t(`api.reachName.${value}`) }))} error={hasTried && isChoiceMissing && t('api.needScope')} />
      {reach === 'chosen' && <ScopePicker chosen={chosen} onChange={setChosen} />}
      <NativeSelect label={t('api.end')} description={t('api.endText')} value={end} onChange={(event) => setEnd(ends.find((one) => one === event.currentTarget.value) ?? 'year')} data={ends.map((value) => ({ value, label: t(`api.endName.${value}`) }))} />
      {create.isError && <ErrorState error={create.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>{t('page.cancel')}</Button>
        <Button type="submit" loading={create.isPending}>{t('api.submit')}</Button>
      </Group>
    </form>
  );
}
