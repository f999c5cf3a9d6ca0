import { useState } from 'react';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell, useTellFailure, useUndo } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { usePathParam } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { Survey, SurveyChange } from '../surveys.contract.ts';
import { LinksPanel } from './LinksPanel.tsx';
import { formOf, isComplete } from './survey-form.logic.ts';
import { SurveyFields } from './SurveyFields.tsx';
import { surveyQuery } from './survey-queries.ts';
import { SurveyPreview } from './SurveyPreview.tsx';
import classes from './surveys.module.css';

export function SurveyPage() {
  const code = usePathParam('surveyCode');
  const survey = useQuery(surveyQuery(code));
  return <Loaded query={survey} skeleton={<PageSkeleton />}>{(loaded) => <SurveyView key={loaded.code} survey={loaded} />}</Loaded>;
}

function SurveyView({ survey }: { survey: Survey }) {
  const { t, i18n } = useTranslation('surveys');
  const mayUpdate = useCan('update', 'survey');
  const [form, setForm] = useState(() => formOf(survey));
  const change = useChange(survey.code);
  const tell = useTell();
  const isChanged = JSON.stringify(form) !== JSON.stringify(formOf(survey));
  const name = i18n.language === 'de' ? survey.nameDe : survey.nameEn;
  const { code: _code, ...fields } = form;
  return (
    <>
      <PageHeader question={name} title={name} answer={<AnswerSentence survey={survey} />} back={{ to: '/listening', label: t('list.title') }} actions={<Actions survey={survey} />} />
      {mayUpdate && <LinksPanel survey={survey} />}
      <div className={classes.editor}>
        {mayUpdate ? (
          <Section title={t('form.title')}>
            <form onSubmit={(event) => { event.preventDefault(); change.mutate(fields, { onSuccess: (after) => { setForm(formOf(after)); tell(t('form.saved')); } }); }}>
              <SurveyFields form={form} onChange={setForm} isNew={false} />
              {change.isError && <div style={{ marginTop: 16 }}><ErrorState error={change.error} /></div>}
              <div className={classes.save}>
                <Button type="submit" loading={change.isPending} disabled={!isChanged || !isComplete(form)}>{t('form.save')}</Button>
                {isChanged && <span className={classes.unsaved}>{t('form.unsaved')}</span>}
              </div>
            </form>
          </Section>
        ) : null}
        <SurveyPreview form={form} />
      </div>
    </>
  );
}

function AnswerSentence({ survey: { responses, lastResponseAt, state } }: { survey: Survey }) {
  const { t } = useTranslation('surveys');
  const format = useFormat();
  return (
    <>
      {responses === 0 ? t('one.noAnswers') : <Trans t={t} i18nKey="one.answers" count={responses} values={{ formatted: format.integer(responses) }} components={{ b: <strong />, when: <When at={lastResponseAt} /> }} />}
      {state === 'closed' && <> {t('one.isClosed')}</>}
    </>
  );
}

function Actions({ survey: { code, state, responses } }: { survey: Survey }) {
  const { t } = useTranslation('surveys');
  const go = useGo();
  const queries = useQueryClient();
  const [isDeleting, setDeleting] = useState(false);
  const mayUpdate = useCan('update', 'survey');
  const mayReadAnswers = useCan('read', 'answer');
  const change = useChange(code);
  const [undoable, tell, tellFailure] = [useUndo(), useTell(), useTellFailure()];
  const turn = (to: 'open' | 'closed') =>
    change.mutate({ state: to }, { onError: tellFailure, onSuccess: () => undoable(t(to === 'closed' ? 'one.closed' : 'one.reopened'), () => change.mutateAsync({ state: to === 'closed' ? 'open' : 'closed' })) });
  const remove = async () => {
    await api.delete(`/api/surveys/${encodeURIComponent(code)}`);
    await queries.invalidateQueries({ queryKey: ['surveys'], exact: true });
    tell(t('one.deleted'));
    go('/listening');
  };
  return (
    <>
      {mayUpdate && responses === 0 && <Button variant="default" onClick={() => setDeleting(true)}>{t('one.delete')}</Button>}
      {mayUpdate && <Button variant="default" loading={change.isPending} onClick={() => turn(state === 'open' ? 'closed' : 'open')}>{t(state === 'open' ? 'one.close' : 'one.reopen')}</Button>}
      {mayReadAnswers && responses > 0 && <Button onClick={() => go(`/listening/answers?survey=${code}`)}>{t('one.seeAnswers')}</Button>}
      <Confirm isOpen={isDeleting} onClose={() => setDeleting(false)} title={t('one.deleteQuestion')} confirmLabel={t('one.delete')} tone="danger" onConfirm={remove}>{t('one.deleteNote')}</Confirm>
    </>
  );
}

function useChange(code: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: SurveyChange) => api.patch<Survey>(`/api/surveys/${encodeURIComponent(code)}`, { body }),
    onSuccess: (after) => {
      queries.setQueryData(surveyQuery(code).queryKey, after);
      void queries.invalidateQueries({ queryKey: ['surveys'], exact: true });
    },
  });
}
