import type { QueryClient } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import type { SlicePages } from '../../../ui/pages.ts';
import { isAllowed, type Session } from '../../../ui/session.tsx';
import { buildNavigation, findHome } from '../shell/navigation.ts';
import { setupQuery } from './session-query.ts';

/** The first page: where this person's day begins, or the first steps while there is nothing to show yet. */
export async function startAddress(slices: readonly SlicePages[], session: Session, queryClient: QueryClient): Promise<string> {
  const home = findHome(buildNavigation(slices, session.permissions), session.permissions);
  if (!home) return '/first-steps';
  if (!isAllowed(session.permissions, { action: 'create', subject: 'demo' })) return home; // the others cannot fill an empty house
  return (await hasData(queryClient)) ? home : '/first-steps';
}

async function hasData(queryClient: QueryClient): Promise<boolean> {
  try {
    if ((await queryClient.ensureQueryData(setupQuery)).demoLoaded) return true;
    const first = async (path: string) => (await api.get<{ items: unknown[] }>(path, { query: { limit: 1 } })).items.length > 0;
    return (await first('/api/customers')) || (await first('/api/touchpoints'));
  } catch {
    return true; // unknown: the first page says itself what is wrong
  }
}
