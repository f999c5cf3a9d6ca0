import { newId } from './new-id.ts';
import { openQueue } from './queue.ts';
import type { Store } from './store.ts';

export type Properties = Readonly<Record<string, unknown>>;
type Type = 'identify' | 'track' | 'page';

export interface Sdk {
  /** Who it is, from now on and for what happened before on this browser; without a name, what is known of whoever it is. */
  identify(userId: string | number | Properties | null | undefined, traits?: Properties): void;
  /** Something happened: "Order placed". */
  track(event: string, properties?: Properties): void;
  /** A page was opened. */
  page(name?: string, properties?: Properties): void;
  /** Somebody signs out: the next one is another person. */
  reset(): void;
  /** Whether the browser may remember the visitor beyond this page. Who came before and agreed is the same one again. */
  remember(isAllowed: boolean): void;
  flush(): Promise<void>;
  readonly userId: string | null;
  readonly anonymousId: string;
  readonly traits: Properties;
}

export interface SdkOptions {
  /** Where Momente is, without a slash at the end. */
  server: string;
  writeKey: string;
  store: Store;
  /** Sends nothing: somebody only tries it out. */
  isSilent?: boolean;
  /** Hears what is sent. */
  onMessage?: (type: Type, name: string, properties: Properties) => void;
}

interface Visitor {
  userId: string | null;
  anonymousId: string;
  traits: Properties;
}

const UNDER = 'visitor';

/** Speaks the Segment spec to the event API of Momente: what it sends, any Segment library could send. */
export function openSdk({ server, writeKey, store, isSilent = false, onMessage }: SdkOptions): Sdk {
  const queue = openQueue({ url: `${server}/v1/batch`, writeKey, store });
  let visitor = known(store.read(UNDER));
  const change = (changed: Partial<Visitor>) => store.write(UNDER, (visitor = { ...visitor, ...changed }));
  change({});

  const send = (type: Type, name: string, said: Properties) => {
    if (!isSilent) queue.add({
      type, messageId: newId(), timestamp: new Date().toISOString(), anonymousId: visitor.anonymousId,
      ...(visitor.userId === null ? {} : { userId: visitor.userId }),
      ...(type === 'identify' ? { traits: said } : { [type === 'track' ? 'event' : 'name']: name, properties: said }),
      context: contextOf(),
    });
    onMessage?.(type, name, said);
  };
  return {
    identify(who, given = {}) {
      // Pages call it before they know whom they see, or with traits alone: that makes nobody somebody else.
      const id = typeof who === 'number' || (typeof who === 'string' && who.trim() !== '') ? String(who) : visitor.userId;
      const traits = typeof who === 'object' && who !== null ? who : given;
      // Somebody else at the same browser: what was known belongs to the one before.
      const isOther = visitor.userId !== null && visitor.userId !== id;
      change({ userId: id, traits: isOther ? traits : { ...visitor.traits, ...traits }, ...(isOther ? { anonymousId: newId() } : {}) });
      send('identify', '', traits);
    },
    track: (event, properties = {}) => send('track', event, properties),
    page: (name = document.title, properties = {}) => send('page', name, { path: location.pathname, url: location.origin + location.pathname, title: document.title, referrer: document.referrer.split('?')[0], ...properties }),
    reset: () => change(nobody()),
    remember(isAllowed) {
      store.remember(isAllowed);
      const { userId, traits } = visitor;
      const earlier = known(store.read(UNDER));
      // Somebody else has signed in here since.
      if (userId !== null && earlier.userId !== null && userId !== earlier.userId) change({});
      else change({ ...earlier, userId: userId ?? earlier.userId, traits: { ...earlier.traits, ...traits } });
    },
    flush: queue.flush,
    get userId() { return visitor.userId; },
    get anonymousId() { return visitor.anonymousId; },
    get traits() { return visitor.traits; },
  };
}

const nobody = (): Visitor => ({ userId: null, anonymousId: newId(), traits: {} });

function known(stored: unknown): Visitor {
  const { userId, anonymousId, traits }: Partial<Record<keyof Visitor, unknown>> = typeof stored === 'object' && stored !== null ? stored : {};
  if (typeof anonymousId !== 'string') return nobody();
  return { anonymousId, userId: typeof userId === 'string' ? userId : null, traits: typeof traits === 'object' && traits !== null ? { ...traits } : {} };
}

/** Addresses without what stands behind `?`: there may be names and secrets in it. */
const contextOf = () => ({ library: { name: 'momente.js', version: '1' }, locale: navigator.language, page: { path: location.pathname, url: location.origin + location.pathname, title: document.title } });
