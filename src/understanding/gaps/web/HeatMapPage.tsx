import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { stages } from '../../../journeys/touchpoints/touchpoints.contract.ts';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { FilterBar } from '../../../ui/table/FilterBar.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { HeatMap } from '../heat-map.contract.ts';
import { Closing } from './Closing.tsx';
import { type GapsSentence, isShow, shows, summariseGaps } from './heat-map-words.logic.ts';
import { MapOfGaps } from './MapOfGaps.tsx';
import { periods } from './period.logic.ts';
import { useDimensionName } from './useDimensionName.ts';
import { useFirstDay } from './useFirstDay.ts';
import { WidestGaps } from './WidestGaps.tsx';
import classes from './gaps.module.css';

const defaults = { period: '365', group: '', stage: '', kind: '', department: '', channel: '', show: 'gap' };
const filterKeys = ['group', 'stage', 'kind', 'department', 'channel'] as const;

/** Where experience falls short of expectation: every touchpoint in every dimension, the widest gaps, and what would close them. */
export function HeatMapPage() {
  const { t, i18n } = useTranslation('gaps');
  const words = useTranslation('touchpoints').t;
  const [state, setState] = useUrlState(defaults);
  const { period, show, ...filters } = state;
  const from = useFirstDay(period);
  const lang = i18n.language === 'de' ? 'de' : 'en';
  const map = useQuery({
    queryKey: ['touchpoints', 'heat-map', filters, from, lang],
    queryFn: ({ signal }) => api.get<HeatMap>('/api/gaps/heat-map', { query: { ...filters, from, lang }, signal }),
    placeholderData: (before) => before,
  });
  const departments = useQuery({ queryKey: ['departments'], queryFn: ({ signal }) => api.get<{ items: { code: string; nameDe: string; nameEn: string }[] }>('/api/departments', { signal }), staleTime: 60_000 });
  const sentence = useSentence();
  const isFiltered = filterKeys.some((key) => filters[key] !== '');
  const channels = [...new Set([...(map.data?.touchpoints.map(({ channel }) => channel) ?? []), ...(filters.channel ? [filters.channel] : [])])].sort();
  const options = {
    group: [...new Set([...(map.data?.groups ?? []), ...(filters.group ? [filters.group] : [])])].map((value) => ({ value, label: value })),
    stage: stages.map((value) => ({ value, label: words(`stage.${value}`) })),
    kind: ['main', 'secondary'].map((value) => ({ value, label: words(`kind.${value}`) })),
    department: (departments.data?.items ?? []).map(({ code, nameDe, nameEn }) => ({ value: code, label: lang === 'de' ? nameDe : nameEn })),
    channel: channels.map((value) => ({ value, label: words(`channel.${value}`) })),
  };
  return (
    <>
      <PageHeader question={t('heat.question')} answer={map.data && map.data.cells.length > 0 && sentence(summariseGaps(map.data), map.data.minimumN)} />
      <FilterBar state={state} onChange={setState} filters={filterKeys.filter((key) => options[key].length > 0).map((key) => ({ key, label: t(`filter.${key}`), options: options[key] }))} />
      <div className={classes.views}>
        <SegmentedControl size="xs" aria-label={t('filter.period')} value={period} onChange={(value) => setState({ period: value })} data={periods.map((value) => ({ value, label: t(`filter.period_${value}`) }))} />
        <SegmentedControl size="xs" aria-label={t('heat.show')} value={isShow(show) ? show : 'gap'} onChange={(value) => setState({ show: value })} data={shows.map((value) => ({ value, label: t(`heat.show_${value}`) }))} />
      </div>
      <Loaded query={map} skeleton={<PageSkeleton />} isEmpty={(data) => data.cells.length === 0} empty={isFiltered ? <EmptyState>{t('heat.nothingFiltered')}</EmptyState> : <NothingYet />}>
        {(data) => (
          <div className={classes.results}>
            <MapOfGaps map={data} show={isShow(show) ? show : 'gap'} from={from} group={filters.group} />
            {data.ranking.length > 1 && <WidestGaps map={data} from={from} group={filters.group} />}
            {data.closing.length > 0 && <Closing map={data} from={from} group={filters.group} />}
          </div>
        )}
      </Loaded>
    </>
  );
}

function NothingYet() {
  const { t } = useTranslation('gaps');
  const go = useGo();
  const mayAsk = useCan('create', 'survey');
  return <EmptyState>{t('heat.nothing')} {mayAsk && <Button variant="default" size="xs" onClick={() => go('/listening/surveys')}>{t('list.ask')}</Button>}</EmptyState>;
}

function useSentence(): (sentence: GapsSentence, minimumN: number) => string {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const dimensionName = useDimensionName();
  return (sentence, needed) => {
    switch (sentence.kind) {
      case 'short': {
        const { touchpoint, dimension, expected, lived, below, shown } = sentence;
        return t('heat.answer.short', { count: below, name: touchpoint, dimension: dimensionName(dimension), expected: format.decimal(expected), lived: format.decimal(lived), below: format.integer(below), shown: format.integer(shown) });
      }
      case 'tied': {
        const names = sentence.gaps.map(({ touchpoint, dimension, gap }) => t('heat.answer.one', { place: t('heat.place', { name: touchpoint, dimension: dimensionName(dimension) }), gap: format.signed(gap) }));
        const others = sentence.more === 0 ? [] : [t('heat.answer.others', { count: sentence.more, formatted: format.integer(sentence.more) })];
        return `${t('heat.answer.tied', { names: format.list([...names, ...others]) })} ${t('heat.answer.several', { below: format.integer(sentence.below), shown: format.integer(sentence.shown) })}`;
      }
      case 'several': return t('heat.answer.several', { below: format.integer(sentence.below), shown: format.integer(sentence.shown) });
      case 'met': return t('heat.answer.met', { count: sentence.shown, formatted: format.integer(sentence.shown) });
      case 'no_expectation': return t('heat.answer.noExpectation', { count: sentence.cells, formatted: format.integer(sentence.cells) });
      case 'too_few': return t('heat.answer.tooFew', { n: format.integer(sentence.customers), needed });
      case 'nothing': return t('heat.nothing');
    }
  };
}
