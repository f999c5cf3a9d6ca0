import { type ReactNode, useState } from 'react';
import { Button, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import type { Definition } from '../definition.contract.ts';
import type { ImportedDefinition, SurveyKind, Template } from '../drafts/drafts.contract.ts';
import { titleIn } from '../flow/flow.logic.ts';
import type { Survey, SurveyInput } from '../surveys.contract.ts';
import { emptyDefinition } from './editing/new-question.logic.ts';
import { ImportReport } from './ImportStart.tsx';
import { codeFrom } from './survey-code.logic.ts';
import { templateQuery, touchpointNamesQuery } from './survey-queries.ts';
import classes from './surveys.module.css';

/** A template as it will be asked, where it comes from, and what the new survey is called. */
export function StartFromTemplate({ templateKey, touchpoint, onGone }: { templateKey: string; touchpoint: string; onGone: () => void }) {
  const { t, i18n } = useTranslation('surveys');
  const template = useQuery(templateQuery(templateKey));
  if (template.isError) return <ErrorState error={template.error} onRetry={onGone} />;
  return (
    <Loaded query={template}>
      {(loaded) => (
        <NamingForm start={{ nameDe: loaded.nameDe, nameEn: loaded.nameEn, touchpoint }} kind={loaded.kind} bodyOf={(names) => ({ ...names, template: loaded.key })}>
          <p className={classes.startText}>{i18n.language === 'de' ? loaded.descriptionDe : loaded.descriptionEn}</p>
          <SourceNote template={loaded} />
          <h2 className={classes.galleryHead}>{t('new.asks')}</h2>
          <QuestionList definition={loaded.definition} />
        </NamingForm>
      )}
    </Loaded>
  );
}

/** Empty, or what was read from a file. */
export function StartFromDefinition({ imported, touchpoint }: { imported: ImportedDefinition | null; touchpoint: string }) {
  const { t } = useTranslation('surveys');
  const title = imported?.definition.title ?? {};
  const bodyOf = (names: Names): SurveyInput => ({ ...names, kind: touchpoint === '' && names.touchpoint === null ? 'relationship' : 'transactional', definition: imported?.definition ?? emptyDefinition({ de: names.nameDe, en: names.nameEn }, ['de', 'en']) });
  return (
    <NamingForm start={{ nameDe: title['de'] ?? '', nameEn: title['en'] ?? '', touchpoint }} kind="transactional" bodyOf={bodyOf}>
      {imported === null ? <p className={classes.startText}>{t('new.emptyText')}</p> : (
        <>
          <ImportReport imported={imported} />
          <h2 className={classes.galleryHead}>{t('new.asks')}</h2>
          <QuestionList definition={imported.definition} />
        </>
      )}
    </NamingForm>
  );
}

function SourceNote({ template: { source } }: { template: Template }) {
  const { t, i18n } = useTranslation('surveys');
  return (
    <aside className={classes.source}>
      <strong>{t('new.source')}</strong>
      <p>{source.author} ({source.year}): {source.title}</p>
      <p className={classes.soft}>{i18n.language === 'de' ? source.noteDe : source.noteEn}</p>
    </aside>
  );
}

function QuestionList({ definition }: { definition: Definition }) {
  const { t, i18n } = useTranslation(['surveys', 'survey-editor']);
  const say = (words: Record<string, string> | undefined) => titleIn(words, i18n.language, definition.languages);
  return (
    <ol className={classes.questionList}>
      {definition.pages.flatMap((page) => page.questions).map((question) => {
        const rows = 'rows' in question ? question.rows : 'items' in question ? question.items : [];
        return <li key={question.id}>{say(question.title) || question.id} <span className={classes.soft}>{t(`survey-editor:kind.${question.kind}`)}</span>{rows.length > 0 && <ul>{rows.map(({ id, text }) => <li key={id}>{say(text)}</li>)}</ul>}</li>;
      })}
    </ol>
  );
}

interface Names { nameDe: string; nameEn: string; code: string; touchpoint: string | null }

interface NamingFormProps {
  start: { nameDe: string; nameEn: string; touchpoint: string };
  kind: SurveyKind;
  bodyOf: (names: Names) => SurveyInput;
  children: ReactNode;
}

function NamingForm({ start, kind, bodyOf, children }: NamingFormProps) {
  const { t, i18n } = useTranslation('surveys');
  const go = useGo();
  const queries = useQueryClient();
  const touchpoints = useQuery(touchpointNamesQuery).data ?? [];
  const [form, setForm] = useState({ nameDe: start.nameDe, nameEn: start.nameEn, touchpoint: start.touchpoint, code: codeFrom(start.nameDe || start.nameEn) });
  const [isOwnCode, setOwnCode] = useState(false);
  const name = (change: { nameDe: string } | { nameEn: string }) => {
    const after = { ...form, ...change };
    setForm(isOwnCode ? after : { ...after, code: codeFrom(after.nameDe || after.nameEn) });
  };
  const create = useMutation({
    mutationFn: () => api.post<Survey>('/api/surveys', { body: bodyOf({ nameDe: form.nameDe.trim(), nameEn: form.nameEn.trim(), code: form.code, touchpoint: form.touchpoint === '' ? null : form.touchpoint }) }),
    onSuccess: async ({ code }) => {
      await queries.invalidateQueries({ queryKey: ['surveys', 'list'] });
      go(`/listening/surveys/${code}`);
    },
  });
  const isWhole = [form.nameDe.trim(), form.nameEn.trim(), form.code].every((text) => text !== '');
  return (
    <div className={classes.startGrid}>
      <form className={classes.naming} onSubmit={(event) => { event.preventDefault(); if (isWhole) create.mutate(); }}>
        <TextInput label={t('form.nameDe')} required maxLength={120} value={form.nameDe} onChange={(event) => name({ nameDe: event.currentTarget.value })} />
        <TextInput label={t('form.nameEn')} required maxLength={120} value={form.nameEn} onChange={(event) => name({ nameEn: event.currentTarget.value })} />
        <Select
          label={t('form.touchpoint')} description={t(kind === 'transactional' ? 'form.touchpointHint' : 'form.touchpointOptional')} searchable clearable clearButtonProps={{ 'aria-label': t('form.clear') }} placeholder={t('form.touchpointNone')} nothingFoundMessage={t('form.touchpointUnknown')} maxDropdownHeight={320}
          data={touchpoints.map(({ code, nameDe, nameEn }) => ({ value: code, label: i18n.language === 'de' ? nameDe : nameEn }))} value={form.touchpoint || null} onChange={(touchpoint) => setForm({ ...form, touchpoint: touchpoint ?? '' })}
        />
        <TextInput label={t('form.code')} description={t('form.codeHint')} required maxLength={60} value={form.code} onChange={(event) => { setOwnCode(true); setForm({ ...form, code: event.currentTarget.value }); }} />
        {create.isError && <ErrorState error={create.error} />}
        <div><Button type="submit" loading={create.isPending} disabled={!isWhole}>{t('form.create')}</Button></div>
      </form>
      <div className={classes.startAbout}>{children}</div>
    </div>
  );
}
