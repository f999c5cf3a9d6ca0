import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../../people/timeline/web/names.ts';
import { api } from '../../../ui/api.ts';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { useCan } from '../../../ui/session.tsx';
import { Quote } from '../../../ui/words/Quote.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { NoteBlock } from '../counter-notes.contract.ts';
import { QuickNote } from './QuickNote.tsx';
import classes from './counter-notes.module.css';

interface BlockPage { items: NoteBlock[]; nextCursor: string | null; minimum: number }

/** Heard at the counter: note it in two taps; read what colleagues heard, without their names. */
export function CounterPage() {
  const { t } = useTranslation('counter-notes');
  const mayNote = useCan('create', 'voice');
  const blocks = useInfiniteQuery({ queryKey: ['counter-notes', 'blocks'], initialPageParam: '', getNextPageParam: ({ nextCursor }: BlockPage) => nextCursor, queryFn: ({ pageParam, signal }) => api.get<BlockPage>('/api/counter-note-blocks', { query: { cursor: pageParam, limit: 20 }, signal }) });
  const items = blocks.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader question={t('question')} answer={t('answer', { minimum: blocks.data?.pages[0]?.minimum ?? 5 })} />
      <div className={classes.columns}>
        {mayNote && <QuickNote />}
        <section aria-label={t('heard')} className={classes.stack}>
          <h2 className={classes.title}>{t('heard')}</h2>
          {blocks.isError ? <ErrorState error={blocks.error} onRetry={() => void blocks.refetch()} /> : blocks.isSuccess && items.length === 0 ? <EmptyState>{t('empty')}</EmptyState> : <ul className={classes.plain}>{items.map((block) => <Block key={block.id} block={block} />)}</ul>}
          {blocks.hasNextPage && <Button variant="default" loading={blocks.isFetchingNextPage} onClick={() => void blocks.fetchNextPage()}>{t('more')}</Button>}
        </section>
      </div>
    </>
  );
}

function Block({ block: { touchpoint, fromOn, toOn, notes, people, bad, neutral, good, topics, sentences } }: { block: NoteBlock }) {
  const { t } = useTranslation('counter-notes');
  const format = useFormat();
  const names = useNames();
  const parts = [['bad', bad], ['neutral', neutral], ['good', good]] as const;
  const words = parts.map(([key, { n, share }]) => `${t(`moods.${key}`)}: ${format.integer(n)} (${format.share(share)})`).join(', ');
  return (
    <li className={classes.block}>
      <h3 className={classes.blockTitle}>{names.touchpoint(touchpoint)}</h3>
      <p className={classes.soft}>{t('span', { from: format.date(fromOn), to: format.date(toOn) })} · {t('notes', { count: notes, formatted: format.integer(notes) })} · {t('people', { people: format.integer(people) })}</p>
      <div className={classes.bar} role="img" aria-label={words}>{parts.map(([key, { share }]) => <span key={key} data-mood={key} style={{ flexGrow: share }} />)}</div>
      <p className={classes.soft} aria-hidden="true">{words}</p>
      <p className={classes.topics}>{topics.map(({ topic, n }) => `${t(`topic.${topic}`)} ${format.integer(n)}`).join(' · ')}</p>
      {sentences.slice(0, 5).map((sentence, index) => <Quote key={index} text={sentence} />)}
      {sentences.length > 5 && <details><summary className={classes.soft}>{t('moreSentences', { count: sentences.length - 5 })}</summary>{sentences.slice(5).map((sentence, index) => <Quote key={index} text={sentence} />)}</details>}
    </li>
  );
}
