import { useCallback, type MouseEvent } from 'react';
import { useTellFailure } from './feedback/undo.tsx';
import { readProblem } from './problem.ts';
import { viewHeaders } from './view-as.ts';

/** What a link to a file of the server needs, spread onto it. */
export interface DownloadLink {
  href: string;
  download: string | true;
  onClick: (event: MouseEvent) => void;
}

/**
 * The one way to take a file out: `<Button component="a" {...download('/api/…')}>`. A plain link, which the browser
 * streams to disk; but while somebody
 * looks through another role the file is asked for with that role, as everything else is.
 */
export function useDownload(): (path: string, name?: string) => DownloadLink {
  const tellFailure = useTellFailure();
  return useCallback((path, name) => ({
    href: path,
    download: name ?? true,
    onClick: (event) => {
      const headers = viewHeaders();
      if (Object.keys(headers).length === 0) return;
      event.preventDefault();
      fetchFile(path, headers).then((file) => saveFile({ ...file, name: name ?? file.name })).catch(tellFailure);
    },
  }), [tellFailure]);
}

/** @throws ProblemError as `api` does */
export async function fetchFile(path: string, headers: Record<string, string>): Promise<{ name: string; content: Blob }> {
  const response = await fetch(path, { credentials: 'same-origin', headers: { 'x-momente-request': '1', ...headers } });
  if (!response.ok) throw readProblem(response.status, await response.json().catch(() => null), response.headers.get('retry-after'));
  return { name: nameOf(response.headers.get('content-disposition'), path), content: await response.blob() };
}

function nameOf(disposition: string | null, path: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  if (encoded) return decodeURIComponent(encoded);
  return /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1] ?? path.split('?')[0]?.split('/').pop() ?? 'momente';
}

/** Hands over a file that the page has made or fetched itself. */
export function saveFile({ name, content }: { name: string; content: Blob }): void {
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(content), download: name });
  link.click();
  // The browser has taken hold of the content by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
