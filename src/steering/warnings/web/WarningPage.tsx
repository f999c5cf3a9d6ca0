import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ControlChart } from '../../../ui/charts/ControlChart.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { ChartSkeleton } from '../../../ui/page/Skeletons.tsx';
import { ResultFrame } from '../../../ui/result/ResultFrame.tsx';
import { useCan } from '../../../ui/session.tsx';
import { usePathParam } from '../../../ui/url-state.ts';
import { Quote } from '../../../ui/words/Quote.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import { useMethods } from '../../../understanding/methods/web/useMethod.ts';
import { useUnweightedMethods } from '../../../understanding/methods/web/useUnweightedMethods.ts';
import type { Answered } from '../../../understanding/metrics/metrics.contract.ts';
import type { Warning, WarningDetail, WatchedChart } from '../warnings.contract.ts';
import { endOfWeek, lastDayOf } from '../weeks.logic.ts';
import { answersOf } from './answers-of.logic.ts';
import { useWarningWords } from './useWarningWords.ts';
import { warningQuery } from './warning-queries.ts';
import { WarningDeeds } from './WarningDeeds.tsx';
import { toneOf } from './WarningsPage.tsx';
import classes from './warnings.module.css';

/** One alarm: what happened since when, what it rests on, what customers said, and what can be done. */
export function WarningPage() {
  const { t, i18n } = useTranslation('warnings');
  const id = usePathParam('warningId');
  const words = useWarningWords();
  const detail = useQuery(warningQuery(id, i18n.language === 'de' ? 'de' : 'en'));
  const warning = detail.data?.warning;
  const title = warning && `${words.place(warning)}: ${t(`score.${warning.score}`)}`;
  return (
    <>
      <PageHeader question={title ?? t('one.title')} {...(title ? { title } : {})} answer={warning && <><Tag tone={toneOf(warning)}>{words.side(warning)}</Tag> {words.figures(warning)} <StateWords warning={warning} /></>} back={{ to: '/warnings', label: t('list.title') }} actions={warning && <WarningDeeds warning={warning} />} />
      <Loaded query={detail} skeleton={<ChartSkeleton />}>{(data) => <Evidence detail={data} />}</Loaded>
    </>
  );
}

function Evidence({ detail: { warning, chart, voices } }: { detail: WarningDetail }) {
  const { t } = useTranslation('warnings');
  const words = useWarningWords();
  const maySeeAnswers = useCan('read', 'answer');
  const ids = [warning.method, 'fdr', 'change_point'] as const;
  const [ofContacts, ofAnswers] = [useMethods([...ids, 'stl']), useUnweightedMethods(ids)];
  const format = useFormat();
  return (
    <>
      <ResultFrame
        title={t('one.evidence')} sentence={words.sentence(warning)} n={warning.n} nUnit={t(warning.score === 'volume' ? 'one.weeks' : 'one.customers')} method={warning.score === 'volume' ? ofContacts : ofAnswers}
        table={useChartTable(warning, chart)} chart={<Chart warning={warning} chart={chart} />}
        links={warning.score === 'volume' ? [] : [...(maySeeAnswers ? [{ label: t('one.toAnswers'), to: answersOf(warning) }] : []), ...(warning.touchpoint === null ? [] : [{ label: t('one.toTouchpoint'), to: `/touchpoints/${warning.touchpoint}` }])]}
        note={warning.endedOn === null ? undefined : t('one.endedNote', { date: format.date(warning.endedOn) })}
      />
      <Facts warning={warning} chart={chart} />
      {voices !== null && voices.length > 0 && (
        <Section title={t('one.voices')} note={t('one.voicesNote')}>
          <ul className={classes.voices}>{voices.map((voice) => <li key={voice.responseId}><Voice voice={voice} /></li>)}</ul>
        </Section>
      )}
    </>
  );
}

function Chart({ warning, chart }: { warning: Warning; chart: WatchedChart }) {
  const { t } = useTranslation('warnings');
  const format = useFormat();
  const words = useWarningWords();
  return (
    <ControlChart
      title={t('chart.title', { place: words.place(warning), score: t(`score.${warning.score}`) })} limit={chart.limit} points={chart.points.map(({ from, to, ...point }) => ({ at: from, until: endOfWeek(to), ...point }))} format={(value) => words.figure(warning.score, value)}
      alarm={{ from: warning.beganOn, until: endOfWeek(warning.raisedIn), side: warning.side }}
      labels={{ value: t(`score.${warning.score}`), usual: t('chart.usual'), limits: t('chart.limits'), sum: t(`chart.sum.${warning.side}`), limit: t('chart.limit'), alarm: t('chart.since', { date: format.day(warning.beganOn) }) }}
    />
  );
}

