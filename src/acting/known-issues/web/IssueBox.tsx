import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { useTell, useTellFailure, useUndo } from '../../../ui/feedback/undo.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { useCan } from '../../../ui/session.tsx';
import { When } from '../../../ui/words/When.tsx';
import type { CaseIssues, KnownIssue } from '../known-issues.contract.ts';
import classes from './known-issues.module.css';

/** Beside a case: whether something is known about it, what to do then, and the customer's "it works". */
export function IssueBox({ caseId }: { caseId: string; customerId: string | null }) {
  const { t, i18n } = useTranslation('known-issues');
  const queryClient = useQueryClient();
  const go = useGo();
  const tell = useTell();
  const undoable = useUndo();
  const tellFailure = useTellFailure();
  const canMake = useCan('create', 'known_issue');
  const canUpdate = useCan('update', 'case');
  const issues = useQuery({ queryKey: ['cases', caseId, 'known-issues'], queryFn: ({ signal }) => api.get<CaseIssues>(`/api/cases/${caseId}/known-issues`, { signal }) });
  const renew = () => {
    void queryClient.invalidateQueries({ queryKey: ['cases', caseId] });
    void queryClient.invalidateQueries({ queryKey: ['known-issues'] });
  };
  const unlink = (issueId: string) => api.delete(`/api/known-issues/${issueId}/cases/${caseId}`).then(renew);
  const link = useMutation({
    mutationFn: (issue: KnownIssue) => api.post(`/api/known-issues/${issue.id}/cases`, { body: { caseIds: [caseId] } }),
    onSuccess: (_answer, issue) => { renew(); undoable(t('box.linked', { number: issue.number }), () => unlink(issue.id)); },
    onError: tellFailure,
  });
  const works = useMutation({ mutationFn: () => api.post(`/api/cases/${caseId}/works`), onSuccess: () => { renew(); tell(t('box.solved')); }, onError: tellFailure });
  if (!issues.data) return null;
  const { linked, suggested, worksAt } = issues.data;
  const text = linked && (linked.texts[i18n.language === 'de' ? 'de' : 'en'] ?? linked.texts.de ?? linked.texts.en);
  return (
    <section className={classes.box} aria-labelledby={`issue-${caseId}`}>
      <div className={classes.boxHead}>
        <h3 id={`issue-${caseId}`}>{t('box.title')}</h3>
        {!linked && canMake && <Button size="compact-sm" variant="light" onClick={() => go(`/desk/known-issues/new?fromCase=${caseId}`)}>{t('box.make')}</Button>}
      </div>
      {linked && (
        <>
          <AppLink to={`/desk/known-issues/${linked.id}`}>{linked.number} {linked.title}</AppLink>
          <p className={classes.prose}>{linked.fix === '' ? linked.cause : linked.fix}</p>
          {text && text.steps.length > 0 && <ol aria-label={t('box.steps')}>{text.steps.map((step) => <li key={step}>{step}</li>)}</ol>}
          {linked.downloadUrl && <a href={linked.downloadUrl} target="_blank" rel="noopener noreferrer">{t('one.download')}</a>}
          {worksAt && <p className={classes.soft}>{t('box.worksAt')} · <When at={worksAt} /></p>}
          {canUpdate && (
            <Group gap="xs">
              {!worksAt && <Button size="compact-sm" loading={works.isPending} onClick={() => works.mutate()}>{t('box.works')}</Button>}
              <Button size="compact-sm" variant="subtle" onClick={() => { void unlink(linked.id).then(() => undoable(t('box.undone'), () => link.mutateAsync(linked)), tellFailure); }}>{t('box.unlink')}</Button>
            </Group>
          )}
        </>
      )}
      {!linked && suggested.length > 0 && (
        <>
          <p className={classes.soft}>{t('box.suggested')}</p>
          <ul className={classes.rows}>
            {suggested.map((issue) => (
              <li key={issue.id}>
                <span><AppLink to={`/desk/known-issues/${issue.id}`}>{issue.title}</AppLink><br /><small className={classes.soft}>{issue.reasons.map((reason) => t(`similar.reason.${reason}`)).join(' · ')}</small></span>
                {canUpdate && <Button size="compact-xs" variant="light" loading={link.isPending} onClick={() => link.mutate(issue)}>{t('box.isThis')}</Button>}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
