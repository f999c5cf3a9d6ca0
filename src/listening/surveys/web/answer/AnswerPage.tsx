import { useCallback, useEffect, useState } from 'react';
import { api } from '../../../../ui/api.ts';
import { ProblemError } from '../../../../ui/problem.ts';
import type { PublicSurvey } from '../../surveys.contract.ts';
import { type AnswerLanguage, answersOf, type Draft, languageOf } from './answer-steps.logic.ts';
import { AnswerForm } from './AnswerForm.tsx';
import { wordsIn } from './words.ts';
import classes from './answer.module.css';

/** Where a customer stands with this link. */
type Stage = { kind: 'loading' } | { kind: 'open'; survey: PublicSurvey } | { kind: 'thanks' } | { kind: 'closed' } | { kind: 'answered' } | { kind: 'unknown' } | { kind: 'failed' };

/** What one customer answers on an own phone: no sign-in, no shell, nothing stored in the browser. */
export function AnswerPage() {
  const [{ code, token, wanted }] = useState(readAddress);
  const [language, setLanguage] = useState<AnswerLanguage>(wanted);
  const [stage, setStage] = useState<Stage>({ kind: 'loading' });
  const [responseId] = useState(newResponseId);
  const say = wordsIn(language);

  const load = useCallback(() => {
    api.get<PublicSurvey>(`/api/public/surveys/${encodeURIComponent(code)}`, { query: { token }, expect401: true })
      .then((survey) => setStage({ kind: 'open', survey }), (error: unknown) => setStage(stageOf(error)));
  }, [code, token]);
  useEffect(load, [load]);
  useEffect(() => { document.documentElement.lang = language; }, [language]);
  const title = stage.kind === 'open' ? stage.survey[language === 'de' ? 'nameDe' : 'nameEn'] : say(`${stage.kind === 'loading' ? 'thanks' : stage.kind}.title`);
  useEffect(() => { if (stage.kind !== 'loading') document.title = title; }, [title, stage.kind]);

  const send = async (draft: Draft) => {
    try {
      await api.post(`/api/public/surveys/${encodeURIComponent(code)}/responses`, { body: { responseId, language, answers: answersOf(draft), ...(token === '' ? {} : { token }) }, expect401: true });
      setStage({ kind: 'thanks' });
    } catch (error) {
      const next = stageOf(error);
      if (next.kind === 'failed') throw error; // the form keeps what was answered and offers to try again
      setStage(next);
    }
  };

  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <button type="button" className={classes.language} lang={language === 'de' ? 'en' : 'de'} onClick={() => setLanguage(language === 'de' ? 'en' : 'de')}>{say('languageSwitch')}</button>
      </header>
      <main id="main" className={classes.main}>
        {stage.kind === 'loading' && <p role="status" className={classes.ask}>{say('loading')}</p>}
        {stage.kind === 'open' && <AnswerForm survey={stage.survey} language={language} say={say} onSend={send} />}
        {stage.kind !== 'loading' && stage.kind !== 'open' && (
          <div role="status" className={classes.end}>
            <h1 className={classes.question}>{say(`${stage.kind}.title`)}</h1>
            <p className={classes.ask}>{say(`${stage.kind}.text`)}</p>
            {stage.kind === 'failed' && <button type="button" className={classes.primary} onClick={() => { setStage({ kind: 'loading' }); load(); }}>{say('failed.retry')}</button>}
          </div>
        )}
      </main>
    </div>
  );
}

function stageOf(error: unknown): Stage {
  const code = error instanceof ProblemError ? error.code : '';
  if (code === 'survey.closed') return { kind: 'closed' };
  if (code === 'survey.already_answered') return { kind: 'answered' };
  if (code === 'survey.not_found' || code === 'survey.link_not_found' || code === 'request.invalid') return { kind: 'unknown' };
  return { kind: 'failed' };
}

function readAddress(): { code: string; token: string; wanted: AnswerLanguage } {
  const search = new URLSearchParams(window.location.search);
  const code = decodeURIComponent(window.location.pathname.split('/')[2] ?? '');
  return { code, token: search.get('t') ?? '', wanted: languageOf(search.get('lang'), navigator.languages) };
}

/** A random UUID also where the page is not served over https, as on a kiosk in the shop's own network. */
function newResponseId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
