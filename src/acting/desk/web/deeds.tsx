import { createContext, useContext, useEffect, useRef, type ReactNode, type RefObject } from 'react';
import { readDeskKey, type DeskDeed } from './desk-keys.logic.ts';

type Deeds = Map<DeskDeed, () => void>;
const DeedContext = createContext<RefObject<Deeds> | null>(null);
const SWITCH = 'momente.deskKeys';

/** Single letters can get in the way of speech input; whoever wants can do without them. */
export const areKeysOn = (): boolean => {
  try {
    return localStorage.getItem(SWITCH) !== 'off';
  } catch {
    return true;
  }
};
export const switchKeys = (isOn: boolean): void => {
  try {
    if (isOn) localStorage.removeItem(SWITCH);
    else localStorage.setItem(SWITCH, 'off');
  } catch {
    // a browser that keeps nothing: the choice holds until the next page
  }
};

/** Keys of the desk around its three panes; each pane says what it can do. */
export function DeedProvider({ children }: { children: ReactNode }) {
  const deeds = useRef<Deeds>(new Map());
  useEffect(() => {
    let jumpAt: number | null = null;
    const press = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || !areKeysOn() || isElsewhere(event.target)) return;
      const deed = readDeskKey(event.key, jumpAt === null ? null : event.timeStamp - jumpAt);
      jumpAt = event.key === 'g' ? event.timeStamp : null;
      const act = deed === null ? undefined : deeds.current.get(deed);
      if (!act) return;
      event.preventDefault(); // also tells the keys of the house that this one is taken
      act();
    };
    // Escape leaves a field that has no use for it itself, so that the next letter is a key again.
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && event.target instanceof HTMLElement && isElsewhere(event.target) && event.target.closest('[role="dialog"]') === null) event.target.blur();
    };
    document.addEventListener('keydown', press, true);
    document.addEventListener('keydown', leave);
    return () => {
      document.removeEventListener('keydown', press, true);
      document.removeEventListener('keydown', leave);
    };
  }, []);
  return <DeedContext value={deeds}>{children}</DeedContext>;
}

/** What a pane does at a key; null while it cannot. */
export function useDeed(deed: DeskDeed, act: (() => void) | null): void {
  const deeds = useContext(DeedContext);
  useEffect(() => {
    const known = deeds?.current;
    if (!act || !known) return;
    known.set(deed, act);
    return () => {
      if (known.get(deed) === act) known.delete(deed);
    };
  }, [deeds, deed, act]);
}

/** A letter belongs to the field it is typed in, and to the dialog or menu that is open. */
function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) && !(target instanceof HTMLInputElement && ['checkbox', 'radio', 'button'].includes(target.type))) return true;
  return target.isContentEditable || target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null;
}
