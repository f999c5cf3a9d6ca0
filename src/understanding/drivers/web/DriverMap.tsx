import { useTranslation } from 'react-i18next';
import { PerformanceMap } from '../../../ui/charts/PerformanceMap.tsx';
import { ResultFrame } from '../../../ui/result/ResultFrame.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useUnweightedMethods } from '../../methods/web/useUnweightedMethods.ts';
import type { Drivers } from '../drivers.contract.ts';
import { driverAddress, type Scope } from './driver-links.logic.ts';
import { useDriverName, useRatingWords } from './useDriverWords.ts';

/** What matters against how it is rated: where to begin. */
export function DriverMap({ found, scope }: { found: Drivers; scope: Scope }) {
  const { t } = useTranslation('drivers');
  const format = useFormat();
  const nameOf = useDriverName();
  const rating = useRatingWords()(found.askedOn);
  const methods = useUnweightedMethods(['ipa', found.method ?? 'lmg']);
  const maySeeAnswers = useCan('read', 'answer');
  if (!found.lines) return null;
  const begin = found.drivers.filter(({ quadrant }) => quadrant === 'concentrate');
  const [sure, open] = [begin.filter(({ isFieldSure }) => isFieldSure), begin.filter(({ isFieldSure }) => !isFieldSure)];
  const first = sure.length > 0 ? sure : open;
  const sentence = first.length === 0 ? t('map.none') : t(sure.length > 0 ? 'map.concentrate' : 'map.perhaps', { count: first.length, names: format.list(first.map((one) => t('quoted', { name: nameOf(one) }))) });
  const corners = { concentrate: t('map.corner.concentrate'), keep: t('map.corner.keep'), low: t('map.corner.low'), overkill: t('map.corner.overkill') };
  const linkOf = (key: string) => (found.by === 'touchpoint' ? `/touchpoints/${encodeURIComponent(key)}` : maySeeAnswers ? driverAddress(scope, found, key) : undefined);
  const cellOf = (one: { key: string; name: string }) => {
    const to = linkOf(one.key);
    return to === undefined ? nameOf(one) : { value: nameOf(one), to };
  };
  const title = t('map.title');
  return (
    <ResultFrame
      title={title} sentence={sentence} n={found.customers} nUnit={t('importance.customers')} method={methods} {...(rating.note === null ? {} : { note: rating.note })}
      chart={
        <PerformanceMap
          title={title} summary={sentence} lines={{ ...found.lines, label: t('map.lines') }} importanceLabel={t('map.importance')} performanceLabel={rating.label} corners={corners}
          items={found.drivers.map((one) => ({
            id: one.key, label: nameOf(one), importance: one.share, low: one.shareLow, high: one.shareHigh, performance: one.performance, performanceLow: one.performanceLow, performanceHigh: one.performanceHigh, field: `${corners[one.quadrant]}${one.isFieldSure ? '' : ` ${t('map.unsure')}`}`,
            standing: !one.isFieldSure ? 'at' : one.quadrant === 'concentrate' ? 'below' : one.quadrant === 'keep' ? 'above' : 'at', href: linkOf(one.key),
          }))}
        />
      }
      table={{
        columns: [{ header: t('column.driver') }, { header: t('map.importance'), isShare: true }, { header: t('column.low'), isShare: true }, { header: t('column.high'), isShare: true }, { header: rating.label, decimals: 1 }, { header: t('column.field') }],
        rows: found.drivers.map((one) => [cellOf(one), one.share, one.shareLow, one.shareHigh, one.performance, `${corners[one.quadrant]}${one.isFieldSure ? '' : ` ${t('map.unsure')}`}`]),
      }}
    />
  );
}
