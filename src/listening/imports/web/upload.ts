import { ProblemError, readProblem } from '../../../ui/problem.ts';
import { writeQuery } from '../../../ui/api.ts';

const types: Record<string, string> = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };

/** By its name only: what it really is, the server sees from the first bytes. */
const typeOf = (name: string): string => types[name.toLowerCase().split('.').at(-1) ?? ''] ?? 'text/csv';

/**
 * Sends a file as it is. Not with `fetch`, which cannot say how far it has come.
 * @param onShare - part of the file that has left this computer, 0–1
 */
export function uploadFile<Answer>(path: string, file: File, { onShare, signal }: { onShare: (share: number) => void; signal: AbortSignal }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path + writeQuery({ name: file.name }));
    request.setRequestHeader('accept', 'application/json, application/problem+json');
    request.setRequestHeader('x-momente-request', '1');
    request.setRequestHeader('content-type', typeOf(file.name));
    request.upload.addEventListener('progress', ({ loaded, total }) => onShare(total === 0 ? 1 : loaded / total));
    request.addEventListener('error', () => reject(new ProblemError({ code: 'network.unreachable', status: 0, title: 'network.unreachable' })));
    request.addEventListener('abort', () => reject(new DOMException('The upload was cancelled', 'AbortError')));
    request.addEventListener('load', () => {
      const body = readJson(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body as Answer); // the answer's shape is the contract of the path
      else reject(readProblem(request.status, body, request.getResponseHeader('retry-after')));
    });
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
