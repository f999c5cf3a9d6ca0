/** @jsxImportSource preact */
// What a customer's phone loads under /s/…: no sign-in, no cookie, nothing kept beyond the tab but answers that wait for the network.
import { render } from 'preact';
import { newId } from '../../sdk/new-id.ts';
import type { ResponseSource } from '../../../listening/surveys/definition.contract.ts';
import { Frame } from './Frame.tsx';
import { readProgress, writeProgress } from './kept-progress.ts';
import { AnswersRefused, type LoadedSurvey, type MountedSurvey, type MountOptions } from './mount.types.ts';
import { layStyles, mountSurvey } from './mount-survey.tsx';
import { Notice } from './Notice.tsx';
import { prefillFrom } from './prefill.logic.ts';
import { dropWaiting, isWaiting, keepWaiting, sendWaiting } from './queue.ts';
import { dayOf } from './screens.logic.ts';
import { type Door, fetchSurvey, imageAddress, postFile, putResponse, Refusal } from './transport.ts';
import { sayIn } from './words.ts';

const root = document.getElementById('root');
if (!root) throw new Error('answer.html has no #root');
layStyles(root);
const search = new URLSearchParams(location.search);
const door: Door = { code: decodeURIComponent(location.pathname.split('/')[2] ?? ''), token: search.get('t') ?? undefined };
const language = search.get('lang') ?? navigator.language;
const isEmbedded = search.get('embed') === 'true';
if (isEmbedded) {
  // The frame can be as high as the screen in it.
  document.documentElement.dataset['embed'] = 'true';
  new ResizeObserver(() => tellFrame('momente.height', { height: Math.ceil(root.getBoundingClientRect().height) })).observe(root);
}
void open(root);

async function open(place: HTMLElement): Promise<void> {
  const kept = readProgress(keepUnder());
  // Sent, but not arrived before this tab was loaded anew: the customer has finished, and is not asked again.
  const isFinishing = kept !== null && (await isWaiting(kept.responseId).catch(() => false));
  // Answers of an earlier time that found no network.
  void sendWaiting().catch(() => undefined);
  await start(place, isFinishing);
}

async function start(place: HTMLElement, isFinishing: boolean): Promise<void> {
  const say = sayIn(language);
  try {
    const load = await fetchSurvey(door, language);
    render(null, place);
    show(place, load, isFinishing);
  } catch (error) {
    const state = error instanceof Refusal && error.status === 404 ? 'unknown' : 'failed';
    document.title = say(`${state}.title`);
    document.documentElement.lang = language.startsWith('de') ? 'de' : 'en';
    render(
      <Frame load={{ code: door.code, state: 'open', definition: null, theme: null }} mode="page" language={language.startsWith('de') ? 'de' : 'en'} languages={[]} onLanguage={() => undefined} share={null} name="" say={say}>
        <Notice title={say(`${state}.title`)} text={say(`${state}.text`)} {...(state === 'failed' ? { action: { label: say('retry'), do: () => void start(place, isFinishing) } } : {})} />
      </Frame>,
      place,
    );
  }
}

function show(place: HTMLElement, first: LoadedSurvey, isFinishing: boolean): void {
  let load = first;
  let mounted: MountedSurvey | null = null;
  const begin = () => {
    mounted?.unmount();
    mounted = mountSurvey(place, optionsFor(load));
  };
  const optionsFor = (loaded: LoadedSurvey): MountOptions => ({
    ...begun(loaded, isFinishing),
    load: loaded,
    mode: 'page',
    source: sourceOf(search.get('source')),
    imageUrl: (fileId) => imageAddress(door.code, fileId),
    async enterPin(pin) {
      const next = await fetchSurvey({ ...door, pin }, language).catch((error: unknown) => {
        if (error instanceof Refusal && error.code === 'survey.pin_wrong') return load;
        throw error;
      });
      if (next.state === 'pin_needed') return next;
      door.pin = pin;
      load = next;
      // Begun anew: what the address and the tab know about answers fits only now.
      begin();
      return next;
    },
    onProgress: (progress) => {
      if (loaded.definition && !search.has('preview')) writeProgress(keepUnder(), loaded.version ?? 0, progress);
      if (progress.isFinished) tellFrame('momente.finished', { survey: door.code, responseId: progress.responseId });
    },
    onView: ({ title, language: shown, direction }) => {
      document.title = title;
      document.documentElement.lang = shown;
      document.documentElement.dir = direction;
    },
  });
  begin();
}

/** A link of one's own is kept apart from the open one. */
function keepUnder(): string {
  return `${door.code}.${door.token ?? ''}`;
}

/** Where the response begins: where this tab left off, where the link left off, or with what the address brings along. */
function begun(load: LoadedSurvey, isFinishing: boolean): Pick<MountOptions, 'language' | 'responseId' | 'submit' | 'sendFile'> & Partial<MountOptions> {
  const kept = readProgress(keepUnder());
  const isKept = kept !== null && kept.version === load.version && (!load.resume || load.resume.responseId === kept.responseId);
  const responseId = isKept ? kept.responseId : (load.resume?.responseId ?? newId());
  const given = load.definition ? prefillFrom(search, load.definition, dayOf(new Date())) : null;
  return {
    responseId,
    language: isKept && !search.has('lang') ? kept.language : language,
    ...(given ? { hidden: given.hidden } : {}),
    ...(isKept ? { finishesAtOnce: isFinishing, answers: kept.answers, startedAt: kept.startedAt, seq: Math.max(kept.seq, load.resume?.seq ?? 0), ...(kept.at === null ? {} : { at: kept.at }) } : given ? { answers: given.answers, skipsAnswered: search.get('skipPrefilled') === 'true' || given.clicked !== null, savesAtOnce: given.clicked !== null } : {}),
    sendFile: (question, file) => postFile(door, responseId, { question, file }),
    async submit(body, { keepalive = false } = {}) {
      if (!body.isFinal) return putResponse(door, responseId, body, keepalive);
      const whole = { ...body, answeredAt: new Date().toISOString() };
      // Kept before it is sent: whatever happens to the tab now, the answers are safe.
      await keepWaiting({ responseId, door: { ...door }, body: whole }).catch(() => undefined);
      const outcome = await putResponse(door, responseId, whole).catch((error: unknown) => {
        if (!(error instanceof Refusal || error instanceof AnswersRefused)) throw error;
        void dropWaiting(responseId).catch(() => undefined);
        // Whoever still sits in front of it is told, and does not wait for a network that is there.
        throw error instanceof Refusal ? new AnswersRefused([]) : error;
      });
      void dropWaiting(responseId).catch(() => undefined);
      return outcome;
    },
  };
}

/** Ways that an address may name; the others are known from elsewhere. */
const sources = ['link', 'mail', 'sms', 'messenger', 'qr'] as const satisfies readonly ResponseSource[];

function sourceOf(named: string | null): ResponseSource {
  return sources.find((source) => source === named) ?? 'link';
}

/** The page around may want to close the frame. What was answered is none of its business. */
function tellFrame(kind: string, about: Readonly<Record<string, unknown>>): void {
  if (isEmbedded && window.parent !== window) window.parent.postMessage({ kind, ...about }, '*');
}
