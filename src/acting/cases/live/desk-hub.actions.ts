import { MINUTE_MS, SECOND_MS } from '../../../kernel/clock.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import type { PresentPerson } from '../cases.contract.ts';
import { countViews } from '../list/counters.actions.ts';
import { DESK_CHANNEL, type DeskNews } from './notify-desk.actions.ts';
import { type PresenceNews, WhoIsThere } from './presence.logic.ts';
import { type KnownView, listViewsFor } from '../list/views.actions.ts';

/** One open page. `send` gets the name of an event and its data. */
export interface DeskConnection {
  actor: Actor;
  send(event: string, data: object): void;
}

interface Connected extends DeskConnection {
  views: KnownView[] | null;
  told: Map<string, number>;
}

/** After a change, counters are counted no sooner than this, so that a hundred changes are counted once. */
const GATHER_MS = SECOND_MS;
/** Counting may take one part in twenty of the time of one processor. */
const COST_FACTOR = 20;
const SWEEP_MS = 5 * SECOND_MS;
/** Things become overdue without anybody doing anything. */
const RECOUNT_MS = MINUTE_MS;
/** Whoever opens the desk while it rings still learns who calls. */
const CALLS_KEPT_MS = MINUTE_MS;
const CALLS_KEPT = 200;

/** What the open pages of this process are told; one per process and store, made at its first page. */
export class DeskHub {
  readonly #context: Context;
  readonly #connections = new Set<Connected>();
  readonly #presence = new WhoIsThere();
  #calls: { news: DeskNews; heardMs: number }[] = [];
  #stopListening: Promise<() => void> | null = null;
  #counting: NodeJS.Timeout | null = null;
  #sweeping: NodeJS.Timeout | null = null;
  #lastCount = { endedMs: 0, tookMs: 0 };

  constructor(context: Context) {
    this.#context = context;
  }

