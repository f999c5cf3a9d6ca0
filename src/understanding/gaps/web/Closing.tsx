import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Bars } from '../../../ui/charts/Bars.tsx';
import { ResultFrame } from '../../../ui/result/ResultFrame.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useUnweightedMethods } from '../../methods/web/useUnweightedMethods.ts';
import { cellAddress } from './heat-links.logic.ts';
import type { MapProps } from './MapOfGaps.tsx';
import { useDimensionName } from './useDimensionName.ts';
import classes from './gaps.module.css';

/** What would close it: how many points at which dimension, and how much of the shortfall would be gone. */
export function Closing({ map, from, group }: MapProps) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const dimensionName = useDimensionName();
  const maySeeAnswers = useCan('read', 'answer');
  const methods = useUnweightedMethods(['servqual']);
  const names = new Map(map.touchpoints.map(({ code, name }) => [code, name]));
  const steps = map.closing.map((step) => ({ ...step, label: t('heat.place', { name: names.get(step.touchpoint) ?? step.touchpoint, dimension: dimensionName(step.dimension) }), href: cellAddress(step, { from, group, maySeeAnswers }) }));
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last) return null;
  const sentence = [
    t('heat.closing.first', { place: first.label, points: format.decimal(first.points), share: format.share(first.removed) }),
    ...(steps.length > 1 ? [t('heat.closing.all', { count: steps.length, formatted: format.integer(steps.length), share: format.share(last.removedSoFar) })] : []),
  ].join(' ');
  return (
    <ResultFrame
      title={t('heat.closing.title')} sentence={sentence} n={map.n} method={methods} note={t('heat.closing.note')}
      table={{
        columns: [{ header: t('heat.rank.place') }, { header: t('heat.closing.points'), decimals: 1 }, { header: t('heat.closing.removed'), isShare: true }, { header: t('heat.closing.soFar'), isShare: true }],
        rows: steps.map(({ label, href, points, removed, removedSoFar }) => [{ value: label, to: href }, points, removed, removedSoFar]),
      }}
      chart={(
        <Bars
          title={t('heat.closing.title')} summary={sentence} valueLabel={t('heat.closing.removed')} format={(share) => format.share(share)}
          bars={steps.map(({ label, removed, href }) => ({ id: label, label, value: removed, standing: 'below' as const, href }))}
        />
      )}
    >
      <ol className={classes.steps}>
        {steps.map(({ label, points, removed, href }) => <li key={label}><AppLink to={href}>{label}</AppLink> {t('heat.closing.step', { points: format.decimal(points), share: format.share(removed) })}</li>)}
      </ol>
    </ResultFrame>
  );
}
