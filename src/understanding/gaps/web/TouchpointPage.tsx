import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { usePathParam, useUrlState } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { TouchpointGap } from '../gaps.contract.ts';
import { AtAGlance } from './AtAGlance.tsx';
import { Distribution } from './Distribution.tsx';
import { FigureRows } from './FigureRows.tsx';
import { periods } from './period.logic.ts';
import { MonthsNote } from './MonthsNote.tsx';
import { Quotes } from './Quotes.tsx';
import { Soll } from './Soll.tsx';
import { standingOf } from './StageMap.tsx';
import { Trend } from './Trend.tsx';
import { useDimensionName } from './useDimensionName.ts';
import { useFirstDay } from './useFirstDay.ts';
import classes from './gaps.module.css';

const defaults = { period: '365', group: '' };

/** One touchpoint: what customers expect there, what they live, since when, for whom, and in which words. */
export function TouchpointPage() {
  const { t, i18n } = useTranslation('gaps');
  const code = usePathParam('touchpointCode');
  const [state, setState] = useUrlState(defaults);
  const lang = i18n.language === 'de' ? 'de' : 'en';
  const from = useFirstDay(state.period);
  const gap = useQuery({
    queryKey: ['touchpoints', 'gap', code, from, state.group, lang],
    queryFn: ({ signal }) => api.get<TouchpointGap>(`/api/touchpoints/${encodeURIComponent(code)}/gap`, { query: { from, group: state.group, lang }, signal }),
    placeholderData: (before) => before,
  });
  const name = gap.data?.total.name ?? code;
  return (
    <>
      <PageHeader
        question={t('one.question', { name })} title={name} back={{ to: '/touchpoints', label: t('one.back') }}
        answer={gap.data && <Answer data={gap.data} />} actions={<Actions code={code} />}
      />
      <div className={classes.views}>
        <SegmentedControl size="xs" aria-label={t('filter.period')} value={state.period} onChange={(period) => setState({ period })} data={periods.map((value) => ({ value, label: t(`filter.period_${value}`) }))} />
        {state.group !== '' && <Button size="xs" variant="light" onClick={() => setState({ group: '' })}>{t('filter.group')}: {state.group} ×</Button>}
      </div>
      <MonthsNote asked={from} counted={gap.data?.period.from} />
      <Loaded query={gap} skeleton={<PageSkeleton />}>{(data) => <Body data={data} from={from} group={state.group} onGroup={(group) => setState({ group })} />}</Loaded>
    </>
  );
}

interface BodyProps {
  data: TouchpointGap;
  from: string | undefined;
  group: string;
  onGroup: (group: string) => void;
}

function Body({ data, from, group, onGroup }: BodyProps) {
  const { t } = useTranslation('gaps');
  const dimensionName = useDimensionName();
  const maySeeAnswers = useCan('read', 'answer');
  const answersTo = (filter: Record<string, string | undefined> = {}) => {
    const query = new URLSearchParams(Object.entries({ from, group, ...filter }).flatMap(([key, value]) => (value ? [[key, value]] : [])));
    return `/touchpoints/${data.total.code}/answers${query.size > 0 ? `?${query}` : ''}`;
  };
  const groups = data.byGroup.filter((row) => row.group !== null);
  return (
    <>
      <Section title={t('one.figures')}><AtAGlance data={data} {...(maySeeAnswers ? { answersHref: answersTo() } : {})} /></Section>
      <Section title={t('one.trend')} note={t('one.trendNote')}><Trend data={data} /></Section>
      <div className={classes.columns}>
        <div>
          <Section title={t('one.dimensions')}>
            <FigureRows
              rows={data.byDimension.map((row) => ({ ...row, key: row.dimension, label: dimensionName(row.dimension), ...(maySeeAnswers ? { to: answersTo({ dimension: row.dimension }) } : {}) }))}
              minimumN={data.minimumN} empty={t('one.dimensionsEmpty')}
            />
          </Section>
          <Section title={t('one.groups')} note={groups.length > 0 ? t('one.groupsNote') : undefined}>
            <FigureRows
              rows={groups.length === 0 ? [] : data.byGroup.map((row) => ({ ...row, key: row.group ?? '', label: row.group ?? t('one.noGroup'), ...(row.group === null ? {} : { onSelect: () => onGroup(row.group ?? '') }) }))}
              minimumN={data.minimumN} empty={t('one.groupsEmpty')}
            />
          </Section>
          <Section title={t('one.distribution')} note={`${t('one.distributionNote')}${maySeeAnswers ? ` ${t('one.distributionDoors')}` : ''}`}><Distribution data={data} {...(maySeeAnswers ? { answersTo } : {})} /></Section>
        </div>
        {data.quotes !== null && (
          <Section title={t('one.quotes')} note={data.quotes.length > 0 ? t('one.quotesNote') : undefined} actions={<AppLink to={answersTo()}>{t('one.answers')}</AppLink>}>
            <Quotes quotes={data.quotes} />
          </Section>
        )}
      </div>
      <Soll code={data.total.code} dimensions={data.byDimension.map(({ dimension }) => dimension)} groups={groups.map((row) => row.group ?? '')} />
    </>
  );
}

function Actions({ code }: { code: string }) {
  const { t } = useTranslation('gaps');
  const go = useGo();
  const canEdit = useCan('update', 'touchpoint');
  const canAsk = useCan('create', 'survey');
  const canSeeSurveys = useCan('read', 'survey');
  return (
    <>
      {canSeeSurveys && <Button variant="subtle" onClick={() => go(`/listening?touchpoint=${code}`)}>{t('one.surveys')}</Button>}
      {canAsk && <Button variant="default" onClick={() => go(`/listening/new-survey?touchpoint=${code}`)}>{t('one.ask')}</Button>}
      {canEdit && <Button onClick={() => go(`/touchpoints/${code}/edit`)}>{t('one.edit')}</Button>}
    </>
  );
}

function Answer({ data: { total, minimumN } }: { data: TouchpointGap }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const standing = standingOf(total);
  if (total.lacksExpectation) return t('one.answerNoSoll', { count: total.experiences, formatted: format.integer(total.experiences) });
  if (standing === undefined || total.gapLow === null || total.gapHigh === null) return t('one.answerTooFew', { n: format.integer(total.customers), needed: format.integer(minimumN), contacts: format.integer(total.contacts) });
  const values = {
    expected: format.decimal(total.expectation ?? 0), lived: format.decimal(total.experience ?? 0), gap: format.signed(total.gap ?? 0),
    low: format.signed(total.gapLow), high: format.signed(total.gapHigh), reach: format.share(total.reach), n: format.integer(total.n),
  };
  const key = { below: 'one.answerBelow', at: 'one.answerAt', above: 'one.answerAbove' }[standing];
  return <Trans t={t} i18nKey={key} values={values} components={{ b: <strong /> }} />;
}
