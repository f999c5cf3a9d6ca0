import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './page.module.css';

const widths = ['62%', '84%', '71%', '90%', '55%', '78%'];

/** Grey bars in the shape of what is coming. After 4 s they say that it takes longer than usual. */
export function Skeleton({ lines = 4, heightPx = 16 }: { lines?: number; heightPx?: number }) {
  const { t } = useTranslation('ui');
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 4000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status">
      <span className="m-hidden">{t('load.busy')}</span>
      <div className={classes.bones} aria-hidden="true">
        {Array.from({ length: lines }, (_, line) => (
          <span key={line} className={classes.bone} style={{ height: heightPx, width: widths[line % widths.length] }} />
        ))}
      </div>
      {isSlow && <p className={classes.slow}>{t('load.slow')}</p>}
    </div>
  );
}

export const ChartSkeleton = ({ heightPx = 220 }: { heightPx?: number }) => <Skeleton lines={1} heightPx={heightPx} />;
export const TableSkeleton = ({ rows = 8 }: { rows?: number }) => <Skeleton lines={rows} heightPx={28} />;

export function PageSkeleton() {
  return (
    <div className={classes.bones} style={{ gap: 28 }}>
      <Skeleton lines={2} heightPx={26} />
      <Skeleton lines={6} heightPx={20} />
    </div>
  );
}
