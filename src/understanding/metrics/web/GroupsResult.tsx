import { useTranslation } from 'react-i18next';
import { Bars } from '../../../ui/charts/Bars.tsx';
import { endsOf, namedOf, outermostOf } from '../../../ui/result/ends.logic.ts';
import { ResultFrame } from '../../../ui/result/ResultFrame.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useMethods } from '../../methods/web/useMethod.ts';
import type { Explored, ScoreGroup } from '../explore/explore.contract.ts';
import { type Days, type ExploreState } from './explore-state.logic.ts';
import { GroupTrends } from './GroupTrends.tsx';
import { hrefOf, isShown, linkTo, methodsOf } from './TrendResult.tsx';
import { useGroupName } from './useGroupName.ts';
import { useAnswersAddress } from './useAnswersAddress.ts';
import { type Kind, useScoreWords } from './useScoreWords.ts';

const MOST_BARS = 25;

/** The score of each group, the highest first; whom it is about and how certain it is stands beside it. */
export function GroupsResult({ data, state, days }: { data: Explored; state: ExploreState; days: Days }) {
  const { t } = useTranslation('metrics');
  const format = useFormat();
  const words = useScoreWords(data.kind);
  const nameOf = useGroupName(state.by);
  const methods = useMethods(methodsOf(data));
  const toAnswers = useAnswersAddress(state);
  const shown = data.groups.filter(isShown).toSorted(byValue);
  const drawn = outermostOf(shown, MOST_BARS);
  const withheld = data.groups.filter((group) => !isShown(group));
  const address = ({ key }: ScoreGroup) => toAnswers({ by: state.by, key, ...days });
  const title = t('explore.groups.title', { score: t(`explore.score.${state.score}`) });
  const sentence = useGroupsSentence(state, data.kind)(shown);
  const notes = [
    ...(withheld.length === 0 ? [] : [t('explore.groups.withheld', { count: withheld.length, needed: format.integer(data.whole.minimum) })]),
    ...(drawn.last.length > 0 ? [t('explore.groups.ends', { first: format.integer(drawn.first.length), last: format.integer(drawn.last.length), count: shown.length - MOST_BARS })] : []),
    ...(data.omittedGroups > 0 ? [t('explore.groups.omitted', { count: data.omittedGroups })] : []),
  ];
  return (
    <ResultFrame
      title={title} sentence={sentence} n={data.whole.n} method={methods} {...(notes.length > 0 ? { note: notes.join(' ') } : {})}
      chart={shown.length === 0 ? null : (
        <Bars
          title={title} format={words.exact} valueLabel={t(`explore.score.${state.score}`)} {...(data.kind === 'share' ? { max: 1 } : data.kind === 'mean' && data.high !== null ? { max: data.high } : {})}
          bars={[...drawn.first, ...drawn.last].map((group) => ({ id: group.key, label: nameOf(group), value: group.value ?? 0, low: group.low, high: group.high, n: group.n, ...hrefOf(address(group)) }))}
        />
      )}
      table={{
        columns: [{ header: t('explore.group') }, { header: t('explore.value'), decimals: 2 }, { header: t('explore.low'), decimals: 2 }, { header: t('explore.high'), decimals: 2 }, { header: t('explore.n') }, { header: t('explore.customers') }, { header: t('explore.nEff'), decimals: 0 }, { header: t('explore.deff'), decimals: 2 }, { header: t('explore.note') }],
        rows: [...shown, ...withheld].map((group) => {
          const to = isShown(group) ? address(group) : null;
          return [to === null ? nameOf(group) : { value: nameOf(group), to }, group.value, group.low, group.high, group.n, group.customers, group.nEff, group.deff, isShown(group) ? '' : words.withheld(group)];
        }),
      }}
      links={linkTo(t('explore.toAnswers'), toAnswers(days))}
    >
      <GroupTrends data={data} state={state} days={days} />
    </ResultFrame>
  );
}

/** Which group stands highest and which lowest, by name only where their intervals tell. */
function useGroupsSentence({ by }: Pick<ExploreState, 'by'>, kind: Kind): (shown: readonly ScoreGroup[]) => string {
  const { t } = useTranslation('metrics');
  const format = useFormat();
  const words = useScoreWords(kind);
  const nameOf = useGroupName(by);
  const valueOf = ({ value }: ScoreGroup): string => (value === null ? '' : words.exact(value));
  const say = (end: 'highest' | 'lowest', [first, ...others]: readonly ScoreGroup[]): string => {
    if (!first) return '';
    if (others.length === 0) return t(`explore.groups.${end}`, { name: nameOf(first), value: valueOf(first) });
    const { named, more } = namedOf([first, ...others]);
    const names = named.map((group) => t('explore.groups.named', { name: nameOf(group), value: valueOf(group) }));
    return t(`explore.groups.${end}Open`, { names: format.list([...names, ...(more === 0 ? [] : [t('explore.groups.others', { count: more, formatted: format.integer(more) })])]) });
  };
  return (shown) => {
    const [only] = shown;
    if (!only) return t('explore.groups.none');
    if (shown.length === 1) return t('explore.groups.one', { name: nameOf(only), value: valueOf(only) });
    const { highest, lowest } = endsOf(shown);
    // The same names twice would say no more than once that nothing can be said.
    if (highest.length === shown.length && lowest.length === shown.length) return t('explore.groups.bothOpen', { formatted: format.integer(shown.length) });
    return `${say('highest', highest)} ${say('lowest', lowest)}`;
  };
}

const byValue = (a: ScoreGroup, b: ScoreGroup): number => (b.value ?? 0) - (a.value ?? 0) || (a.key < b.key ? -1 : 1);
