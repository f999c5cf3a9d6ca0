/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import type { Fault } from '../../../listening/surveys/flow/answer-check.logic.ts';
import type { AnswerValue, Question } from '../../../listening/surveys/definition.contract.ts';
import { wordFaults } from './fault-words.logic.ts';
import { Consent, Contact, DateField, NumberField, Slider, Text, useLimits } from './questions/Fields.tsx';
import { Files } from './questions/Files.tsx';
import { Icon } from './questions/icons.tsx';
import { Choice, Choices, Dropdown, Pictures } from './questions/Options.tsx';
import { Ranking } from './questions/Ranking.tsx';
import { Matrix, Pairs } from './questions/Rows.tsx';
import { Scale } from './questions/Scale.tsx';
import { useSurvey } from './survey-context.ts';

interface QuestionBlockProps {
  question: Question;
  value: AnswerValue | undefined;
  onChange(value: AnswerValue | undefined): void;
  faults: readonly Fault[];
  /** Level of its title: 1 where it stands alone on the screen. */
  level: 1 | 2;
}

/** Groups of buttons are a fieldset named by the title; a single field is labelled by it. */
const GROUPS = new Set(['nps', 'csat', 'ces', 'rating', 'choice', 'choices', 'matrix', 'pairs', 'importance', 'ranking', 'contact', 'pictures']);
const RADIOS = new Set(['nps', 'csat', 'ces', 'rating', 'choice']);
const WIDE = new Set(['matrix', 'pairs', 'importance', 'pictures']);

export function QuestionBlock({ question, value, onChange, faults, level }: QuestionBlockProps) {
  const { text, say } = useSurvey();
  const saySize = useLimits();
  const id = `q-${question.id}`;
  const help = [text(question.help), hintOf(question, say)].filter((part) => part !== '');
  const fault = wordFaults(faults, question.kind, say, saySize);
  const describedBy = [help.length > 0 && `${id}-help`, fault !== '' && `${id}-fault`].filter(Boolean).join(' ') || undefined;
  const isGroup = GROUPS.has(question.kind);
  const isRadios = RADIOS.has(question.kind) || (question.kind === 'pictures' && !question.isMultiple);
  const isLabelled = !isGroup && question.kind !== 'statement' && question.kind !== 'consent';

  const title = <Title level={level} id={`${id}-title`}>{isLabelled ? <label for={id}>{text(question.title)}</label> : text(question.title)}{question.isRequired && <span class="needed"> {say('required')}</span>}</Title>;
  const rest = (
    <>
      {help.length > 0 && <p class="help" id={`${id}-help`}>{help.join('\n')}</p>}
      <Control question={question} value={value} onChange={onChange} faults={faults} id={id} describedBy={question.kind === 'consent' ? [`${id}-title`, describedBy].filter(Boolean).join(' ') : describedBy} />
      {fault !== '' && <p class="fault" id={`${id}-fault`}><Icon shape="alert" />{fault}</p>}
    </>
  );
  const shares = { class: 'question', 'data-kind': question.kind, 'data-id': question.id, 'data-wide': WIDE.has(question.kind) || undefined, 'data-faulty': faults.length > 0 || undefined };
  if (!isGroup) return <div {...shares}>{title}{rest}</div>;
  return (
    <fieldset {...shares} aria-describedby={describedBy} {...(isRadios ? { role: 'radiogroup' as const, 'aria-required': question.isRequired ?? false, 'aria-invalid': faults.length > 0 } : {})}>
      <legend>{title}</legend>
      {rest}
    </fieldset>
  );
}

function Title({ level, id, children }: { level: 1 | 2; id: string; children: ComponentChildren }) {
  return level === 1 ? <h1 id={id} class="title" tabIndex={-1}>{children}</h1> : <h2 id={id} class="title small">{children}</h2>;
}

/** How many to choose, where it is not one. */
function hintOf(question: Question, say: ReturnType<typeof useSurvey>['say']): string {
  if (question.kind === 'ranking') return question.top !== undefined && question.top < question.options.length ? say('ranking.top', { top: question.top }) : say('ranking.all');
  if (question.kind === 'pictures') return question.isMultiple ? say('several') : '';
  if (question.kind !== 'choices') return '';
  const { min = 0, max = question.options.length } = question;
  const isOpen = max >= question.options.length;
  if (min > 0 && min === max) return say('exactly', { low: min });
  if (min > 1 && !isOpen) return say('between', { low: min, high: max });
  if (!isOpen) return say('atMost', { high: max });
  return min > 1 ? say('atLeast', { low: min }) : say('several');
}

type ControlProps = Omit<QuestionBlockProps, 'level'> & { id: string; describedBy: string | undefined };

function Control({ question, ...shared }: ControlProps) {
  switch (question.kind) {
    case 'nps':
    case 'csat':
    case 'ces':
    case 'rating':
      return <Scale question={question} {...shared} />;
    case 'choice':
      return <Choice question={question} {...shared} />;
    case 'choices':
      return <Choices question={question} {...shared} />;
    case 'dropdown':
      return <Dropdown question={question} {...shared} />;
    case 'matrix':
    case 'importance':
      return <Matrix question={question} {...shared} />;
    case 'pairs':
      return <Pairs question={question} {...shared} />;
    case 'ranking':
      return <Ranking question={question} {...shared} />;
    case 'slider':
      return <Slider question={question} {...shared} />;
    case 'number':
      return <NumberField question={question} {...shared} />;
    case 'date':
      return <DateField question={question} {...shared} />;
    case 'text':
      return <Text question={question} {...shared} />;
    case 'contact':
      return <Contact question={question} {...shared} />;
    case 'consent':
      return <Consent question={question} {...shared} />;
    case 'pictures':
      return <Pictures question={question} {...shared} />;
    case 'file':
      return <Files question={question} {...shared} />;
    case 'statement':
      return null;
  }
}

/** The control with the first fault: what the customer should look at next. */
export function findFaulty(root: ParentNode): HTMLElement | null {
  const block = root.querySelector('.question[data-faulty]');
  const invalid = block?.querySelector<HTMLElement>('[aria-invalid="true"]:is(input, select, textarea), [role="radiogroup"][aria-invalid="true"] input');
  return invalid ?? block?.querySelector<HTMLElement>('input, select, textarea, button') ?? null;
}
