/** @jsxImportSource preact */
import type { Fault } from '../../../../listening/surveys/flow/answer-check.logic.ts';
import type { AnswerValue, Row, Scale, ScalePoint } from '../../../../listening/surveys/definition.contract.ts';
import { orderOf } from '../../../../listening/surveys/flow/flow.logic.ts';
import { type QuestionProps, useSurvey } from '../survey-context.ts';
import { Ends, Points, pointsFrom } from './Points.tsx';

type Rows = Readonly<Record<string, ScalePoint>>;
type Pair = { first?: ScalePoint; second?: ScalePoint };

const rowsOf = <Kind,>(value: AnswerValue | undefined): Readonly<Record<string, Kind>> => (typeof value === 'object' && !Array.isArray(value) ? (value as Readonly<Record<string, Kind>>) : {}); // of matrices and pairs

/** What each point means, from all the wordings of a scale. */
function useMeaning(scale: Scale): (point: number) => string {
  const { text } = useSurvey();
  return (point) => text(scale.labels?.[point]) || (point === scale.low ? text(scale.lowLabel) : point === scale.high ? text(scale.highLabel) : '');
}

/** Rows on one scale: a Likert matrix, and the importance of items. Each row is a group of radio buttons with its own name. */
export function Matrix({ question, value, onChange, faults, id }: QuestionProps<'matrix' | 'importance'>) {
  const { seed, text } = useSurvey();
  const rows = question.kind === 'matrix' ? question.rows : question.items;
  const meaningOf = useMeaning(question.scale);
  const given = rowsOf<ScalePoint>(value);
  return (
    <div class="rows">
      <Key scale={question.scale} meaningOf={meaningOf} />
      <Head scale={question.scale} meaningOf={meaningOf} />
      {orderOf(rows, question.isShuffled, `${seed}:${question.id}`).map((row) => (
        <fieldset key={row.id} class="row" role="radiogroup" aria-required={question.isRequired ?? false} aria-invalid={isFaulty(faults, row.id)} aria-describedby={isFaulty(faults, row.id) ? `${id}-${row.id}-fault` : undefined}>
          <RowName row={row} chosen={meaningOfChosen(given[row.id], question.scale, meaningOf)} isFaulty={isFaulty(faults, row.id)} faultId={`${id}-${row.id}-fault`} />
          <Points name={`${id}-${row.id}`} low={question.scale.low} high={question.scale.high} value={given[row.id]} onChange={(point) => onChange({ ...(given as Rows), [row.id]: point })} meaningOf={meaningOf} naLabel={text(question.scale.naLabel)} />
        </fieldset>
      ))}
      <Foot scale={question.scale} meaningOf={meaningOf} />
    </div>
  );
}

/** What was expected and what it was like, on the same scale, one above or beside the other: the gap is seen while answering. */
export function Pairs({ question, value, onChange, faults, id }: QuestionProps<'pairs'>) {
  const { seed, text } = useSurvey();
  const { scale } = question;
  const meaningOf = useMeaning(scale);
  const given = rowsOf<Pair>(value);
  const sides = [['first', text(question.firstLabel)], ['second', text(question.secondLabel)]] as const;
  const choose = (item: string, side: 'first' | 'second') => (point: ScalePoint) => onChange({ ...given, [item]: { ...given[item], [side]: point } });
  return (
    <div class="rows pairs" data-narrow={pointsFrom(scale.low, scale.high).length + (text(scale.naLabel) === '' ? 0 : 2) > 7 || undefined}>
      <Key scale={scale} meaningOf={meaningOf} />
      <div class="sides" aria-hidden="true"><span />{sides.map(([side, label]) => <span key={side} class="side" data-mark={side}>{label}</span>)}</div>
      {orderOf(question.items, question.isShuffled, `${seed}:${question.id}`).map((item) => (
        <fieldset key={item.id} class="row">
          <RowName row={item} chosen="" isFaulty={false} faultId="" />
          {sides.map(([side, label]) => {
            const part = `${item.id}.${side}`;
            const wrong = isFaulty(faults, part);
            const chosen = meaningOfChosen(given[item.id]?.[side], scale, meaningOf);
            return (
              <fieldset key={side} class="half" role="radiogroup" aria-required={question.isRequired ?? false} aria-invalid={wrong} aria-describedby={wrong ? `${id}-${item.id}-${side}-fault` : undefined}>
                <legend class="sr">{label}</legend>
                <span class="side" data-mark={side} aria-hidden="true">{label}{wrong && <Missing />}{chosen !== '' && <span class="chosen">{chosen}</span>}</span>
                {wrong && <span class="sr" id={`${id}-${item.id}-${side}-fault`}><MissingWords /></span>}
                <Points name={`${id}-${part}`} low={scale.low} high={scale.high} value={given[item.id]?.[side]} onChange={choose(item.id, side)} meaningOf={meaningOf} naLabel={text(scale.naLabel)} {...(side === 'first' ? { mark: 'ring' as const } : {})} />
              </fieldset>
            );
          })}
        </fieldset>
      ))}
      <Foot scale={scale} meaningOf={meaningOf} />
    </div>
  );
}

