/** @jsxImportSource preact */
// A tablet in the shop: answers go into its own database first and to the server when there is a network. One person after the other.
import { render } from 'preact';
import { newId } from '../../sdk/new-id.ts';
import { Frame } from './Frame.tsx';
import { Corner, type KioskNeed, StillThere } from './KioskOver.tsx';
import { keepForOffline } from './kiosk-cache.ts';
import { AnswersRefused, type LoadedSurvey, type MountedSurvey, type SubmitOutcome, type SurveyProgress } from './mount.types.ts';
import { layStyles, mountSurvey } from './mount-survey.tsx';
import { Notice } from './Notice.tsx';
import { prefillFrom } from './prefill.logic.ts';
import { countWaiting, dropWaiting, keepWaiting, sendWaiting } from './queue.ts';
import { dayOf } from './screens.logic.ts';
import { fetchSurvey, imageAddress, postFile, putResponse, Refusal } from './transport.ts';
import { sayIn } from './words.ts';

const IDLE_MS = 60_000;
const ASKS_FOR_SECONDS = 20;
const ENDS_AFTER_SECONDS = 12;
/** Asks nobody while nothing waits. Not every tablet tells that the network is back. */
const SENDS_EVERY_MS = 10_000;
const BACK_AFTER_MS = [0, 1_000, 3_000, 8_000];
const RENEWS_EVERY_MS = 300_000;
const PATIENCE_MS = 4_000;

const [root, over] = ['root', 'over'].map((id) => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`kiosk.html has no #${id}`);
  return found;
}) as [HTMLElement, HTMLElement]; // two names, two elements
layStyles(root);
const search = new URLSearchParams(location.search);
const door = { code: decodeURIComponent(location.pathname.split('/')[2] ?? ''), token: search.get('t') ?? undefined };
const language = search.get('lang') ?? navigator.language;
const keptUnder = `momente.kiosk.${door.code}`;

let load: LoadedSurvey | null = null;
let mounted: MountedSurvey | null = null;
let progress: SurveyProgress | null = null;
/** Since the page was opened: the clock on the wall may be set while somebody answers. */
const now = () => performance.now();
let lastTouchAt = 0;
let shownAt = 0;
let need: KioskNeed = { kind: 'none' };
let waiting = 0;
let refused = 0;

for (const kind of ['pointerdown', 'keydown', 'scroll'] as const) addEventListener(kind, () => { lastTouchAt = now(); }, { capture: true, passive: true });
addEventListener('online', () => void flushWhenBack());
setInterval(() => void flush(), SENDS_EVERY_MS);
setInterval(watch, 1_000);
setInterval(() => { if (!isBegun() && need.kind === 'none') void renew(); }, RENEWS_EVERY_MS);
void keepAwake();
void begin().then(() => flush(true));

/** Greets the next person, with what is known of the survey: a slow network keeps nobody waiting. */
async function begin(): Promise<void> {
  need = { kind: 'none' };
  progress = null;
  mounted?.unmount();
  mounted = null;
  if (load === null) load = await fetchFresh();
  else void renew();
  shownAt = now();
  if (!load?.definition) return refuse();
  const responseId = newId();
  const given = prefillFrom(search, load.definition, dayOf(new Date()));
  mounted = mountSurvey(root, {
    load, language, responseId, mode: 'kiosk', source: 'kiosk', answers: given.answers, hidden: given.hidden,
    imageUrl: (fileId) => imageAddress(door.code, fileId),
    sendFile: (question, file) => postFile(door, responseId, { question, file }),
    submit: async (body) => (body.isFinal ? hand(responseId, body) : putResponse(door, responseId, body)),
    onProgress: (reached) => { progress = reached; },
    onFinished: () => { need = { kind: 'ending', seconds: ENDS_AFTER_SECONDS }; draw(); },
    onView: ({ title, language: shown, direction }) => {
      document.title = title;
      document.documentElement.lang = shown;
      document.documentElement.dir = direction;
    },
  });
  draw();
  void flush();
}

/**
 * Onto the disk first; the server's word is waited for shortly, because it may be that the quota is full. A device that
 * keeps nothing (full, or forbidden to) waits for it as long as it takes.
 */
