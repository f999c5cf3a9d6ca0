import { useEffect } from 'react';

/** Names the window. Runs after the shell has set the route's title, so the more exact one wins. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title) document.title = `${title} · Momente`;
  }, [title]);
}
