import { ProblemError, readProblem } from './problem.ts';
import { viewHeaders } from './view-as.ts';

export type QueryValue = string | number | boolean | null | undefined | readonly (string | number)[];

export interface CallOptions {
  query?: Record<string, QueryValue>;
  /** Plain data is sent as JSON; `FormData`, `Blob` and text as they are. */
  body?: unknown;
  signal?: AbortSignal;
  /** Send the same key again to repeat a write without doing it twice. */
  idempotencyKey?: string;
  headers?: Record<string, string>;
  /** Default 30,000. */
  timeoutMs?: number;
  /** A 401 normally leads to the sign-in page; the sign-in page itself wants to see it. */
  expect401?: boolean;
}

/** Empty values are left out, so that a filter that is not set is not sent. */
export function writeQuery(query: Record<string, QueryValue> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  const written = search.toString();
  return written === '' ? '' : `?${written}`;
}

let onSignedOut: () => void = () => {};
/** The shell says what happens when the session has ended under the page. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

async function call<Answer>(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
  const response = await send(method, path, options);
  if (response.status === 204) return undefined as Answer; // the caller declares an answer without content as void
  const body: unknown = await readBody(response);
  if (response.ok) return body as Answer; // the answer's shape is the contract of the path, checked on the server
  const problem = readProblem(response.status, body, response.headers.get('retry-after'));
  if (problem.status === 401 && !options.expect401) onSignedOut();
  throw problem;
}

async function send(method: string, path: string, options: CallOptions): Promise<Response> {
  const isRaw = options.body instanceof FormData || options.body instanceof Blob || typeof options.body === 'string';
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 30_000);
  const init: RequestInit = {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json, application/problem+json',
      // Another site cannot set this header without being asked first, so a write carrying it is ours.
      'x-momente-request': '1',
      ...(options.body === undefined || isRaw ? {} : { 'content-type': 'application/json' }),
      ...(options.idempotencyKey ? { 'idempotency-key': options.idempotencyKey } : {}),
      ...viewHeaders(),
      ...options.headers,
    },
    signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
  };
  if (options.body !== undefined) init.body = isRaw ? (options.body as BodyInit) : JSON.stringify(options.body); // isRaw has looked
  try {
    return await fetch(path + writeQuery(options.query), init);
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    const code = timeout.aborted ? 'network.timeout' : 'network.unreachable';
    throw new ProblemError({ code, status: 0, title: code, cause });
  }
}

async function readBody(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (!type.includes('json')) return response.text();
  try {
    return await response.json();
  } catch (cause) {
    throw new ProblemError({ code: 'answer.unreadable', status: response.status, title: 'answer.unreadable', cause });
  }
}

const posting = new Map<string, Promise<unknown>>();

/** The same sent again before the first is answered is a double click: it is sent once, and both get the answer. */
function postOnce<Answer>(path: string, options: CallOptions = {}): Promise<Answer> {
  const { body, query, signal, headers, idempotencyKey = '' } = options;
  if (signal || headers || body instanceof FormData || body instanceof Blob) return call<Answer>('POST', path, options);
  const key = JSON.stringify([path + writeQuery(query), idempotencyKey, body]);
  const underWay = posting.get(key);
  if (underWay) return underWay as Promise<Answer>; // the same path and body have the same answer
  const sent = call<Answer>('POST', path, options).finally(() => posting.delete(key));
  posting.set(key, sent);
  return sent;
}

/** The one way from the page to the server. Every failure is a `ProblemError`; an abort stays an abort. */
export const api = {
  get: <Answer>(path: string, options?: CallOptions) => call<Answer>('GET', path, options),
  post: <Answer>(path: string, options?: CallOptions) => postOnce<Answer>(path, options),
  put: <Answer>(path: string, options?: CallOptions) => call<Answer>('PUT', path, options),
  patch: <Answer>(path: string, options?: CallOptions) => call<Answer>('PATCH', path, options),
  delete: <Answer>(path: string, options?: CallOptions) => call<Answer>('DELETE', path, options),
};
