import { Component, createContext, lazy, Suspense, useContext, useMemo, type ComponentType, type ReactNode } from 'react';
import { ErrorState } from './page/ErrorState.tsx';
import { Skeleton } from './page/Skeletons.tsx';
import type { PanelPlaces, SlicePanel, SlicePages } from './pages.ts';
import { isAllowed, useSession } from './session.tsx';

interface ReadyPanel {
  panel: SlicePanel;
  Part: ComponentType<PanelPlaces[keyof PanelPlaces]>;
}

const PanelContext = createContext<readonly ReadyPanel[]>([]);

/** Hands the panels of all slices to the pages that have a place for them. */
export function PanelProvider({ slices, children }: { slices: readonly SlicePages[]; children: ReactNode }) {
  const panels = useMemo(() => slices.flatMap((slice) => slice.panels ?? []).toSorted((a, b) => a.order - b.order).map((panel) => ({ panel, Part: lazy(async () => ({ default: await panel.load() })) })), [slices]);
  return <PanelContext value={panels}>{children}</PanelContext>;
}

/** Whether another slice has something to show there to this reader: a tab that would be empty is left out. */
export function useHasPanels(place: keyof PanelPlaces): boolean {
  const { permissions } = useSession();
  return useContext(PanelContext).some(({ panel }) => panel.place === place && isAllowed(permissions, panel.permission));
}

/** What other slices show at this place; nothing where none does, or where the reader may see none. */
export function Panels({ place, ...about }: { place: keyof PanelPlaces } & PanelPlaces[keyof PanelPlaces]) {
  const { permissions } = useSession();
  const mine = useContext(PanelContext).filter(({ panel }) => panel.place === place && isAllowed(permissions, panel.permission));
  return mine.map(({ panel, Part }) => (
    <PanelBoundary key={panel.id} isQuiet={place === 'frame'}>
      <Suspense fallback={place === 'frame' ? null : <Skeleton lines={3} />}><Part {...about} /></Suspense>
    </PanelBoundary>
  ));
}

/** A panel that breaks, or cannot be loaded without the network, must not take the page and its unsaved changes with it. */
class PanelBoundary extends Component<{ isQuiet: boolean; children: ReactNode }, { failure: { error: unknown } | null }> {
  override state: { failure: { error: unknown } | null } = { failure: null };
  static getDerivedStateFromError = (error: unknown) => ({ failure: { error } });
  override render() {
    if (!this.state.failure) return this.props.children;
    // The browser keeps what it failed to load: only loading the page again helps, and that asks first when changes are unsaved.
    return this.props.isQuiet ? null : <ErrorState error={this.state.failure.error} onRetry={() => location.reload()} />;
  }
}
