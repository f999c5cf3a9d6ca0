import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Bars } from '../../../ui/charts/Bars.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { ResultFrame } from '../../../ui/result/ResultFrame.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { MethodId } from '../../methods/methods.logic.ts';
import { useMethods } from '../../methods/web/useMethod.ts';
import type { ComparedScores, Explored } from '../explore/explore.contract.ts';
import { compareQuery, dayBefore, type ExploreState } from './explore-state.logic.ts';
import { hrefOf, isShown, linkTo, methodsOf, testOf } from './TrendResult.tsx';
import { useGroupName } from './useGroupName.ts';
import { useAnswersAddress } from './useAnswersAddress.ts';
import { useScoreWords } from './useScoreWords.ts';
import { useWeightsNote } from './useWeightsNote.ts';
import classes from './explore.module.css';

interface CompareProps {
  state: ExploreState;
  onChange: (change: Partial<ExploreState>) => void;
  groups: Explored['groups'];
  today: string;
}

/** Period against period or group against group, with a plain verdict. */
export function CompareResult({ state, onChange, groups, today }: CompareProps) {
  const { t, i18n } = useTranslation('metrics');
  const nameOf = useGroupName(state.by);
  const isOfGroups = state.versus === 'group';
  const first = state.first || groups.find(isShown)?.key || groups[0]?.key || '';
  const asked = compareQuery({ ...state, first }, i18n.language === 'de' ? 'de' : 'en', today);
  const compared = useQuery({ queryKey: ['metrics', 'compare', asked], queryFn: ({ signal }) => api.get<ComparedScores>('/api/metrics/compare', { query: asked, signal }), placeholderData: (before) => before, enabled: !isOfGroups || first !== '' });
  const options = groups.map((group) => ({ value: group.key, label: nameOf(group) }));
  return (
    <div>
      <div className={classes.controls} role="group" aria-label={t('explore.compare.choices')}>
        <SegmentedControl size="xs" aria-label={t('explore.compare.versus')} value={state.versus} onChange={(versus) => onChange({ versus })} data={[{ value: 'period', label: t('explore.compare.periods') }, { value: 'group', label: t('explore.compare.groups') }]} />
        {isOfGroups ? (
          <>
            <NativeSelect size="xs" aria-label={t('explore.compare.first')} value={first} data={options} onChange={(event) => onChange({ first: event.currentTarget.value })} />
            <NativeSelect size="xs" aria-label={t('explore.compare.second')} value={state.second} data={[{ value: '', label: t('explore.others') }, ...options.filter(({ value }) => value !== first)]} onChange={(event) => onChange({ second: event.currentTarget.value })} />
          </>
        ) : (
          <>
            <span className={classes.soft}>{t('explore.compare.against')}</span>
            <TextInput size="xs" type="month" aria-label={t('explore.compare.againstFrom')} value={state.againstFrom} onChange={(event) => onChange({ againstFrom: event.currentTarget.value })} />
            <TextInput size="xs" type="month" aria-label={t('explore.compare.againstTo')} value={state.againstTo} onChange={(event) => onChange({ againstTo: event.currentTarget.value })} />
          </>
        )}
      </div>
      {isOfGroups && first === '' ? <p>{t('explore.groups.none')}</p> : <Loaded query={compared} skeleton={<Skeleton lines={4} heightPx={28} />}>{(data) => <Compared data={data} state={state} />}</Loaded>}
    </div>
  );
}

function Compared({ data, state }: { data: ComparedScores; state: ExploreState }) {
  const { t } = useTranslation('metrics');
  const format = useFormat();
  const words = useScoreWords(data.kind);
  const nameOf = useGroupName(state.by);
  const isOfGroups = state.versus === 'group';
  const sides = [data.first, data.second];
  const name = (side: ComparedScores['first']) => (isOfGroups ? nameOf(side) : t('explore.compare.period', { from: format.month(`${side.from}T12:00:00Z`), to: format.month(`${dayBefore(side.to ?? '')}T12:00:00Z`) }));
  const methods = useMethods([...new Set<MethodId>([...methodsOf({ ...data, whole: data.first }), testOf(data.kind), ...(data.verdict === 'chance' && data.needed !== null ? (['required_n'] as const) : [])])]);
  const title = isOfGroups ? t('explore.compare.titleGroups') : t('explore.compare.titlePeriods');
  const note = useWeightsNote({ weights: data.weights?.fault ? data.weights : null });
  const toAnswers = useAnswersAddress(state);
  const address = (side: ComparedScores['first']) => (side.key === '*' ? null : toAnswers({ ...(isOfGroups ? { by: state.by, key: side.key } : {}), from: realDay(side.from), to: realDay(side.to === null ? null : dayBefore(side.to)) }));
  const figures = sides.map((side) => `${name(side)}: ${side.value === null ? words.withheld(side).replace(/\.$/, '') : words.exact(side.value)}`).join('; ');
  const shown = sides.filter(isShown);
  return (
    <ResultFrame
      title={title} sentence={`${words.verdict(data)} ${figures}.`} n={data.first.n + data.second.n} method={methods} {...(note ? { note } : {})}
      interval={data.low === null || data.high === null ? undefined : t('explore.interval', { low: words.difference(data.low), high: words.difference(data.high) })}
      chart={shown.length === 0 ? null : <Bars title={title} format={words.exact} valueLabel={t(`explore.score.${state.score}`)} bars={shown.map((side) => ({ id: side.key, label: name(side), value: side.value ?? 0, low: side.low, high: side.high, n: side.n, ...hrefOf(address(side)) }))} {...(data.kind === 'share' ? { max: 1 } : {})} />}
      table={{
        columns: [{ header: t('explore.side') }, { header: t('explore.value'), decimals: 2 }, { header: t('explore.low'), decimals: 2 }, { header: t('explore.high'), decimals: 2 }, { header: t('explore.n') }, { header: t('explore.customers') }, { header: t('explore.nEff'), decimals: 0 }],
        rows: [
          ...sides.map((side) => {
            const to = isShown(side) ? address(side) : null;
            return [to === null ? name(side) : { value: name(side), to }, side.value, side.low, side.high, side.n, side.customers, side.nEff];
          }),
          [t('explore.difference'), data.difference, data.low, data.high, null, null, null],
        ],
      }}
      links={sides.flatMap((side) => linkTo(t('explore.toAnswersOf', { name: name(side) }), address(side)))}
    />
  );
}

/** Open ends of a period are no days to filter by. */
const realDay = (day: string | null): string | undefined => (day === null || day <= '1970-01-01' || day >= '2149-01-01' ? undefined : day);
