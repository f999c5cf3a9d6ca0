import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stages } from '../../../journeys/touchpoints/touchpoints.contract.ts';
import { api } from '../../../ui/api.ts';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { type Choices, type ComparedScores, type Explored, placeParts, scoreNames, type TrendChange } from '../explore/explore.contract.ts';
import type { Weighting } from '../weightings.contract.ts';
import { CompareResult } from './CompareResult.tsx';
import { compareQuery, daysOf, exploreDefaults, type ExploreState, filterKeys, isAsked, monthChoices, monthsOf, scopeQuery } from './explore-state.logic.ts';
import { GroupsResult } from './GroupsResult.tsx';
import { TrendResult, usePeriodName } from './TrendResult.tsx';
import { useScoreWords } from './useScoreWords.ts';
import { WeightingsDialog } from './WeightingsDialog.tsx';
import classes from './explore.module.css';

/** Any score, of anybody, over any time: how high, how certain, and whether it changed. */
export function ExplorePage() {
  const { t, i18n } = useTranslation('metrics');
  const [asked, setState] = useUrlState(exploreDefaults);
  const mayReadAnswers = useCan('read', 'answer');
  // The server gives months instead of weeks to who may not read single answers.
  const state = mayReadAnswers || asked.over !== 'week' ? asked : { ...asked, over: 'month' as const };
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const lang = i18n.language === 'de' ? 'de' : 'en';
  const range = monthsOf(state, today);
  const days = daysOf(range);
  const query = { ...scopeQuery(state, lang), ...range, by: state.by, over: state.over };
  const found = useQuery({ queryKey: ['metrics', 'explore', query], queryFn: ({ signal }) => api.get<Explored>('/api/metrics/explore', { query, signal }), placeholderData: (before) => before, enabled: isAsked(state) });
  const isWeightless = found.data?.whole.n === 0;
  return (
    <>
      <PageHeader question={t(`explore.question.${state.score}`, { defaultValue: t('explore.question.question') })} answer={found.data && <Answer data={found.data} state={state} today={today} />} />
      <Choose state={state} onChange={setState} lang={lang} />
      <Loaded query={found} skeleton={<PageSkeleton />} isEmpty={() => isWeightless} empty={<Nothing isAsked={isAsked(state)} isFiltered={state.attribute !== '' || filterKeys.some((key) => state[key] !== '')} />}>
        {(data) => (
          <div className={classes.results} aria-busy={found.isPlaceholderData}>
            <TrendResult data={data} state={state} days={days} />
            <GroupsResult data={data} state={state} days={days} />
            <CompareResult state={state} onChange={setState} groups={data.groups} today={today} />
          </div>
        )}
      </Loaded>
    </>
  );
}

/** The whole in a sentence, and what changed against as many months before. */
function Answer({ data, state, today }: { data: Explored; state: ExploreState; today: string }) {
  const { t, i18n } = useTranslation('metrics');
  const format = useFormat();
  const words = useScoreWords(data.kind);
  const periodName = usePeriodName(state.over);
  const asked = compareQuery({ ...state, versus: 'period', againstFrom: '', againstTo: '' }, i18n.language === 'de' ? 'de' : 'en', today);
  const change = useQuery({ queryKey: ['metrics', 'compare', asked], queryFn: ({ signal }) => api.get<ComparedScores>('/api/metrics/compare', { query: asked, signal }), placeholderData: (before) => before });
  const monthName = (day: string | null, daysBefore = 0) => (day === null ? '' : format.month(new Date(Date.parse(`${day}T12:00:00Z`) - daysBefore * 86_400_000).toISOString()));
  const { whole } = data;
  if (whole.n === 0) return t('explore.answer.none');
  if (whole.value === null) return words.withheld(whole);
  const values = { score: t(`explore.score.${state.score}`), value: words.exact(whole.value), interval: words.interval(whole) ?? '', n: format.integer(whole.n), customers: format.integer(whole.customers) };
  const latest = data.change !== null && data.change.verdict !== 'chance' ? latestOf(data, data.change) : null;
  // What may be chance is left to the comparison below where something else is certain.
  const isTold = change.data && change.data.verdict !== 'too_few' && (latest === null || change.data.verdict !== 'chance');
  const before = change.data && isTold ? ` ${t('explore.answer.before', { verdict: words.verdict(change.data), from: monthName(change.data.first.from), to: monthName(change.data.first.to, 1) })}` : '';
  const now = latest === null ? '' : ` ${t('explore.answer.latest', { from: periodName(latest.from), to: periodName(latest.to), before: words.exact(latest.before), now: words.exact(latest.now), difference: words.difference(latest.difference) })}`;
  return <>{t('explore.answer.whole', values)}{now}{before}</>;
}

/** A change with the figures that it lies between; null without them. */
function latestOf({ trend }: Explored, { from, to, difference }: TrendChange) {
  const [before, now] = [from, to].map((day) => trend.find(({ at }) => at === day)?.value ?? null);
  return before == null || now == null ? null : { from, to, difference, before, now };
}

function Nothing({ isAsked: isQuestion, isFiltered }: { isAsked: boolean; isFiltered: boolean }) {
  const { t } = useTranslation('metrics');
  const mayAsk = useCan('create', 'survey');
  if (!isQuestion) return <EmptyState>{t('explore.chooseQuestion')}</EmptyState>;
  return <EmptyState {...(mayAsk ? { action: { label: t('answers.toSurveys'), to: '/listening' } } : {})}>{t(isFiltered ? 'explore.empty' : 'explore.emptyHouse')}</EmptyState>;
}

