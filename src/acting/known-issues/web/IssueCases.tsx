import { useState } from 'react';
import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { When } from '../../../ui/words/When.tsx';
import type { KnownIssue, SimilarCases } from '../known-issues.contract.ts';
import classes from './known-issues.module.css';

/** The cases that are about an issue, and those that look as if they were. */
export function IssueCases({ issue }: { issue: KnownIssue }) {
  const { t } = useTranslation('known-issues');
  const queryClient = useQueryClient();
  const tell = useTell();
  const tellFailure = useTellFailure();
  const canRead = useCan('read', 'case');
  const canLink = useCan('update', 'case') && issue.closedAt === null;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const linked = useQuery({ queryKey: ['known-issues', issue.id, 'cases'], queryFn: ({ signal }) => api.get<SimilarCases>(`/api/known-issues/${issue.id}/cases`, { signal }), enabled: canRead });
  const similar = useQuery({ queryKey: ['known-issues', issue.id, 'similar'], queryFn: ({ signal }) => api.get<SimilarCases>(`/api/known-issues/${issue.id}/similar-cases`, { signal }), enabled: canRead && issue.closedAt === null });
  const link = useMutation({
    mutationFn: () => api.post<{ linked: number }>(`/api/known-issues/${issue.id}/cases`, { body: { caseIds: [...chosen] } }),
    onSuccess: ({ linked: count }) => {
      setChosen(new Set());
      tell(t('similar.linked', { count }));
      void queryClient.invalidateQueries({ queryKey: ['known-issues'] });
    },
    onError: tellFailure,
  });
  if (!canRead) return null;
  const toggle = (id: string) => setChosen((before) => {
    const after = new Set(before);
    if (!after.delete(id)) after.add(id);
    return after;
  });
  return (
    <>
      <Section title={t('one.cases')}>
        <Loaded query={linked} skeleton={<TableSkeleton rows={3} />} isEmpty={({ items }) => items.length === 0} empty={<p className={classes.soft}>{t('one.noCases')}</p>}>
          {({ items }) => <ul className={classes.rows}>{items.map((one) => <li key={one.caseId}><AppLink to={`/desk/${one.caseId}`}><span className="m-num">{one.number}</span> {one.subjectLine}</AppLink><span className={classes.soft}>{one.customerName} · <When at={one.openedAt} /></span></li>)}</ul>}
        </Loaded>
      </Section>
      {issue.closedAt === null && (
        <Section title={t('similar.title')} note={t('similar.note')} actions={canLink && chosen.size > 0 ? <Button size="xs" loading={link.isPending} onClick={() => link.mutate()}>{t('similar.link', { count: chosen.size })}</Button> : undefined}>
          <Loaded query={similar} skeleton={<TableSkeleton rows={3} />} isEmpty={({ items }) => items.length === 0} empty={<p className={classes.soft}>{t('similar.none')}</p>}>
            {({ items }) => (
              <ul className={classes.rows}>
                {items.map((one) => (
                  <li key={one.caseId}>
                    {canLink && <Checkbox aria-label={t('similar.choose', { number: one.number })} checked={chosen.has(one.caseId)} onChange={() => toggle(one.caseId)} />}
                    <span><AppLink to={`/desk/${one.caseId}`}><span className="m-num">{one.number}</span> {one.subjectLine}</AppLink><br /><small className={classes.soft}>{one.reasons.map((reason) => t(`similar.reason.${reason}`)).join(' · ')}</small></span>
                    <span className={classes.soft}>{one.customerName} · <When at={one.openedAt} /></span>
                  </li>
                ))}
              </ul>
            )}
          </Loaded>
        </Section>
      )}
    </>
  );
}
