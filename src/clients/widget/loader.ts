import type { PublicPlacement, Rules } from '../../listening/placements/placements.contract.ts';
import { isDue, isFor, isRested, placeOf } from '../../listening/placements/show.logic.ts';
import { newId } from '../sdk/new-id.ts';
import { openSdk, type Properties, type Sdk } from '../sdk/sdk.ts';
import { openStore } from '../sdk/store.ts';
import { openShownMemory } from './memory.ts';
import { getJson, showSurvey } from './show-survey.ts';
import { onAddress, type Triggers, watchTriggers } from './triggers.ts';

/**
 * The one script tag on a company's pages: `<script async src="https://momente.example/widget/loader.js" data-write-key="…">`.
 * It sends events and shows surveys where placements say so. Before it is there, calls may wait in an array:
 * `(window.momente ||= []).push(['track', 'Order placed', { total: 49.9 }])`.
 */
interface Momente extends Pick<Sdk, 'identify' | 'track' | 'page' | 'reset' | 'flush'> {
  /** Shows a survey now, because the visitor asked for it. */
  show(survey: string): Promise<void>;
  hide(): void;
  /** Whether the browser may remember the visitor beyond this page; call it when somebody agrees or no longer does. */
  remember(isAllowed: boolean): void;
  push(...calls: readonly Call[]): void;
}
type Call = readonly [keyof Omit<Momente, 'push'>, ...unknown[]];

/** For a survey that is asked for and has no placement. */
const onDemand: Rules = { way: 'modal', side: 'right', selector: null, trigger: { on: 'call' }, delaySeconds: 0, pages: [], exceptPages: [], share: 1, frequency: { kind: 'every', days: 1 }, quietDays: 0, visitors: 'all', isAnonymous: false, traits: [] };

const page = globalThis as { momente?: unknown };
const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : document.querySelector<HTMLScriptElement>('script[data-write-key]');
// Twice on one page is once.
if (script?.dataset['writeKey'] && (page.momente === undefined || Array.isArray(page.momente))) {
  const waiting: readonly Call[] = Array.isArray(page.momente) ? page.momente : [];
  const momente = start(script.src.replace(/\/widget\/[^/]*$/, ''), script.dataset['writeKey'], script.dataset);
  page.momente = momente;
  momente.push(...waiting);
}

function start(server: string, writeKey: string, { preview, language = document.documentElement.lang || navigator.language, remember }: DOMStringMap): Momente {
  const store = openStore(remember !== 'no');
  const shown = openShownMemory(store);
  let placements: readonly PublicPlacement[] = [];
  let triggers: Triggers | undefined;
  let hide: (() => void) | null = null;
  let isBusy = false;
  // Events that came before the placements did.
  let early: [string, Properties][] | null = [];

  const sdk = openSdk({
    server, writeKey, store, isSilent: preview !== undefined,
    onMessage(type, name, properties) {
      if (type !== 'track') return;
      if (early) early.push([name, properties]);
      else triggers?.happened(name, properties);
    },
  });

  /** Whether this browser has nothing against it. */
  const isWelcome = ({ id, rules }: PublicPlacement) => {
    const now = Date.now();
    return isFor(rules, sdk.userId, sdk.traits) && placeOf(id, sdk.anonymousId) < rules.share && isDue(rules.frequency, shown.of(id), now) && isRested(rules.quietDays, shown.lastOtherMs(id), now);
  };

  async function show(placement: Omit<PublicPlacement, 'id'> & { id?: string }, known: Properties, isWanted: boolean): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    const { id, survey, rules } = placement;
    const responseId = newId();
    const who = rules.isAnonymous ? {} : { anonymousId: sdk.anonymousId, ...(sdk.userId === null ? {} : { userId: sdk.userId }) };
    const note = (what: 'shownAtMs' | 'answeredAtMs') => id !== undefined && preview === undefined && shown.note(id, what, Date.now());
    try {
      hide = await showSurvey({
        server, placement: { survey, rules }, responseId, language, isPreview: preview !== undefined,
        claim: { writeKey, identifiers: Object.entries(who).map(([kind, value]) => ({ kind, value })) },
        known: { page: location.pathname, ...known },
        mayShow: async () => preview !== undefined || id === undefined || (await ask(`${server}/api/public/placements/${id}/ask`, { writeKey, responseId, isWanted, ...who })),
        onShown: () => note('shownAtMs'),
        onFinished: () => note('answeredAtMs'),
        onGone: () => ((isBusy = false), (hide = null)),
      });
    } catch {
      // Nobody came to the page for a survey: without it, it is as it was.
    }
    isBusy = hide !== null;
  }

  function watch(): void {
    triggers?.stop();
    triggers = watchTriggers(placements, (placement, known) => void ((preview !== undefined || isWelcome(placement)) && show(placement, known, false)));
  }

  async function begin(): Promise<void> {
    try {
      placements = preview === undefined
        ? (await getJson<{ placements: PublicPlacement[] }>(`${server}/api/public/placements?writeKey=${encodeURIComponent(writeKey)}`)).placements
        : [await getJson<PublicPlacement>(`${server}/api/placements/${preview}/preview`)];
    } catch {
      // No surveys then; events are sent all the same.
    }
    watch();
    const missed = early ?? [];
    early = null;
    for (const [name, properties] of missed) triggers?.happened(name, properties);
    onAddress(watch);
  }
  const begun = begin();

  const momente: Momente = {
    identify: sdk.identify, track: sdk.track, page: sdk.page, reset: sdk.reset, flush: sdk.flush,
    async show(survey) {
      await begun;
      await show(placements.find((placement) => placement.survey === survey) ?? { survey, rules: onDemand }, {}, true);
    },
    hide: () => hide?.(),
    remember: store.remember,
    push: (...calls) => {
      for (const [name, ...given] of calls) (momente[name] as (...all: unknown[]) => unknown)(...given); // each call brings what its function wants
    },
  };
  return momente;
}

async function ask(url: string, body: object): Promise<boolean> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body), credentials: 'omit' });
  return answer.ok && ((await answer.json()) as { show?: unknown }).show === true;
}
