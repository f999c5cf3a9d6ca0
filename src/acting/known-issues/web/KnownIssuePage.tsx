import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { Bars } from '../../../ui/charts/Bars.tsx';
import { useTell, useTellFailure, useUndo } from '../../../ui/feedback/undo.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { usePathParam } from '../../../ui/url-state.ts';
import { Tag } from '../../../ui/words/Tag.tsx';
import { When } from '../../../ui/words/When.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { KnownIssue, Reach } from '../known-issues.contract.ts';
import { AffectedCustomers } from './AffectedCustomers.tsx';
import { draftOf } from './issue-draft.logic.ts';
import { IssueForm } from './IssueForm.tsx';
import { IssueCases } from './IssueCases.tsx';
import { useRuleWords } from './useRuleWords.ts';
import classes from './known-issues.module.css';

export function KnownIssuePage() {
  const issueId = usePathParam('issueId');
  const issue = useQuery({ queryKey: ['known-issues', issueId], queryFn: ({ signal }) => api.get<KnownIssue>(`/api/known-issues/${issueId}`, { signal }) });
  return <Loaded query={issue} skeleton={<PageSkeleton />}>{(data) => <IssueView issue={data} />}</Loaded>;
}

function IssueView({ issue }: { issue: KnownIssue }) {
  const { t } = useTranslation('known-issues');
  const format = useFormat();
  const go = useGo();
  const queryClient = useQueryClient();
  const undoable = useUndo();
  const tell = useTell();
  const tellFailure = useTellFailure();
  const canUpdate = useCan('update', 'known_issue');
  const canTell = useCan('create', 'outreach');
  const ruleWords = useRuleWords();
  const [isEditing, setEditing] = useState(false);
  const reach = useQuery({ queryKey: ['known-issues', issue.id, 'reach', issue.version], queryFn: ({ signal }) => api.post<Reach>('/api/known-issues/reach', { body: { rule: issue.rule }, signal }) });
  const take = (changed: KnownIssue) => {
    queryClient.setQueryData(['known-issues', issue.id], changed);
    void queryClient.invalidateQueries({ queryKey: ['known-issues'] });
  };
  const save = useMutation({ mutationFn: (body: Record<string, unknown>) => api.patch<KnownIssue>(`/api/known-issues/${issue.id}`, { body: { ...body, version: issue.version } }), onSuccess: (changed) => { take(changed); setEditing(false); tell(t('edit.saved')); } });
  const setClosed = (isClosed: boolean) => api.post<KnownIssue>(`/api/known-issues/${issue.id}/${isClosed ? 'close' : 'reopen'}`).then(take);
  if (isEditing) {
    return (
      <>
        <PageHeader question={t('edit.question')} title={issue.title} back={{ to: '/desk/known-issues', label: t('one.back') }} />
        <IssueForm initial={draftOf(issue)} ruleBefore={issue.rule} isSaving={save.isPending} error={save.error} onSave={(body) => save.mutate(body)} onCancel={() => setEditing(false)} />
      </>
    );
  }
  const customers = reach.data?.customers;
  return (
    <>
      <PageHeader
        question={`${issue.number} ${issue.title}`} title={issue.title} back={{ to: '/desk/known-issues', label: t('one.back') }}
        answer={customers === undefined ? undefined : customers === 0 ? t('one.answerNone') : t('one.answer', { customers: format.integer(customers), linked: format.integer(issue.cases.linked) })}
        actions={(
          <Group gap="xs">
            {canUpdate && <Button variant="subtle" onClick={() => { void setClosed(issue.closedAt === null).then(() => undoable(t(issue.closedAt === null ? 'one.close' : 'one.reopen'), () => setClosed(issue.closedAt !== null)), tellFailure); }}>{t(issue.closedAt === null ? 'one.close' : 'one.reopen')}</Button>}
            {canUpdate && <Button variant="default" onClick={() => setEditing(true)}>{t('one.edit')}</Button>}
            {canTell && issue.closedAt === null && <Button onClick={() => go(`/desk/outreach/new?issue=${issue.id}`)}>{t('one.tell')}</Button>}
          </Group>
        )}
      />
      <Group gap="xs" mb="md">
        {issue.closedAt && <Tag>{t('one.closedAt')} · <When at={issue.closedAt} /></Tag>}
        {issue.isSafetyCritical && <Tag tone="below">{t('one.safety')}</Tag>}
        <span className={classes.soft}><When at={issue.createdAt} /> · {t('one.by', { who: issue.createdBy })}</span>
      </Group>
      <div className={classes.columns}>
        <div>
          <Section title={t('one.cause')}><p className={classes.prose}>{issue.cause}</p></Section>
          {issue.fix !== '' && <Section title={t('one.fix')}><p className={classes.prose}>{issue.fix}</p>{issue.downloadUrl && <p><a href={issue.downloadUrl} target="_blank" rel="noopener noreferrer">{t('one.download')}</a></p>}</Section>}
          <Section title={t('one.texts')}><Texts issue={issue} /></Section>
          <IssueCases issue={issue} />
        </div>
        <div>
          <Section title={t('one.who')} note={ruleWords(issue.rule)}>
            {reach.data && reach.data.bySoftware.length > 0 && <Bars title={t('one.software')} summary={t('one.softwareNote')} valueLabel={t('one.devices')} bars={reach.data.bySoftware.map(({ software, devices }) => ({ id: software, label: software === '' ? t('one.unknown') : software, value: devices }))} />}
          </Section>
          <AffectedCustomers issueId={issue.id} version={issue.version} />
          <p className={classes.soft}>{issue.solveAfterDays === null ? t('one.solveNever') : t('one.solveAfter', { days: issue.solveAfterDays })}</p>
        </div>
      </div>
    </>
  );
}

function Texts({ issue }: { issue: KnownIssue }) {
  const { t } = useTranslation('known-issues');
  return (['de', 'en'] as const).map((language) => {
    const text = issue.texts[language];
    return (
      <div key={language}>
        <p className={classes.soft}>{t(language === 'de' ? 'one.german' : 'one.english')}</p>
        {text ? (
          <div className={classes.letter} lang={language}>
            <h3>{text.subjectLine}</h3>
            <p className={classes.prose}>{text.text}</p>
            {text.steps.length > 0 && <ol aria-label={t('one.steps')}>{text.steps.map((step) => <li key={step}>{step}</li>)}</ol>}
          </div>
        ) : <p>{t('one.noText')}</p>}
      </div>
    );
  });
}
