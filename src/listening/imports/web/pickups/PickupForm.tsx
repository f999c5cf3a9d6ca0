import { useState, type FormEvent } from 'react';
import { Button, Group, Modal, NativeSelect, NumberInput, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { useTell } from '../../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../../ui/page/ErrorState.tsx';
import type { Pickup, SavedProfile } from '../../imports.contract.ts';
import { pickupsQuery } from '../import-queries.ts';
import { bodyOf, draftOf, type PickupDraft, usualTimes } from './pickup-draft.logic.ts';
import { TimeZone } from '../columns/TimeZone.tsx';
import classes from '../imports.module.css';

interface PickupFormProps {
  pickup: Pickup | null;
  profiles: readonly SavedProfile[];
  onClose: () => void;
}

/** Where to look, for which files, when, and how to read them. */
export function PickupForm({ pickup, profiles, onClose }: PickupFormProps) {
  const { t } = useTranslation(['imports', 'ui']);
  const client = useQueryClient();
  const tell = useTell();
  const [draft, setDraft] = useState<PickupDraft>(() => draftOf(pickup, profiles[0]?.name ?? ''));
  const set = (change: Partial<PickupDraft>) => setDraft({ ...draft, ...change });
  const save = useMutation({
    mutationFn: () => (pickup ? api.patch(`/api/import-pickups/${pickup.id}`, { body: bodyOf(draft) }) : api.post('/api/import-pickups', { body: bodyOf(draft) })),
    onSuccess: async () => {
      tell(t('pickups.saved'));
      await client.invalidateQueries({ queryKey: pickupsQuery.queryKey });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const isUsual = usualTimes.some(({ cron }) => cron === draft.cron);
  return (
    <Modal opened onClose={onClose} title={t(pickup ? 'pickups.edit' : 'pickups.new')} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      <form className={classes.stack} onSubmit={submit}>
        <TextInput label={t('pickups.name')} required maxLength={120} value={draft.name} data-autofocus onChange={(event) => set({ name: event.currentTarget.value })} />
        <NativeSelect label={t('pickups.kind')} value={draft.kind} data={[{ value: 'folder', label: t('pickups.folder') }, { value: 'sftp', label: t('pickups.sftp') }]} onChange={(event) => set({ kind: event.currentTarget.value === 'sftp' ? 'sftp' : 'folder' })} />
        {draft.kind === 'sftp' && (
          <>
            <div className={classes.pair}>
              <TextInput label={t('pickups.host')} required maxLength={253} value={draft.host} onChange={(event) => set({ host: event.currentTarget.value })} />
              <NumberInput label={t('pickups.port')} min={1} max={65_535} value={draft.port} onChange={(value) => { if (typeof value === 'number') set({ port: value }); }} />
            </div>
            <TextInput label={t('pickups.userName')} required maxLength={120} autoComplete="off" value={draft.userName} onChange={(event) => set({ userName: event.currentTarget.value })} />
            <PasswordInput label={t('pickups.password')} {...(pickup?.hasPassword ? { description: t('pickups.passwordKept') } : {})} autoComplete="new-password" value={draft.password} onChange={(event) => set({ password: event.currentTarget.value })} />
            <Textarea label={t('pickups.privateKey')} {...(pickup?.hasPrivateKey ? { description: t('pickups.passwordKept') } : {})} autosize minRows={2} maxRows={6} value={draft.privateKey} onChange={(event) => set({ privateKey: event.currentTarget.value })} />
            <TextInput label={t('pickups.hostKey')} description={t('pickups.hostKeyNote')} required maxLength={200} value={draft.hostKey} onChange={(event) => set({ hostKey: event.currentTarget.value })} />
          </>
        )}
        <TextInput label={t('pickups.path')} description={t(draft.kind === 'sftp' ? 'pickups.pathSftpNote' : 'pickups.pathFolderNote')} maxLength={500} value={draft.path} onChange={(event) => set({ path: event.currentTarget.value })} />
        <TextInput label={t('pickups.pattern')} description={t('pickups.patternNote')} required maxLength={200} value={draft.pattern} onChange={(event) => set({ pattern: event.currentTarget.value })} />
        <NativeSelect label={t('pickups.profile')} value={draft.profileName} data={profiles.map(({ name }) => name)} onChange={(event) => set({ profileName: event.currentTarget.value })} />
        <div className={classes.pair}>
          <NativeSelect label={t('pickups.when')} value={isUsual ? draft.cron : 'own'} data={[...usualTimes.map(({ key, cron }) => ({ value: cron, label: t(`pickups.${key}`) })), { value: 'own', label: t('pickups.own') }]} onChange={(event) => set({ cron: event.currentTarget.value === 'own' ? '15 5 * * *' : event.currentTarget.value })} />
          <TimeZone label={t('pickups.zone')} value={draft.timeZone} onChange={(timeZone) => set({ timeZone })} />
        </div>
        {!isUsual && <TextInput label={t('pickups.cron')} description={t('pickups.cronNote')} required maxLength={100} value={draft.cron} onChange={(event) => set({ cron: event.currentTarget.value })} />}
        <NativeSelect label={t('pickups.afterwards')} value={draft.afterwards} data={(['move', 'keep', 'delete'] as const).map((value) => ({ value, label: t(`pickups.${value}`) }))} onChange={(event) => { const afterwards = (['move', 'keep', 'delete'] as const).find((one) => one === event.currentTarget.value); if (afterwards) set({ afterwards }); }} />
        {save.isError && <ErrorState error={save.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>{t('ui:action.cancel')}</Button>
          <Button type="submit" loading={save.isPending}>{t('pickups.save')}</Button>
        </Group>
      </form>
    </Modal>
  );
}
