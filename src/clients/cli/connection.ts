import type { Outside } from './command.ts';
import { UsageError } from './command.ts';

/** Where the running Momente is, and who asks: `--url`/`MOMENTE_URL` and `--key`/`MOMENTE_API_KEY`. */
export interface Connection {
  url: string;
  headers: Record<string, string>;
}

export function readConnection({ env }: Outside, options: { url?: string | undefined; key?: string | undefined }): Connection {
  const key = options.key ?? env['MOMENTE_API_KEY'];
  if (!key) throw new UsageError('No API key. Give one with --key or MOMENTE_API_KEY; keys are made under Settings, Keys.');
  return { url: (options.url ?? env['MOMENTE_URL'] ?? `http://localhost:${env['PORT'] ?? 3000}`).replace(/\/$/, ''), headers: { authorization: `Bearer ${key}` } };
}

/** Calls the API; a refusal becomes a {@link UsageError} with the words of the server. */
export async function call(connection: Connection, path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`${connection.url}${path}`, { ...init, headers: { ...connection.headers, ...(init.headers as Record<string, string> | undefined) } });
  } catch {
    throw new UsageError(`Momente does not answer at ${connection.url}. Start it, or say where it is with --url.`);
  }
  if (response.ok) return response;
  throw new UsageError(await wordsOf(response));
}

export async function callJson<T>(connection: Connection, path: string, method = 'GET', body?: unknown): Promise<T> {
  const response = await call(connection, path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) });
  return (response.status === 204 ? null : await response.json()) as T;
}

async function wordsOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const problem: unknown = JSON.parse(text);
    if (typeof problem === 'object' && problem !== null && 'title' in problem) return `${String(problem.title)} (${response.status})`;
  } catch {
    // not a problem of ours: say what came
  }
  return `The server answered ${response.status}: ${text.slice(0, 300)}`;
}
