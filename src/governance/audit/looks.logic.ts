/** A list never shows more than this many customers at once. */
const MAX_CUSTOMERS = 500;
const MAX_NODES = 50_000;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Whom an answer shows: the customer in the address, everything that calls itself `customerId`, and every object that
 * looks like a customer (identifiers and traits).
 */
export function customersShown(address: string, params: unknown, answer: unknown): string[] {
  const found = new Set<string>();
  if (/^\/api\/customers\/:id\b/.test(address) && isObject(params)) add(found, params['id']);
  const waiting: unknown[] = [answer];
  for (let seen = 0; waiting.length > 0 && seen < MAX_NODES && found.size < MAX_CUSTOMERS; seen += 1) {
    const part = waiting.pop();
    if (!isObject(part)) continue;
    add(found, part['customerId']);
    if ('identifiers' in part && 'traits' in part) add(found, part['id']);
    // Last first, so that the first of a list is looked at first.
    for (const value of Object.values(part).reverse()) if (typeof value === 'object' && value !== null) waiting.push(value);
  }
  return [...found];
}

/** Names of what was asked for, without the values: they are what was searched, names and addresses of people. */
export function askedBy(query: unknown): string[] {
  return isObject(query) ? Object.keys(query).filter((name) => name !== 'cursor' && name !== 'limit').slice(0, 20).map((name) => name.slice(0, 60)) : [];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function add(found: Set<string>, id: unknown): void {
  if (typeof id === 'string' && uuid.test(id)) found.add(id);
}
