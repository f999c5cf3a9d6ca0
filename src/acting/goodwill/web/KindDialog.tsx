import { Button, Group, Modal, NumberInput, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { type GoodwillKind, goodwillSorts, type SavedKind } from '../goodwill.contract.ts';
import classes from './goodwill.module.css';

/** Adds or changes a kind; afterwards the secret, where a new one was made. */
export function KindDialog({ kind, isOpen, onClose }: { kind: GoodwillKind | null; isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation(['goodwill', 'ui']);
  return <Modal opened={isOpen} onClose={onClose} title={t(kind ? 'settings.change' : 'settings.addKind')} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}><KindForm kind={kind} onClose={onClose} /></Modal>;
}

function KindForm({ kind, onClose }: { kind: GoodwillKind | null; onClose: () => void }) {
  const { t } = useTranslation(['goodwill', 'ui']);
  const queries = useQueryClient();
  const [code, setCode] = useState(kind?.code ?? '');
  const [draft, setDraft] = useState({
    sort: kind?.sort ?? 'own', nameDe: kind?.nameDe ?? '', nameEn: kind?.nameEn ?? '', unitDe: kind?.unitDe ?? '', unitEn: kind?.unitEn ?? '', unitCents: kind?.unitCents ?? 100, usualAmount: kind?.usualAmount ?? 1, largestAmount: kind?.largestAmount ?? 10,
    carriedOut: kind?.carriedOut ?? 'hand', url: kind?.url ?? '', sent: kind?.sentIdentifiers.join(', ') ?? '',
  });
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }));
  const save = useMutation({
    mutationFn: () => {
      const { sent, url, ...rest } = draft;
      return api.put<SavedKind>(`/api/goodwill-kinds/${encodeURIComponent(code.trim())}`, { body: { ...rest, url: rest.carriedOut === 'webhook' ? url.trim() : null, sentIdentifiers: sent.split(',').map((one) => one.trim()).filter((one) => one !== '') } });
    },
    onSuccess: async ({ secret }) => {
      await queries.invalidateQueries({ queryKey: ['goodwill'] });
      if (secret === null) onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  };
  const number = (key: 'unitCents' | 'usualAmount' | 'largestAmount', label: string) => <NumberInput label={label} value={draft[key]} min={0} decimalScale={key === 'unitCents' ? 4 : 2} hideControls onChange={(value) => set({ [key]: typeof value === 'number' ? value : 0 })} />;
  if (save.data?.secret) {
    return (
      <div className={classes.stack} role="status">
        <p className={classes.words}>{t('settings.secretText')}</p>
        <TextInput label={t('settings.secret')} value={save.data.secret} readOnly onFocus={(event) => event.currentTarget.select()} />
        <Group justify="flex-end"><Button onClick={onClose}>{t('settings.secretDone')}</Button></Group>
      </div>
    );
  }
  return (
    <form className={classes.stack} onSubmit={submit}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {kind === null && <TextInput label={t('settings.code')} description={t('settings.codeText')} value={code} required maxLength={40} pattern="[a-z][a-z0-9_]*" data-autofocus onChange={(event) => setCode(event.currentTarget.value)} />}
        <Select label={t('settings.sort')} value={draft.sort} allowDeselect={false} data={goodwillSorts.map((sort) => ({ value: sort, label: t(`sort.${sort}`) }))} onChange={(value) => set({ sort: goodwillSorts.find((sort) => sort === value) ?? 'own' })} />
        <TextInput label={t('settings.nameDe')} value={draft.nameDe} required maxLength={120} onChange={(event) => set({ nameDe: event.currentTarget.value })} />
        <TextInput label={t('settings.nameEn')} value={draft.nameEn} required maxLength={120} onChange={(event) => set({ nameEn: event.currentTarget.value })} />
        <TextInput label={t('settings.unitDe')} value={draft.unitDe} required maxLength={40} onChange={(event) => set({ unitDe: event.currentTarget.value })} />
        <TextInput label={t('settings.unitEn')} value={draft.unitEn} required maxLength={40} onChange={(event) => set({ unitEn: event.currentTarget.value })} />
        {number('unitCents', t('settings.unitCents'))}
        {number('usualAmount', t('settings.usualAmount'))}
        {number('largestAmount', t('settings.largestAmount'))}
        <Select label={t('settings.carriedOut')} value={draft.carriedOut} allowDeselect={false} data={['hand', 'webhook'].map((value) => ({ value, label: t(`settings.${value}`) }))} onChange={(value) => set({ carriedOut: value === 'webhook' ? 'webhook' : 'hand' })} />
      </SimpleGrid>
      {draft.carriedOut === 'webhook' && (
        <>
          <TextInput type="url" label={t('settings.url')} description={t('settings.urlText')} value={draft.url} required maxLength={2000} placeholder="https://" onChange={(event) => set({ url: event.currentTarget.value })} />
          <TextInput label={t('settings.sent')} description={t('settings.sentText')} value={draft.sent} maxLength={500} onChange={(event) => set({ sent: event.currentTarget.value })} />
        </>
      )}
      {save.isError && <ErrorState error={save.error} />}
      <Group justify="flex-end" gap="xs"><Button variant="default" onClick={onClose}>{t('ui:action.cancel')}</Button><Button type="submit" loading={save.isPending}>{t('settings.save')}</Button></Group>
    </form>
  );
}
