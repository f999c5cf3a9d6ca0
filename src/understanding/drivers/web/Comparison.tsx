import { useTranslation } from 'react-i18next';
import { Bars } from '../../../ui/charts/Bars.tsx';
import { ResultFrame } from '../../../ui/result/ResultFrame.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useUnweightedMethods } from '../../methods/web/useUnweightedMethods.ts';
import type { DriverComparison } from '../drivers.contract.ts';
import { answersAddress, type Scope } from './driver-links.logic.ts';
import { clearest, mainReason } from './driver-sentence.logic.ts';
import { useDriverName, useNotes, useRefusal } from './useDriverWords.ts';
import classes from './drivers.module.css';

interface ComparisonProps {
  found: DriverComparison;
  groups: { first: string; second: string };
  scope: Scope;
}

/** Whether the same drivers matter differently to two groups of customers. */
export function Comparison({ found, groups, scope }: ComparisonProps) {
  const { t } = useTranslation('drivers');
  const format = useFormat();
  const nameOf = useDriverName();
  const sentence = useComparisonSentence()(found, groups);
  const methods = useUnweightedMethods([found.first.method ?? 'lmg', 'bootstrap', 'bh']);
  const notes = useNotes()(found.first, found.leftOut).slice(0, 1);
  const differences = found.differences ?? [];
  const maySeeAnswers = useCan('read', 'answer');
  const title = t('compare.title', { a: groups.first, b: groups.second });
  return (
    <ResultFrame
      title={title} sentence={sentence} n={found.first.customers + found.second.customers} nUnit={`${t('importance.customers')} (${groups.first}: ${format.integer(found.first.customers)}, ${groups.second}: ${format.integer(found.second.customers)})`}
      interval={differences.length > 0 ? t('importance.interval') : undefined} method={methods}
      chart={differences.length === 0 ? null : (
        <Bars
          title={title} valueLabel={t('column.difference')} format={(value) => t('compare.points', { value: format.signed(value * 100, 0) })}
          bars={differences.map((one) => ({ id: one.key, label: nameOf(one), value: one.difference, low: one.low, high: one.high, standing: one.isMoreThanChance ? (one.difference > 0 ? 'above' : 'below') : 'at' }))}
        />
      )}
      table={{
        columns: [{ header: t('column.driver') }, { header: groups.first, isShare: true }, { header: groups.second, isShare: true }, { header: t('column.difference'), decimals: 3 }, { header: t('column.low'), decimals: 3 }, { header: t('column.high'), decimals: 3 }, { header: t('column.p'), decimals: 3 }, { header: t('column.verdict') }],
        rows: differences.map((one) => [nameOf(one), one.share, one.against, one.difference, one.low, one.high, one.p, t(one.isMoreThanChance ? 'compare.more' : 'compare.chance')]),
      }}
      links={(maySeeAnswers ? [groups.first, groups.second] : []).map((group) => ({ label: `${t('toAnswers')}: ${group}`, to: answersAddress({ ...scope, group }) }))}
      note={<ul className={classes.notes}>{notes.map((note) => <li key={note}>{note}</li>)}</ul>}
    />
  );
}

export function useComparisonSentence(): (found: DriverComparison, groups: ComparisonProps['groups']) => string {
  const { t } = useTranslation('drivers');
  const format = useFormat();
  const nameOf = useDriverName();
  const say = useRefusal();
  return (found, { first, second }) => {
    if (found.differences === null) {
      const [group, refusals] = found.first.refused ? [first, found.first.refused] : [second, found.second.refused ?? []];
      const reason = mainReason(refusals);
      return t('compare.refused', { group, reason: reason ? say(reason) : '' });
    }
    const one = clearest(found.differences);
    if (!one) return t('compare.same');
    const isFirst = one.difference > 0;
    return t('compare.differs', { name: nameOf(one), more: isFirst ? first : second, less: isFirst ? second : first, share: format.share(isFirst ? one.share : one.against), against: format.share(isFirst ? one.against : one.share) });
  };
}
