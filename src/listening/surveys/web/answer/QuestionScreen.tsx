import { useId } from 'react';
import { COMMENT_LENGTH, type Draft, type Step } from './answer-steps.logic.ts';
import { ScalePicker } from './ScalePicker.tsx';
import type { Say } from './words.ts';
import classes from './answer.module.css';

interface QuestionScreenProps {
  step: Step;
  draft: Draft;
  onChange: (draft: Draft) => void;
  say: Say;
}

/** One screen: a pair of scales, a single scale, or the comment. */
export function QuestionScreen({ step, draft, onChange, say }: QuestionScreenProps) {
  const choose = (question: string) => (value: number) => onChange({ ...draft, values: { ...draft.values, [question]: value } });
  const hintId = useId();
  if (step.kind === 'pair') {
    return (
      <>
        <p className={classes.ask}>{say('pairQuestion')}</p>
        <h1 className={classes.question} tabIndex={-1}>{say('statement', { text: say(`dimension.${step.dimension}`) })}</h1>
        <div className={classes.pair}>
          {(['expectation', 'experience'] as const).map((role) => (
            <ScalePicker key={role} name={`${role}.${step.dimension}`} legend={say(`pair.${role}`)} low={say('pair.low')} high={say('pair.high')} value={draft.values[`${role}.${step.dimension}`]} onChange={choose(`${role}.${step.dimension}`)} look="column" />
          ))}
        </div>
      </>
    );
  }
  if (step.kind === 'comment') {
    return (
      <>
        <h1 className={classes.question} tabIndex={-1}><label htmlFor="comment">{say('comment.question')}</label></h1>
        <textarea id="comment" className={classes.comment} rows={7} maxLength={COMMENT_LENGTH} aria-describedby={hintId} value={draft.comment} onChange={(event) => onChange({ ...draft, comment: event.currentTarget.value })} />
        <p id={hintId} className={classes.hint}>
          {say('comment.hint')}
          {draft.comment.length > COMMENT_LENGTH - 500 && ` ${say('comment.left', { left: COMMENT_LENGTH - draft.comment.length })}`}
        </p>
      </>
    );
  }
  if (step.kind === 'nps') {
    return (
      <>
        <h1 className={classes.question} tabIndex={-1}>{say('nps.question')}</h1>
        <ScalePicker name="nps" legend={say('nps.question')} isLegendHidden low={say('nps.low')} high={say('nps.high')} value={draft.values['nps']} onChange={choose('nps')} look="block" />
      </>
    );
  }
  return (
    <>
      <h1 className={classes.question} tabIndex={-1}>{say('csat.question')}</h1>
      <fieldset className={classes.list}>
        <legend className="m-hidden">{say('csat.question')}</legend>
        {[5, 4, 3, 2, 1].map((point) => (
          <label key={point} className={classes.point} data-chosen={draft.values['csat'] === point || undefined}>
            <input type="radio" className="m-hidden" name="csat" value={point} checked={draft.values['csat'] === point} onChange={() => choose('csat')(point)} />
            <span>{say(`csat.${point}`)}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
