/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import type { Fault } from '../../../../listening/surveys/flow/answer-check.logic.ts';
import { wordFault } from '../fault-words.logic.ts';
import { type QuestionProps, useSurvey } from '../survey-context.ts';
import { sayDay } from '../words.ts';
import { Icon } from './icons.tsx';
import { Clear } from './Points.tsx';
import { readNumber } from './read-number.logic.ts';

const COUNTED_FROM = 200;
const LIMITS = { one: 500, many: 5_000 };
const TYPES = { email: 'email', phone: 'tel', url: 'url', postcode_de: 'text' } as const;
const FILLED_BY_BROWSER = { email: 'email', phone: 'tel', url: 'url', postcode_de: 'postal-code' } as const;

/** The types of preact want one type per place in the code. */
const typed = (type: 'text' | 'email' | 'tel' | 'url') => type as 'text';

/** One line, or several. */
export function Text({ question, value, onChange, id, describedBy, faults }: QuestionProps<'text'>) {
  const { text, say } = useSurvey();
  const written = typeof value === 'string' ? value : '';
  const limit = question.maxLength ?? LIMITS[question.lines];
  const shares = { id, value: written, class: 'field', 'aria-describedby': describedBy, 'aria-invalid': faults.length > 0, 'aria-required': question.isRequired ?? false, placeholder: text(question.placeholder), onInput: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value) };
  if (question.lines === 'one') return <input {...shares} type={typed(question.format ? TYPES[question.format] : 'text')} autocomplete={question.format ? FILLED_BY_BROWSER[question.format] : 'off'} {...(question.format === 'postcode_de' ? { inputMode: 'numeric' as const } : {})} maxLength={limit} />;
  return (
    <>
      <textarea {...shares} rows={5} maxLength={limit} onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit(); }} />
      <p class="count" role="status">{written.length > limit - COUNTED_FROM && say('text.left', { left: limit - written.length })}</p>
    </>
  );
}

/** A number in a field for text: browsers' own number fields swallow what they do not understand, commas for instance. */
export function NumberField({ question, value, onChange, id, describedBy, faults }: QuestionProps<'number'>) {
  const { text, say, language, figure } = useSurvey();
  const [typed, setTyped] = useState(() => (typeof value === 'number' ? figure(value) : typeof value === 'string' ? value : ''));
  // Another answer came from outside (going back, a reload).
  useEffect(() => {
    if (typeof value === 'number' && readNumber(typed, language) !== value) setTyped(figure(value));
  }, [value]);
  const { low, high } = question;
  const range = low !== undefined && high !== undefined ? say('number.range', { low: figure(low), high: figure(high) }) : low !== undefined ? say('number.from', { low: figure(low) }) : high === undefined ? '' : say('number.to', { high: figure(high) });
  const type = (written: string) => {
    setTyped(written);
    const read = readNumber(written, language);
    // What is no number stays as it was typed, so that the check can say so.
    onChange(written.trim() === '' ? undefined : (read ?? written));
  };
  return (
    <>
      <div class="unit-field">
        <input id={id} type="text" inputMode={question.decimals ? 'decimal' : 'numeric'} class="field number" autocomplete="off" value={typed} maxLength={30} aria-describedby={[describedBy, range !== '' && `${id}-range`, question.unit && `${id}-unit`].filter(Boolean).join(' ') || undefined} aria-invalid={faults.length > 0} aria-required={question.isRequired ?? false} onInput={(event) => type(event.currentTarget.value)} />
        {question.unit && <span id={`${id}-unit`}>{text(question.unit)}</span>}
      </div>
      {range !== '' && <p class="hint" id={`${id}-range`}>{range}</p>}
    </>
  );
}

/** A calendar day, in the browser's own control: it knows the order of day and month in the customer's country. */
export function DateField({ question, value, onChange, id, describedBy, faults }: QuestionProps<'date'>) {
  const { today } = useSurvey();
  const limit = (day: string | undefined) => (day === 'today' ? today : day);
  return <input id={id} type="date" class="field date" min={limit(question.earliest)} max={limit(question.latest) ?? '9999-12-31'} value={typeof value === 'string' ? value : ''} aria-describedby={describedBy} aria-invalid={faults.length > 0} aria-required={question.isRequired ?? false} onInput={(event) => onChange(event.currentTarget.value)} />;
}

