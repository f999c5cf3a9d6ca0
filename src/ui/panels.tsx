import { createContext, lazy, Suspense, useContext, useMemo, type ComponentType, type ReactNode } from 'react';
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
  return mine.map(({ panel, Part }) => <Suspense key={panel.id} fallback={place === 'frame' ? null : <Skeleton lines={3} />}><Part {...about} /></Suspense>);
}
