/** @jsxImportSource preact */
import type { ScalePoint } from '../../../../listening/surveys/definition.contract.ts';
import { useSurvey } from '../survey-context.ts';
import { Smiley, Star } from './icons.tsx';

interface PointsProps {
  /** Of the group of radio buttons; unique on the screen. */
  name: string;
  low: number;
  high: number;
  value: ScalePoint | undefined;
  onChange(value: ScalePoint): void;
  look?: 'numbers' | 'stars' | 'smileys' | undefined;
  /** What a point means, where it has a wording. */
  meaningOf(point: number): string;
  naLabel?: string;
  /** An expectation is drawn as a ring, an experience filled: Soll and Ist, as everywhere else. */
  mark?: 'ring';
}

export function pointsFrom(low: number, high: number): number[] {
  return Array.from({ length: high - low + 1 }, (_, place) => low + place);
}

/** One scale: radio buttons of the browser, so arrow keys and screen readers know them. */
export function Points({ name, low, high, value, onChange, look = 'numbers', meaningOf, naLabel = '', mark }: PointsProps) {
  const { say, figure } = useSurvey();
  const points = pointsFrom(low, high);
  const nameOf = (point: number) => {
    const said = look === 'stars' ? say('stars', { point, of: high }) : look === 'smileys' ? say('smiley', { point, of: high }) : figure(point);
    const meaning = meaningOf(point);
    return meaning === '' ? said : say('point', { point: said, meaning });
  };
  return (
    <div class="points" data-look={look} data-many={points.length > 7 || undefined} data-mark={mark} style={{ '--n': points.length, '--half': Math.ceil(points.length / 2) }}>
      {points.map((point) => (
        <label key={point} class="point" data-on={value === point || undefined} data-under={(typeof value === 'number' && point < value) || undefined}>
          <input type="radio" class="sr" name={name} value={point} checked={value === point} onChange={() => onChange(point)} aria-label={nameOf(point)} />
          <span aria-hidden="true">{look === 'stars' ? <Star /> : look === 'smileys' ? <Smiley mood={((point - low) / (high - low)) * 2 - 1} /> : figure(point)}</span>
        </label>
      ))}
      {naLabel !== '' && (
        <label class="point na" data-on={value === 'na' || undefined}>
          <input type="radio" class="sr" name={name} value="na" checked={value === 'na'} onChange={() => onChange('na')} />
          <span>{naLabel}</span>
        </label>
      )}
    </div>
  );
}

/** What the two ends mean, below the scale. The buttons say it to screen readers. */
export function Ends({ low, high, lowPoint, highPoint }: { low: string; high: string; lowPoint?: number; highPoint?: number }) {
  if (low === '' && high === '') return null;
  const said = (point: number | undefined, text: string) => (point === undefined || text === '' ? text : `${point}\u00a0=\u00a0${text}`);
  return <div class="ends" aria-hidden="true"><span>{said(lowPoint, low)}</span><span>{said(highPoint, high)}</span></div>;
}

/** Takes an answer back. Its place is kept free, so that nothing jumps when the first point is chosen. */
export function Clear({ isOff, onClear }: { isOff: boolean; onClear(): void }) {
  const { say } = useSurvey();
  return <button type="button" class="quiet" data-off={isOff || undefined} onClick={onClear}>{say('clear')}</button>;
}
