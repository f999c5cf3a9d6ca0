import type { NavSection } from '../../../ui/pages.ts';

/** `g` and then one of these goes to a section. */
export const jumpKeys: Record<NavSection, string> = {
  cockpit: 'h', desk: 'd', customers: 'c', touchpoints: 't', journeys: 'j', listening: 'l', understanding: 'u', measures: 'm', settings: 's',
};

export type KeyMeaning = { kind: 'jump'; section: NavSection } | { kind: 'prefix' } | { kind: 'help' } | { kind: 'search' } | { kind: 'nothing' };

/**
 * What a key means on the page.
 * @param prefixAgeMs - since `g` was pressed; null when it was not. A jump must follow within 1,200 ms.
 */
export function readKey(key: string, prefixAgeMs: number | null): KeyMeaning {
  if (prefixAgeMs !== null && prefixAgeMs <= 1200) {
    const jump = Object.entries(jumpKeys).find(([, letter]) => letter === key);
    if (jump) return { kind: 'jump', section: jump[0] as NavSection }; // keys of the record above
  }
  if (key === 'g') return { kind: 'prefix' };
  if (key === '?') return { kind: 'help' };
  if (key === '/') return { kind: 'search' };
  return { kind: 'nothing' };
}

/** Keys belong to a field while somebody types in it. */
export function isTyping(target: { tagName?: string; isContentEditable?: boolean } | null): boolean {
  return ['INPUT', 'TEXTAREA', 'SELECT'].includes(target?.tagName ?? '') || target?.isContentEditable === true;
}