  /** Resolves when everything from now on is heard. @returns how to leave */
  async join(connection: DeskConnection): Promise<() => void> {
    await this.listen();
    const connected: Connected = { ...connection, views: null, told: new Map() };
    this.#connections.add(connected);
    this.#sweeping ??= setInterval(() => this.#sweep(), SWEEP_MS).unref();
    this.#countSoon();
    return () => {
      this.#connections.delete(connected);
      if (this.#connections.size > 0) return;
      clearInterval(this.#sweeping ?? undefined);
      clearTimeout(this.#counting ?? undefined);
      this.#sweeping = null;
      this.#counting = null;
    };
  }

  /** Calls that rang a moment ago, for a page that has just joined; in memory only. */
  tellRecentCalls({ actor, send }: DeskConnection): void {
    for (const { news } of this.#recentCalls()) if (concerns(actor, news)) send('call', partFor(actor, 'call', news.data));
  }

  #recentCalls(): { news: DeskNews; heardMs: number }[] {
    const oldestMs = this.#context.clock.now().getTime() - CALLS_KEPT_MS;
    this.#calls = this.#calls.filter(({ heardMs }) => heardMs > oldestMs).slice(-CALLS_KEPT);
    return this.#calls;
  }

  async listen(): Promise<void> {
    this.#stopListening ??= this.#context.notifications.listen(DESK_CHANNEL, (payload) => this.#hear(payload));
    await this.#stopListening.catch((error: unknown) => {
      this.#stopListening = null;
      throw error;
    });
  }

  peopleAt(caseId: string): PresentPerson[] {
    return this.#presence.peopleAt(caseId);
  }

  #hear(payload: string | null): void {
    if (payload === null) {
      for (const { send } of this.#connections) send('hello', { after: 'gap' });
      return this.#countSoon();
    }
    const news = JSON.parse(payload) as DeskNews; // written by notifyDesk only
    const { kind, data, department, userIds } = news;
    if (kind === 'call') this.#recentCalls().push({ news, heardMs: this.#context.clock.now().getTime() });
    if (kind === 'call.taken') this.#calls = this.#calls.filter((call) => call.news.data['callId'] !== data['callId']);
    if (kind === 'presence') return this.#hearPresence(data as unknown as PresenceNews, department);
    if (kind === 'views.changed') for (const connection of this.#connections) connection.views = null;
    this.#tell(kind, data, { department, userIds });
    if (kind === 'case.changed' || kind === 'views.changed') this.#countSoon();
  }

  #hearPresence(news: PresenceNews, department: string | null | undefined): void {
    if (this.#presence.hear(news, department ?? null, this.#context.clock.now())) this.#tellPresence(news.caseId, department ?? null);
  }

  #tellPresence(caseId: string, department: string | null): void {
    this.#tell('presence', { caseId, people: this.#presence.peopleAt(caseId) }, { department });
  }

  #tell(event: string, data: object, whom: Pick<DeskNews, 'department' | 'userIds'>): void {
    for (const { actor, send } of this.#connections) if (concerns(actor, whom)) send(event, partFor(actor, event, data));
  }

  #sweep(): void {
    for (const { caseId, department } of this.#presence.forgetGone(this.#context.clock.now())) this.#tellPresence(caseId, department);
    if (performance.now() - this.#lastCount.endedMs > RECOUNT_MS) this.#countSoon();
  }

  #countSoon(): void {
    if (this.#counting !== null || this.#connections.size === 0) return;
    const waitMs = Math.max(GATHER_MS, this.#lastCount.endedMs + this.#lastCount.tookMs * COST_FACTOR - performance.now());
    this.#counting = setTimeout(() => void this.#count(), waitMs).unref();
  }

  /** Counts all views of all open pages, each kind of view once, and tells what is different. */
  async #count(): Promise<void> {
    const startedMs = performance.now();
    this.#counting = null;
    try {
      for (const connected of this.#connections) connected.views ??= await listViewsFor(this.#context.db, connected.actor);
      const connections = [...this.#connections];
      const counts = await countViews(this.#context, connections.map(({ actor, views }) => ({ actor, views: views ?? [] })), 0);
      connections.forEach((connected, place) => tellCounts(connected, counts[place] ?? new Map()));
    } catch (error) {
      this.#context.log.warn({ err: error }, 'the views of the desk could not be counted');
    }
    this.#lastCount = { endedMs: performance.now(), tookMs: performance.now() - startedMs };
  }
}

function concerns(actor: Actor, { department, userIds }: Pick<DeskNews, 'department' | 'userIds'>): boolean {
  const isInScope = actor.departments === null || department === undefined || (department !== null && actor.departments.includes(department));
  return isInScope && (userIds === undefined || (actor.kind === 'user' && userIds.includes(actor.id)));
}

interface OpenCase { department?: string | null }

/** Who rings is for all on the desk; what this customer has going on in foreign departments is not. */
function partFor({ departments }: Actor, event: string, data: object): object {
  const { openCases } = data as { openCases?: unknown };
  if (event !== 'call' || !Array.isArray(openCases)) return data;
  const visible = (openCases as OpenCase[]).filter(({ department = null }) => departments === null || (department !== null && departments.includes(department))); // written by receiveCall only
  return { ...data, openCases: visible.map(({ department: _, ...one }) => one) };
}

function tellCounts(connected: Connected, counts: ReadonlyMap<string, number>): void {
  const changed = [...counts].filter(([id, n]) => connected.told.get(id) !== n);
  if (changed.length === 0) return;
  for (const [id, n] of changed) connected.told.set(id, n);
  connected.send('counters', Object.fromEntries(changed));
}

const hubs = new WeakMap<Context['notifications'], DeskHub>();

/** The one of this process: as long as it hears what others say. */
export function deskHubOf(context: Context): DeskHub {
  const known = hubs.get(context.notifications);
  if (known) return known;
  const hub = new DeskHub(context);
  hubs.set(context.notifications, hub);
  return hub;
}