const isFaulty = (faults: readonly Fault[], part: string) => faults.some((fault) => fault.part === part);

function meaningOfChosen(value: ScalePoint | undefined, scale: Scale, meaningOf: (point: number) => string): string {
  return typeof value === 'number' && scale.labels ? meaningOf(value) : '';
}

/** The legend speaks to screen readers; a visible one cannot be laid out in a grid. */
function RowName({ row, chosen, isFaulty: wrong, faultId }: { row: Row; chosen: string; isFaulty: boolean; faultId: string }) {
  const { text } = useSurvey();
  return (
    <>
      <legend class="sr">{text(row.text)}</legend>
      <span class="rowname" aria-hidden="true">{text(row.text)}{wrong && <Missing />}{chosen !== '' && <span class="chosen">{chosen}</span>}</span>
      {wrong && <span class="sr" id={faultId}><MissingWords /></span>}
    </>
  );
}

function Missing() {
  return <span class="missing"><MissingWords /></span>;
}

function MissingWords() {
  return <>{useSurvey().say('missing')}</>;
}

const isEachWorded = (scale: Scale, meaningOf: (point: number) => string) => scale.labels !== undefined && pointsFrom(scale.low, scale.high).every((point) => meaningOf(point) !== '');

/** What the points mean, before the first row is answered; where wordings stand above the columns, they say it. */
function Key({ scale, meaningOf }: { scale: Scale; meaningOf(point: number): string }) {
  const { text } = useSurvey();
  if (!isEachWorded(scale, meaningOf)) return <div class="key" data-na={text(scale.naLabel) !== '' || undefined}><Ends low={meaningOf(scale.low)} high={meaningOf(scale.high)} lowPoint={scale.low} highPoint={scale.high} /></div>;
  return <ul class="key" aria-hidden="true">{pointsFrom(scale.low, scale.high).map((point) => <li key={point}><b>{point}</b> {meaningOf(point)}</li>)}</ul>;
}

/** Wordings above the columns, where there is room for columns. */
function Head({ scale, meaningOf }: { scale: Scale; meaningOf(point: number): string }) {
  const { text } = useSurvey();
  const points = pointsFrom(scale.low, scale.high);
  const isWorded = isEachWorded(scale, meaningOf);
  const hasNa = text(scale.naLabel) !== '' || undefined;
  if (!isWorded) return <div class="head" data-na={hasNa} aria-hidden="true"><span /><Ends low={text(scale.lowLabel) || meaningOf(scale.low)} high={text(scale.highLabel) || meaningOf(scale.high)} /></div>;
  return <div class="head" data-na={hasNa} aria-hidden="true"><span /><div class="columns" style={{ '--n': points.length }}>{points.map((point) => <span key={point}>{meaningOf(point)}</span>)}</div></div>;
}

/** What the ends mean, once more below: on a phone the key is far away. */
function Foot({ scale, meaningOf }: { scale: Scale; meaningOf(point: number): string }) {
  return <div class="foot-ends"><Ends low={meaningOf(scale.low)} high={meaningOf(scale.high)} lowPoint={scale.low} highPoint={scale.high} /></div>;
}
