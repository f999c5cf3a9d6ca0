import type { Store } from '../sdk/store.ts';
import type { Seen } from '../../listening/placements/show.logic.ts';

/** What this browser was shown: by placement, so that nobody is asked twice. */
export interface ShownMemory {
  of(placement: string): Seen;
  /** When any other placement was shown last. */
  lastOtherMs(placement: string): number | undefined;
  note(placement: string, what: keyof Seen, atMs: number): void;
}

const UNDER = 'shown';

export function openShownMemory(store: Store): ShownMemory {
  const all = (): Record<string, Seen> => {
    const read = store.read(UNDER);
    return typeof read === 'object' && read !== null ? { ...read } : {};
  };
  return {
    of: (placement) => all()[placement] ?? {},
    lastOtherMs(placement) {
      const times = Object.entries(all()).flatMap(([id, { shownAtMs }]) => (id === placement || typeof shownAtMs !== 'number' ? [] : [shownAtMs]));
      return times.length === 0 ? undefined : Math.max(...times);
    },
    note: (placement, what, atMs) => store.write(UNDER, { ...all(), [placement]: { ...all()[placement], [what]: atMs } }),
  };
}
