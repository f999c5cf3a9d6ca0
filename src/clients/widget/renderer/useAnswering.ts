import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { checkAnswer, checkAnswers, type Fault } from '../../../listening/surveys/flow/answer-check.logic.ts';
import type { Answers, AnswerValue, Definition } from '../../../listening/surveys/definition.contract.ts';
import { chooseLanguage, walk } from '../../../listening/surveys/flow/flow.logic.ts';
import { newId } from '../../sdk/new-id.ts';
import { nowWithOffset } from './local-time.ts';
import { AnswersRefused, type MountOptions, type ResponseBody, type SubmitOutcome, type SurveyProgress } from './mount.types.ts';
import { dayOf, firstOpen, placeOf, screensOf, seenUpTo, withAnswer } from './screens.logic.ts';

const RETRY_FIRST_MS = 3_000;
const RETRY_LAST_MS = 60_000;

/** Where the customer is and what is answered: one response from the greeting to the ending. */
export function useAnswering(options: MountOptions, definition: Definition) {
  const { load } = options;
  const [language, setLanguage] = useState(() => chooseLanguage(definition.languages, [options.language]));
  const [answers, setAnswers] = useState<Answers>(() => ({ ...(load.resume?.answers as Answers | undefined), ...options.answers })); // kept after it was judged
  const [responseId] = useState(() => options.responseId ?? load.resume?.responseId ?? newId());
  const [startedAt] = useState(() => options.startedAt ?? nowWithOffset());
  const [today] = useState(() => dayOf(new Date()));
  const [faults, setFaults] = useState<readonly (Fault & { question: string })[]>([]);
  const [sending, setSending] = useState<'no' | 'busy' | 'waiting'>('no');
  const [outcome, setOutcome] = useState<SubmitOutcome | null>(null);
  const [isRefused, setIsRefused] = useState(false);

  const hidden = useMemo(() => ({ ...options.hidden, ...load.hidden }), [options.hidden, load.hidden]);
  const around = { language, hidden, source: options.source ?? 'link', seed: responseId };
  const walked = useMemo(() => walk(definition, answers, around), [definition, answers, language, hidden]);
  const screens = useMemo(() => screensOf(walked, definition.look.isOneByOne), [walked, definition]);
  const hasGreeting = Object.values(definition.intro ?? {}).some((text) => text.trim() !== '');
  const [wanted, setWanted] = useState(() => {
    if (options.at !== undefined) return placeOf(screens, options.at);
    const isBegun = Object.keys(answers).length > 0;
    if (load.resume || options.skipsAnswered) return isBegun ? firstOpen(screens, answers) : hasGreeting ? -1 : 0;
    return hasGreeting ? -1 : 0;
  });
  const place = Math.min(wanted, Math.max(0, screens.length - 1));
  const screen = place < 0 ? undefined : screens[place];

  // What saving needs to know at the moment of saving, whatever was drawn last.
  const latest = useRef({ answers, language });
  latest.current = { answers, language };
  const seq = useRef(options.seq ?? load.resume?.seq ?? 0);
  const unsaved = useRef(false);
  const website = useRef('');
  const bodyFor = (isFinal: boolean): ResponseBody => {
    const now = { ...around, language: latest.current.language };
    // Only what stands the server's own check: a half-typed address must not hold up the rest.
    const { kept } = checkAnswers(definition, latest.current.answers, { ...now, today, isFinal });
    seq.current += 1;
    unsaved.current = false;
    return { version: load.version ?? 0, language: now.language, answers: kept, hidden, source: now.source, startedAt, seq: seq.current, isFinal, ...(website.current === '' ? {} : { website: website.current }) };
  };
  /** A part that does not arrive is no loss: the next save holds everything. */
  const savePart = (keepalive = false) => {
    options.submit(bodyFor(false), { keepalive }).catch(() => { unsaved.current = true; });
  };

  const finish = async () => {
    setSending((was) => (was === 'waiting' ? was : 'busy'));
    setIsRefused(false);
    try {
      const arrived = await options.submit(bodyFor(true));
      setOutcome(arrived);
      setSending('no');
      options.onFinished?.(arrived);
    } catch (error) {
      if (!(error instanceof AnswersRefused)) return setSending('waiting');
      setSending('no');
      setIsRefused(true);
      const refused = screens.flatMap(({ questions }) => questions).filter(({ id }) => error.places.some((one) => one === id || one.startsWith(`${id}.`)));
      setFaults(refused.map(({ id }) => ({ question: id, code: 'wrong_shape' })));
      if (refused[0]) setWanted(placeOf(screens, refused[0].id));
    }
  };
  useRetry(sending === 'waiting', finish);

  const next = () => {
    if (!screen) return setWanted(0);
    const found = screen.questions.flatMap((question) => checkAnswer(question, answers[question.id], { today, isFinal: true }).map((fault) => ({ question: question.id, ...fault })));
    setFaults(found);
    if (found.length > 0) return undefined;
    let target = place + 1;
    while (options.skipsAnswered && screens[target]?.questions.every(({ kind, id }) => kind === 'statement' || options.answers?.[id] !== undefined)) target += 1;
    if (target >= screens.length) return void finish();
    setWanted(target);
    return savePart();
  };
  const back = () => {
    setFaults([]);
    setWanted(place - 1);
  };
  const answer = (id: string, value: AnswerValue | undefined) => {
    unsaved.current = true;
    setAnswers((all) => withAnswer(all, id, value));
    // A fault is taken back when it is mended, and a new one is shown when the customer goes on.
    setFaults((all) => all.filter(({ question }) => question !== id));
    setIsRefused(false);
  };

  useEffect(() => { if (options.finishesAtOnce) void finish(); else if (options.savesAtOnce) savePart(); }, []);
  useFollow(options.language, (tag) => setLanguage(chooseLanguage(definition.languages, [tag])));
  useFollow(options.answers, (given) => given && setAnswers(given));
  useFollow(options.at, (id) => { if (id !== undefined) { setWanted(placeOf(screens, id)); setFaults([]); setOutcome(null); } });
  // At once, not after the next frame: who loads the page anew right after the last letter finds it again.
  useLayoutEffect(() => {
    const progress: SurveyProgress = { responseId, path: [...walked.asked], at: screen?.id ?? null, shown: screen?.questions.map(({ id }) => id) ?? [], ending: walked.ending.id, answers, startedAt, language, seq: seq.current, isFinished: outcome !== null };
    options.onProgress?.(progress);
  }, [walked, screen?.id, language, outcome]);

  return {
    language, setLanguage, answers, answer, responseId, walked, screens, screen, place, hasGreeting, faults, isRefused, sending, outcome, today, website,
    seen: seenUpTo(screens, place), next, back, finish,
    saveNow: () => { if (unsaved.current && outcome === null) savePart(true); },
  };
}

export type Answering = ReturnType<typeof useAnswering>;

/** Calls when a given value has changed after the first time. */
function useFollow<Value>(value: Value, follow: (value: Value) => void): void {
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else follow(value);
  }, [value]);
}

/** Tries again when the network is back, and from time to time: not every device tells. */
function useRetry(isWaiting: boolean, retry: () => Promise<void>): void {
  const latest = useRef(retry);
  latest.current = retry;
  useEffect(() => {
    if (!isWaiting) return undefined;
    let waitMs = RETRY_FIRST_MS;
    let timer = 0;
    const attempt = () => {
      clearTimeout(timer);
      timer = window.setTimeout(attempt, waitMs);
      waitMs = Math.min(waitMs * 2, RETRY_LAST_MS);
      void latest.current();
    };
    timer = window.setTimeout(attempt, waitMs);
    addEventListener('online', attempt);
    return () => {
      clearTimeout(timer);
      removeEventListener('online', attempt);
    };
  }, [isWaiting]);
}
