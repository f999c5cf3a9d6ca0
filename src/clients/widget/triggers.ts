import type { PublicPlacement } from '../../listening/placements/placements.contract.ts';
import { isOnPage } from '../../listening/placements/show.logic.ts';

export interface Triggers {
  /** Something was sent by `track`. */
  happened(event: string, properties: Readonly<Record<string, unknown>>): void;
  /** Forgets what waits; for when the address changed, and at the end. */
  stop(): void;
}

type Fire = (placement: PublicPlacement, properties: Readonly<Record<string, unknown>>) => unknown;

/** Waits for the moment of each placement on the page that is open now; each fires at most once per page. */
export function watchTriggers(placements: readonly PublicPlacement[], fire: Fire): Triggers {
  const here = placements.filter(({ rules: { pages, exceptPages } }) => (pages.length === 0 || isOnPage(pages, location)) && !isOnPage(exceptPages, location));
  const waiting = new Set(here);
  const ended = new AbortController();
  const timers: ReturnType<typeof setTimeout>[] = [];
  const after = (seconds: number, run: () => void) => void timers.push(setTimeout(run, seconds * 1_000));
  const come = (placement: PublicPlacement, properties = {}) => {
    if (waiting.delete(placement)) after(placement.rules.delaySeconds, () => fire(placement, properties));
  };
  for (const placement of here) {
    const { trigger } = placement.rules;
    if (trigger.on === 'page') come(placement);
    if (trigger.on === 'time') after(trigger.seconds, () => come(placement));
    if (trigger.on === 'exit') document.addEventListener('mouseout', ({ relatedTarget, clientY }) => relatedTarget === null && clientY <= 0 && come(placement), { signal: ended.signal });
    if (trigger.on === 'scroll') {
      const look = () => {
        const { scrollTop, scrollHeight } = document.scrollingElement ?? document.documentElement;
        if ((scrollTop + innerHeight) * 100 >= scrollHeight * trigger.pct) come(placement);
      };
      // Not before somebody moves: a page that fits the window would be scrolled to its end from the start.
      addEventListener('scroll', look, { passive: true, signal: ended.signal });
    }
  }
  return {
    happened: (event, properties) => {
      for (const placement of here) if (placement.rules.trigger.on === 'event' && placement.rules.trigger.event === event) come(placement, properties);
    },
    stop() {
      ended.abort();
      timers.forEach(clearTimeout);
      waiting.clear();
    },
  };
}

/** Tells when the address changes without a new page; leaves the page's own functions as they are. */
export function onAddress(changed: () => void): void {
  let last = location.href.split('#')[0];
  const look = () => {
    const now = location.href.split('#')[0];
    if (now === last) return;
    last = now;
    changed();
  };
  addEventListener('popstate', look);
  const { navigation } = globalThis as { navigation?: EventTarget };
  navigation?.addEventListener('currententrychange', look);
}
