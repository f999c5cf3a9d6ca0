/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks';
import type { Definition } from '../../../listening/surveys/definition.contract.ts';
import { findFaulty, QuestionBlock } from './QuestionBlock.tsx';
import { Icon } from './questions/icons.tsx';
import type { Screen } from './screens.logic.ts';
import { useSurvey } from './survey-context.ts';
import type { Answering } from './useAnswering.ts';

interface ScreenFormProps {
  answering: Answering;
  screen: Screen;
  definition: Definition;
}

/** The questions of one screen and the way on. */
export function ScreenForm({ answering, screen, definition }: ScreenFormProps) {
  const { say, text } = useSurvey();
  const { answers, faults, place, screens, sending, hasGreeting, isRefused } = answering;
  const form = useRef<HTMLFormElement>(null);
  const heading = text(screen.page.title);
  const isAlone = screen.questions.length === 1 && heading === '';
  const isLast = place >= screens.length - 1;
  const isBusy = sending === 'busy';
  const asked = screen.questions.filter(({ kind }) => kind !== 'statement');
  const isSkipped = asked.length > 0 && asked.every(({ id, isRequired }) => !isRequired && answers[id] === undefined);
  const canGoBack = definition.look.allowsBack && (place > 0 || hasGreeting) && sending === 'no';

  // Where something is missing, the customer is taken there; its message is read with it.
  useEffect(() => { if (faults.length > 0 && form.current) findFaulty(form.current)?.focus(); }, [faults]);

  // At the click, which Enter in a field makes too: frames that forbid forms never come to "submit".
  const goOn = (event: Event) => {
    event.preventDefault();
    if (!isBusy) answering.next();
  };

  return (
    <form ref={form} class="form" noValidate onSubmit={goOn}>
      {heading !== '' ? <h1 class="title" tabIndex={-1}>{heading}</h1> : !isAlone && <h1 class="sr" tabIndex={-1}>{text(definition.title)}</h1>}
      {screen.questions.map((question) => (
        <QuestionBlock key={question.id} question={question} value={answers[question.id]} onChange={(value) => answering.answer(question.id, value)} faults={faults.filter((fault) => fault.question === question.id)} level={isAlone ? 1 : 2} />
      ))}
      <input class="trap" type="text" name="website" tabIndex={-1} autocomplete="off" aria-hidden="true" onInput={(event) => { answering.website.current = event.currentTarget.value; }} />
      <div class="status" role="status">
        {(faults.length > 0 || isRefused) && <p class="summary"><Icon shape="alert" />{isRefused ? say('refused') : say('fault.summary', { count: new Set(faults.map(({ question }) => question)).size })}</p>}
        {sending === 'waiting' && <p class="summary"><Icon shape="alert" /><span><strong>{say('waiting.title')}.</strong> {say('waiting.text')}</span></p>}
      </div>
      <div class="actions">
        {canGoBack && <button type="button" class="secondary" onClick={answering.back}>{say('back')}</button>}
        <button type="submit" class="primary" aria-busy={isBusy} onClick={goOn}>
          {say(isBusy ? 'sending' : sending === 'waiting' ? 'retry' : isLast ? 'send' : isSkipped ? 'skip' : 'next')}
        </button>
      </div>
    </form>
  );
}
