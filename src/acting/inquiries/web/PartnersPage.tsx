import { Button, Group, Modal, NumberInput, Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { type Column, DataTable } from '../../../ui/table/DataTable.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { type Partner, partnerKinds } from '../inquiries.contract.ts';
import { partnersQuery } from './inquiry-queries.ts';
import classes from './inquiries.module.css';

/** Whom we can ask outside. */
export function PartnersPage() {
  const { t } = useTranslation('inquiries');
  const partners = useQuery(partnersQuery);
  const [edited, setEdited] = useState<Partner | 'new' | null>(null);
  const [removed, setRemoved] = useState<Partner | null>(null);
  const queries = useQueryClient();
  const columns = useColumns(setEdited, setRemoved);
  const remove = async () => {
    await api.delete<void>(`/api/partners/${removed?.id ?? ''}`);
    await queries.invalidateQueries({ queryKey: ['inquiries'] });
  };
  return (
    <>
      <PageHeader question={t('partners.question')} answer={t('partners.answer')} back={{ to: '/desk/inquiries', label: t('list.title') }} actions={partners.data && partners.data.length > 0 && <Button onClick={() => setEdited('new')}>{t('partners.add')}</Button>} />
      <Loaded query={partners} skeleton={<TableSkeleton />} isEmpty={(items) => items.length === 0} empty={<EmptyState action={{ label: t('partners.add'), onClick: () => setEdited('new') }}>{t('partners.empty')}</EmptyState>}>
        {(items) => <DataTable caption={t('partners.question')} rows={items} columns={columns} rowId={({ id }) => id} />}
      </Loaded>
      <PartnerDialog key={edited === null ? 'closed' : edited === 'new' ? 'new' : edited.id} partner={edited === 'new' ? null : edited} isOpen={edited !== null} onClose={() => setEdited(null)} />
      <Confirm isOpen={removed !== null} onClose={() => setRemoved(null)} title={t('partners.removeTitle', { name: removed?.name })} confirmLabel={t('partners.remove')} onConfirm={remove}>{t('partners.removeText')}</Confirm>
    </>
  );
}

function useColumns(edit: (partner: Partner) => void, remove: (partner: Partner) => void): Column<Partner>[] {
  const { t } = useTranslation('inquiries');
  const format = useFormat();
  return [
    { key: 'name', header: t('partners.name'), cell: ({ name }) => name },
    { key: 'kind', header: t('partners.kind'), widthPx: 170, cell: ({ kind }) => t(`kind.${kind}`) },
    { key: 'email', header: t('partners.email'), from: 'sm', cell: ({ email }) => email ?? t('partners.onlyLink') },
    { key: 'contact', header: t('partners.contact'), from: 'lg', cell: ({ contact }) => contact || '–' },
    { key: 'open', header: t('partners.open'), align: 'end', widthPx: 90, cell: ({ openInquiries }) => format.integer(openInquiries) },
    { key: 'deeds', header: '', widthPx: 210, align: 'end', cell: (partner) => <Group gap={4} justify="flex-end" wrap="nowrap"><Button size="compact-sm" variant="subtle" onClick={() => edit(partner)}>{t('partners.change')}</Button><Button size="compact-sm" variant="subtle" color="gray" onClick={() => remove(partner)}>{t('partners.remove')}</Button></Group> },
  ];
}

function PartnerDialog({ partner, isOpen, onClose }: { partner: Partner | null; isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation(['inquiries', 'ui']);
  const queries = useQueryClient();
  const [draft, setDraft] = useState({ kind: partner?.kind ?? 'manufacturer', name: partner?.name ?? '', email: partner?.email ?? '', language: partner?.language ?? 'de', contact: partner?.contact ?? '', note: partner?.note ?? '', answersInHours: partner?.answersInHours ?? 48 });
  const [hasTried, setTried] = useState(false);
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }));
  const save = useMutation({
    mutationFn: () => {
      const body = { ...draft, name: draft.name.trim(), email: draft.email.trim() === '' ? null : draft.email.trim() };
      return partner ? api.put<Partner>(`/api/partners/${partner.id}`, { body }) : api.post<Partner>('/api/partners', { body });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['inquiries'] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (draft.name.trim() !== '' && !save.isPending) save.mutate();
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title={t(partner ? 'partners.change' : 'partners.add')} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      <form className={classes.stack} onSubmit={submit} noValidate>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput label={t('partners.name')} value={draft.name} maxLength={120} data-autofocus onChange={(event) => set({ name: event.currentTarget.value })} error={hasTried && draft.name.trim() === '' && t('partners.nameMissing')} />
          <Select label={t('partners.kind')} value={draft.kind} allowDeselect={false} data={partnerKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))} onChange={(value) => set({ kind: partnerKinds.find((kind) => kind === value) ?? 'manufacturer' })} />
          <TextInput type="email" label={t('partners.email')} description={t('partners.emailText')} value={draft.email} maxLength={254} onChange={(event) => set({ email: event.currentTarget.value })} />
          <Select label={t('partners.language')} description={t('partners.languageText')} value={draft.language} allowDeselect={false} data={[{ value: 'de', label: 'Deutsch' }, { value: 'en', label: 'English' }]} onChange={(value) => set({ language: value === 'en' ? 'en' : 'de' })} />
          <TextInput label={t('partners.contact')} value={draft.contact} maxLength={200} onChange={(event) => set({ contact: event.currentTarget.value })} />
          <NumberInput label={t('partners.answersInHours')} value={draft.answersInHours} min={1} max={8760} hideControls onChange={(value) => set({ answersInHours: typeof value === 'number' ? value : 48 })} />
        </SimpleGrid>
        <Textarea label={t('partners.note')} value={draft.note} maxLength={2000} autosize minRows={2} onChange={(event) => set({ note: event.currentTarget.value })} />
        {save.isError && <ErrorState error={save.error} />}
        <Group justify="flex-end" gap="xs"><Button variant="default" onClick={onClose}>{t('ui:action.cancel')}</Button><Button type="submit" loading={save.isPending}>{t('partners.save')}</Button></Group>
      </form>
    </Modal>
  );
}
