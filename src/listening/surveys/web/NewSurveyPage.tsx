import { useState } from 'react';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import type { Survey } from '../surveys.contract.ts';
import { emptyForm, isComplete } from './survey-form.logic.ts';
import { SurveyFields } from './SurveyFields.tsx';
import { SurveyPreview } from './SurveyPreview.tsx';
import classes from './surveys.module.css';

export function NewSurveyPage() {
  const { t } = useTranslation('surveys');
  const go = useGo();
  const queries = useQueryClient();
  const [form, setForm] = useState(() => ({ ...emptyForm, touchpoint: new URLSearchParams(window.location.search).get('touchpoint') ?? '' }));
  const create = useMutation({
    mutationFn: () => api.post<Survey>('/api/surveys', { body: form }),
    onSuccess: async ({ code }) => {
      await queries.invalidateQueries({ queryKey: ['surveys'] });
      go(`/listening/surveys/${code}`);
    },
  });
  return (
    <>
      <PageHeader question={t('one.newQuestion')} answer={t('one.newAnswer')} back={{ to: '/listening', label: t('list.title') }} />
      <div className={classes.editor}>
        <form onSubmit={(event) => { event.preventDefault(); if (isComplete(form)) create.mutate(); }}>
          <SurveyFields form={form} onChange={setForm} isNew />
          {create.isError && <div style={{ marginTop: 16 }}><ErrorState error={create.error} /></div>}
          <div className={classes.save}><Button type="submit" loading={create.isPending} disabled={!isComplete(form)}>{t('form.create')}</Button></div>
        </form>
        <SurveyPreview form={form} />
      </div>
    </>
  );
}
