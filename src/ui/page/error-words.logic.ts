/** What to say about a failure: keys of the `ui` namespace, and the server's own words where it had some. */
export interface ErrorWords {
  titleKey: string;
  adviceKey: string;
  detail: string | undefined;
  places: { at: string; reason: string }[];
  code: string | undefined;
  /** For whoever runs the system; only where the server itself failed. */
  requestId: string | undefined;
  /** Whether trying the same again can help. */
  canRetry: boolean;
}

const statusesWithAdvice = new Set([403, 404, 409, 413, 422, 429, 503]);

interface ProblemLike {
  code: string; status: number; title: string; detail: string | undefined; errors: { at: string; reason: string }[]; requestId: string | undefined;
}
const isProblem = (error: unknown): error is ProblemLike => error instanceof Error && error.name === 'ProblemError';

export function describeError(error: unknown): ErrorWords {
  if (!isProblem(error)) {
    return { titleKey: 'error.title', adviceKey: 'error.advice.other', detail: undefined, places: [], code: undefined, requestId: undefined, canRetry: true };
  }
  const { code, status } = error;
  if (status === 0) {
    const isTimeout = code === 'network.timeout';
    return {
      titleKey: isTimeout ? 'error.network.timeout' : 'error.network.unreachable', adviceKey: 'error.advice.network',
      detail: undefined, places: [], code: undefined, requestId: undefined, canRetry: true,
    };
  }
  const known = status === 400 ? 422 : status;
  return {
    titleKey: `problem.${code}`,
    // Nothing is named where nothing is listed.
    adviceKey: known === 422 && error.errors.length === 0 ? 'error.advice.s422Unnamed' : statusesWithAdvice.has(known) ? `error.advice.s${known}` : 'error.advice.other',
    detail: error.detail ?? (error.title.startsWith('HTTP ') ? undefined : error.title),
    places: error.errors,
    code,
    requestId: status >= 500 ? error.requestId : undefined,
    canRetry: ![403, 404, 413, 422].includes(known),
  };
}
