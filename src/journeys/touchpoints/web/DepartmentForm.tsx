import { useState, type FormEvent } from 'react';
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { Department } from '../touchpoints.contract.ts';
import { judgeDepartment, toDepartment, type DepartmentDraft } from './departments.logic.ts';
import { useNameOf } from './inventory-queries.ts';

interface DepartmentDialogProps extends Omit<FormProps, 'department'> {
  /** Null: closed. It stays mounted, or the keyboard's focus would not find its way back. */
  edited: Department | 'new' | null;
}

/** Adds a department or renames one. */
export function DepartmentDialog({ edited, taken, onClose }: DepartmentDialogProps) {
  const { t } = useTranslation(['touchpoints', 'ui']);
  const nameOf = useNameOf();
  const department = edited === 'new' ? null : edited;
  return (
    <Modal opened={edited !== null} onClose={onClose} title={department ? t('departments.renameTitle', { name: nameOf(department) }) : t('departments.add')} closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {edited !== null && <DepartmentForm department={department} taken={department ? [] : taken} onClose={onClose} />}
    </Modal>
  );
}

interface FormProps {
  /** Null for a new one. The code of one that exists stays: touchpoints and users name it. */
  department: Department | null;
  /** Codes that a new one cannot have. */
  taken: readonly string[];
  onClose: () => void;
}

function DepartmentForm({ department, taken, onClose }: FormProps) {
  const { t, i18n } = useTranslation(['touchpoints', 'ui']);
  const nameOf = useNameOf();
  const client = useQueryClient();
  const tell = useTell();
  const [draft, setDraft] = useState<DepartmentDraft>(department ?? { nameDe: '', nameEn: '', code: '' });
  const [hasTried, setTried] = useState(false);
  const set = (change: Partial<DepartmentDraft>) => setDraft((before) => ({ ...before, ...change }));
  const takenCodes = new Set(taken);
  const wanted = toDepartment(draft, takenCodes);
  const problem = judgeDepartment(wanted, takenCodes);
  const save = useMutation({
    mutationFn: ({ code, ...names }: Department) => api.put<Department>(`/api/departments/${encodeURIComponent(code)}`, { body: names }),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: ['departments'] });
      tell(t(department ? 'departments.saved' : 'departments.added', { name: nameOf(saved) }));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem === null && !save.isPending) save.mutate(wanted);
  };
  const [first, second] = i18n.language === 'de' ? (['nameDe', 'nameEn'] as const) : (['nameEn', 'nameDe'] as const);
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <TextInput label={t(`departments.${first}`)} value={draft[first]} maxLength={120} withAsterisk data-autofocus autoComplete="off"
          error={hasTried && problem === 'name' && t('departments.wrong.name')} onChange={(event) => set({ [first]: event.currentTarget.value })} />
        <TextInput label={t(`departments.${second}`)} description={t('departments.secondNote')} value={draft[second]} maxLength={120} autoComplete="off" onChange={(event) => set({ [second]: event.currentTarget.value })} />
        {department ? <TextInput label={t('departments.code')} description={t('departments.codeStays')} value={department.code} readOnly variant="filled" /> : (
          <TextInput label={t('departments.code')} description={t('departments.codeNote')} value={draft.code} placeholder={wanted.code} maxLength={60} autoComplete="off" autoCapitalize="none" spellCheck={false}
            error={(problem === 'code' || problem === 'taken') && t(`departments.wrong.${problem}`)} onChange={(event) => set({ code: event.currentTarget.value })} />
        )}
        {save.isError && <ErrorState error={save.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>{t('ui:action.cancel')}</Button>
          <Button type="submit" loading={save.isPending}>{t(department ? 'edit.save' : 'departments.add')}</Button>
        </Group>
      </Stack>
    </form>
  );
}
