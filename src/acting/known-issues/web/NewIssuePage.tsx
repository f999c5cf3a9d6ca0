import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import type { Case } from '../../cases/cases.contract.ts';
import type { ContextPanel } from '../../context/context.contract.ts';
import type { KnownIssue } from '../known-issues.contract.ts';
import { emptyDraft, type IssueDraft } from './issue-draft.logic.ts';
import { IssueForm } from './IssueForm.tsx';

/** The case that showed it. */
const noCase = { fromCase: '' };

export function NewIssuePage() {
  const { t } = useTranslation('known-issues');
  const go = useGo();
  const queryClient = useQueryClient();
  const [{ fromCase }] = useUrlState(noCase);
  const known = useQuery({ queryKey: ['known-issues', 'from-case', fromCase], queryFn: ({ signal }) => readKnown(fromCase, signal), enabled: fromCase !== '', retry: false });
  const save = useMutation({
    mutationFn: (body: Record<string, unknown>) => api.post<KnownIssue>('/api/known-issues', { body: { ...body, fromCaseId: fromCase === '' ? null : fromCase } }),
    onSuccess: (issue) => {
      void queryClient.invalidateQueries({ queryKey: ['known-issues'] });
      void queryClient.invalidateQueries({ queryKey: ['cases'] });
      go(`/desk/known-issues/${issue.id}`);
    },
  });
  const back = fromCase === '' ? { to: '/desk/known-issues', label: t('one.back') } : { to: `/desk/${fromCase}`, label: t('one.fromCase') };
  return (
    <>
      <PageHeader question={t('edit.newQuestion')} answer={t('edit.newAnswer')} back={back} />
      {fromCase !== '' && known.isPending ? <PageSkeleton /> : <IssueForm initial={known.data ?? emptyDraft} isSaving={save.isPending} error={save.error} onSave={(body) => save.mutate(body)} onCancel={() => go(back.to)} />}
    </>
  );
}

/** What the case already says: what it is about, and the device that the customer owns now. */
async function readKnown(caseId: string, signal: AbortSignal): Promise<IssueDraft> {
  const [{ subjectLine }, { devicesNow: [device] }] = await Promise.all([api.get<Case>(`/api/cases/${caseId}`, { signal }), api.get<ContextPanel>(`/api/cases/${caseId}/context`, { signal })]);
  return { ...emptyDraft, title: subjectLine, ...(device ? { model: device.model, maker: device.maker ?? '' } : {}) };
}
