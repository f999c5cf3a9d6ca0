import { useState } from 'react';
import { Button, Collapse, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTellFailure } from '../../../ui/feedback/undo.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { Tag } from '../../../ui/words/Tag.tsx';
import { When } from '../../../ui/words/When.tsx';
import { type Delivery, deliveryStates } from '../webhooks.contract.ts';
import { Attempts } from './Attempts.tsx';
import classes from './webhooks.module.css';

const all = { state: '' };
const REFRESH_MS = 5_000;

/** What was sent, and what became of it. */
export function DeliveryList({ webhookId, dead, isOff }: { webhookId: string; dead: number; isOff: boolean }) {
  const { t } = useTranslation('webhooks');
  const tellFailure = useTellFailure();
  const queryClient = useQueryClient();
  const [filters, setFilters] = useUrlState(all);
  const deliveries = useInfiniteQuery({
    queryKey: ['webhooks', webhookId, 'deliveries', filters.state],
    queryFn: ({ signal, pageParam }) => api.get<{ items: Delivery[]; nextCursor: string | null }>(`/api/webhooks/${webhookId}/deliveries`, { query: { state: filters.state, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: REFRESH_MS,
  });
  const items = deliveries.data?.pages.flatMap((page) => page.items) ?? [];
  const refresh = () => void queryClient.invalidateQueries({ queryKey: ['webhooks', webhookId] });
  const replay = useMutation({ mutationFn: (path: string) => api.post(`/api/webhooks/${webhookId}${path}`), onSuccess: refresh, onError: tellFailure });
  return (
    <Section title={t('log.title')} note={t('log.note')} actions={dead > 0 && !isOff ? <Button variant="default" loading={replay.isPending} onClick={() => replay.mutate('/replay')}>{t('log.replayAll', { count: dead })}</Button> : undefined}>
      <SegmentedControl aria-label={t('log.filter')} mb="md" value={filters.state} onChange={(state) => setFilters({ state })} data={['', ...deliveryStates].map((value) => ({ value, label: t(`log.state.${value || 'all'}`) }))} />
      <Loaded query={deliveries} isEmpty={() => items.length === 0} empty={<EmptyState>{t('log.empty')}</EmptyState>}>
        {() => <ul className={classes.list}>{items.map((delivery) => <DeliveryRow key={delivery.id} delivery={delivery} onReplay={isOff ? undefined : () => replay.mutate(`/deliveries/${delivery.id}/replay`)} />)}</ul>}
      </Loaded>
      {deliveries.hasNextPage && <Button variant="default" mt="md" loading={deliveries.isFetchingNextPage} onClick={() => void deliveries.fetchNextPage()}>{t('log.more')}</Button>}
    </Section>
  );
}

const tones = { waiting: 'neutral', delivered: 'above', dead: 'below' } as const;

function DeliveryRow({ delivery, onReplay }: { delivery: Delivery; onReplay: (() => void) | undefined }) {
  const { t } = useTranslation('webhooks');
  const [isOpen, setOpen] = useState(false);
  const { kind, eventId, state, createdAt, nextAttemptAt, attempts, body } = delivery;
  return (
    <li className={classes.delivery}>
      <div className={classes.line}>
        <div className={classes.who}>
          <span className={classes.strong}>{t(`kind.${kind}`)} <Tag tone={tones[state]}>{t(`log.state.${state}`)}</Tag></span>
          <span className={classes.soft}><When at={createdAt} /> · {t('log.attempts', { count: attempts[0]?.number ?? 0 })}{nextAttemptAt !== null && attempts.length > 0 && <> · {t('log.next')} <When at={nextAttemptAt} /></>}</span>
        </div>
        <div className={classes.deeds}>
          <Button size="xs" variant="default" aria-expanded={isOpen} aria-label={t('log.detailsOf', { id: eventId })} onClick={() => setOpen(!isOpen)}>{t('log.details')}</Button>
          {onReplay && state !== 'waiting' && <Button size="xs" variant="default" aria-label={t('log.replayOf', { id: eventId })} onClick={onReplay}>{t('log.replay')}</Button>}
        </div>
      </div>
      <Collapse expanded={isOpen}>{isOpen && <Attempts attempts={attempts} eventId={eventId} body={body} />}</Collapse>
    </li>
  );
}