/** Between two ends. Until it is touched it has no value: a thumb in the middle is not an answer. */
export function Slider({ question, value, onChange, id, describedBy }: QuestionProps<'slider'>) {
  const { text, say, figure } = useSurvey();
  const { low, high, step } = question;
  const middle = low + Math.round((high - low) / 2 / step) * step;
  const given = typeof value === 'number' ? value : null;
  const unit = text(question.unit);
  const said = given === null ? say('slider.none') : `${figure(given)}${unit === '' ? '' : ` ${unit}`}`;
  const share = ((given ?? middle) - low) / (high - low);
  const take = (event: { currentTarget: HTMLInputElement }) => onChange(Number(event.currentTarget.value));
  return (
    <div class="slider" data-untouched={given === null || undefined}>
      <output for={id} class="said">{said}</output>
      <input id={id} type="range" min={low} max={high} step={step} value={given ?? middle} aria-describedby={describedBy} aria-valuetext={said} style={{ '--share': share }} onInput={take} onClick={take} onKeyDown={(event) => (event.key === ' ' || event.key === 'Enter') && given === null && (event.preventDefault(), take(event))} />
      <div class="ends" aria-hidden="true"><span>{text(question.lowLabel) || figure(low)}</span><span>{text(question.highLabel) || figure(high)}</span></div>
      {!question.isRequired && <Clear isOff={given === null} onClear={() => onChange(undefined)} />}
    </div>
  );
}

const TOKENS = { firstName: 'given-name', lastName: 'family-name', company: 'organization', email: 'email', phone: 'tel', street: 'street-address', postcode: 'postal-code', city: 'address-level2', country: 'country-name' } as const;
const HALVES = new Set(['firstName', 'lastName', 'postcode', 'city']);

/** Name and address, filled in by the browser where the customer lets it. */
export function Contact({ question, value, onChange, faults, id }: QuestionProps<'contact'>) {
  const { say } = useSurvey();
  const saySize = useLimits();
  const given = typeof value === 'object' && !Array.isArray(value) ? (value as Readonly<Record<string, string>>) : {}; // of contact data
  const write = (field: string, text: string) => {
    const { [field]: _, ...others } = given;
    onChange(text === '' ? others : { ...others, [field]: text });
  };
  return (
    <div class="contact">
      {question.fields.map(({ field, isRequired }) => {
        const fault: Fault | undefined = faults.find(({ part }) => part === field);
        const part = `${id}-${field}`;
        return (
          <div key={field} class="contact-field" data-half={HALVES.has(field) || undefined}>
            <label for={part}>{say(`contact.${field}`)}{isRequired && <span class="needed"> · {say('required')}</span>}</label>
            <input id={part} class="field" type={typed(field === 'email' ? 'email' : field === 'phone' ? 'tel' : 'text')} autocomplete={TOKENS[field]} {...(field === 'postcode' ? { inputMode: 'numeric' as const } : {})} maxLength={500} value={given[field] ?? ''} aria-required={isRequired ?? false} aria-invalid={fault !== undefined} aria-describedby={fault ? `${part}-fault` : undefined} onInput={(event) => write(field, event.currentTarget.value)} />
            {fault && <p class="fault" id={`${part}-fault`}><Icon shape="alert" />{wordFault(fault, 'contact', say, saySize)}</p>}
          </div>
        );
      })}
    </div>
  );
}

/** A sentence to agree to. */
export function Consent({ question, value, onChange, id, describedBy, faults }: QuestionProps<'consent'>) {
  const { text } = useSurvey();
  return (
    <div class="option consent" data-on={value === true || undefined}>
      <label>
        <input id={id} type="checkbox" class="sr" checked={value === true} aria-describedby={describedBy} aria-invalid={faults.length > 0} aria-required={question.isRequired ?? false} onChange={(event) => onChange(event.currentTarget.checked)} />
        <span class="mark" data-type="checkbox" aria-hidden="true" />
        <span>{text(question.label)}</span>
      </label>
    </div>
  );
}

/** Limits in faults as people write them. */
export function useLimits(): (limit: number | string) => string {
  const { figure, language } = useSurvey();
  return (limit) => (typeof limit === 'number' ? figure(limit) : sayDay(limit, language));
}
