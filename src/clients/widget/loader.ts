import type { PublicPlacement, Rules } from '../../listening/placements/placements.contract.ts';
import { isDue, isFor, isRested, placeOf } from '../../listening/placements/show.logic.ts';
import { newId } from '../sdk/new-id.ts';
import { openSdk, type Properties, type Sdk } from '../sdk/sdk.ts';
import { openStore } from '../sdk/store.ts';
import { toJson } from '../sdk/to-json.ts';
import { warn } from '../sdk/warn.ts';
import { quietPlace } from './frame.ts';
import { openShownMemory } from './memory.ts';
import { getJson, showSurvey, type Shown } from './show-survey.ts';
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
// An element with the id "momente" is also found under that name; it is nobody's script.
const isFree = page.momente === undefined || page.momente === null || Array.isArray(page.momente) || page.momente instanceof Element;
// Twice on one page is once.
if (!isFree && typeof (page.momente as Partial<Momente>).remember !== 'function') warn('this page uses window.momente for something else; neither events nor surveys work on it'); // looked at, not trusted
if (script?.dataset['writeKey'] && isFree) {
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
  let onScreen: Shown | null = null;
  let isBusy = false;
  /** Counts the addresses that were open in this page. */
  let view = 0;
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
    const { id, survey, rules } = placement;
    // The page has built itself anew and taken the survey out with the rest: what was answered is saved, and the next may come.
    if (onScreen?.isThere() === false) onScreen.close();
    if (isBusy) return;
    isBusy = true;
    const responseId = newId();
    const who = rules.isAnonymous ? {} : { anonymousId: sdk.anonymousId, ...(sdk.userId === null ? {} : { userId: sdk.userId }) };
    const note = (what: 'shownAtMs' | 'answeredAtMs') => id !== undefined && preview === undefined && shown.note(id, what, Date.now());
    try {
      onScreen = await showSurvey({
        server, placement: { survey, rules }, responseId, language, isPreview: preview !== undefined,
        claim: { writeKey, identifiers: Object.entries(who).map(([kind, value]) => ({ kind, value })) },
        known: { page: location.pathname, ...known },
        mayShow: async () => preview !== undefined || id === undefined || (await ask(`${server}/api/public/placements/${id}/ask`, { writeKey, responseId, isWanted, ...who })),
        onShown: () => note('shownAtMs'),
        onFinished: () => note('answeredAtMs'),
        onGone: () => ((isBusy = false), (onScreen = null)),
      });
    } catch {
      // Nobody came to the page for a survey: without it, it is as it was.
    }
    isBusy = onScreen !== null;
  }

  function watch(): void {
    view += 1;
    triggers?.stop();
    const begunIn = view;
    triggers = watchTriggers(placements, async (placement, known) => {
      // Waits for its moment without keeping others from theirs; the page or what was shown may be another by then.
      const place = await quietPlace(placement.rules);
      if (place && view === begunIn && (preview !== undefined || isWelcome(placement))) await show(placement, known, false);
    });
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
    hide: () => onScreen?.close(),
    remember: (isAllowed) => shown.through(() => sdk.remember(isAllowed)),
    push: (...calls) => {
      for (const [name, ...given] of calls) {
        try {
          (momente[name] as (...all: unknown[]) => unknown)(...given); // each call brings what its function wants
        } catch (error) {
          // A slip of the pen: the page goes on, and so do the calls after it.
          warn(`${String(name)} failed`, error);
        }
      }
    },
  };
  return momente;
}

async function ask(url: string, body: object): Promise<boolean> {
  const answer = await fetch(url, { method: 'POST', body: toJson(body), credentials: 'omit' });
  return answer.ok && ((await answer.json()) as { show?: unknown }).show === true;
}
