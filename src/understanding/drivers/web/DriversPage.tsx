import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { type DriverComparison, driverKinds, driverOutcomes, type DriverOutcome, type Drivers } from '../drivers.contract.ts';
import { ChooseDrivers } from './ChooseDrivers.tsx';
import { Comparison, useComparisonSentence } from './Comparison.tsx';
import { DriverMap } from './DriverMap.tsx';
import { mainReason, orderOf } from './driver-sentence.logic.ts';
import { Importance } from './Importance.tsx';
import { useDriverList, useDriverName, useRefusal } from './useDriverWords.ts';
import classes from './drivers.module.css';

const defaults = { outcome: 'nps', by: 'dimension', period: '365', group: '', against: '', survey: '', touchpoint: '', drivers: '' };
const periods = ['30', '90', '365', 'all'] as const;

/** What goes along with recommendation, satisfaction, staying or revenue, and where to begin. */
export function DriversPage() {
  const { t, i18n } = useTranslation('drivers');
  const [state, setState] = useUrlState(defaults);
  const { period, against, ...asked } = state;
  const from = useFirstDay(period);
  const outcome = isOutcome(state.outcome) ? state.outcome : 'nps';
  const query = { ...asked, outcome, from, lang: i18n.language === 'de' ? 'de' : 'en' };
  const isCompared = state.group !== '' && against !== '' && against !== state.group;
  const found = useQuery({ queryKey: ['drivers', query], queryFn: ({ signal }) => api.get<Drivers>('/api/drivers', { query, signal }), placeholderData: (before) => before, enabled: !isCompared });
  const compared = useQuery({ queryKey: ['drivers', 'comparison', query, against], queryFn: ({ signal }) => api.get<DriverComparison>('/api/drivers/comparison', { query: { ...query, against }, signal }), placeholderData: (before) => before, enabled: isCompared });
  const maySeeSurveys = useCan('read', 'survey');
  const surveys = useQuery({ queryKey: ['surveys', 'names'], queryFn: ({ signal }) => api.get<{ items: { code: string; nameDe: string; nameEn: string }[] }>('/api/surveys', { query: { limit: 200 }, signal }), staleTime: 60_000, enabled: maySeeSurveys });
  const surveyName = (code: string) => {
    const one = surveys.data?.items.find((survey) => survey.code === code);
    return one ? (query.lang === 'de' ? one.nameDe : one.nameEn) : code;
  };
  const frame = isCompared ? compared.data : found.data;
  const answer = useAnswer();
  const compare = useComparisonSentence();
  const groups = { first: state.group, second: against };
  const scope = { from, group: state.group, survey: state.survey, touchpoint: state.touchpoint };
  const listed = (values: readonly string[], own: string) => [...new Set([...values, ...(own === '' ? [] : [own])])].map((value) => ({ value, label: value }));
  const shownOutcomes = driverOutcomes.filter((one) => one === outcome || (frame?.outcomes ?? []).includes(one));
  const filters = [
    { key: 'outcome', label: t('outcome.label'), start: 'nps', isRequired: true, options: shownOutcomes.map((value) => ({ value, label: t(`outcome.${value}`) })) },
    { key: 'survey', label: t('survey'), options: listed(frame?.surveys ?? [], state.survey).map(({ value }) => ({ value, label: surveyName(value) })) },
    { key: 'group', label: t('group'), options: listed(frame?.groups ?? [], state.group) },
    ...(state.group === '' ? [] : [{ key: 'against', label: t('against'), options: listed((frame?.groups ?? []).filter((group) => group !== state.group), against) }]),
  ].filter(({ options }) => options.length > 0);
  return (
    <>
      <PageHeader question={t(`question.${outcome}`)} answer={isCompared ? compared.data && compare(compared.data, groups) : found.data && answer(found.data)} />
      <FilterBar state={state} onChange={setState} filters={filters} />
      <div className={classes.views}>
        <SegmentedControl size="xs" aria-label={t('by.label')} value={state.by} onChange={(by) => setState({ by, drivers: '' })} data={driverKinds.map((value) => ({ value, label: t(`by.${value}`) }))} />
        <SegmentedControl size="xs" aria-label={t('period.label')} value={period} onChange={(value) => setState({ period: value })} data={periods.map((value) => ({ value, label: t(`period.${value}`) }))} />
      </div>
      {frame && <ChooseDrivers known={frame.known} taken={frame.taken} isOwnChoice={state.drivers !== ''} onChoose={(keys) => setState({ drivers: keys.join(',') })} />}
      {isCompared ? (
        <Loaded query={compared} skeleton={<PageSkeleton />} isEmpty={(data) => data.differences === null} empty={<Refused known={compared.data?.known.length ?? 0} />}>{(data) => <div className={classes.results}><Comparison found={data} groups={groups} scope={scope} /></div>}</Loaded>
      ) : (
        <Loaded query={found} skeleton={<PageSkeleton />} isEmpty={(data) => data.refused !== null} empty={<Refused known={found.data?.known.length ?? 0} />}>
          {(data) => (
            <div className={classes.results}>
              <Importance found={data} scope={scope} />
              {data.drivers.length > 1 && <DriverMap found={data} scope={scope} />}
            </div>
          )}
        </Loaded>
      )}
    </>
  );
}

const isOutcome = (value: string): value is DriverOutcome => driverOutcomes.some((outcome) => outcome === value);

/** First day of a period that ends on the day on which the page was opened. */
function useFirstDay(period: string): string | undefined {
  const [today] = useState(() => Date.now());
  const days = Number(period);
  return Number.isInteger(days) && days > 0 ? new Date(today - days * 86_400_000).toISOString().slice(0, 10) : undefined;
}

/** What would help stands below the reason, which the sentence on top has told. */
function Refused({ known }: { known: number }) {
  const { t } = useTranslation('drivers');
  const mayAsk = useCan('create', 'survey');
  const action = mayAsk ? { action: { label: t('refused.ask'), to: '/listening/new-survey' } } : {};
  return <div className={classes.results}><EmptyState {...action}>{known === 0 ? t('empty') : `${t('refused.title')}. ${t('refused.more')}`}</EmptyState></div>;
}

/** Named is who leads: one driver where its place is sure, else the group of which any may. */
function useAnswer(): (found: Drivers) => string {
  const { t } = useTranslation('drivers');
  const format = useFormat();
  const nameOf = useDriverName();
  const listOf = useDriverList();
  const say = useRefusal();
  return ({ drivers, refused, r2, outcome }) => {
    const reason = mainReason(refused ?? []);
    if (reason) return t('answer.refused', { reason: say(reason) });
    const { leading, next } = orderOf(drivers);
    const [first] = leading;
    if (!first) return '';
    if (drivers.length === 1) return t('answer.one', { first: nameOf(first), r2: format.share(r2 ?? 0), outcome: t(`of.${outcome}`) });
    if (leading.length === drivers.length) return t('answer.nobody', { names: listOf(leading) });
    if (leading.length > 1) return t('answer.open', { names: listOf(leading) });
    return t(next.length === 1 ? 'answer.two' : 'answer.restOpen', { first: listOf(leading), next: listOf(next) });
  };
}
