import type { PublicPlacement } from '../../listening/placements/placements.contract.ts';
import { toJson } from '../sdk/to-json.ts';
import { openFrame } from './frame.ts';
import type { AnswersRefused, LoadedSurvey, MountOptions, MountedSurvey, ResponseBody, SubmitOutcome } from './renderer/mount.types.ts';

/** What survey.js brings; loaded only when a survey shows. */
interface Renderer {
  mountSurvey(root: HTMLElement, options: MountOptions): MountedSurvey;
  AnswersRefused: typeof AnswersRefused;
}

export interface Showing {
  server: string;
  placement: Pick<PublicPlacement, 'survey' | 'rules'>;
  responseId: string;
  language: string;
  /** Goes along with the answers: whose page it is, and whom it believes to see. */
  claim: Readonly<Record<string, unknown>>;
  /** Values for hidden fields, as far as the survey has them. */
  known: Readonly<Record<string, unknown>>;
  /** Tried by staff: nothing is sent. */
  isPreview: boolean;
  mayShow(): Promise<boolean>;
  onShown(): void;
  onFinished(): void;
  onGone(): void;
}

export interface Shown {
  close(): void;
  /** Not once the page has taken it out. */
  isThere(): boolean;
}

/**
 * Asks, loads and shows. @returns how to take it away; null where nothing shows
 * @throws whatever the network throws: then nothing shows either
 */
export async function showSurvey(showing: Showing): Promise<Shown | null> {
  const { server, placement: { survey, rules }, responseId, language, isPreview } = showing;
  const address = `${server}/api/public/surveys/${encodeURIComponent(survey)}`;
  const [mayShow, { mountSurvey, AnswersRefused }, load] = await Promise.all([
    showing.mayShow(),
    import(/* @vite-ignore */ `${server}/widget/survey.js`) as Promise<Renderer>,
    getJson<LoadedSurvey>(`${address}?lang=${encodeURIComponent(language)}`),
  ]);
  if (!mayShow || load.state !== 'open') return null;
  let mounted: MountedSurvey | undefined;
  const leave = () => mounted?.saveNow();
  const close = () => {
    if (!mounted) return;
    leave();
    removeEventListener('pagehide', leave);
    // In this order: the frame has to see where the focus is.
    frame?.close();
    mounted.unmount();
    mounted = undefined;
    showing.onGone();
  };
  const frame = await openFrame(rules, close);
  if (!frame) return null;
  mounted = mountSurvey(frame.root, {
    load, language, responseId, mode: 'widget', source: 'widget', hidden: hiddenOf(load, showing.known),
    imageUrl: (id) => `${address}/images/${id}`,
    async submit(body, { keepalive = false } = {}) {
      if (isPreview) return { state: body.isFinal ? 'finished' : 'saved' };
      return save(`${address}/responses/${responseId}`, { ...body, ...showing.claim, sentAt: new Date().toISOString() }, keepalive, AnswersRefused);
    },
    async sendFile(question, file) {
      if (isPreview) return { fileId: responseId };
      const sent = await fetch(`${address}/responses/${responseId}/files?question=${encodeURIComponent(question)}`, { method: 'POST', body: file, credentials: 'omit', headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) } });
      if (!sent.ok) throw new Error(String(sent.status));
      return sent.json();
    },
    onClose: close,
    onFinished: showing.onFinished,
    onView: ({ title, language, direction }) => frame.name(title, language, direction),
  });
  addEventListener('pagehide', leave);
  frame.reveal();
  showing.onShown();
  return { close, isThere: frame.isThere };
}

export async function getJson<Answer>(url: string): Promise<Answer> {
  const answer = await fetch(url, { credentials: url.includes('/preview') ? 'same-origin' : 'omit' });
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.json();
}

/** Together 64 kB for all that a page leaves behind; a sign may take three bytes. */
const OUTLIVES_SIGNS = 10_000;

async function save(url: string, body: ResponseBody & { sentAt: string }, keepalive: boolean, Refused: typeof AnswersRefused): Promise<SubmitOutcome> {
  const text = toJson(body);
  // Whoever sends the last answer may leave at once. Browsers carry only little that far.
  const answer = await fetch(url, { method: 'PUT', body: text, headers: { 'content-type': 'application/json' }, credentials: 'omit', keepalive: keepalive || (body.isFinal && text.length < OUTLIVES_SIGNS) });
  if (answer.ok) return answer.json();
  const { code, errors = [] }: { code?: string; errors?: { at: string }[] } = await answer.json().catch(() => ({}));
  if (code === undefined || answer.status === 408 || answer.status === 429 || answer.status >= 500) throw new Error(String(answer.status));
  // Taken away while somebody was answering.
  if (answer.status === 404) return { state: 'closed' };
  throw new Refused(errors.map(({ at }) => at.replace(/^answers\./, '')));
}

function hiddenOf({ definition }: LoadedSurvey, known: Readonly<Record<string, unknown>>): Record<string, string> {
  const fields = definition?.hidden ?? [];
  return Object.fromEntries(fields.flatMap(({ id }) => (['string', 'number', 'boolean'].includes(typeof known[id]) ? [[id, String(known[id]).slice(0, 500)]] : [])));
}