async function hand(responseId: string, body: Parameters<typeof putResponse>[2]): Promise<SubmitOutcome> {
  const whole = { ...body, answeredAt: new Date().toISOString() };
  const isKept = await keepWaiting({ responseId, door, body: whole }).then(() => true, () => false);
  const sent = putResponse(door, responseId, whole).then(async (outcome) => {
    await dropWaiting(responseId).catch(() => undefined);
    return outcome;
  });
  if (!isKept) return sent;
  const patience = new Promise<SubmitOutcome>((resolve) => setTimeout(() => resolve({ state: 'finished' }), PATIENCE_MS));
  return Promise.race([sent, patience]).catch(async (error: unknown) => {
    if (!(error instanceof AnswersRefused)) return { state: 'finished' as const };
    // Whoever gave the answer is still there and can mend it.
    await dropWaiting(responseId).catch(() => undefined);
    throw error;
  }).finally(() => void flush());
}

async function flush(isRefusedToo = false): Promise<void> {
  await sendWaiting(isRefusedToo).catch(() => undefined);
  ({ waiting, refused } = await countWaiting().catch(() => ({ waiting: 0, refused: 0 })));
  draw();
}

/** Browsers call a tablet online once it has an address; what is sent in that moment may not get through yet. */
async function flushWhenBack(): Promise<void> {
  for (const waitMs of BACK_AFTER_MS) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    await flush();
    if (waiting === 0) return;
  }
}

/** @returns null where there is no such survey, and on a first start without a network */
async function fetchFresh(): Promise<LoadedSurvey | null> {
  try {
    const fresh = await fetchSurvey(door, language);
    keepDefinition(fresh);
    void keepForOffline(door.code, fresh).catch(() => undefined);
    return fresh;
  } catch (error) {
    if (error instanceof Refusal) return null;
    return keptDefinition() ?? load;
  }
}

function keepDefinition(fresh: LoadedSurvey): void {
  try {
    localStorage.setItem(keptUnder, JSON.stringify(fresh));
  } catch {
    // Full, or forbidden to keep anything: then a start without a network finds nothing.
  }
}

function keptDefinition(): LoadedSurvey | null {
  try {
    return JSON.parse(localStorage.getItem(keptUnder) ?? 'null') as LoadedSurvey | null; // of keepDefinition
  } catch {
    return null;
  }
}

/** A new version, another theme, the end of the survey: shown to the next person, at once where nobody has begun. */
async function renew(): Promise<void> {
  const before = JSON.stringify(load);
  const fresh = await fetchFresh();
  if (JSON.stringify(fresh) === before) return;
  load = fresh;
  void flush(true);
  if (!isBegun() && need.kind === 'none') await begin();
}

/** Whether somebody is in the middle of it; answers that the address brings are nobody's. */
const isBegun = () => progress !== null && !progress.isFinished && lastTouchAt > shownAt && Object.keys(progress.answers).length > 0;

/** There is nothing to ask: closed, unknown, or the first start without a network. */
function refuse(): void {
  const shown = language.startsWith('de') ? 'de' : 'en';
  const say = sayIn(shown);
  const state = load === null ? (navigator.onLine ? 'unknown' : 'failed') : load.state === 'open' ? 'unknown' : load.state === 'pin_needed' ? 'kiosk.pin' : load.state;
  mounted = null;
  document.documentElement.lang = shown;
  document.title = say(`${state}.title`);
  render(<Frame load={load ?? { code: door.code, state: 'closed', definition: null, theme: null }} mode="kiosk" language={shown} languages={[]} onLanguage={() => undefined} share={null} name="" say={say}><Notice title={say(`${state}.title`)} text={say(`${state}.text`)} action={{ label: say('retry'), do: () => { render(null, root); void begin(); } }} /></Frame>, root);
  draw();
}

/** Each second: whoever walked away leaves the tablet to the next; whoever reads slowly is asked before. */
function watch(): void {
  if (need.kind === 'none') {
    if (isBegun() && now() - lastTouchAt > IDLE_MS) need = { kind: 'asking', seconds: ASKS_FOR_SECONDS };
    else return;
  } else need = { ...need, seconds: need.seconds - 1 };
  if (need.seconds <= 0) {
    mounted?.saveNow();
    void begin();
  } else draw();
}

function draw(): void {
  const say = sayIn(progress?.language ?? language);
  render(
    <>
      {need.kind === 'asking' && <StillThere say={say} seconds={need.seconds} onStay={() => { need = { kind: 'none' }; lastTouchAt = now(); draw(); }} onAgain={() => void begin()} />}
      <Corner say={say} waiting={waiting} refused={refused} {...(need.kind === 'ending' ? { seconds: need.seconds, onAgain: () => void begin() } : {})} />
    </>,
    over,
  );
}

/** A tablet on a counter must not fall asleep; not every browser can be asked. */
async function keepAwake(): Promise<void> {
  const wake = async () => { if (document.visibilityState === 'visible') await navigator.wakeLock?.request('screen').catch(() => undefined); };
  document.addEventListener('visibilitychange', () => void wake());
  await wake();
}
