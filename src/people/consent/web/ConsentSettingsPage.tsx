import { useState } from 'react';
import { Button, Checkbox, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import type { Purpose } from '../consent.contract.ts';
import { purposesQuery } from './consent-queries.ts';
import { SuppressedList } from './SuppressedList.tsx';
import classes from './consent.module.css';

/** What messages are for, what each purpose needs, and which addresses are not used any more. */
export function ConsentSettingsPage() {
  const { t } = useTranslation('consent');
  return (
    <>
      <PageHeader question={t('settings.question')} answer={t('settings.answer')} />
      <PurposeList />
      <SuppressedList />
    </>
  );
}

const fresh: Purpose = { key: '', nameDe: '', nameEn: '', textDe: '', textEn: '', needs: 'opt_in', letterNeeds: 'opt_in', retiredAt: null };

function PurposeList() {
  const { t, i18n } = useTranslation('consent');
  const list = useQuery(purposesQuery);
  const canManage = useCan('manage', 'settings');
  const [open, setOpen] = useState<Purpose | null>(null);
  return (
    <Section title={t('settings.purposes')} note={t('settings.purposesNote')} actions={canManage && <Button variant="default" onClick={() => setOpen(fresh)}>{t('settings.add')}</Button>}>
      <Loaded query={list}>
        {({ items }) => (
          <ul className={classes.list}>
            {items.map((purpose) => (
              <li key={purpose.key} className={classes.row}>
                <div className={classes.who}>
                  <span className={classes.strong}>{i18n.language === 'de' ? purpose.nameDe : purpose.nameEn} {purpose.retiredAt !== null && <Tag>{t('settings.retired')}</Tag>}</span>
                  <span className={classes.text}>{i18n.language === 'de' ? purpose.textDe : purpose.textEn}</span>
                  <span className={classes.soft}>{t(`settings.need.${purpose.needs}`)}</span>
                </div>
                {canManage && <Button size="xs" variant="default" onClick={() => setOpen(purpose)} aria-label={t('settings.editOf', { name: i18n.language === 'de' ? purpose.nameDe : purpose.nameEn })}>{t('settings.edit')}</Button>}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {open && <PurposeDialog key={open.key} saved={open} onClose={() => setOpen(null)} />}
    </Section>
  );
}

const ours = ['service', 'feedback', 'marketing'];

function PurposeDialog({ saved, onClose }: { saved: Purpose; onClose: () => void }) {
  const { t } = useTranslation(['consent', 'ui']);
  const tell = useTell();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(saved);
  const isNew = saved.key === '';
  const { retiredAt, key, ...body } = draft;
  const save = useMutation({
    mutationFn: () => api.put(`/api/consent-purposes/${encodeURIComponent(key)}`, { body: { ...body, isRetired: retiredAt !== null } }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['consent', 'purposes'] });
      tell(t('settings.saved'));
      onClose();
    },
  });
  const isComplete = /^[a-z][a-z0-9_]{0,39}$/.test(key) && [draft.nameDe, draft.nameEn, draft.textDe, draft.textEn].every((text) => text.trim() !== '');
  return (
    <Modal opened onClose={onClose} title={isNew ? t('settings.add') : t('settings.editOf', { name: saved.nameDe })} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      <form className={classes.stack} onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
        {isNew && <TextInput label={t('settings.key')} description={t('settings.keyNote')} maxLength={40} value={key} onChange={(event) => setDraft({ ...draft, key: event.currentTarget.value })} />}
        <div className={classes.fields}>
          <TextInput label={t('settings.nameDe')} maxLength={80} value={draft.nameDe} onChange={(event) => setDraft({ ...draft, nameDe: event.currentTarget.value })} />
          <TextInput label={t('settings.nameEn')} maxLength={80} value={draft.nameEn} onChange={(event) => setDraft({ ...draft, nameEn: event.currentTarget.value })} />
          <Textarea label={t('settings.textDe')} maxLength={2000} autosize minRows={3} value={draft.textDe} onChange={(event) => setDraft({ ...draft, textDe: event.currentTarget.value })} />
          <Textarea label={t('settings.textEn')} maxLength={2000} autosize minRows={3} value={draft.textEn} onChange={(event) => setDraft({ ...draft, textEn: event.currentTarget.value })} />
          <NativeSelect label={t('settings.needs')} disabled={key === 'marketing'} value={draft.needs} onChange={(event) => setDraft({ ...draft, needs: event.currentTarget.value as Purpose['needs'] })} data={(['no_objection', 'opt_in', 'double_opt_in'] as const).map((value) => ({ value, label: t(`settings.need.${value}`) }))} />
          <NativeSelect label={t('settings.letterNeeds')} value={draft.letterNeeds} onChange={(event) => setDraft({ ...draft, letterNeeds: event.currentTarget.value as Purpose['letterNeeds'] })} data={(['no_objection', 'opt_in'] as const).map((value) => ({ value, label: t(`settings.need.${value}`) }))} />
        </div>
        {!isNew && !ours.includes(key) && <Checkbox label={t('settings.retired')} checked={retiredAt !== null} onChange={(event) => setDraft({ ...draft, retiredAt: event.currentTarget.checked ? (saved.retiredAt ?? 'now') : null })} />}
        {save.isError && <ErrorState error={save.error} />}
        <div className={classes.deeds}><Button type="submit" loading={save.isPending} disabled={!isComplete}>{t('settings.save')}</Button></div>
      </form>
    </Modal>
  );
}
