import { useState } from 'react';
import type { i18n } from 'i18next';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { I18nextProvider } from 'react-i18next';
import { whenSignedOut } from '../../ui/api.ts';
import { PanelProvider } from '../../ui/panels.tsx';
import type { SlicePages } from '../../ui/pages.ts';
import { ProblemError } from '../../ui/problem.ts';
import { styleNonce } from '../../ui/style-nonce.ts';
import { cssVariablesResolver, theme } from '../../ui/theme.ts';
import { sessionQuery } from './session/session-query.ts';
import { createAppRouter } from './shell/router.tsx';
import { schemeKey } from './shell/settings.ts';

const colorSchemeManager = localStorageColorSchemeManager({ key: schemeKey });

export function App({ i18n, slices }: { i18n: i18n; slices: readonly SlicePages[] }) {
  const [{ queryClient, router }] = useState(() => start(slices));
  return (
    <I18nextProvider i18n={i18n}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} colorSchemeManager={colorSchemeManager} defaultColorScheme="auto" getStyleNonce={styleNonce}>
        <QueryClientProvider client={queryClient}>
          <Notifications position="bottom-right" limit={3} containerWidth={328} />
          <PanelProvider slices={slices}><RouterProvider router={router} /></PanelProvider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nextProvider>
  );
}

function start(slices: readonly SlicePages[]) {
  const queryClient = new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: (failures, error) => failures < 2 && isPassing(error), throwOnError: false },
      // Without a network a write fails and says so; it does not wait in secret and happen later, when nobody wants it any more.
      mutations: { networkMode: 'always' },
    },
  });
  const router = createAppRouter(slices, queryClient);
  whenSignedOut(() => {
    if (queryClient.getQueryData(sessionQuery.queryKey) === null) return;
    queryClient.setQueryData(sessionQuery.queryKey, null);
    void router.navigate({ to: '/sign-in', search: { return: router.state.location.href } });
  });
  return { queryClient, router };
}

/** Failures that may be gone in a second; a refusal stays a refusal. */
const isPassing = (error: unknown): boolean => error instanceof ProblemError && (error.status === 0 || error.status === 503);
