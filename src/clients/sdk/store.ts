import { toJson } from './to-json.ts';

const PREFIX = 'momente.';

/** What the visitor's browser remembers: no cookies. Where it may not (private window, no consent), as long as the page is open. */
export interface Store {
  read(key: string): unknown;
  write(key: string, value: unknown): void;
  /** The same for what is JSON already. */
  writeText(key: string, text: string): void;
  remove(key: string): void;
  /** Names of what is remembered. */
  keys(): string[];
  /** Whether it may outlive the page: what is remembered goes along, and what an earlier page kept is kept. No longer: nothing stays behind. */
  remember(isAllowed: boolean): void;
}

/** @param isAllowed whether the browser may remember beyond this page */
export function openStore(isAllowed: boolean): Store {
  const ofPage = pageStorage();
  let storage = isAllowed ? (browserStorage() ?? ofPage) : ofPage;
  const keysIn = (one: Bare) => Array.from({ length: one.length }, (_, at) => one.key(at) ?? '').filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
  const keys = () => keysIn(storage);
  const write = (key: string, textOf: () => string) => {
    try {
      storage.setItem(PREFIX + key, textOf());
    } catch {
      // Full, or nothing that can be written: then it is forgotten with the page.
    }
  };
  return {
    keys,
    read(key) {
      try {
        return JSON.parse(storage.getItem(PREFIX + key) ?? 'null');
      } catch {
        return null; // somebody else's, or cut off
      }
    },
    write: (key, value) => write(key, () => toJson(value)),
    writeText: (key, text) => write(key, () => text),
    remove: (key) => storage.removeItem(PREFIX + key),
    remember(isAllowed) {
      const before = storage;
      const browser = browserStorage();
      storage = isAllowed ? (browser ?? ofPage) : ofPage;
      if (storage !== before) for (const key of keysIn(before)) {
        const text = before.getItem(PREFIX + key) ?? '';
        before.removeItem(PREFIX + key);
        if (storage.getItem(PREFIX + key) === null) write(key, () => text);
      }
      if (!isAllowed && browser) for (const key of keysIn(browser)) browser.removeItem(PREFIX + key);
    },
  };
}

type Bare = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

function browserStorage(): Bare | null {
  try {
    // Reading the property throws where storage is forbidden; writing throws where it has no room.
    localStorage.setItem(`${PREFIX}try`, '');
    localStorage.removeItem(`${PREFIX}try`);
    return localStorage;
  } catch {
    return null;
  }
}

function pageStorage(): Bare {
  const kept = new Map<string, string>();
  return { get length() { return kept.size; }, key: (at) => [...kept.keys()][at] ?? null, getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => void kept.set(key, text), removeItem: (key) => void kept.delete(key) };
}
