import { type FormEvent, useState } from 'react';
import { Button, Group, Modal, Switch, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { RoleAnswer, RoleList } from '../roles.contract.ts';
import { PermissionFields } from './PermissionFields.tsx';
import { draftFrom, emptyDraft, isGiven, type RoleDraft, toggle, toInput } from './role-draft.logic.ts';
import { useRoleWords } from './roles-queries.ts';
import classes from './roles.module.css';

export type RoleDialogState = { kind: 'new' } | { kind: 'copy' | 'edit'; role: RoleAnswer };

const personalData = { action: 'read', subject: 'personal_data' };

export function RoleDialog({ state, list, onClose }: { state: RoleDialogState; list: RoleList; onClose: () => void }) {
  const { t } = useTranslation(['roles', 'ui']);
  const { nameOf } = useRoleWords();
  const title = state.kind === 'new' ? t('form.new') : t(state.kind === 'edit' ? 'form.edit' : 'form.copy', { name: nameOf(state.role.code) });
  return (
    <Modal opened onClose={onClose} title={title} size="xl" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      <RoleForm state={state} list={list} onClose={onClose} />
    </Modal>
  );
}

function RoleForm({ state, list, onClose }: { state: RoleDialogState; list: RoleList; onClose: () => void }) {
  const { t } = useTranslation('roles');
  const { nameOf } = useRoleWords();
  const tell = useTell();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<RoleDraft>(() => (state.kind === 'new' ? emptyDraft : draftFrom(state.role, state.kind === 'edit' ? state.role.name : t('form.copyName', { name: nameOf(state.role.code) }), list.grantable)));
  const [hasTried, setTried] = useState(false);
  const isMissing = draft.name.trim() === '';
  const save = useMutation({
    mutationFn: () => (state.kind === 'edit'
      ? api.put(`/api/roles/${state.role.code}`, { body: toInput(draft) })
      : api.post('/api/roles', { body: { ...toInput(draft), basedOn: state.kind === 'copy' ? state.role.code : null } })),
    onSuccess: async () => {
      await Promise.all([queries.invalidateQueries({ queryKey: ['roles'] }), queries.invalidateQueries({ queryKey: ['session'] })]);
      tell(t('form.saved', { name: draft.name.trim() }));
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isMissing && !save.isPending) save.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextInput label={t('form.name')} maxLength={60} value={draft.name} data-autofocus required withAsterisk error={hasTried && isMissing && t('form.needName')} onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })} />
      <Textarea label={t('form.description')} description={t('form.descriptionHint')} maxLength={300} autosize minRows={2} value={draft.description} onChange={(event) => setDraft({ ...draft, description: event.currentTarget.value.replaceAll(/\s*\n\s*/g, ' ') })} />
      <Switch label={t('form.personal')} description={t('form.personalHint')} checked={isGiven(draft, personalData)} onChange={() => setDraft(toggle(draft, personalData, list))} />
      <Switch label={t('form.limited')} description={t('form.limitedHint')} checked={draft.isLimitedToDepartments} onChange={(event) => setDraft({ ...draft, isLimitedToDepartments: event.currentTarget.checked })} />
      <PermissionFields draft={draft} list={list} onToggle={(permission) => setDraft(toggle(draft, permission, list))} />
      {save.isError && <ErrorState error={save.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>{t('form.cancel')}</Button>
        <Button type="submit" loading={save.isPending}>{t('form.submit')}</Button>
      </Group>
    </form>
  );
}
