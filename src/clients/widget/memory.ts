import type { Store } from '../sdk/store.ts';
import type { Seen } from '../../listening/placements/show.logic.ts';

/** What this browser was shown: by placement, so that nobody is asked twice. */
export interface ShownMemory {
  of(placement: string): Seen;
  /** When any other placement was shown last. */
  lastOtherMs(placement: string): number | undefined;
  /** Keeps what the page knows through a change of where it is kept. */
  through(change: () => void): void;
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
    through(change) {
      const here = all();
      change();
      if (Object.keys(here).length > 0) store.write(UNDER, { ...all(), ...here });
    },
    note: (placement, what, atMs) => store.write(UNDER, { ...all(), [placement]: { ...all()[placement], [what]: atMs } }),
  };
}
