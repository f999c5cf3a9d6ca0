/** @jsxImportSource preact */
import type { QuestionOf } from '../../../../listening/surveys/definition.contract.ts';
import { type QuestionProps, useSurvey } from '../survey-context.ts';
import { Clear, Ends, Points } from './Points.tsx';

type ScaleKind = 'nps' | 'csat' | 'ces' | 'rating';

/** Recommendation, satisfaction, effort, rating: one row of points. */
export function Scale({ question, value, onChange, id }: QuestionProps<ScaleKind>) {
  const { say, text } = useSurvey();
  const [low, high] = question.kind === 'nps' ? [0, 10] : [1, question.points];
  const { lowText, highText } = endsOf(question, text, say);
  const look = 'look' in question ? question.look : undefined;
  return (
    <div class="scale" data-look={look ?? 'numbers'} style={{ '--n': high - low + 1 }}>
      <Points name={id} low={low} high={high} value={typeof value === 'number' ? value : undefined} onChange={onChange} look={look} meaningOf={(point) => (point === low ? lowText : point === high ? highText : '')} />
      <Ends low={lowText} high={highText} {...(look === undefined || look === 'numbers' ? { lowPoint: low, highPoint: high } : {})} />
      {!question.isRequired && <Clear isOff={value === undefined} onClear={() => onChange(undefined)} />}
    </div>
  );
}

/** A rating means what its author wrote; the others have a meaning of their own where nothing is written. */
function endsOf(question: QuestionOf<ScaleKind>, text: ReturnType<typeof useSurvey>['text'], say: ReturnType<typeof useSurvey>['say']): { lowText: string; highText: string } {
  const ownWords = question.kind !== 'rating' && text(question.lowLabel) === '' && text(question.highLabel) === '';
  if (ownWords) return { lowText: say(`ends.${question.kind}.low`), highText: say(`ends.${question.kind}.high`) };
  return { lowText: text(question.lowLabel), highText: text(question.highLabel) };
}
