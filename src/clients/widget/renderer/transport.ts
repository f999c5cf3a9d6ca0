import { AnswersRefused, type LoadedSurvey, type ResponseBody, type SubmitOutcome } from './mount.types.ts';

/** What the link says about who answers. */
export interface Door {
  code: string;
  token?: string | undefined;
  pin?: string | undefined;
}

const TIMEOUT_MS = 20_000;

/** The server has answered, and the answer is a refusal: trying again would bring the same. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, status: number) {
    super(code);
    this.code = code;
    this.status = status;
  }
}

/** AbortSignal.timeout, which phones of 2020 do not know yet. */
function deadline(waitMs: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), waitMs);
  return controller.signal;
}

const addressOf = (code: string) => `/api/public/surveys/${encodeURIComponent(code)}`;

/** @throws Refusal for a survey that there is not; anything else means that nobody answered */
export async function fetchSurvey({ code, token, pin }: Door, language: string): Promise<LoadedSurvey> {
  const query = new URLSearchParams({ lang: language, ...(token ? { token } : {}), ...(pin ? { pin } : {}) });
  const answer = await fetch(`${addressOf(code)}?${query}`, { signal: deadline(TIMEOUT_MS) });
  if (!answer.ok) throw await refusalOf(answer);
  return answer.json() as Promise<LoadedSurvey>; // as its contract says
}

export function imageAddress(code: string, fileId: string): string {
  return `${addressOf(code)}/images/${encodeURIComponent(fileId)}`;
}

export interface SavedLater {
  /** When it was finished, by this device's clock. */
  answeredAt?: string;
}

/** @throws AnswersRefused; Error where the server was not reached or is busy: then try again */
export async function putResponse(door: Door, responseId: string, body: ResponseBody & SavedLater, isLeaving = false): Promise<SubmitOutcome> {
  const { code, token, pin } = door;
  const answer = await fetch(`${addressOf(code)}/responses/${responseId}`, {
    method: 'PUT', headers: { 'content-type': 'application/json' }, keepalive: isLeaving, ...(isLeaving ? {} : { signal: deadline(TIMEOUT_MS) }),
    body: JSON.stringify({ ...body, ...(token ? { token } : {}), ...(pin ? { pin } : {}), sentAt: new Date().toISOString() }),
  });
  if (answer.ok) return answer.json() as Promise<SubmitOutcome>; // as its contract says
  const refusal = await refusalOf(answer);
  if (refusal instanceof Refusal) {
    if (refusal.code === 'survey.already_answered') return { state: 'answered' };
    if (refusal.code === 'survey.link_expired') return { state: 'expired' };
    // Also one that was taken away while somebody was answering.
    if (refusal.code === 'survey.closed' || refusal.code === 'survey.not_found') return { state: 'closed' };
  }
  throw refusal;
}

/** @throws Error when it did not arrive or was not taken */
export async function postFile({ code, token }: Door, responseId: string, { question, file }: { question: string; file: File }): Promise<{ fileId: string }> {
  const query = new URLSearchParams({ question, ...(token ? { token } : {}) });
  const answer = await fetch(`${addressOf(code)}/responses/${responseId}/files?${query}`, { method: 'POST', body: file, headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) } });
  if (!answer.ok) throw await refusalOf(answer);
  return answer.json() as Promise<{ fileId: string }>; // as its contract says
}

/** Problems of the server's say what is wrong; a proxy's page and a busy server (408, 429, 5xx) say: later. */
async function refusalOf(answer: Response): Promise<Error> {
  const problem = (await answer.json().catch(() => ({}))) as { code?: string; errors?: { at?: string }[] }; // looked at piece by piece
  const isLater = answer.status === 408 || answer.status === 429 || answer.status >= 500;
  if (problem.code === undefined || isLater) return Object.assign(new Error(`status ${answer.status}`), { code: problem.code, status: answer.status });
  if (problem.code === 'survey.answer_invalid') return new AnswersRefused((problem.errors ?? []).map(({ at = '' }) => at.replace(/^answers\./, '')));
  return new Refusal(problem.code, answer.status);
}
