import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTellFailure } from '../../../ui/feedback/undo.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { CasePlaybook as Shown } from '../playbooks.contract.ts';
import { RichText } from './RichText.tsx';
import classes from './playbooks.module.css';

/** One playbook beside a case: what to say, with steps that are ticked. Without a case it is only read. */
export function CasePlaybook({ caseId, playbook, isOpen }: { caseId: string | null; playbook: Shown; isOpen: boolean }) {
  const { t, i18n } = useTranslation('playbooks');
  const isGerman = i18n.language === 'de';
  const { content, ticked } = playbook;
  const [intro, goodwill] = isGerman ? [content.introDe, content.goodwillDe] : [content.introEn, content.goodwillEn];
  const checks = content.steps.filter((step) => step.isCheck);
  const done = checks.filter((step) => ticked.some(({ stepId }) => stepId === step.id)).length;
  return (
    <details className={classes.book} open={isOpen}>
      <summary>{isGerman ? playbook.titleDe : playbook.titleEn}{checks.length > 0 && caseId !== null && <span className={classes.soft}> · {t('case.done', { done, all: checks.length })}</span>}</summary>
      {playbook.needsAcknowledgement && !playbook.isAcknowledged && <Unread playbook={playbook} caseId={caseId} />}
      {intro !== '' && <RichText text={intro} />}
      <ul className={classes.steps}>{content.steps.map((step) => <Step key={step.id} caseId={caseId} playbook={playbook} step={step} isGerman={isGerman} />)}</ul>
      {goodwill !== '' && <p className={classes.soft}>{t('case.goodwill')}: {goodwill}</p>}
    </details>
  );
}

function Unread({ playbook, caseId }: { playbook: Shown; caseId: string | null }) {
  const { t } = useTranslation('playbooks');
  const queryClient = useQueryClient();
  const tellFailure = useTellFailure();
  const confirm = useMutation({
    mutationFn: () => api.post(`/api/playbooks/${playbook.id}/acknowledgement`, { body: { versionId: playbook.versionId } }),
    onSuccess: () => Promise.all([queryClient.invalidateQueries({ queryKey: ['playbooks'] }), ...(caseId === null ? [] : [queryClient.invalidateQueries({ queryKey: ['cases', caseId, 'context'] })])]),
    onError: tellFailure,
  });
  return (
    <div className={classes.notice}>
      <span><AppLink to={`/desk/playbooks/${playbook.id}`}>{t('case.unread', { version: playbook.version })}</AppLink></span>
      <Button size="compact-xs" variant="default" loading={confirm.isPending} onClick={() => confirm.mutate()}>{t('one.confirm')}</Button>
    </div>
  );
}

function Step({ caseId, playbook, step, isGerman }: { caseId: string | null; playbook: Shown; step: Shown['content']['steps'][number]; isGerman: boolean }) {
  const { t } = useTranslation('playbooks');
  const id = useId();
  const format = useFormat();
  const queryClient = useQueryClient();
  const tellFailure = useTellFailure();
  const mayTick = useCan('update', 'case') && caseId !== null;
  const tick = playbook.ticked.find(({ stepId }) => stepId === step.id);
  const change = useMutation({
    mutationFn: (isTicked: boolean) => api.put(`/api/cases/${caseId ?? ''}/playbook-ticks`, { body: { versionId: playbook.versionId, stepId: step.id, isTicked } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['cases', caseId, 'context'] }),
    onError: tellFailure,
  });
  const isTicked = change.isPending ? change.variables : tick !== undefined;
  const [title, say] = isGerman ? [step.titleDe, step.sayDe] : [step.titleEn, step.sayEn];
  return (
    <li className={classes.step} data-done={isTicked || undefined}>
      {step.isCheck && caseId !== null
        ? <input type="checkbox" id={id} checked={isTicked} disabled={!mayTick} onChange={(event) => change.mutate(event.currentTarget.checked)} />
        : <span aria-hidden="true">·</span>}
      <label htmlFor={step.isCheck && caseId !== null ? id : undefined} title={tick && t('case.tickedBy', { who: tick.by, when: format.dateTime(tick.at) })}>{title}</label>
      {say !== '' && <div className={classes.say}><RichText text={say} /></div>}
    </li>
  );
}