function Choose({ state, onChange, lang }: { state: ExploreState; onChange: (change: Partial<ExploreState>) => void; lang: 'de' | 'en' }) {
  const { t } = useTranslation('metrics');
  const [isWeighting, setWeighting] = useState(false);
  const mayWeight = useCan('update', 'metric');
  const mayReadAnswers = useCan('read', 'answer');
  const choices = useQuery({ queryKey: ['metrics', 'choices', lang], queryFn: ({ signal }) => api.get<Choices>('/api/metrics/choices', { query: { lang }, signal }), staleTime: 60_000 }).data;
  const departments = useQuery({ queryKey: ['departments'], queryFn: ({ signal }) => api.get<{ items: { code: string; nameDe: string; nameEn: string }[] }>('/api/departments', { signal }), staleTime: 60_000 }).data;
  const touchpoint = useQuery({ queryKey: ['touchpoints', state.touchpoint, 'name'], queryFn: ({ signal }) => api.get<{ nameDe: string; nameEn: string }>(`/api/touchpoints/${encodeURIComponent(state.touchpoint)}`, { signal }), staleTime: 60_000, enabled: state.touchpoint !== '' }).data;
  const weightings = useQuery({ queryKey: ['weightings'], queryFn: ({ signal }) => api.get<{ items: Weighting[] }>('/api/weightings', { signal }), staleTime: 60_000 }).data;
  const attributes = choices?.attributes ?? [];
  const bys = [...placeParts.filter((part) => part !== 'dimension' || ['experience', 'expectation'].includes(state.score)).map((value) => ({ value, label: t(`explore.by.${value}`) })), ...attributes.map(({ key, name }) => ({ value: `attribute.${key}`, label: name }))];
  const withOwn = (options: { value: string; label: string }[], own: string) => (own === '' || options.some(({ value }) => value === own) ? options : [...options, { value: own, label: own }]);
  const filters = [
    { key: 'score', label: t('explore.scoreLabel'), start: 'nps', isRequired: true, options: scoreNames.filter((score) => score !== 'question' || (choices?.questions.length ?? 0) > 0 || state.score === score).map((value) => ({ value, label: t(`explore.score.${value}`) })) },
    ...(state.score === 'question' ? [{ key: 'question', label: t('explore.chooseQuestion'), options: withOwn((choices?.questions ?? []).map(({ survey, surveyName, item, text }) => ({ value: `${survey}/${item}`, label: `${surveyName}: ${text}` })), state.question) }] : []),
    { key: 'by', label: t('explore.byLabel'), start: 'touchpoint', isRequired: true, options: withOwn(bys, state.by).map(({ value, label }) => ({ value, label: t('explore.byOption', { name: label }) })) },
    { key: 'stage', label: t('explore.by.stage'), options: stages.map((value) => ({ value, label: t(`touchpoints:stage.${value}`) })) },
    { key: 'channel', label: t('explore.by.channel'), options: withOwn((choices?.channels ?? []).map((value) => ({ value, label: t(`timeline:channel.${value}`, { defaultValue: value }) })), state.channel) },
    { key: 'department', label: t('explore.by.department'), options: withOwn((departments?.items ?? []).map(({ code, nameDe, nameEn }) => ({ value: code, label: lang === 'de' ? nameDe : nameEn })), state.department) },
    { key: 'group', label: t('explore.by.group'), options: withOwn((choices?.groups ?? []).map((value) => ({ value, label: value })), state.group) },
    { key: 'attribute', label: t('explore.attribute'), options: withOwn(attributes.flatMap(({ key, name, values }) => values.slice(0, 30).map((value) => ({ value: `${key}=${value}`, label: `${name}: ${value}` }))), state.attribute) },
    { key: 'touchpoint', label: t('explore.by.touchpoint'), options: withOwn(touchpoint ? [{ value: state.touchpoint, label: lang === 'de' ? touchpoint.nameDe : touchpoint.nameEn }] : [], state.touchpoint) },
    { key: 'weighting', label: t('explore.weights.label'), options: withOwn((weightings?.items ?? []).map(({ id, name }) => ({ value: id, label: name })), state.weighting) },
  ].filter(({ options, key }) => options.length > 0 || key === 'score');
  const change = (changed: Record<string, string>) => onChange('by' in changed ? { ...changed, first: '', second: '' } : changed);
  return (
    <>
      <FilterBar state={state} onChange={change} filters={filters}>
        {mayWeight && <Button variant="subtle" size="xs" onClick={() => setWeighting(true)}>{t('explore.weights.manage')}</Button>}
      </FilterBar>
      <div className={classes.controls}>
        <SegmentedControl size="xs" aria-label={t('explore.monthsLabel')} value={state.months} onChange={(months) => onChange({ months })} data={monthChoices.map((value) => ({ value, label: t(`explore.months.${value}`) }))} />
        {state.months === 'own' && (['from', 'to'] as const).map((key) => <TextInput key={key} size="xs" type="month" aria-label={t(`explore.${key}`)} value={state[key]} onChange={(event) => onChange({ [key]: event.currentTarget.value })} />)}
        <SegmentedControl size="xs" aria-label={t('explore.overLabel')} value={state.over} onChange={(over) => onChange({ over })} data={(['week', 'month', 'quarter'] as const).filter((value) => value !== 'week' || mayReadAnswers).map((value) => ({ value, label: t(`explore.over.${value}`) }))} />
      </div>
      {isWeighting && <WeightingsDialog attributes={attributes} groups={choices?.groups ?? []} weightings={weightings?.items ?? []} onClose={() => setWeighting(false)} />}
    </>
  );
}

