import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Distribution, DistributionFigures } from '../invitations.contract.ts';
import classes from './invitations.module.css';

/** Start with what it will do before one's eyes; hold, go on, end. */
export function Actions({ distribution, figures }: { distribution: Distribution; figures: DistributionFigures }) {
  const { t } = useTranslation('invitations');
  const format = useFormat();
  const go = useGo();
  const queryClient = useQueryClient();
  const tell = useTell();
  const tellFailure = useTellFailure();
  const canUpdate = useCan('update', 'survey');
  const [asks, setAsks] = useState<'start' | 'stop' | null>(null);
  const take = (changed: Distribution) => {
    queryClient.setQueryData(['distributions', distribution.id], changed);
    void queryClient.invalidateQueries({ queryKey: ['distributions'] });
  };
  const act = (what: string) => api.post<Distribution>(`/api/distributions/${distribution.id}/${what}`).then(take);
  const remove = useMutation({ mutationFn: () => api.delete(`/api/distributions/${distribution.id}`), onSuccess: () => { void queryClient.invalidateQueries({ queryKey: ['distributions'] }); tell(t('one.removed')); go('/listening/invitations'); }, onError: tellFailure });
  if (!canUpdate) return null;
  const isTrigger = distribution.kind === 'trigger';
  const isUnderWay = distribution.state === 'running' || distribution.state === 'scheduled';
  return (
    <Group gap="xs">
      {distribution.state === 'draft' && <Button variant="subtle" loading={remove.isPending} onClick={() => remove.mutate()}>{t('one.remove')}</Button>}
      {distribution.state === 'draft' && <Button onClick={() => setAsks('start')} disabled={!isTrigger && figures.sampled === 0}>{isTrigger ? t('one.startTrigger') : t('one.start', { count: figures.sampled, n: format.integer(figures.sampled) })}</Button>}
      {(isUnderWay || distribution.state === 'paused') && <Button variant="subtle" color="danger" onClick={() => setAsks('stop')}>{t('one.stop')}</Button>}
      {isUnderWay && <Button variant="default" onClick={() => void act('pause').catch(tellFailure)}>{t('one.pause')}</Button>}
      {distribution.state === 'paused' && <Button onClick={() => void act('resume').catch(tellFailure)}>{t('one.resume')}</Button>}
      <Confirm isOpen={asks === 'start'} onClose={() => setAsks(null)} title={t('one.startQuestion')} confirmLabel={t('one.startNow')} onConfirm={() => act('start')}>
        <p>{isTrigger ? t('one.startTriggerWhat', { of: format.integer(figures.of), will: format.integer(figures.sampled) }) : t('one.startWhat', { now: format.integer(figures.waiting), later: format.integer(figures.delayed), not: format.integer(figures.skipped) })}</p>
        <p className={classes.soft}>{t('one.startNote')}</p>
      </Confirm>
      <Confirm isOpen={asks === 'stop'} onClose={() => setAsks(null)} title={t('one.stopQuestion')} confirmLabel={t('one.stop')} tone="danger" onConfirm={() => act('stop')}>
        <p>{t('one.stopWhat', { waiting: format.integer(figures.waiting + figures.delayed + figures.queued) })}</p>
      </Confirm>
    </Group>
  );
}
