/** One value of a trait with when and by which message it was said. */
export type StampedTrait = [value: unknown, atMs: number, messageKey: string];
export type StampedTraits = Record<string, StampedTrait>;

/** Adds what one message says; the newest word wins, and between words of one instant the greater message key. @returns whether anything changed */
export function stampTraits(known: StampedTraits, said: Record<string, unknown>, atMs: number, messageKey: string): boolean {
  let changed = false;
  for (const [key, value] of Object.entries(said)) {
    if (value === undefined) continue;
    const stamped: StampedTrait = [value, atMs, messageKey];
    const current = Object.hasOwn(known, key) ? known[key] : undefined;
    if (current && !isNewer(stamped, current)) continue;
    known[key] = stamped;
    changed = true;
  }
  return changed;
}

/** Adds words with their stamps; the newest wins. */
export function addStamped(known: StampedTraits, more: StampedTraits): void {
  for (const [key, stamped] of Object.entries(more)) {
    const current = Object.hasOwn(known, key) ? known[key] : undefined;
    if (!current || isNewer(stamped, current)) known[key] = stamped;
  }
}

/** The traits of a customer: of everything said under any of the identifiers, the newest word on each. A null withdraws. */
export function foldTraits(ofNodes: readonly StampedTraits[]): Record<string, unknown> {
  const newest = new Map<string, StampedTrait>();
  for (const traits of ofNodes) {
    for (const [key, stamped] of Object.entries(traits)) {
      const current = newest.get(key);
      if (!current || isNewer(stamped, current)) newest.set(key, stamped);
    }
  }
  return Object.fromEntries([...newest].filter(([, [value]]) => value !== null).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, [value]]) => [key, value]));
}

const isNewer = (a: StampedTrait, b: StampedTrait) => a[1] > b[1] || (a[1] === b[1] && a[2] > b[2]);

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '');

/** What to call a customer: the name they gave, else their address, else their strongest identifier. */
export function nameOf(traits: Record<string, unknown>, identifiers: readonly { kind: string; raw: string; priority: number }[]): string {
  const first = text(traits['firstName'] ?? traits['first_name'] ?? traits['firstname']);
  const last = text(traits['lastName'] ?? traits['last_name'] ?? traits['lastname']);
  const company = typeof traits['company'] === 'object' && traits['company'] !== null && 'name' in traits['company'] ? text(traits['company'].name) : text(traits['company']);
  const strongest = [...identifiers].sort((a, b) => b.priority - a.priority || (a.raw < b.raw ? -1 : 1))[0]?.raw ?? '';
  return (text(traits['name']) || `${first} ${last}`.trim() || company || text(traits['email']) || strongest).slice(0, 300);
}

const MAX_TRAITS = 300;

/** Traits as a records store can keep them: without zero characters, broken surrogates and keys that attack prototypes. */
export function cleanTraits(traits: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(traits).slice(0, MAX_TRAITS).map(([key, value]) => [cleanText(key.slice(0, 100)), cleanValue(value)] as const).filter(([key]) => key !== '__proto__'));
}
const cleanText = (value: string) => value.toWellFormed().replaceAll('\0', '');
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const cleanValue = (value: unknown): unknown => (typeof value === 'string' ? cleanText(value) : Array.isArray(value) ? value.map(cleanValue) : isObject(value) ? cleanTraits(value) : value);
