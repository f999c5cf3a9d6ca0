import { Button, Group } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useAllTouchpoints, useNameOf } from '../../../journeys/touchpoints/web/inventory-queries.ts';
import { useGo } from '../../../ui/address.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { Quote } from '../../../ui/words/Quote.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import { type Voice, voiceKinds } from '../voices.contract.ts';
import { Stars } from './Stars.tsx';
import { sourcesQuery, voiceCountsQuery, voiceListQuery } from './voice-queries.ts';
import classes from './voices.module.css';

const defaults = { search: '', kind: '', source: '', stars: '', touchpoint: '', answered: '' };

/** What customers say about us without being asked. */
export function VoicesPage() {
  const { t } = useTranslation('voices');
  const go = useGo();
  const nameOf = useNameOf();
  const mayManage = useCan('manage', 'voice');
  const [filters, setFilters] = useUrlState(defaults);
  const list = useInfiniteQuery(voiceListQuery(filters));
  const sources = useQuery(sourcesQuery).data ?? [];
  const touchpoints = useAllTouchpoints().data ?? [];
  const voices = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const isFiltered = Object.values(filters).some((value) => value !== '');
  const failing = sources.filter(({ failingSince }) => failingSince !== null).length;
  return (
    <>
      <PageHeader question={t('list.question')} answer={<Answer />} actions={mayManage && <Group gap="xs">{failing > 0 && <Tag tone="below">{t('sources.failing', { count: failing })}</Tag>}<Button variant="default" onClick={() => go('/listening/voices/sources')}>{t('sources.title')}</Button></Group>} />
      <FilterBar
        state={filters} onChange={setFilters} search={{ key: 'search', label: t('list.search') }}
        filters={[
          { key: 'source', label: t('list.source'), options: sources.map(({ id, name }) => ({ value: id, label: name })) },
          { key: 'kind', label: t('list.kind'), options: voiceKinds.map((value) => ({ value, label: t(`kind.${value}`) })) },
          { key: 'stars', label: t('list.stars'), options: ['bad', 'middle', 'good', 'none'].map((value) => ({ value, label: t(`starGroup.${value}`) })) },
          { key: 'touchpoint', label: t('list.touchpoint'), options: [{ value: 'none', label: t('list.noTouchpoint') }, ...touchpoints.map((one) => ({ value: one.code, label: nameOf(one) })).sort((a, b) => a.label.localeCompare(b.label))] },
          { key: 'answered', label: t('list.answered'), options: ['no', 'yes'].map((value) => ({ value, label: t(`answered.${value}`) })) },
        ]}
      />
      {list.isError ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <Skeleton lines={8} /> : voices.length === 0 ? (
        isFiltered ? <EmptyState>{t('list.nothing')}</EmptyState> : <EmptyState {...(mayManage ? { action: { label: t('sources.add'), to: '/listening/voices/sources/new' } } : {})}>{t('list.empty')}</EmptyState>
      ) : (
        <>
          <ul className={classes.list}>{voices.map((voice) => <VoiceItem key={voice.id} voice={voice} touchpoint={touchpoints.find(({ code }) => code === voice.touchpoint)} />)}</ul>
          {list.hasNextPage && <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('list.more')}</Button>}
        </>
      )}
    </>
  );
}

function Answer() {
  const { t } = useTranslation('voices');
  const format = useFormat();
  const counts = useQuery(voiceCountsQuery).data;
  if (!counts) return null;
  const { voices, unanswered, meanScore, low, high, scored } = counts;
  return (
    <>
      {t('list.count', { count: voices, formatted: format.integer(voices) })}{' '}
      {meanScore !== null && <>{t('list.mean', { mean: format.decimal(meanScore), n: format.integer(scored) })}{low !== null && high !== null && ` (${format.decimal(low)}–${format.decimal(high)})`}. </>}
      {unanswered > 0 && <AppLink to="/listening/voices?answered=no&kind=review">{t('list.unanswered', { count: unanswered, formatted: format.integer(unanswered) })}</AppLink>}
    </>
  );
}

function VoiceItem({ voice, touchpoint }: { voice: Voice; touchpoint: { nameDe: string; nameEn: string } | undefined }) {
  const { t } = useTranslation('voices');
  const nameOf = useNameOf();
  const { id, kind, title, text, language, author, at, sourceName, place, answeredAt } = voice;
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <Stars stars={voice.stars} worst={voice.starsWorst} best={voice.starsBest} />
        {title !== '' && <AppLink to={`/listening/voices/${id}`} look="quiet"><strong>{title}</strong></AppLink>}
        {kind !== 'feedback' && <Tag tone={answeredAt === null ? 'neutral' : 'above'}>{t(answeredAt === null ? 'answered.no' : 'answered.yes')}</Tag>}
      </div>
      {text !== '' && <Quote text={text} maxLines={4} {...(language === '' ? {} : { lang: language })} />}
      <p className={classes.facts}>
        {[author, sourceName, place, touchpoint ? nameOf(touchpoint) : ''].filter((part) => part !== '').join(' · ')} · <AppLink to={`/listening/voices/${id}`} look="quiet"><When at={at} /></AppLink>
      </p>
    </li>
  );
}