function useChartTable(warning: Warning, { points }: WatchedChart) {
  const { t } = useTranslation('warnings');
  const headers = [t('chart.week'), t(`score.${warning.score}`), t('chart.usual'), t('chart.low'), t('chart.high'), t(`chart.sum.${warning.side}`), 'n'];
  return {
    columns: headers.map((header) => ({ header })),
    rows: points.map((point) => [point.from, point.value, point.usual, point.low, point.high, warning.side === 'up' ? point.upper : point.lower, point.n]),
  };
}

function StateWords({ warning: { state, acknowledgedBy, snoozedUntil, closedBy, closedBecause, closedAt } }: { warning: Warning }) {
  const { t } = useTranslation('warnings');
  const format = useFormat();
  if (state === 'snoozed' && snoozedUntil !== null) return <>{t('says.snoozed', { date: format.date(snoozedUntil) })}</>;
  if (state === 'acknowledged') return <>{t('says.acknowledged', { who: acknowledgedBy ?? '' })}</>;
  if (state === 'closed' && closedBecause !== null && closedAt !== null) return <>{t(`says.${closedBecause}`, { who: closedBy ?? '', date: format.date(closedAt) })}</>;
  return <>{t('says.open')}</>;
}

/** What the alarm rests on, in words. */
function Facts({ warning, chart }: { warning: Warning; chart: WatchedChart }) {
  const { t } = useTranslation('warnings');
  const format = useFormat();
  const words = useWarningWords();
  const mayTune = useCan('update', 'warning');
  const level = chart.levels.at(-1);
  const share = (value: number): string => (value < 0.001 ? t('facts.below', { share: format.share(0.001, 1) }) : format.share(value, 1));
  const facts = [
    t('facts.began', { date: format.date(warning.beganOn) }),
    t('facts.raised', { week: format.date(warning.raisedIn), date: format.date(lastDayOf(warning.raisedIn)) }) + (Date.parse(warning.foundAt) - Date.parse(warning.raisedAt) > 14 * 86_400_000 ? ` ${t('facts.found', { date: format.date(warning.foundAt) })}` : ''),
    t(`facts.${warning.method}`, { statistic: format.decimal(Math.abs(warning.statistic)), limit: format.decimal(Math.abs(warning.limit), 0) }),
    t('facts.usual', { weeks: format.integer(warning.usualWeeks), n: format.integer(warning.usualN) }),
    t('facts.many', { q: share(warning.q), series: format.integer(warning.seriesWatched) }),
    t('facts.minimum', { effect: words.effect(warning.score, warning.minimumEffect) }),
    ...(level && chart.levels.length > 1 ? [t('facts.level', { date: format.date(level.from), value: words.figure(warning.score, level.value) })] : []),
  ];
  return (
    <Section title={t('facts.title')}>
      <ul className={classes.facts}>{facts.map((fact) => <li key={fact}>{fact}</li>)}</ul>
      {warning.note !== '' && <p className={classes.note}><strong>{t('one.note')}</strong> {warning.note}</p>}
      <p className={classes.ways}>
        {warning.caseId !== null && <AppLink to={`/desk/${warning.caseId}`}>{t('one.toCase')}</AppLink>}
        {mayTune && <AppLink to={`/warnings/watches?edit=${warning.watchId}`}>{t('one.tune')}</AppLink>}
      </p>
    </Section>
  );
}

function Voice({ voice: { comment, language, customer, at, nps } }: { voice: Answered }) {
  const { t } = useTranslation('warnings');
  const source = <>{customer ? <AppLink to={`/customers/${customer.id}`} look="quiet">{customer.name}</AppLink> : t('one.somebody')} · <When at={at} />{nps !== null && <> · NPS {nps}</>}</>;
  return <Quote text={comment ?? ''} {...(language ? { lang: language } : {})} maxLines={4} source={source} />;
}
