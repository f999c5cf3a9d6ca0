import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import type { KnownIssue } from '../known-issues.contract.ts';
import { emptyDraft } from './issue-draft.logic.ts';
import { IssueForm } from './IssueForm.tsx';

/** `fromCase`: the case that showed it; title and device are what is known there. */
const given = { fromCase: '', title: '', model: '', software: '' };

export function NewIssuePage() {
  const { t } = useTranslation('known-issues');
  const go = useGo();
  const queryClient = useQueryClient();
  const [from] = useUrlState(given);
  const save = useMutation({
    mutationFn: (body: Record<string, unknown>) => api.post<KnownIssue>('/api/known-issues', { body: { ...body, fromCaseId: from.fromCase === '' ? null : from.fromCase } }),
    onSuccess: (issue) => {
      void queryClient.invalidateQueries({ queryKey: ['known-issues'] });
      void queryClient.invalidateQueries({ queryKey: ['cases'] });
      go(`/desk/known-issues/${issue.id}`);
    },
  });
  const back = from.fromCase === '' ? { to: '/desk/known-issues', label: t('one.back') } : { to: `/desk/${from.fromCase}`, label: t('one.fromCase') };
  return (
    <>
      <PageHeader question={t('edit.newQuestion')} answer={t('edit.newAnswer')} back={back} />
      <IssueForm initial={{ ...emptyDraft, title: from.title, model: from.model }} isSaving={save.isPending} error={save.error} onSave={(body) => save.mutate(body)} onCancel={() => go(back.to)} />
    </>
  );
}
