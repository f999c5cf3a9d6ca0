import { useTranslation } from 'react-i18next';
import { useFormat } from '../words/useFormat.ts';

interface ValueWithIntervalProps {
  label?: string;
  /** null: withheld or unknown. */
  value: number | null;
  low?: number | null;
  high?: number | null;
  n: number;
  /** Below it the value is withheld: "not enough answers yet (12 of 30)". */
  minimumN?: number;
  /** How the value is written; default one decimal. */
  format?: (value: number) => string;
  unit?: string;
  /** The customers and answers behind the figure. */
  href?: string;
  size?: 'large' | 'small';
  /** Instead of "1,204 answers", where n counts something else. */
  nText?: string;
}

/** A figure that wears its uncertainty: value, interval, n. */
export function ValueWithInterval({ label, value, low, high, n, minimumN = 0, format: write, unit, href, size = 'large', nText }: ValueWithIntervalProps) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const text = write ?? ((figure: number) => format.decimal(figure));
  const isWithheld = value === null || n < minimumN;
  const answers = nText ?? t('chart.answers', { count: n, formatted: format.integer(n) });
  const note = [low == null || high == null ? null : t('chart.interval', { low: text(low), high: text(high) }), answers].filter(Boolean).join(' · ');
  return (
    <div className={`m-value ${size === 'small' ? 'm-value-small' : ''}`}>
      {label && <span className="m-value-label">{label}</span>}
      {isWithheld ? (
        <span className="m-value-withheld">
          {n > 0 || minimumN > 0 ? t('chart.tooFew', { n: format.integer(n), needed: format.integer(Math.max(minimumN, 1)) }) : t('chart.nothing')}
        </span>
      ) : (
        <>
          <span className="m-value-figure">
            {href ? <a href={href}>{text(value)}</a> : text(value)}
            {unit && <span className="m-value-unit">{unit}</span>}
          </span>
          <span className="m-value-note">{note}</span>
        </>
      )}
    </div>
  );
}
