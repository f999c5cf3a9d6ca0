/** A seeded stream of events as the field measures it: 1 kB each, 5 % repeated ids, 5 % late, 2 % identifies that merge. */
export interface Workload {
  /** Bodies of calls to /v1/batch, each with `batchSize` events. */
  bodies: string[];
  sent: number;
  uniqueIds: number;
  /** Users whose timeline is read, with the number of events each must show in the end. */
  samples: { userId: string; messageIds: string[] }[];
}

export interface WorkloadSettings {
  events: number;
  batchSize: number;
  seed: number;
  users: number;
}

/** splitmix32: enough for a load generator, the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 4294967296;
  };
}

const eventNames = ['call_started', 'call_ended', 'invoice_viewed', 'tariff_changed', 'shop_visited', 'repair_status_viewed', 'chat_message', 'top_up', 'roaming_started', 'app_opened'];
const words = 'netz vertrag rechnung anruf gerät störung filiale tarif daten guthaben hotline wechsel kündigung roaming vorteil bonus paket karte kunde antwort'.split(' ');

export function makeWorkload({ events, batchSize, seed, users }: WorkloadSettings): Workload {
  const random = randomFrom(seed);
  const startMs = Date.parse('2026-01-01T00:00:00Z');
  const recent: Record<string, unknown>[] = [];
  const bodies: string[] = [];
  const ids = new Set<string>();
  const sampled = new Map<string, Set<string>>(Array.from({ length: 200 }, (_, i) => [`user-${i * 7}`, new Set<string>()]));
  let batch: Record<string, unknown>[] = [];
  for (let index = 0; index < events; index += 1) {
    const roll = random();
    const event = roll < 0.05 && recent.length > 0 ? (recent[Math.floor(random() * recent.length)] ?? {}) : makeEvent(index, roll, { random, users, startMs });
    ids.add(String(event['messageId']));
    sampled.get(String(event['userId']))?.add(String(event['messageId']));
    if (recent.length < 5_000) recent.push(event);
    else recent[index % 5_000] = event;
    batch.push(event);
    if (batch.length === batchSize || index === events - 1) {
      bodies.push(JSON.stringify({ batch }));
      batch = [];
    }
  }
  return { bodies, sent: events, uniqueIds: ids.size, samples: [...sampled].map(([userId, messageIds]) => ({ userId, messageIds: [...messageIds] })) };
}

function makeEvent(index: number, roll: number, { random, users, startMs }: { random: () => number; users: number; startMs: number }): Record<string, unknown> {
  // Zipf-like: few users are busy, most are rare.
  const user = Math.floor(users * random() ** 2);
  const lateMs = roll > 0.95 ? 86_400_000 * (1 + Math.floor(random() * 20)) : 0;
  const timestamp = new Date(startMs + index * 250 - lateMs).toISOString();
  const base = { messageId: `bench-${index}`, userId: `user-${user}`, timestamp, context: { ip: '203.0.113.7', locale: 'de-DE', library: { name: 'bench', version: '1' }, userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36' } };
  if (roll >= 0.05 && roll < 0.07) return pad({ ...base, type: 'identify', anonymousId: `device-${index}`, traits: { name: `Kunde ${user}`, email: `kunde${user}@example.de`, plan: 'M' } });
  return pad({ ...base, type: 'track', event: eventNames[Math.floor(random() * eventNames.length)], properties: { channel: 'app', department: 'service', product: 'Tarif M', amountCents: Math.floor(random() * 9000), page: `/konto/${Math.floor(random() * 500)}`, note: '' } });
}

/** Fills up to one kilobyte with words, so that compression has as much to do as with real texts. */
function pad(event: Record<string, unknown>): Record<string, unknown> {
  const missing = 1024 - JSON.stringify(event).length;
  let text = '';
  for (let i = 0; text.length < missing; i += 1) text += `${words[(i * 7 + text.length) % words.length]} `;
  const target = event['properties'] ?? event['traits'];
  if (typeof target === 'object' && target !== null) Object.assign(target, { note: text.slice(0, Math.max(0, missing)) });
  return event;
}
