import { useState } from 'react';
import { Button, Group, Progress } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { usePathParam } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Outreach, OutreachFigures } from '../outreach.contract.ts';
import { Figures } from './Figures.tsx';
import { People } from './People.tsx';
import { StateTag } from './StateTag.tsx';
import { WhatIsSaid } from './WhatIsSaid.tsx';
import classes from './outreach.module.css';

const LOOK_EVERY_MS = 1_500;
const isMoving = (state: Outreach['state'] | undefined) => state === 'preparing' || state === 'running';

export function OutreachPage() {
  const id = usePathParam('outreachId');
  const outreach = useQuery({ queryKey: ['outreaches', id], queryFn: ({ signal }) => api.get<Outreach>(`/api/outreaches/${id}`, { signal }), refetchInterval: ({ state }) => (isMoving(state.data?.state) ? LOOK_EVERY_MS : false) });
  return <Loaded query={outreach} skeleton={<PageSkeleton />}>{(data) => <OutreachView outreach={data} />}</Loaded>;
}

function OutreachView({ outreach }: { outreach: Outreach }) {
  const { t } = useTranslation('outreach');
  const format = useFormat();
  const figures = useQuery({ queryKey: ['outreaches', outreach.id, 'figures', outreach.version, outreach.state], queryFn: ({ signal }) => api.get<OutreachFigures>(`/api/outreaches/${outreach.id}/figures`, { signal }), refetchInterval: isMoving(outreach.state) ? LOOK_EVERY_MS : false, placeholderData: (before) => before });
  const data = figures.data;
  const reached = data ? data.told + data.answered : 0;
  return (
    <>
      <PageHeader
        question={outreach.title} title={outreach.title} back={{ to: '/desk/outreach', label: t('one.back') }}
        answer={data && (data.isPreview ? t('one.preview', { will: format.integer(data.waiting + data.answered), not: format.integer(data.leftOut) }) : t(data.waiting > 0 ? 'one.resultSoFar' : 'one.result', { told: format.integer(reached), not: format.integer(data.leftOut), waiting: format.integer(data.waiting) }))}
        actions={data && <Actions outreach={outreach} figures={data} />}
      />
      <Group gap="xs" mb="md">
        <StateTag state={outreach.state} />
        <span className={classes.soft}>{t(`purpose.${outreach.purpose}`, { defaultValue: outreach.purpose })}</span>
        {outreach.issueId && <AppLink to={`/desk/known-issues/${outreach.issueId}`}>{outreach.issueTitle ?? t('list.column.about')}</AppLink>}
        {outreach.isLive && <span className={classes.soft}>{t('one.live')}</span>}
        {outreach.startedBy && <span className={classes.soft}>{t('one.startedBy', { who: outreach.startedBy })}</span>}
      </Group>
      {data && isMoving(outreach.state) && <Progress value={data.affected === 0 ? 0 : (100 * (data.affected - data.waiting)) / data.affected} aria-label={t('one.progress')} mb="md" animated />}
      {data && data.cannotSend.length > 0 && <p className={classes.wrong} role="status">{t('one.cannotSend', { channels: data.cannotSend.map((channel) => t(`channel.${channel}`)).join(', ') })} <AppLink to="/settings/channels">{t('one.setUp')}</AppLink></p>}
      {data && data.cannotSend.length === 0 && data.passedOver.length > 0 && (data.isPreview || isMoving(outreach.state)) && <p className={classes.soft} role="status">{t('one.passedOver', { channels: data.passedOver.map((channel) => t(`channel.${channel}`)).join(', ') })} <AppLink to="/settings/channels">{t('one.setUp')}</AppLink></p>}
      <Loaded query={figures} skeleton={<PageSkeleton />}>{(shown) => <Figures outreachId={outreach.id} figures={shown} />}</Loaded>
      <People outreach={outreach} />
      <WhatIsSaid outreach={outreach} />
    </>
  );
}

function Actions({ outreach, figures }: { outreach: Outreach; figures: OutreachFigures }) {
  const { t } = useTranslation('outreach');
  const format = useFormat();
  const go = useGo();
  const queryClient = useQueryClient();
  const tell = useTell();
  const tellFailure = useTellFailure();
  const canUpdate = useCan('update', 'outreach');
  const [asks, setAsks] = useState<'start' | 'stop' | null>(null);
  const take = (changed: Outreach) => {
    queryClient.setQueryData(['outreaches', outreach.id], changed);
    void queryClient.invalidateQueries({ queryKey: ['outreaches'] });
  };
  const act = (what: string) => api.post<Outreach>(`/api/outreaches/${outreach.id}/${what}`).then(take);
  const remove = useMutation({ mutationFn: () => api.delete(`/api/outreaches/${outreach.id}`), onSuccess: () => { void queryClient.invalidateQueries({ queryKey: ['outreaches'] }); tell(t('one.removed')); go('/desk/outreach'); }, onError: tellFailure });
  if (!canUpdate) return null;
  const isRunning = outreach.state === 'running' || outreach.state === 'preparing' || outreach.state === 'live';
  return (
    <Group gap="xs">
      {outreach.state === 'draft' && <Button variant="subtle" loading={remove.isPending} onClick={() => remove.mutate()}>{t('one.remove')}</Button>}
      {outreach.state === 'draft' && <Button onClick={() => setAsks('start')} disabled={figures.waiting + figures.answered === 0}>{t('one.start', { count: figures.waiting + figures.answered, n: format.integer(figures.waiting + figures.answered) })}</Button>}
      {(isRunning || outreach.state === 'paused') && <Button variant="subtle" color="danger" onClick={() => setAsks('stop')}>{t('one.stop')}</Button>}
      {isRunning && <Button variant="default" onClick={() => void act('pause').catch(tellFailure)}>{t('one.pause')}</Button>}
      {outreach.state === 'paused' && <Button onClick={() => void act('resume').catch(tellFailure)}>{t('one.resume')}</Button>}
      <Confirm isOpen={asks === 'start'} onClose={() => setAsks(null)} title={t('one.startQuestion')} confirmLabel={t('one.startNow')} onConfirm={() => act('start')}>
        <p>{t('one.startWhat', { told: format.integer(figures.waiting), answered: format.integer(figures.answered), not: format.integer(figures.leftOut) })}</p>
        <p className={classes.soft}>{t('one.startNote')}</p>
      </Confirm>
      <Confirm isOpen={asks === 'stop'} onClose={() => setAsks(null)} title={t('one.stopQuestion')} confirmLabel={t('one.stop')} tone="danger" onConfirm={() => act('stop')}>
        <p>{t('one.stopWhat', { waiting: format.integer(figures.waiting) })}</p>
      </Confirm>
    </Group>
  );
}
