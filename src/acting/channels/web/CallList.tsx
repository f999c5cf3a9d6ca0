import { useState } from 'react';
import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { CallOutcome, PhoneTask } from '../to-do.contract.ts';
import classes from './channels.module.css';

const callsQuery = (state: string) => infiniteQueryOptions({
  queryKey: ['to-do', 'calls', state],
  queryFn: ({ pageParam, signal }) => api.get<{ items: PhoneTask[]; nextCursor: string | null }>('/api/phone-tasks', { query: { state, limit: 50, cursor: pageParam }, signal }),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor,
});

export function CallList() {
  const { t } = useTranslation(['channels', 'ui']);
  const [state, setState] = useState('waiting');
  const list = useInfiniteQuery(callsQuery(state));
  const calls = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const canDo = useCan('update', 'case') && state === 'waiting';
  return (
    <Section title={t('toDo.calls')} note={t('toDo.callsNote')} actions={<SegmentedControl size="xs" aria-label={t('toDo.show')} value={state} onChange={setState} data={['waiting', 'settled'].map((value) => ({ value, label: t(`toDo.${value}`) }))} />}>
      <Loaded query={list} isEmpty={() => calls.length === 0} empty={<EmptyState>{t(state === 'waiting' ? 'toDo.noCalls' : 'toDo.noSettled')}</EmptyState>}>
        {() => (
          <div className={classes.stack}>
            <ul className={classes.list}>{calls.map((call) => <CallRow key={call.id} call={call} canDo={canDo} />)}</ul>
            {list.hasNextPage && <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('ui:action.more')}</Button>}
          </div>
        )}
      </Loaded>
    </Section>
  );
}

function CallRow({ call, canDo }: { call: PhoneTask; canDo: boolean }) {
  const { t } = useTranslation('channels');
  const format = useFormat();
  const tell = useTell();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const name = call.name || t('toDo.nobody');
  const settle = useMutation({
    mutationFn: (outcome: CallOutcome['outcome']) => api.post(`/api/phone-tasks/${call.id}/calls`, { body: { outcome, note } }),
    onSuccess: () => {
      setNote('');
      void queries.invalidateQueries({ queryKey: ['to-do'] });
      tell(t('toDo.told'));
    },
  });
  const facts = [
    call.reachedAt ? t('toDo.wasReached', { when: format.dateTime(call.reachedAt) }) : call.givenUpAt ? t('toDo.wasGivenUp', { when: format.dateTime(call.givenUpAt) }) : format.dateTime(call.queuedAt),
    t('toDo.attempts', { count: call.attempts }),
    ...(call.notBefore && !call.reachedAt ? [t('toDo.notBefore', { when: format.dateTime(call.notBefore) })] : []),
  ];
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <span className={classes.strong}>{call.customerId ? <AppLink to={`/customers/${call.customerId}`}>{name}</AppLink> : name} · <a href={`tel:${call.number}`}>{call.number}</a></span>
        <span className={classes.text}>{call.subjectLine}</span>
        <span className={classes.soft}>{facts.join(' · ')}</span>
        {canDo && <p className={classes.script} lang={call.language}>{call.script}</p>}
        {call.note !== '' && <p className={classes.soft}>{call.note}</p>}
        {canDo && <Textarea label={t('toDo.note')} maxLength={2_000} autosize minRows={1} value={note} onChange={(event) => setNote(event.currentTarget.value)} />}
        {settle.isError && <ErrorState error={settle.error} />}
        {canDo && (
          <div className={classes.deeds}>
            <Button size="xs" loading={settle.isPending} onClick={() => settle.mutate('reached')}>{t('toDo.reached')}</Button>
            <Button size="xs" variant="default" loading={settle.isPending} onClick={() => settle.mutate('not_reached')}>{t('toDo.notReached')}</Button>
            <Button size="xs" variant="subtle" loading={settle.isPending} onClick={() => settle.mutate('given_up')}>{t('toDo.giveUp')}</Button>
          </div>
        )}
      </div>
    </li>
  );
}
