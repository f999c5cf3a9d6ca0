import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ShareOfChange } from './ShareOfChange.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { ChartSkeleton } from '../../../ui/page/Skeletons.tsx';
import { ResultFrame } from '../../../ui/result/ResultFrame.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useUnweightedMethods } from '../../methods/web/useUnweightedMethods.ts';
import type { BarometerChange } from '../barometer.contract.ts';
import { changeQuery } from './barometer-queries.ts';
import { ByChoice } from './GroupsResult.tsx';
import type { AboutWave } from './IndexResult.tsx';
import { useBarometerWords } from './useBarometerWords.ts';
import classes from './barometer.module.css';

type ChangeProps = AboutWave & { against: AboutWave['wave']; by: string; onBy: (by: string) => void };

/** Who answered differently, or who answered? */
export function ChangeResult(props: ChangeProps) {
  const change = useQuery(changeQuery(props.barometer.survey, { wave: props.wave.id, against: props.against.id, by: props.by, factor: props.factor }));
  return <Loaded query={change} skeleton={<ChartSkeleton heightPx={220} />}>{(data) => <Shown {...props} change={data} />}</Loaded>;
}

type Part = NonNullable<BarometerChange['parts']>['change'];
const isSure = ({ low, high }: Part): boolean => low > 0 || high < 0;

function Shown({ barometer, wave, against, factor, by, onBy, change }: ChangeProps & { change: BarometerChange }) {
  const { t } = useTranslation('barometer');
  const format = useFormat();
  const words = useBarometerWords();
  const methods = useUnweightedMethods(['decomposition', 'paired_t', 'protection']);
  const { parts } = change;
  const title = t('split.title', { name: words.factorWithin(factor), before: words.wave(against), after: words.wave(wave) });
  const sentence = !parts
    ? t('split.tooFew', { needed: format.integer(change.minimumN), before: format.integer(change.n.before), after: format.integer(change.n.after) })
    : change.segments.length < 2 ? t('split.oneGroup', { change: format.signed(parts.change.value), low: format.signed(parts.change.low), high: format.signed(parts.change.high), by: words.byWithin(by) })
    : `${t('split.sentence', { change: format.signed(parts.change.value), answered: format.signed(parts.answered.value), composition: format.signed(parts.composition.value), by: words.byWithin(by) })} ${t(`split.${verdictOf(parts)}`)}`;
  const cells = (part: Part) => [part.value, part.low, part.high];
  return (
    <ResultFrame
      title={title} sentence={sentence} n={change.n.before + change.n.after} nUnit={t('customersInBoth')} method={methods}
      actions={<ByChoice fields={barometer.fields} by={by} onBy={onBy} />}
      table={{
        columns: [{ header: t('split.part') }, { header: t('split.points'), decimals: 1 }, { header: t('low'), decimals: 1 }, { header: t('high'), decimals: 1 }, { header: t('split.shareBefore'), isShare: true, decimals: 0 }, { header: t('split.shareAfter'), isShare: true, decimals: 0 }, { header: t('split.meanBefore'), decimals: 1 }, { header: t('split.meanAfter'), decimals: 1 }, { header: t('split.answered'), decimals: 1 }, { header: t('split.composition'), decimals: 1 }],
        rows: !parts ? [] : [
          [t('split.change'), ...cells(parts.change), 1, 1, parts.before, parts.after, parts.answered.value, parts.composition.value],
          [t('split.answered'), ...cells(parts.answered), null, null, null, null, null, null],
          [t('split.composition'), ...cells(parts.composition), null, null, null, null, null, null],
          ...change.segments.map((one) => [words.group(one.segment), one.answered + one.composition, null, null, one.shareBefore, one.shareAfter, one.meanBefore, one.meanAfter, one.answered, one.composition]),
        ],
      }}
      chart={parts && (
        <ShareOfChange title={title} rows={[
          { label: t('split.change'), ...parts.change, isWhole: true }, { label: t('split.answered'), ...parts.answered, isWhole: false }, { label: t('split.composition'), ...parts.composition, isWhole: false },
          ...(change.people?.same ? [{ label: t('split.same', { count: change.people.same.n, formatted: format.integer(change.people.same.n) }), ...change.people.same, isWhole: false }] : []),
        ]} pointsLabel={t('split.points')} />
      )}
    >
      <People change={change} />
    </ResultFrame>
  );
}

/** Which of the two parts explains the change, where it is sure enough to be said. */
function verdictOf({ change, answered, composition }: NonNullable<BarometerChange['parts']>): 'unsure' | 'byAnswers' | 'byComposition' | 'byBoth' | 'hidden' {
  if (!isSure(change)) return isSure(answered) && isSure(composition) ? 'hidden' : 'unsure';
  if (isSure(answered) && isSure(composition)) return 'byBoth';
  return Math.abs(answered.value) >= Math.abs(composition.value) ? 'byAnswers' : 'byComposition';
}

/** What those say who answered both times, and how those differ who came and went. */
function People({ change: { people, n, minimumN } }: { change: BarometerChange }) {
  const { t } = useTranslation('barometer');
  const format = useFormat();
  if (n.before < minimumN || n.after < minimumN) return null;
  if (!people) return <p className={classes.soft}>{t('people.withheld', { needed: format.integer(minimumN) })}</p>;
  const { same, left, joined } = people;
  return (
    <p className={classes.soft}>
      {[
        same ? t('people.same', { count: same.n, formatted: format.integer(same.n), before: format.decimal(same.before), after: format.decimal(same.after), change: format.signed(same.value), low: format.signed(same.low), high: format.signed(same.high) }) : t('people.nobody'),
        left ? t('people.left', { count: left.n, formatted: format.integer(left.n), mean: format.decimal(left.mean) }) : '',
        joined ? t('people.joined', { count: joined.n, formatted: format.integer(joined.n), mean: format.decimal(joined.mean) }) : '',
      ].filter((part) => part !== '').join(' ')}
    </p>
  );
}
