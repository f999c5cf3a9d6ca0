import { Checkbox, Modal, MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roles } from '../../../governance/roles/roles.contract.ts';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import type { WarningSettings } from '../warnings.contract.ts';
import { SavedForm } from './SavedForm.tsx';
import { settingsQuery } from './warning-queries.ts';

/** What is watched by itself, and who gets a mail. */
export function SettingsDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation(['warnings', 'ui']);
  const settings = useQuery({ ...settingsQuery, enabled: isOpen });
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('settings.title')} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {settings.isError ? <ErrorState error={settings.error} /> : settings.data ? <SettingsForm settings={settings.data} onClose={onClose} /> : <Skeleton lines={4} />}
    </Modal>
  );
}

function SettingsForm({ settings, onClose }: { settings: WarningSettings; onClose: () => void }) {
  const { t } = useTranslation(['warnings', 'ui']);
  const [draft, setDraft] = useState(settings);
  const save = () => api.put<WarningSettings>('/api/warnings/settings', { body: draft });
  const known = [...new Set([...roles, ...draft.mailsRoles])];
  return (
    <SavedForm save={save} onClose={onClose}>
      <Checkbox label={t('settings.automatic')} description={t('settings.automaticText')} checked={draft.isAutomatic} onChange={(event) => setDraft({ ...draft, isAutomatic: event.currentTarget.checked })} />
      <MultiSelect label={t('settings.roles')} description={t('settings.rolesText')} value={draft.mailsRoles} data={known.map((value) => ({ value, label: t(`role.${value}`, { defaultValue: value }) }))} onChange={(mailsRoles) => setDraft({ ...draft, mailsRoles })} />
      <Checkbox label={t('settings.department')} checked={draft.mailsDepartment} onChange={(event) => setDraft({ ...draft, mailsDepartment: event.currentTarget.checked })} />
    </SavedForm>
  );
}
