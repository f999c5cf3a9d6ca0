import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { SearchField } from '../../../ui/table/FilterBar.tsx';
import { Quote } from '../../../ui/words/Quote.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { Results, Voices } from '../results.contract.ts';
import { LOOK_EVERY_MS, queryOf, type ResultFilters } from './results-filters.logic.ts';
import { useSay } from './useSay.ts';
import { useValueName } from './useValueName.ts';
import classes from './results.module.css';

interface VoicesSectionProps {
  code: string;
  filters: ResultFilters;
  onChange: (change: Partial<ResultFilters>) => void;
  results: Results;
}

/** What people wrote, with a search; the same filters as above. */
export function VoicesSection({ code, filters, onChange, results }: VoicesSectionProps) {
  const { t } = useTranslation('results');
  const format = useFormat();
  const say = useSay(results);
  const valueName = useValueName();
  const titles = new Map(results.questions.map(({ question, title }) => [question, say(title)]));
  const asked = results.questions.filter(({ voices }) => voices);
  const voices = useInfiniteQuery({
    queryKey: ['results', code, 'voices', filters.about, filters.words, queryOf(filters)],
    queryFn: ({ signal, pageParam }) => api.get<Voices>(`/api/surveys/${encodeURIComponent(code)}/results/voices`, { query: { ...queryOf(filters), question: filters.about, search: filters.words, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
    // Whoever reads on further down is left in peace.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : LOOK_EVERY_MS),
  });
  const items = voices.data?.pages.flatMap((page) => page.items) ?? [];
  const { total = null, withheld = null } = voices.data?.pages[0] ?? {};
  return (
    <Section title={t('voices.title')} note={total === null ? undefined : t('voices.total', { count: total, formatted: format.integer(total) })} actions={(
      <div className={classes.searching}>
        <SearchField label={t('voices.search')} value={filters.words} onChange={(words) => onChange({ words })} />
        {asked.length > 1 && <NativeSelect aria-label={t('voices.question')} value={filters.about} onChange={(event) => onChange({ about: event.currentTarget.value })} data={[{ value: '', label: t('voices.all') }, ...asked.map(({ question, title }) => ({ value: question, label: say(title) }))]} />}
      </div>
    )}>
      <Loaded query={voices} skeleton={<Skeleton lines={5} heightPx={28} />} isEmpty={() => items.length === 0} empty={<EmptyState>{withheld ? t('voices.withheld', { n: format.integer(withheld.n), minimum: format.integer(withheld.minimum) }) : t(filters.words === '' ? 'voices.none' : 'voices.notFound')}</EmptyState>}>
        {() => (
          <>
            <ol className={classes.voices} aria-label={t('voices.title')} aria-busy={voices.isPlaceholderData}>
              {items.map(({ responseId, question, text, language, at, customer, touchpoint }, place) => (
                <li key={responseId === null ? place : `${responseId} ${question} ${place}`}>
                  <Quote text={text} {...(language === null ? {} : { lang: language })} source={(
                    <span className={classes.facts}>
                      {asked.length > 1 && filters.about === '' && <span>{titles.get(question) ?? question}</span>}
                      {customer && <span><AppLink to={`/customers/${customer.id}`} look="quiet">{customer.name ?? customer.id}</AppLink></span>}
                      {touchpoint && <span><AppLink to={`/touchpoints/${touchpoint}`} look="quiet">{valueName('touchpoint', touchpoint)}</AppLink></span>}
                      {at && <span><When at={at} /></span>}
                    </span>
                  )} />
                </li>
              ))}
            </ol>
            {voices.hasNextPage && <Button variant="default" loading={voices.isFetchingNextPage} onClick={() => void voices.fetchNextPage()}>{t('voices.more')}</Button>}
          </>
        )}
      </Loaded>
    </Section>
  );
}
