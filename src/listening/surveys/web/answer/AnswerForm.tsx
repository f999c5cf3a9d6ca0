import { useEffect, useRef, useState } from 'react';
import type { PublicSurvey } from '../../surveys.contract.ts';
import { type AnswerLanguage, answersOf, type Draft, emptyDraft, questionsOf, stepsOf } from './answer-steps.logic.ts';
import { QuestionScreen } from './QuestionScreen.tsx';
import type { Say } from './words.ts';
import classes from './answer.module.css';

interface AnswerFormProps {
  survey: PublicSurvey;
  language: AnswerLanguage;
  say: Say;
  onSend: (draft: Draft) => Promise<void>;
  /** A preview sends nothing and does not take the focus. */
  isPreview?: boolean;
}

/** A greeting and then one screen after the other; what was answered stays until it has arrived. */
export function AnswerForm({ survey, language, say, onSend, isPreview = false }: AnswerFormProps) {
  const steps = stepsOf(survey);
  const [place, setPlace] = useState(-1); // −1: the greeting
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [sending, setSending] = useState<'no' | 'busy' | 'failed'>('no');
  const screen = useRef<HTMLDivElement>(null);
  const step = steps[Math.min(place, steps.length - 1)];
  const isLast = place >= steps.length - 1;
  useEffect(() => {
    if (isPreview || place < 0) return;
    screen.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [place, isPreview]);

  const name = language === 'de' ? survey.nameDe : survey.nameEn;
  const intro = language === 'de' ? survey.introDe : survey.introEn;
  if (place < 0 || !step) {
    return (
      <div className={classes.greeting}>
        <h1 className={classes.question}>{name}</h1>
        {intro && <p className={classes.intro}>{intro}</p>}
        <p className={classes.ask}>{say('minute')}</p>
        <div className={classes.foot}><button type="button" className={classes.primary} onClick={() => setPlace(0)}>{say('start')}</button></div>
      </div>
    );
  }

  const isEmpty = answersOf(draft).length === 0;
  const isSkipped = questionsOf(step).every((question) => draft.values[question] === undefined);
  const send = async () => {
    setSending('busy');
    try {
      await onSend(draft);
    } catch {
      setSending('failed');
    }
  };
  return (
    <form className={classes.form} onSubmit={(event) => { event.preventDefault(); if (!isLast) setPlace(place + 1); else if (!isEmpty && sending !== 'busy') void send(); }}>
      <div className={classes.progress}>
        <span className="m-hidden">{say('progress', { step: place + 1, steps: steps.length })}</span>
        {steps.map((_, at) => <span key={at} aria-hidden="true" data-done={at <= place || undefined} />)}
      </div>
      <div ref={screen} className={classes.screen} key={place}><QuestionScreen step={step} draft={draft} onChange={setDraft} say={say} /></div>
      <div role="status" className={classes.status}>
        {sending === 'failed' && <p className={classes.failure}><strong>{say('failed.title')}.</strong> {say('failed.text')}</p>}
        {isLast && isEmpty && <p className={classes.hint}>{say('nothing')}</p>}
      </div>
      <div className={classes.foot}>
        <button type="button" className={classes.secondary} onClick={() => setPlace(place - 1)}>{say('back')}</button>
        <button type="submit" className={classes.primary} disabled={isLast && (isEmpty || isPreview)} aria-busy={sending === 'busy'}>
          {say(!isLast ? (isSkipped ? 'skip' : 'next') : sending === 'busy' ? 'sending' : sending === 'failed' ? 'failed.retry' : 'send')}
        </button>
      </div>
    </form>
  );
}
