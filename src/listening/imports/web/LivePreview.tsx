import { useState } from 'react';
import { Button, SegmentedControl } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Preview } from '../imports.contract.ts';
import { importRecordSchema } from '../records.contract.ts';
import { sayRefusal } from '../refusal-words.logic.ts';
import { type Fact, factsOf } from './outcome/record-words.logic.ts';
import { useFactWords } from './columns/useFactWords.ts';
import classes from './imports.module.css';

type Row = Preview['rows'][number];
const ROWS_FIRST = 4;
const FACTS_FIRST = 12;

/** The first rows of the file as they are understood just now; it follows every change. */
export function LivePreview({ query }: { query: UseQueryResult<Preview> }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const [shown, setShown] = useState<'read' | 'refused'>('read');
  const [count, setCount] = useState(ROWS_FIRST);
  const { data } = query;
  const refused = data?.rows.filter(({ record }) => record === null) ?? [];
  const read = data?.rows.filter(({ record }) => record !== null) ?? [];
  const isRefusedShown = refused.length > 0 && (shown === 'refused' || read.length === 0);
  const rows = isRefusedShown ? refused : read;
  return (
    <aside className={classes.live} aria-labelledby="live" aria-busy={query.isFetching}>
      <h2 id="live">{t('live.title')}</h2>
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {!data && !query.isError && <Skeleton lines={6} />}
      {data && (
        <>
          <p className={classes.note} role="status">{sentence(data.rows.length, refused.length)}</p>
          {refused.length > 0 && read.length > 0 && (
            <SegmentedControl size="xs" mt={8} mb={6} aria-label={t('live.title')} value={isRefusedShown ? 'refused' : 'read'} onChange={(value) => { setShown(value === 'refused' ? 'refused' : 'read'); setCount(ROWS_FIRST); }}
              data={[{ value: 'read', label: t('live.readTab', { n: format.integer(read.length) }) }, { value: 'refused', label: t('live.refusedTab', { n: format.integer(refused.length) }) }]}
            />
          )}
          {rows.slice(0, count).map((row) => (isRefusedShown ? <RefusedRow key={row.row} row={row} /> : <ReadRow key={row.row} row={row} />))}
          {rows.length > count && <Button variant="subtle" size="compact-sm" onClick={() => setCount(count + 10)}>{t('live.more')}</Button>}
        </>
      )}
    </aside>
  );

  function sentence(n: number, refusedCount: number): string {
    if (n === 0) return t('live.none');
    const values = { count: n, formatted: format.integer(n), refused: format.integer(refusedCount) };
    if (refusedCount === 0) return t('live.all', values);
    return t(refusedCount === n ? 'live.noneRead' : 'live.some', values);
  }
}

function ReadRow({ row }: { row: Row }) {
  const { t } = useTranslation('imports');
  const [isWhole, setWhole] = useState(false);
  const record = importRecordSchema.safeParse(row.record);
  const facts = record.success ? factsOf(record.data) : [];
  return (
    <div className={classes.liveRow}>
      <p className={classes.liveHead}>{t('live.row', { n: row.row })}</p>
      <dl className={classes.liveFacts}>{facts.slice(0, isWhole ? facts.length : FACTS_FIRST).map((fact, index) => <FactLine key={index} fact={fact} />)}</dl>
      {facts.length > FACTS_FIRST && !isWhole && <button type="button" className={classes.link} onClick={() => setWhole(true)}>{t('live.whole', { count: facts.length - FACTS_FIRST })}</button>}
    </div>
  );
}

function FactLine({ fact }: { fact: Fact }) {
  const say = useFactWords();
  return <><dt>{say.label(fact.label)}</dt><dd>{say.value(fact.value)}</dd></>;
}

function RefusedRow({ row }: { row: Row }) {
  const { t, i18n } = useTranslation('imports');
  return (
    <div className={classes.liveRow}>
      <p className={classes.liveHead}>{t('live.row', { n: row.row })}</p>
      {row.refusals.map((refusal) => (
        <p key={`${refusal.column} ${refusal.code}`} className={classes.liveRefused}>{refusal.heading && <strong>{refusal.heading}: </strong>}{sayRefusal(refusal.code, refusal.details, i18n.language === 'de' ? 'de' : 'en')}</p>
      ))}
    </div>
  );
}
