import { useTranslation } from 'react-i18next';
import { ChartWithTable } from '../../../ui/charts/ChartWithTable.tsx';
import { fontFamily, ink, type Standing } from '../../../ui/charts/ink.ts';
import { useWidth } from '../../../ui/charts/useWidth.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Bucket } from '../results.contract.ts';

interface ScaleColumnsProps {
  title: string;
  buckets: readonly Bucket[];
  /** How a point is called below its column. */
  nameOf: (bucket: Bucket) => string;
  standingOf?: (bucket: Bucket) => Standing;
  lowLabel?: string;
  highLabel?: string;
}

const HEIGHT = 96;
const FOOT = 18;

/** How often each point of a scale was chosen, side by side. */
export function ScaleColumns({ title, buckets, nameOf, standingOf, lowLabel, highLabel }: ScaleColumnsProps) {
  const { t } = useTranslation('results');
  const format = useFormat();
  const [ref, widthPx] = useWidth(420);
  const most = Math.max(...buckets.map(({ share }) => share ?? 0), 0.0001);
  const step = widthPx / Math.max(1, buckets.length);
  const table = {
    columns: [{ header: t('table.answer') }, { header: t('table.n'), isFigure: true }, { header: t('table.share'), isFigure: true }, { header: t('table.interval'), isFigure: true }],
    rows: buckets.map((bucket) => [nameOf(bucket), format.integer(bucket.n), bucket.share === null ? '–' : format.share(bucket.share), bucket.shareLow === null || bucket.shareHigh === null ? '–' : `${format.share(bucket.shareLow)} – ${format.share(bucket.shareHigh)}`]),
  };
  const top = buckets.reduce<Bucket | null>((best, bucket) => ((best?.n ?? 0) >= bucket.n ? best : bucket), null);
  return (
    <ChartWithTable title={title} summary={top?.share ? t('chart.most', { answer: nameOf(top), share: format.share(top.share) }) : undefined} table={table}>
      <div ref={ref}>
        <svg viewBox={`0 0 ${widthPx} ${HEIGHT + FOOT}`} width={widthPx} height={HEIGHT + FOOT} role="img" aria-label={title} fontFamily={fontFamily} fontSize={12}>
          {buckets.map((bucket, place) => {
            const height = Math.max(bucket.n > 0 ? 2 : 0, ((bucket.share ?? 0) / most) * (HEIGHT - 20));
            const color = standingOf ? ink[standingOf(bucket)] : ink.at;
            return (
              <g key={bucket.key}>
                <rect x={place * step + step * 0.12} y={HEIGHT - height} width={step * 0.76} height={height} rx={2} fill={color} opacity={0.75} />
                {step > 26 && bucket.share !== null && bucket.n > 0 && <text x={place * step + step / 2} y={HEIGHT - height - 5} textAnchor="middle" fill={ink.textSoft} fontSize={11}>{format.share(bucket.share)}</text>}
                <text x={place * step + step / 2} y={HEIGHT + 14} textAnchor="middle" fill={ink.text}>{step > 14 ? nameOf(bucket).slice(0, Math.max(2, Math.floor(step / 7))) : ''}</text>
              </g>
            );
          })}
          <line x1={0} x2={widthPx} y1={HEIGHT} y2={HEIGHT} stroke={ink.grid} />
        </svg>
      </div>
      {(lowLabel || highLabel) && <p style={{ display: 'flex', justifyContent: 'space-between', margin: 0, fontSize: 'var(--mantine-font-size-xs)' }}><span>{lowLabel}</span><span>{highLabel}</span></p>}
    </ChartWithTable>
  );
}
