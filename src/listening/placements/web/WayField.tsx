import { SegmentedControl, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Rules, type Way, ways } from '../placements.contract.ts';
import classes from './placements.module.css';

interface FieldsProps {
  rules: Rules;
  onChange: (change: Partial<Rules>) => void;
}

/** The four ways to show a survey, as small pictures of a page. */
export function WayField({ rules, onChange }: FieldsProps) {
  const { t } = useTranslation('placements');
  return (
    <div className={classes.fields}>
      <div className={classes.ways} role="radiogroup" aria-label={t('form.how')}>
        {ways.map((way) => (
          <label key={way} className={classes.way}>
            <input type="radio" name="way" value={way} checked={rules.way === way} onChange={() => onChange({ way })} />
            <Picture way={way} isLeft={rules.side === 'left'} />
            <span className={classes.wayName}>{t(`way.${way}`)}</span>
            <span className={classes.soft}>{t(`wayNote.${way}`)}</span>
          </label>
        ))}
      </div>
      {(rules.way === 'popover' || rules.way === 'slide_in') && (
        <div><SegmentedControl aria-label={t('form.side')} value={rules.side} onChange={(side) => onChange({ side: side === 'left' ? 'left' : 'right' })} data={['left', 'right'].map((value) => ({ value, label: t(`side.${value}`) }))} /></div>
      )}
      {rules.way === 'inline' && <TextInput label={t('form.selector')} description={t('form.selectorNote')} placeholder="#feedback" required maxLength={200} value={rules.selector ?? ''} onChange={(event) => onChange({ selector: event.currentTarget.value })} />}
    </div>
  );
}

const places: Record<Way, { x: number; y: number; width: number; height: number }> = {
  popover: { x: 66, y: 30, width: 30, height: 28 },
  slide_in: { x: 68, y: 0, width: 32, height: 62 },
  modal: { x: 28, y: 12, width: 44, height: 38 },
  inline: { x: 10, y: 26, width: 80, height: 18 },
};

function Picture({ way, isLeft }: { way: Way; isLeft: boolean }) {
  const { x, y, width, height } = places[way];
  const isMirrored = isLeft && (way === 'popover' || way === 'slide_in');
  return (
    <svg viewBox="0 0 100 62" aria-hidden="true">
      <rect width="100" height="62" fill="var(--m-hover)" />
      {[8, 16, 48, 54].map((line) => <rect key={line} x="10" y={line} width={line % 16 === 0 ? 64 : 80} height="3" rx="1.5" fill="var(--m-hairline)" />)}
      {way === 'modal' && <rect width="100" height="62" fill="currentColor" opacity="0.25" />}
      <rect x={isMirrored ? 100 - x - width : x} y={y} width={width} height={height} rx="3" fill="var(--m-ground)" stroke="var(--m-focus)" strokeWidth="1.5" />
      <rect x={(isMirrored ? 100 - x - width : x) + 5} y={y + 6} width={width - 14} height="3" rx="1.5" fill="currentColor" />
      <rect x={(isMirrored ? 100 - x - width : x) + 5} y={y + height - 8} width={width / 3} height="4" rx="2" fill="var(--m-focus)" />
    </svg>
  );
}
