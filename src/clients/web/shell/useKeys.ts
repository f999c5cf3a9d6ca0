import { useEffect, useRef } from 'react';
import { useGo } from '../../../ui/address.ts';
import { isTyping, readKey } from './keys.logic.ts';
import type { NavGroup } from './navigation.ts';

/** Keys of the whole page. ⌘K / Ctrl-K belongs to the palette itself. */
export function useKeys(groups: readonly NavGroup[], { onHelp, onSearch }: { onHelp: () => void; onSearch: () => void }): void {
  const go = useGo();
  const prefixAt = useRef<number | null>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof HTMLElement && (isTyping(event.target) || event.target.closest('[role="dialog"]'))) return;
      const meaning = readKey(event.key, prefixAt.current === null ? null : event.timeStamp - prefixAt.current);
      prefixAt.current = meaning.kind === 'prefix' ? event.timeStamp : null;
      if (meaning.kind === 'nothing' || meaning.kind === 'prefix') return;
      event.preventDefault();
      if (meaning.kind === 'help') onHelp();
      if (meaning.kind === 'search') onSearch();
      if (meaning.kind === 'jump') {
        const target = groups.find((group) => group.section === meaning.section);
        if (target) go(target.path);
      }
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [groups, go, onHelp, onSearch]);
}
