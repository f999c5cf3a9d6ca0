/** One place of the input that is wrong: `at` is a path such as `lines[3].email`. */
export interface ProblemPlace {
  at: string;
  reason: string;
}

/** What the server answered when it refused (problem+json, RFC 9457), or what happened on the way to it. */
export class ProblemError extends Error {
  /** Stable, e.g. `session.wrong_credentials`. Ours, without a server: `network.unreachable`, `network.timeout`, `answer.unreadable`. */
  readonly code: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly errors: ProblemPlace[];
  /** What else the server says, by name, e.g. the id of the one that is in the way. */
  readonly details: Record<string, unknown>;
  /** Finds the request in the server's log. */
  readonly requestId: string | undefined;
  /** Seconds after which the server says that trying again makes sense. */
  readonly retryAfterSeconds: number | undefined;
  constructor(problem: {
    code: string; status: number; title: string; detail?: string | undefined; errors?: ProblemPlace[];
    details?: Record<string, unknown>; requestId?: string | undefined; retryAfterSeconds?: number | undefined; cause?: unknown;
  }) {
    super(problem.detail ?? problem.title, { cause: problem.cause });
    this.name = 'ProblemError';
    this.code = problem.code;
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.details = problem.details ?? {};
    this.requestId = problem.requestId;
    this.retryAfterSeconds = problem.retryAfterSeconds;
  }
}

const record = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Reads a problem+json body; anything else becomes a problem with the status as its code. */
export function readProblem(status: number, body: unknown, retryAfter: string | null): ProblemError {
  const { code, title, detail, errors, details, requestId } = record(body);
  const seconds = Number(retryAfter);
  return new ProblemError({
    code: text(code) ?? `http.${status}`,
    status,
    title: text(title) ?? `HTTP ${status}`,
    detail: text(detail),
    errors: (Array.isArray(errors) ? errors : []).map(record).map((place) => ({
      at: text(place.at) ?? text(place.path) ?? '',
      reason: text(place.reason) ?? text(place.message) ?? '',
    })),
    details: record(details),
    requestId: text(requestId),
    retryAfterSeconds: retryAfter !== null && Number.isFinite(seconds) && seconds > 0 ? seconds : undefined,
  });
}
