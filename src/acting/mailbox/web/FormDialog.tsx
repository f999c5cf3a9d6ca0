import { useState, type FormEvent } from 'react';
import { Button, Checkbox, Group, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useDepartmentChoices, useTouchpointChoices } from '../../templates/web/useChoices.ts';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { Form, FormField } from '../mailbox.contract.ts';
import { formBodyOf, formDraftOf, newField } from './form-draft.logic.ts';
import classes from './mailbox.module.css';

const kinds: readonly FormField['kind'][] = ['line', 'text', 'choice', 'date', 'customer_number', 'phone'];

export function FormDialog({ isOpen, form, onClose }: { isOpen: boolean; form: Form | null; onClose: () => void }) {
  const { t } = useTranslation(['mailbox', 'ui']);
  return (
    <Modal opened={isOpen} onClose={onClose} title={t(form ? 'forms.change' : 'forms.add')} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {isOpen && <FormEditor key={form?.id ?? 'new'} form={form} onClose={onClose} />}
    </Modal>
  );
}

function FormEditor({ form, onClose }: { form: Form | null; onClose: () => void }) {
  const { t } = useTranslation(['mailbox', 'ui']);
  const queryClient = useQueryClient();
  const departments = useDepartmentChoices();
  const touchpoints = useTouchpointChoices();
  const [draft, setDraft] = useState(() => formDraftOf(form));
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const field = (index: number, part: Partial<(typeof draft.fields)[number]>) => change({ fields: draft.fields.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  const save = useMutation({
    mutationFn: () => (form ? api.put<Form>(`/api/web-forms/${form.id}`, { body: formBodyOf(draft) }) : api.post<Form>('/api/web-forms', { body: formBodyOf(draft) })),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['web-forms'] });
      onClose();
    },
  });
  const isReady = draft.name.trim() !== '' && /^[a-z0-9][a-z0-9-]{1,59}$/.test(draft.code) && draft.titleDe.trim() !== '' && draft.titleEn.trim() !== '' && draft.fields.every(({ de, en }) => de.trim() !== '' && en.trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !save.isPending) save.mutate();
  };
  const none = { value: '', label: t('account.none') };
  return (
    <form className={classes.stack} onSubmit={submit} noValidate>
      <div className={classes.pair}>
        <TextInput label={t('account.name')} data-autofocus required maxLength={120} value={draft.name} onChange={(event) => change({ name: event.currentTarget.value })} />
        <TextInput label={t('forms.code')} description={t('forms.codeText')} required maxLength={60} value={draft.code} onChange={(event) => change({ code: event.currentTarget.value.toLowerCase().replaceAll(/[^a-z0-9-]/g, '') })} />
      </div>
      <div className={classes.pair}>
        <TextInput label={t('forms.titleDe')} required maxLength={200} value={draft.titleDe} onChange={(event) => change({ titleDe: event.currentTarget.value })} />
        <TextInput label={t('forms.titleEn')} required maxLength={200} value={draft.titleEn} onChange={(event) => change({ titleEn: event.currentTarget.value })} />
      </div>
      <div className={classes.pair}>
        <Textarea label={t('forms.introDe')} maxLength={2000} autosize minRows={2} value={draft.introDe} onChange={(event) => change({ introDe: event.currentTarget.value })} />
        <Textarea label={t('forms.introEn')} maxLength={2000} autosize minRows={2} value={draft.introEn} onChange={(event) => change({ introEn: event.currentTarget.value })} />
      </div>
      <p className={classes.soft}>{t('forms.always')}</p>
      {draft.fields.map((one, index) => (
        <div key={one.key} className={classes.rule} role="group" aria-label={t('forms.fieldNo', { n: index + 1 })}>
          <TextInput label={t('forms.labelDe')} maxLength={120} value={one.de} onChange={(event) => field(index, { de: event.currentTarget.value })} />
          <TextInput label={t('forms.labelEn')} maxLength={120} value={one.en} onChange={(event) => field(index, { en: event.currentTarget.value })} />
          <NativeSelect label={t('forms.kind')} value={one.kind} onChange={(event) => field(index, { kind: kinds.find((kind) => kind === event.currentTarget.value) ?? 'line' })} data={kinds.map((value) => ({ value, label: t(`field.${value}`) }))} />
          {one.kind === 'choice' && <Textarea label={t('forms.choices')} description={t('forms.choicesText')} autosize minRows={2} value={one.choices} onChange={(event) => field(index, { choices: event.currentTarget.value })} />}
          <Checkbox label={t('forms.required')} checked={one.isRequired} onChange={(event) => field(index, { isRequired: event.currentTarget.checked })} />
          <Button variant="default" size="xs" aria-label={t('forms.dropField', { n: index + 1 })} onClick={() => change({ fields: draft.fields.filter((_, at) => at !== index) })}>{t('remove.deed')}</Button>
        </div>
      ))}
      <Group><Button variant="default" size="xs" disabled={draft.fields.length >= 20} onClick={() => change({ fields: [...draft.fields, newField(draft.fields)] })}>{t('forms.addField')}</Button></Group>
      <Checkbox label={t('forms.attachments')} checked={draft.takesAttachments} onChange={(event) => change({ takesAttachments: event.currentTarget.checked })} />
      <Textarea label={t('forms.origins')} description={t('forms.originsText')} placeholder="https://www.example.com" autosize minRows={1} value={draft.origins} onChange={(event) => change({ origins: event.currentTarget.value })} />
      <div className={classes.pair}>
        <NativeSelect label={t('account.department')} value={draft.department} onChange={(event) => change({ department: event.currentTarget.value })} data={[none, ...departments]} />
        <NativeSelect label={t('account.touchpoint')} value={draft.touchpoint} onChange={(event) => change({ touchpoint: event.currentTarget.value })} data={[none, ...touchpoints]} />
        <TextInput label={t('rule.category')} maxLength={100} value={draft.category} onChange={(event) => change({ category: event.currentTarget.value })} />
      </div>
      {form && <Checkbox label={t('forms.paused')} checked={draft.isPaused} onChange={(event) => change({ isPaused: event.currentTarget.checked })} />}
      {save.isError && <ErrorState error={save.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>{t('ui:action.cancel')}</Button>
        <Button type="submit" loading={save.isPending} disabled={!isReady}>{t('page.save')}</Button>
      </Group>
    </form>
  );
}
