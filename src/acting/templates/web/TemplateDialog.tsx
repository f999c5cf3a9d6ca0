import { useRef, useState, type FormEvent } from 'react';
import { Button, Group, Modal, NativeSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { type Template, templateChannels, type TemplateInput, templateKinds, type TemplateLanguage, templateLanguages, type TemplatePreview } from '../templates.contract.ts';
import { offsetOf, type TextDraft, draftOf, textsOf } from './text-draft.logic.ts';
import { TextPreview } from './TextPreview.tsx';
import classes from './templates.module.css';

/** Adds a text, or changes the given one: source beside the text as a sample customer reads it. */
export function TemplateDialog({ isOpen, text, onClose }: { isOpen: boolean; text: Template | null; onClose: () => void }) {
  const { t } = useTranslation(['templates', 'ui']);
  return (
    <Modal opened={isOpen} onClose={onClose} title={t(text ? 'edit.change' : 'edit.add')} size="75rem" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {isOpen && <TemplateForm key={text?.id ?? 'new'} text={text} onClose={onClose} />}
    </Modal>
  );
}

function TemplateForm({ text, onClose }: { text: Template | null; onClose: () => void }) {
  const { t } = useTranslation(['templates', 'ui']);
  const queryClient = useQueryClient();
  const source = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useState<TextDraft>(() => draftOf(text));
  const [language, setLanguage] = useState<TemplateLanguage>(text?.texts[0]?.language ?? 'de');
  const [hasTried, setTried] = useState(false);
  const change = (part: Partial<TextDraft>) => setDraft((before) => ({ ...before, ...part }));
  const written = draft.texts[language];
  const write = (part: Partial<typeof written>) => change({ texts: { ...draft.texts, [language]: { ...written, ...part } } });
  const [asked] = useDebouncedValue(written, 400);
  const preview = useQuery<TemplatePreview>({
    queryKey: ['templates', 'preview', language, asked], placeholderData: keepPreviousData, staleTime: 300_000,
    queryFn: ({ signal }) => api.post<TemplatePreview>('/api/templates/preview', { body: { ...asked, language }, signal }),
  });
  const texts = textsOf(draft);
  const save = useMutation({
    mutationFn: () => {
      const body: TemplateInput = { kind: draft.kind, name: draft.name.trim(), shortcut: draft.shortcut.trim() === '' ? null : draft.shortcut.trim(), category: draft.category.trim() === '' ? null : draft.category.trim(), touchpoint: text?.touchpoint ?? null, department: text?.department ?? null, channel: draft.channel, texts };
      return text ? api.put<Template>(`/api/templates/${text.id}`, { body: { ...body, version: text.version } }) : api.post<Template>('/api/templates', { body });
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['templates'] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (draft.name.trim() !== '' && texts.length > 0 && !save.isPending) save.mutate();
  };
  const goTo = (line: number, column: number) => {
    const at = offsetOf(written.source, line, column);
    source.current?.focus();
    source.current?.setSelectionRange(at, at);
  };
  const insert = (variable: string) => {
    const at = source.current?.selectionStart ?? written.source.length;
    write({ source: `${written.source.slice(0, at)}{{ ${variable} }}${written.source.slice(at)}` });
    source.current?.focus();
  };
  return (
    <form className={classes.stack} onSubmit={submit} noValidate>
      <div className={classes.pair}>
        <TextInput label={t('edit.name')} data-autofocus maxLength={120} value={draft.name} onChange={(event) => change({ name: event.currentTarget.value })} error={hasTried && draft.name.trim() === '' && t('edit.needName')} />
        <NativeSelect label={t('edit.kind')} value={draft.kind} onChange={(event) => change({ kind: event.currentTarget.value === 'snippet' ? 'snippet' : 'reply' })} data={templateKinds.map((value) => ({ value, label: t(`kind.${value}`) }))} />
        <TextInput label={t('edit.shortcut')} description={t('edit.shortcutText')} leftSection=";" maxLength={40} value={draft.shortcut} onChange={(event) => change({ shortcut: event.currentTarget.value.toLowerCase().replaceAll(/[^\p{Ll}\p{N}_-]/gu, '') })} />
        <TextInput label={t('edit.category')} maxLength={100} value={draft.category} onChange={(event) => change({ category: event.currentTarget.value })} />
        <NativeSelect label={t('edit.channel')} value={draft.channel ?? ''} onChange={(event) => change({ channel: templateChannels.find((one) => one === event.currentTarget.value) ?? null })} data={[{ value: '', label: t('edit.allChannels') }, ...templateChannels.map((value) => ({ value, label: t(`channel.${value}`) }))]} />
      </div>
      <SegmentedControl aria-label={t('edit.language')} value={language} onChange={(value) => setLanguage(value === 'en' ? 'en' : 'de')} data={templateLanguages.map((value) => ({ value, label: `${t(`language.${value}`)}${draft.texts[value].source.trim() === '' ? ` (${t('edit.noText')})` : ''}` }))} />
      <div className={classes.editor}>
        <div className={classes.stack}>
          <TextInput label={t('edit.subject')} maxLength={200} value={written.subjectLine} onChange={(event) => write({ subjectLine: event.currentTarget.value })} lang={language} />
          <Textarea ref={source} label={t('edit.source')} description={t('edit.sourceText')} autosize minRows={10} maxRows={22} maxLength={20_000} className={classes.source ?? ''} value={written.source} onChange={(event) => write({ source: event.currentTarget.value })} lang={language} error={hasTried && texts.length === 0 && t('edit.needText')} />
          <div>
            <p className={classes.soft}>{t('edit.variables')}</p>
            <div className={classes.variables}>{(preview.data?.variables ?? []).map((variable) => <button key={variable} type="button" className={classes.variable} title={t(`variable.${variable.replace('.', '_')}`)} onClick={() => insert(variable)}>{variable}</button>)}</div>
          </div>
        </div>
        <TextPreview preview={preview.data} language={language} onGo={goTo} />
      </div>
      {save.isError && <ErrorState error={save.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>{t('ui:action.cancel')}</Button>
        <Button type="submit" loading={save.isPending}>{t('edit.save')}</Button>
      </Group>
    </form>
  );
}
