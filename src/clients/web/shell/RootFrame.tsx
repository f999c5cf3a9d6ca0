import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import { Outlet, useLocation, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ConnectionBanner } from './ConnectionBanner.tsx';

/** Around every page, signed in or not. */
export function RootFrame() {
  const { t } = useTranslation('shell');
  useOwnLinks();
  useFocusOnNewPage();
  return (
    <>
      <a className="m-skip" href="#main">{t('skip')}</a>
      <ConnectionBanner />
      <Outlet />
    </>
  );
}

export function TitledPage({ titleKey, children }: { titleKey: string; children: ReactNode }) {
  const { t } = useTranslation();
  const title = t(titleKey);
  // Before the page's own effect (`useTitle`), which may know a better title.
  useLayoutEffect(() => { document.title = `${title} · Momente`; }, [title]);
  return children;
}

/** Plain `<a href="/…">`, as the pictures have them, move within the page as links of the router do. */
function useOwnLinks() {
  const router = useRouter();
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest('a[href^="/"]') : null;
      if (!link || link.hasAttribute('download') || (link.getAttribute('target') ?? '_self') !== '_self') return;
      const href = link.getAttribute('href') ?? '/';
      if (href.startsWith('//') || href.startsWith('/api/')) return;
      event.preventDefault();
      router.history.push(href);
    };
    document.addEventListener('click', follow);
    return () => document.removeEventListener('click', follow);
  }, [router]);
}

/** A new page starts at its top, for screen readers too. A changed filter on the same page moves nothing. */
function useFocusOnNewPage() {
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [pathname]);
}
