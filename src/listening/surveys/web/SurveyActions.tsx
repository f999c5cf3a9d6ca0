import { useRef, useState } from 'react';
import { ActionIcon, Button, Group, Menu, Modal, TextInput } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconCopy, IconDots, IconExternalLink, IconLock, IconLockOpen, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell, useTellFailure, useUndo } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { useCan } from '../../../ui/session.tsx';
import type { Survey, SurveyChange } from '../surveys.contract.ts';
import { codeFrom } from './survey-code.logic.ts';
import { pathOf, surveyQuery } from './survey-queries.ts';

/** What can be done with a survey as a whole. */
export function SurveyActions({ survey }: { survey: Survey }) {
  const { t } = useTranslation('surveys');
  const go = useGo();
  const queries = useQueryClient();
  const more = useRef<HTMLButtonElement>(null);
  const [isDeleting, setDeleting] = useState(false);
  const [isCopying, setCopying] = useState(false);
  const [mayUpdate, mayCreate] = [useCan('update', 'survey'), useCan('create', 'survey')];
  const [undoable, tell, tellFailure] = [useUndo(), useTell(), useTellFailure()];
  const { code, state, responses, publishedVersion } = survey;
  const change = useMutation({
    mutationFn: (body: SurveyChange) => api.patch<Survey>(pathOf(code), { body }),
    onSuccess: (after) => {
      queries.setQueryData(surveyQuery(code).queryKey, after);
      void queries.invalidateQueries({ queryKey: ['surveys', 'list'] });
    },
  });
  // What was never published is a draft again when it is opened.
  const turn = (to: 'open' | 'closed' | 'archived', back: 'open' | 'closed' | 'archived') => {
    // A date that has passed would close it again at once.
    const isOverdue = to === 'open' && survey.closesAt !== null && Date.parse(survey.closesAt) <= Date.now();
    change.mutate({ state: to, ...(isOverdue && { closesAt: null }) }, { onError: tellFailure, onSuccess: ({ state: now }) => undoable(t(`one.became_${now === 'draft' ? 'draft' : to}`), () => change.mutateAsync({ state: back, ...(isOverdue && { closesAt: survey.closesAt }) })) });
  };
  const remove = async () => {
    await api.delete(pathOf(code));
    await queries.invalidateQueries({ queryKey: ['surveys', 'list'] });
    tell(t('one.deleted'));
    go('/listening');
  };
  // The line of the menu will be gone when the dialog closes; the keys come back to the menu's button.
  const ask = (open: (isOpen: boolean) => void) => { more.current?.focus(); open(true); };
  const isOver = state === 'closed' || state === 'archived';
  return (
    <>
      {/* An address that is for nobody would only say so. */}
      {publishedVersion !== null && !(survey.kind === 'employee' && survey.needsLink) && <Button variant="default" component="a" href={`/s/${encodeURIComponent(code)}`} target="_blank" rel="noreferrer" leftSection={<IconExternalLink size={15} />}>{t('one.visit')}</Button>}
      {(mayUpdate || mayCreate) && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target><ActionIcon ref={more} variant="default" size={36} loading={change.isPending} aria-label={t('one.more')}><IconDots size={17} /></ActionIcon></Menu.Target>
          <Menu.Dropdown>
            {mayCreate && <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => ask(setCopying)}>{t('one.copy')}</Menu.Item>}
            {mayUpdate && publishedVersion !== null && (isOver ? <Menu.Item leftSection={<IconLockOpen size={15} />} onClick={() => turn('open', state === 'archived' ? 'archived' : 'closed')}>{t('one.reopen')}</Menu.Item> : <Menu.Item leftSection={<IconLock size={15} />} onClick={() => turn('closed', 'open')}>{t('one.close')}</Menu.Item>)}
            {mayUpdate && publishedVersion === null && state === 'archived' && <Menu.Item leftSection={<IconArchiveOff size={15} />} onClick={() => turn('open', 'archived')}>{t('one.unarchive')}</Menu.Item>}
            {mayUpdate && state !== 'archived' && <Menu.Item leftSection={<IconArchive size={15} />} onClick={() => turn('archived', state === 'closed' ? 'closed' : 'open')}>{t('one.archive')}</Menu.Item>}
            {mayUpdate && responses === 0 && <Menu.Item color="danger" leftSection={<IconTrash size={15} />} onClick={() => ask(setDeleting)}>{t('one.delete')}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      )}
      <Confirm isOpen={isDeleting} onClose={() => setDeleting(false)} title={t('one.deleteQuestion')} confirmLabel={t('one.delete')} tone="danger" onConfirm={remove}>{t('one.deleteNote')}</Confirm>
      <CopyDialog survey={survey} isOpen={isCopying} onClose={() => setCopying(false)} />
    </>
  );
}

function CopyDialog({ survey, isOpen, onClose }: { survey: Survey; isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation(['surveys', 'ui']);
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('copy.title')} closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {isOpen && <CopyForm survey={survey} onClose={onClose} />}
    </Modal>
  );
}

function CopyForm({ survey, onClose }: { survey: Survey; onClose: () => void }) {
  const { t, i18n } = useTranslation(['surveys', 'ui']);
  const go = useGo();
  const queries = useQueryClient();
  const [form, setForm] = useState({ nameDe: `${survey.nameDe.slice(0, 112)} (Kopie)`, nameEn: `${survey.nameEn.slice(0, 112)} (copy)`, code: `${survey.code.slice(0, 52)}_${i18n.language === 'de' ? 'kopie' : 'copy'}` });
  const copy = useMutation({
    mutationFn: () => api.post<Survey>(`${pathOf(survey.code)}/copy`, { body: { ...form, code: codeFrom(form.code) || form.code } }),
    onSuccess: async ({ code }) => {
      await queries.invalidateQueries({ queryKey: ['surveys', 'list'] });
      onClose();
      go(`/listening/surveys/${code}`);
    },
  });
  const isWhole = Object.values(form).every((text) => text.trim() !== '');
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (isWhole) copy.mutate(); }}>
      <TextInput data-autofocus label={t('form.nameDe')} maxLength={120} value={form.nameDe} onChange={(event) => setForm({ ...form, nameDe: event.currentTarget.value })} />
      <TextInput mt="sm" label={t('form.nameEn')} maxLength={120} value={form.nameEn} onChange={(event) => setForm({ ...form, nameEn: event.currentTarget.value })} />
      <TextInput mt="sm" label={t('form.code')} description={t('form.codeHint')} maxLength={60} value={form.code} onChange={(event) => setForm({ ...form, code: event.currentTarget.value })} />
      {copy.isError && <div style={{ marginTop: 16 }}><ErrorState error={copy.error} /></div>}
      <Group justify="flex-end" mt="lg" gap="xs"><Button variant="default" onClick={onClose}>{t('ui:action.cancel')}</Button><Button type="submit" loading={copy.isPending} disabled={!isWhole}>{t('copy.confirm')}</Button></Group>
    </form>
  );
}
