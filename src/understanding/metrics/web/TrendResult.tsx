import { useTranslation } from 'react-i18next';
import { TrendBand } from '../../../ui/charts/TrendBand.tsx';
import { ResultFrame } from '../../../ui/result/ResultFrame.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { MethodId } from '../../methods/methods.logic.ts';
import { useMethods } from '../../methods/web/useMethod.ts';
import type { Explored, ScoreFigure } from '../explore/explore.contract.ts';
import { type Days, type ExploreState, lastDayOf } from './explore-state.logic.ts';
import { useAnswersAddress } from './useAnswersAddress.ts';
import { useScoreWords } from './useScoreWords.ts';
import { useWeightsNote } from './useWeightsNote.ts';

/** Which methods stand behind figures of a kind, as far as these answers needed them. */
export function methodsOf({ kind, whole, weights, isProtected }: Pick<Explored, 'kind' | 'whole' | 'weights'> & { isProtected?: boolean }): MethodId[] {
  const base: MethodId = kind === 'nps' ? 'nps_adjusted_wald' : kind === 'share' ? 'wilson' : 't_mean';
  const isClustered = whole.customers < whole.n;
  return [base, ...(isClustered ? (['clustered'] as const) : []), ...(weights && weights.fault === null ? (['raking', 'kish'] as const) : []), ...(isProtected ? (['protection'] as const) : [])];
}

/** How two figures of a kind are compared. */
export const testOf = (kind: Explored['kind']): MethodId => (kind === 'share' ? 'newcombe' : kind === 'mean' ? 'welch' : 'nps_adjusted_wald');

export const isShown = (figure: ScoreFigure): boolean => figure.withheld === null;

/** The score over time with its interval as a band. */
export function TrendResult({ data, state, days }: { data: Explored; state: ExploreState; days: Days }) {
  const { t } = useTranslation('metrics');
  const words = useScoreWords(data.kind);
  const methods = useMethods([...new Set<MethodId>([...methodsOf(data), ...(data.change === null ? [] : [testOf(data.kind)])])]);
  const note = useWeightsNote(data);
  const toAnswers = useAnswersAddress(state);
  const name = usePeriodName(state.over);
  const title = t('explore.trend.title', { score: t(`explore.score.${state.score}`) });
  const shown = data.trend.filter(isShown);
  const [first, last] = [shown[0], shown.at(-1)];
  const sentence = first?.value == null || last?.value == null ? t('explore.trend.none')
    : first === last ? t('explore.trend.one', { at: name(last.at), value: words.exact(last.value) })
      : `${t('explore.trend.sentence', { from: name(first.at), to: name(last.at), before: words.exact(first.value), now: words.exact(last.value) })} ${words.change(data.change)}`;
  const address = (at: string) => toAnswers({ from: at, to: lastDayOf(at, state.over) });
  return (
    <ResultFrame
      title={title} sentence={sentence} n={data.whole.n} interval={isShown(data.whole) ? words.interval(data.whole) : undefined} method={methods} {...(note ? { note } : {})}
      chart={shown.length === 0 ? null : (
        <TrendBand
          title={title} period={state.over === 'week' ? 'day' : 'month'} format={words.value} minimumN={1}
          points={data.trend.map((point) => ({ at: `${point.at}T12:00:00Z`, value: point.value, low: point.low, high: point.high, n: isShown(point) ? point.n : 0, ...hrefOf(address(point.at)) }))}
        />
      )}
      table={{
        columns: [{ header: t(`explore.over.${state.over}`) }, { header: t('explore.value'), decimals: 2 }, { header: t('explore.low'), decimals: 2 }, { header: t('explore.high'), decimals: 2 }, { header: t('explore.n') }, { header: t('explore.customers') }, { header: t('explore.nEff'), decimals: 0 }, { header: t('explore.note') }],
        rows: data.trend.map((point) => {
          const to = address(point.at);
          return [to === null ? name(point.at) : { value: name(point.at), to }, point.value, point.low, point.high, point.n, point.customers, point.nEff, isShown(point) ? '' : words.withheld(point)];
        }),
      }}
      links={linkTo(t('explore.toAnswers'), toAnswers(days))}
    />
  );
}

export const hrefOf = (address: string | null): { href?: string } => (address === null ? {} : { href: address });
export const linkTo = (label: string, address: string | null): { label: string; to: string }[] => (address === null ? [] : [{ label, to: address }]);
/** How a week, month or quarter is called. */
export function usePeriodName(over: string): (firstDay: string) => string {
  const { t } = useTranslation('metrics');
  const format = useFormat();
  return (at) => (over === 'week' ? t('explore.weekOf', { day: format.date(`${at}T12:00:00Z`) }) : over === 'quarter' ? quarterOf(at) : format.month(`${at}T12:00:00Z`));
}

const quarterOf = (day: string): string => `${day.slice(0, 4)} Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
