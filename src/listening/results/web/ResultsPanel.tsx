import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import type { Results } from '../results.contract.ts';
import { ComparisonSection } from './ComparisonSection.tsx';
import { DropOff } from './DropOff.tsx';
import { ExportResponses } from './ExportResponses.tsx';
import { Figures } from './Figures.tsx';
import { FilterFields } from './FilterFields.tsx';
import { QuestionCard } from './QuestionCard.tsx';
import { isFiltered, LOOK_EVERY_MS, noFilters, queryOf } from './results-filters.logic.ts';
import { SuspiciousSection } from './SuspiciousSection.tsx';
import { VoicesSection } from './VoicesSection.tsx';
import classes from './results.module.css';

const hasNothing = (data: Results | undefined): boolean => data !== undefined && data.finished === 0 && data.protection.waiting === 0 && (data.unfinished ?? 0) === 0;

/** What a survey found, live. */
export function ResultsPanel({ code }: { code: string }) {
  const { t } = useTranslation('results');
  const [filters, setFilters] = useUrlState(noFilters);
  const path = `/api/surveys/${encodeURIComponent(code)}/results`;
  const results = useQuery({
    queryKey: ['results', code, queryOf(filters)],
    queryFn: ({ signal }) => api.get<Results>(path, { query: queryOf(filters), signal }),
    placeholderData: (before) => before,
    refetchInterval: LOOK_EVERY_MS,
  });
  const maySeeAnswers = useCan('read', 'answer');
  return (
    <div className={classes.panel}>
      {(isFiltered(filters) || !hasNothing(results.data)) && <FilterFields code={code} filters={filters} onChange={setFilters} results={results.data} actions={<ExportResponses code={code} filters={filters} isOpen={results.data?.protection.kind === 'open'} />} />}
      <Loaded query={results} skeleton={<Skeleton lines={10} heightPx={28} />} isEmpty={hasNothing} empty={isFiltered(filters) ? <EmptyState>{t('empty.filtered')}</EmptyState> : <EmptyState action={{ label: t('empty.share'), to: `/listening/surveys/${encodeURIComponent(code)}?tab=share` }}>{t('empty.none')}</EmptyState>}>
        {(data) => (
          <div className={classes.panel} aria-busy={results.isPlaceholderData}>
            <Figures results={data} />
            <ComparisonSection code={code} filters={filters} onChange={setFilters} results={data} />
            <Section title={t('questions.title')} note={t('questions.note')}>
              <div className={classes.cards}>{data.questions.map((question) => <QuestionCard key={question.question} question={question} results={data} onWords={maySeeAnswers ? (about) => setFilters({ about }) : null} />)}</div>
            </Section>
            {data.dropOff !== null && data.dropOff.length > 0 && <DropOff results={data} />}
            {maySeeAnswers && data.questions.some(({ voices }) => voices) && <VoicesSection code={code} filters={filters} onChange={setFilters} results={data} />}
          </div>
        )}
      </Loaded>
      {maySeeAnswers && results.data?.protection.kind === 'open' && <SuspiciousSection code={code} />}
    </div>
  );
}
