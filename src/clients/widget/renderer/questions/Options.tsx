/** @jsxImportSource preact */
import type { AnswerValue, Option, OtherOption } from '../../../../listening/surveys/definition.contract.ts';
import { orderOf } from '../../../../listening/surveys/flow/flow.logic.ts';
import { type QuestionProps, useSurvey } from '../survey-context.ts';
import { Clear } from './Points.tsx';

type Chosen = string | OtherOption;
const idOf = (one: Chosen) => (typeof one === 'string' ? one : one.id);
const textOf = (one: Chosen | undefined) => (one !== undefined && typeof one !== 'string' ? one.text : '');
const isOther = (value: unknown): value is OtherOption => typeof value === 'object' && value !== null && 'id' in value;

/** One of a list. */
export function Choice({ question, value, onChange, id }: QuestionProps<'choice'>) {
  const { seed } = useSurvey();
  const chosen = typeof value === 'string' || isOther(value) ? value : undefined;
  return (
    <>
      <div class="list">
        {orderOf(question.options, question.isShuffled, `${seed}:${question.id}`).map((option) => (
          <OptionLine key={option.id} option={option} type="radio" name={id} isOn={chosen !== undefined && idOf(chosen) === option.id} other={textOf(chosen)} onToggle={() => onChange(option.id)} onOther={(text) => onChange(text === '' ? option.id : { id: option.id, text })} />
        ))}
      </div>
      {!question.isRequired && <Clear isOff={chosen === undefined} onClear={() => onChange(undefined)} />}
    </>
  );
}

export function listOf(value: AnswerValue | undefined): Chosen[] {
  return Array.isArray(value) ? (value as Chosen[]) : []; // of questions with options, a list holds these
}

/** Any of a list. An exclusive option clears the others, and any other clears it. */
export function Choices({ question, value, onChange, id }: QuestionProps<'choices'>) {
  const { seed } = useSurvey();
  const chosen = listOf(value);
  const toggle = (option: Option) => {
    if (chosen.some((one) => idOf(one) === option.id)) return onChange(chosen.filter((one) => idOf(one) !== option.id));
    const alone = new Set(question.options.filter(({ isExclusive }) => isExclusive).map((one) => one.id));
    return onChange(option.isExclusive ? [option.id] : [...chosen.filter((one) => !alone.has(idOf(one))), option.id]);
  };
  return (
    <div class="list">
      {orderOf(question.options, question.isShuffled, `${seed}:${question.id}`).map((option) => {
        const own = chosen.find((one) => idOf(one) === option.id);
        return <OptionLine key={option.id} option={option} type="checkbox" name={id} isOn={own !== undefined} other={textOf(own)} onToggle={() => toggle(option)} onOther={(text) => onChange(chosen.map((one) => (idOf(one) === option.id ? (text === '' ? option.id : { id: option.id, text }) : one)))} />;
      })}
    </div>
  );
}

interface OptionLineProps {
  option: Option;
  type: 'radio' | 'checkbox';
  name: string;
  isOn: boolean;
  other: string;
  onToggle(): void;
  onOther(text: string): void;
}

function OptionLine({ option, type, name, isOn, other, onToggle, onOther }: OptionLineProps) {
  const { text, say } = useSurvey();
  const label = text(option.label);
  return (
    <div class="option" data-on={isOn || undefined}>
      <label>
        <input type={type} class="sr" name={name} value={option.id} checked={isOn} onChange={onToggle} />
        <span class="mark" data-type={type} aria-hidden="true" />
        <span>{label}</span>
      </label>
      {isOn && option.withText && <input type="text" class="field" maxLength={500} autocomplete="off" aria-label={say('other', { option: label })} placeholder={say('other', { option: label })} value={other} onInput={(event) => onOther(event.currentTarget.value)} />}
    </div>
  );
}

/** One of a long list, in the browser's own control: it searches by letters, and phones unfold it over the whole screen. */
export function Dropdown({ question, value, onChange, id, describedBy, faults }: QuestionProps<'dropdown'>) {
  const { seed, text, say } = useSurvey();
  const chosen = typeof value === 'string' ? value : isOther(value) ? value.id : '';
  const option = question.options.find((one) => one.id === chosen);
  return (
    <>
      <div class="select">
        <select id={id} class="field" value={chosen} aria-describedby={describedBy} aria-invalid={faults.length > 0} aria-required={question.isRequired ?? false} onChange={(event) => onChange(event.currentTarget.value || undefined)}>
          <option value="">{say('choose')}</option>
          {orderOf(question.options, question.isShuffled, `${seed}:${question.id}`).map((one) => <option key={one.id} value={one.id}>{text(one.label)}</option>)}
        </select>
      </div>
      {option?.withText && <input type="text" class="field" maxLength={500} autocomplete="off" aria-label={say('other', { option: text(option.label) })} value={isOther(value) ? value.text : ''} onInput={(event) => onChange(event.currentTarget.value === '' ? option.id : { id: option.id, text: event.currentTarget.value })} />}
    </>
  );
}

/** Pictures to choose from; their wording is the alternative text, and is shown as well. */
export function Pictures({ question, value, onChange, id }: QuestionProps<'pictures'>) {
  const { seed, text, imageUrl } = useSurvey();
  const chosen = listOf(value).map(idOf);
  const toggle = (option: string) => {
    if (!question.isMultiple) return onChange([option]);
    return onChange(chosen.includes(option) ? chosen.filter((one) => one !== option) : [...chosen, option]);
  };
  return (
    <>
      <div class="pictures">
        {orderOf(question.options, question.isShuffled, `${seed}:${question.id}`).map((option) => (
          <label key={option.id} class="picture" data-on={chosen.includes(option.id) || undefined}>
            <input type={question.isMultiple ? 'checkbox' : 'radio'} class="sr" name={id} value={option.id} checked={chosen.includes(option.id)} onChange={() => toggle(option.id)} />
            {option.image !== '' && <img src={imageUrl(option.image)} alt="" loading="lazy" decoding="async" />}
            <span class="caption"><span class="mark" data-type={question.isMultiple ? 'checkbox' : 'radio'} aria-hidden="true" />{text(option.label)}</span>
          </label>
        ))}
      </div>
      {!question.isMultiple && !question.isRequired && <Clear isOff={chosen.length === 0} onClear={() => onChange(undefined)} />}
    </>
  );
}
