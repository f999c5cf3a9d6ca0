import { useTranslation } from 'react-i18next';
import { Bars } from '../../../ui/charts/Bars.tsx';
import { ResultFrame } from '../../../ui/result/ResultFrame.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useMethods } from '../../methods/web/useMethod.ts';
import type { Explored, ScoreGroup } from '../explore.contract.ts';
import { type Days, type ExploreState } from './explore-state.logic.ts';
import { GroupTrends } from './GroupTrends.tsx';
import { hrefOf, isShown, linkTo, methodsOf } from './TrendResult.tsx';
import { useGroupName } from './useGroupName.ts';
import { useAnswersAddress } from './useAnswersAddress.ts';
import { useScoreWords } from './useScoreWords.ts';

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
  const withheld = data.groups.filter((group) => !isShown(group));
  const [best, worst] = [shown[0], shown.at(-1)];
  const address = ({ key }: ScoreGroup) => toAnswers({ by: state.by, key, ...days });
  const title = t('explore.groups.title', { score: t(`explore.score.${state.score}`) });
  const sentence = best?.value == null || worst?.value == null ? t('explore.groups.none')
    : best === worst ? t('explore.groups.one', { name: nameOf(best), value: words.exact(best.value) })
      : t('explore.groups.sentence', { best: nameOf(best), bestValue: words.exact(best.value), worst: nameOf(worst), worstValue: words.exact(worst.value) });
  const notes = [
    ...(withheld.length === 0 ? [] : [t('explore.groups.withheld', { count: withheld.length, needed: format.integer(data.whole.minimum) })]),
    ...(shown.length > MOST_BARS ? [t('explore.groups.more', { count: shown.length - MOST_BARS })] : []),
    ...(data.omittedGroups > 0 ? [t('explore.groups.omitted', { count: data.omittedGroups })] : []),
  ];
  return (
    <ResultFrame
      title={title} sentence={sentence} n={data.whole.n} method={methods} {...(notes.length > 0 ? { note: notes.join(' ') } : {})}
      chart={shown.length === 0 ? null : (
        <Bars
          title={title} format={words.value} valueLabel={t(`explore.score.${state.score}`)} {...(data.kind === 'share' ? { max: 1 } : data.kind === 'mean' && data.high !== null ? { max: data.high } : {})}
          bars={shown.slice(0, MOST_BARS).map((group) => ({ id: group.key, label: nameOf(group), value: group.value ?? 0, low: group.low, high: group.high, n: group.n, ...hrefOf(address(group)) }))}
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

const byValue = (a: ScoreGroup, b: ScoreGroup): number => (b.value ?? 0) - (a.value ?? 0) || (a.key < b.key ? -1 : 1);
