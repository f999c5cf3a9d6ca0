import type { QueryClient } from '@tanstack/react-query';
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { parseSearch, stringifySearch } from '../../../ui/search-params.ts';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
import type { SlicePage, SlicePages } from '../../../ui/pages.ts';
import { isAllowed } from '../../../ui/session.tsx';
import { sessionQuery } from '../session/session-query.ts';
import { startAddress } from '../session/start-address.ts';
import { AppFrame } from './AppFrame.tsx';
import { BrokenPage, BrokenStart, NotFoundPage, RefusedPage, WaitingStart } from './DeadEnds.tsx';
import { leadBelow, leadFrom, listRoots } from './navigation.ts';
import { RootFrame, TitledPage } from './RootFrame.tsx';

/** All routes: the pages of the slices inside the frame (signed in), and a few that stand alone. */
export function createAppRouter(slices: readonly SlicePages[], queryClient: QueryClient) {
  const root = createRootRoute({ component: RootFrame, notFoundComponent: NotFoundPage });

  const alone = [
    createRoute({
      getParentRoute: () => root, path: '/sign-in',
      component: lazyRouteComponent(() => import('../session/SignInPage.tsx'), 'SignInPage'),
    }),
    createRoute({
      getParentRoute: () => root, path: '/welcome/$token',
      component: lazyRouteComponent(() => import('../session/WelcomePage.tsx'), 'WelcomePage'),
    }),
    createRoute({
      getParentRoute: () => root, path: '/confirm-email/$token',
      component: lazyRouteComponent(() => import('../session/ConfirmEmailPage.tsx'), 'ConfirmEmailPage'),
    }),
    ...slices.flatMap((slice) => slice.pages.filter((page) => page.standsAlone).map((page) =>
      createRoute({ getParentRoute: () => root, path: page.path, component: titled(slice.namespace, page) }))),
  ];

  const frame = createRoute({
    getParentRoute: () => root,
    id: 'frame',
    errorComponent: BrokenStart,
    pendingComponent: WaitingStart,
    beforeLoad: async ({ location }) => {
      const session = await queryClient.ensureQueryData(sessionQuery);
      if (!session) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { return: location.href } });
      // The server allows nothing else until the second factor is there.
      if (session.secondFactorMissing && location.pathname !== '/settings/security') throw redirect({ to: '/settings/security' });
      return { session };
    },
    component: function Frame() {
      const { session } = frame.useRouteContext();
      return <AppFrame slices={slices} initialSession={session}><Outlet /></AppFrame>;
    },
  });

  const start = createRoute({
    getParentRoute: () => frame, path: '/',
    beforeLoad: async ({ context }) => {
      throw redirect({ to: await startAddress(slices, context.session, queryClient) });
    },
  });
  const firstSteps = createRoute({
    getParentRoute: () => frame, path: '/first-steps',
    component: lazyRouteComponent(() => import('../session/FirstStepsPage.tsx'), 'FirstStepsPage'),
  });
  const pages = slices.flatMap((slice) => slice.pages.filter((page) => !page.standsAlone).map((page) =>
    createRoute({
      getParentRoute: () => frame,
      path: page.path,
      component: titled(slice.namespace, page),
      beforeLoad: ({ context }) => {
        if (isAllowed(context.session.permissions, page.permission)) return;
        const to = leadBelow(page.path, slices, context.session.permissions);
        throw to === null ? new PageRefused() : redirect({ to, replace: true });
      },
      errorComponent: ({ error }) => (error instanceof PageRefused ? <RefusedPage /> : <BrokenPage error={error} />),
    })));

  const roots = listRoots(slices).map((path) => createRoute({
    getParentRoute: () => frame, path,
    beforeLoad: ({ context }) => {
      const to = leadFrom(path, slices, context.session.permissions);
      throw to === null ? new PageRefused() : redirect({ to, replace: true });
    },
    errorComponent: RefusedPage,
  }));

  return createRouter({
    routeTree: root.addChildren([...alone, frame.addChildren([start, firstSteps, ...pages, ...roots])]),
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0, // what is fresh is react-query's decision
    defaultPendingMs: 150,
    defaultPendingMinMs: 0,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: BrokenPage,
    scrollRestoration: true,
  });
}

class PageRefused extends Error {}

function titled(namespace: string, page: SlicePage) {
  return lazyRouteComponent(async () => {
    const Page = await page.load();
    return { Titled: () => <TitledPage titleKey={`${namespace}:${page.title}`}><Page /></TitledPage> };
  }, 'Titled');
}
