import classes from './answer.module.css';

interface ScalePickerProps {
  /** Name of the group of radio buttons; unique on the screen. */
  name: string;
  legend: string;
  isLegendHidden?: boolean;
  low: string;
  high: string;
  value: number | undefined;
  onChange: (value: number) => void;
  /** `column` stands upright on a phone, the best value on top. */
  look: 'column' | 'block';
}

const points = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Eleven radio buttons from 0 to 10, large enough for a thumb. */
export function ScalePicker({ name, legend, isLegendHidden = false, low, high, value, onChange, look }: ScalePickerProps) {
  const meaningOf = (point: number) => (point === 0 ? low : point === 10 ? high : null);
  return (
    <fieldset className={look === 'column' ? classes.column : classes.block}>
      <legend className={isLegendHidden ? 'm-hidden' : classes.legend}>{legend}</legend>
      <div className={classes.points}>
        {points.map((point) => (
          <label key={point} className={classes.point} data-chosen={value === point || undefined}>
            <input type="radio" className="m-hidden" name={name} value={point} checked={value === point} onChange={() => onChange(point)} aria-label={[point, meaningOf(point)].filter((part) => part !== null).join(' – ')} />
            <span aria-hidden="true">{point}</span>
            {meaningOf(point) !== null && <span aria-hidden="true" className={classes.meaning}>{meaningOf(point)}</span>}
          </label>
        ))}
      </div>
      <div className={classes.ends} aria-hidden="true"><span>0 = {low}</span><span>10 = {high}</span></div>
    </fieldset>
  );
}
