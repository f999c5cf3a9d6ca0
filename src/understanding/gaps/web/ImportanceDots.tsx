import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import classes from './gaps.module.css';

const DOTS = 5;

/** Importance from 0 to 1 as five dots; a dash where it is not known. */
export function ImportanceDots({ importance }: { importance: number | null }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  if (importance === null) return <span className={classes.soft} title={t('unknown')}><span aria-hidden="true">–</span><span className="m-hidden">{t('unknown')}</span></span>;
  const label = t('importanceOf', { value: format.decimal(importance, 2) });
  return (
    <svg width={DOTS * 13} height={14} viewBox={`0 0 ${DOTS * 13} 14`} role="img" aria-label={label} className={classes.dots}>
      <title>{label}</title>
      {Array.from({ length: DOTS }, (_, dot) => {
        // A dot fills as its fifth is reached, so 0.5 is two and a half.
        const share = Math.max(0, Math.min(1, importance * DOTS - dot));
        return (
          <g key={dot}>
            <circle cx={dot * 13 + 6} cy={7} r={4.25} className={classes.dotEmpty} />
            {share > 0 && <circle cx={dot * 13 + 6} cy={7} r={4.25 * Math.sqrt(share)} className={classes.dotFull} />}
          </g>
        );
      })}
    </svg>
  );
}
