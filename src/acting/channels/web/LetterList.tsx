import { type ReactNode, useState } from 'react';
import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useDownload } from '../../../ui/download.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { type Letter, MAX_LETTERS } from '../to-do.contract.ts';
import classes from './channels.module.css';

const lettersQuery = (state: string) => infiniteQueryOptions({
  queryKey: ['to-do', 'letters', state],
  queryFn: ({ pageParam, signal }) => api.get<{ items: Letter[]; nextCursor: string | null }>('/api/letters', { query: { state, limit: MAX_LETTERS, cursor: pageParam }, signal }),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor,
});

export function LetterList() {
  const { t } = useTranslation(['channels', 'ui']);
  const [state, setState] = useState('waiting');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const list = useInfiniteQuery(lettersQuery(state));
  const letters = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const canDo = useCan('update', 'case') && state === 'waiting';
  const toggle = (id: string) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id].slice(-MAX_LETTERS));
  const firstOnes = letters.slice(0, MAX_LETTERS).map(({ id }) => id);
  const areAllChosen = firstOnes.length > 0 && firstOnes.every((id) => chosen.includes(id));
  const show = (next: string) => {
    setState(next);
    setChosen([]);
  };
  return (
    <Section title={t('toDo.letters')} note={t('toDo.lettersNote')} actions={<SegmentedControl size="xs" aria-label={t('toDo.show')} value={state} onChange={show} data={['waiting', 'printed'].map((value) => ({ value, label: t(`toDo.${value}`) }))} />}>
      <Loaded query={list} isEmpty={() => letters.length === 0} empty={<EmptyState>{t(state === 'waiting' ? 'toDo.noLetters' : 'toDo.noPrinted')}</EmptyState>}>
        {() => (
          <div className={classes.stack}>
            {canDo && <Deeds chosen={chosen} onDone={() => setChosen([])} selectAll={<Checkbox label={t('toDo.selectAll')} checked={areAllChosen} indeterminate={!areAllChosen && chosen.length > 0} onChange={() => setChosen(areAllChosen ? [] : firstOnes)} />} />}
            <ul className={classes.list}>{letters.map((letter) => <LetterRow key={letter.id} letter={letter} canDo={canDo} isChosen={chosen.includes(letter.id)} onToggle={() => toggle(letter.id)} />)}</ul>
            {list.hasNextPage && <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('ui:action.more')}</Button>}
          </div>
        )}
      </Loaded>
    </Section>
  );
}

function Deeds({ chosen, onDone, selectAll }: { chosen: readonly string[]; onDone: () => void; selectAll: ReactNode }) {
  const { t } = useTranslation('channels');
  const download = useDownload();
  const tell = useTell();
  const queries = useQueryClient();
  const report = useMutation({
    mutationFn: () => api.post('/api/letters/printed', { body: { ids: chosen } }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['to-do'] });
      tell(t('toDo.toldPrinted'));
      onDone();
    },
  });
  return (
    <>
      <div className={classes.deeds}>
        {selectAll}
        {chosen.length > 0 && <Button size="xs" component="a" {...download(`/api/letters/pdf?ids=${chosen.join(',')}`, 'letters.pdf')}>{t('toDo.print', { count: chosen.length })}</Button>}
        {chosen.length > 0 && <Button size="xs" variant="default" loading={report.isPending} onClick={() => report.mutate()}>{t('toDo.printedNow', { count: chosen.length })}</Button>}
      </div>
      {report.isError && <ErrorState error={report.error} />}
    </>
  );
}

function LetterRow({ letter, canDo, isChosen, onToggle }: { letter: Letter; canDo: boolean; isChosen: boolean; onToggle: () => void }) {
  const { t } = useTranslation('channels');
  const format = useFormat();
  const tell = useTell();
  const queries = useQueryClient();
  const name = letter.recipient || t('toDo.nobody');
  const cancel = useMutation({
    mutationFn: () => api.delete(`/api/letters/${letter.id}`),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['to-do'] });
      tell(t('toDo.cancelled'));
    },
  });
  return (
    <li className={classes.row}>
      <div className={classes.tick}>
        {canDo && <Checkbox aria-label={t('toDo.select', { name })} checked={isChosen} onChange={onToggle} />}
        <div className={classes.who}>
          <span className={classes.strong}>{letter.customerId ? <AppLink to={`/customers/${letter.customerId}`}>{name}</AppLink> : name}</span>
          <span className={classes.text}>{letter.subjectLine}</span>
          <span className={classes.soft}>{letter.address.replaceAll('\n', ', ')} · {t('toDo.pages', { count: letter.pages })} · {letter.printedAt ? t('toDo.printedBy', { when: format.dateTime(letter.printedAt), by: letter.printedBy }) : format.dateTime(letter.queuedAt)}</span>
          {cancel.isError && <ErrorState error={cancel.error} />}
        </div>
      </div>
      {canDo && <Button size="xs" variant="subtle" loading={cancel.isPending} onClick={() => cancel.mutate()} aria-label={t('toDo.cancelOf', { name })}>{t('toDo.cancel')}</Button>}
    </li>
  );
}
