import type { Household, Person } from '../people/person.ts';
import { type Random, Weighted, itemAt } from '../random.ts';
import type { DemoEvent, EventContext } from '../shapes.ts';
import type { Stage } from './stage.ts';

type Page = { path: string; title: string; touchpoint: string };
const page = (path: string, title: string, touchpoint: string): Page => ({ path, title, touchpoint });

const HOME = page('/', 'Startseite', 'web_home');
const LOOKING: Weighted<Page> = new Weighted([
  [page('/tarife', 'Tarife', 'web_tariffs'), 22], [page('/tarife/familie', 'Familientarife', 'web_tariffs'), 8], [page('/tarife/business', 'Business-Tarife', 'web_tariffs'), 5],
  [page('/handys', 'Handys', 'web_devices'), 14], [page('/handys/orbis-two', 'Orbis Two', 'web_devices'), 6], [page('/handys/sanjo-flow-22', 'Sanjo Flow 22', 'web_devices'), 6],
  [page('/handys/halvard-arc-5', 'Halvard Arc 5', 'web_devices'), 5], [page('/netzabdeckung', 'Netzkarte', 'web_coverage'), 6], [page('/filialen', 'Filialsuche', 'store_locator'), 6],
  [page('/aktion/sommer', 'Aktion', 'landing_page'), 5], [page('/warenkorb', 'Warenkorb', 'web_cart'), 4],
]);
const HELPING: Weighted<Page> = new Weighted([
  [page('/hilfe', 'Hilfe', 'web_help'), 10], [page('/hilfe/rechnung', 'Hilfe: Rechnung', 'web_help'), 6], [page('/hilfe/netz', 'Hilfe: Netz', 'web_help'), 5], [page('/roaming', 'Roaming', 'web_roaming'), 4],
]);
const OWN: Weighted<Page> = new Weighted([
  [page('/mein-nordfunk/rechnungen', 'Meine Rechnungen', 'my_invoices'), 12], [page('/mein-nordfunk/vertrag', 'Mein Vertrag', 'my_account'), 9], [page('/mein-nordfunk/vertrag/optionen', 'Optionen', 'my_account'), 4],
]);
const SCREENS: Weighted<readonly [string, string]> = new Weighted([
  [['home', 'app_home'], 46], [['usage', 'app_home'], 26], [['invoice', 'app_invoice'], 12], [['options', 'app_options'], 7], [['settings', 'app_settings'], 4], [['help', 'app_help'], 5],
]);
type Device = { anonymousId: string; context: EventContext };
/** Who looks at a page, as far as the page can know. */
type Visit = { person: Person | null; who: { userId?: string; anonymousId: string }; context: EventContext };

const VISITOR: EventContext = { device: { type: 'mobile' }, os: { name: 'Android', version: '15' }, locale: 'de-DE' };

/** Web and app: anonymous looks, logins that tell who it is, and tablets that a family shares. */
export function playBrowsing(stage: Stage): void {
  for (let n = stage.count(24); n > 0; n -= 1) visitorSession(stage);
  for (let n = stage.count(62); n > 0; n -= 1) webSession(stage, stage.customer());
  for (let n = stage.count(120); n > 0; n -= 1) {
    const person = stage.customer();
    if (person.hasApp) appSession(stage, person);
  }
  for (let n = stage.count(5); n > 0; n -= 1) {
    if (stage.population.tablets.length > 0) tabletEvening(stage, stage.random.pick(stage.population.tablets));
  }
}

/** Somebody who looks around and never says who they are. */
function visitorSession(stage: Stage): void {
  const anonymousId = `vis-${stage.day.toString(36)}-${stage.random.int(0, 2_000_000_000).toString(36)}`;
  let atMs = stage.momentMs();
  for (let n = stage.random.int(1, 5); n > 0; n -= 1) {
    view(stage, atMs, LOOKING.draw(stage.random), { person: null, who: { anonymousId }, context: VISITOR });
    atMs += pause(stage.random);
  }
}

function webSession(stage: Stage, person: Person): void {
  const { random } = stage;
  let atMs = stage.momentMs();
  const logsIn = random.chance(0.42);
  const who = { anonymousId: person.webId };
  if (random.chance(0.4)) view(stage, atMs, HOME, { person, who, context: person.webContext });
  for (let n = random.int(1, 3); n > 0; n -= 1) {
    atMs += pause(random);
    view(stage, atMs, random.chance(0.62) ? LOOKING.draw(random) : HELPING.draw(random), { person, who, context: person.webContext });
  }
  if (!logsIn) return;
  atMs += pause(random);
  identify(stage, atMs, person, { anonymousId: person.webId, context: person.webContext });
  for (let n = random.int(1, 4); n > 0; n -= 1) {
    atMs += pause(random);
    view(stage, atMs, OWN.draw(random), { person, who: { userId: person.userId, anonymousId: person.webId }, context: person.webContext });
  }
}

export function appSession(stage: Stage, person: Person, first?: readonly [string, string]): void {
  const { random } = stage;
  let atMs = stage.momentMs();
  if (!person.isAppKnown) {
    person.isAppKnown = true;
    screen(stage, atMs, ['onboarding', 'app_onboarding'], { person, isSignedIn: false });
    identify(stage, atMs + 40_000, person, { anonymousId: person.appId, context: person.appContext });
    atMs += 60_000;
  }
  if (first) screen(stage, atMs, first, { person, isSignedIn: true });
  for (let n = random.int(1, first ? 2 : 4); n > 0; n -= 1) {
    const [name, touchpoint] = SCREENS.draw(random);
    atMs += 5_000 + Math.floor(random.next() * 25_000);
    screen(stage, atMs, [name, touchpoint], { person, isSignedIn: true });
  }
}

/** Two members of a home log in on the same tablet one after the other: the device switches, the people stay two. */
function tabletEvening(stage: Stage, household: Household): void {
  const { random } = stage;
  let atMs = stage.momentMs();
  const start = random.int(0, household.members.length - 1);
  for (let turn = 0; turn < 2; turn += 1) {
    const person = itemAt(household.members, (start + turn) % household.members.length);
    if (!stage.isActive(person)) continue;
    identify(stage, atMs, person, { anonymousId: household.tabletId, context: VISITOR });
    for (let n = random.int(1, 3); n > 0; n -= 1) {
      atMs += pause(random);
      view(stage, atMs, OWN.draw(random), { person, who: { userId: person.userId, anonymousId: household.tabletId }, context: VISITOR });
    }
    atMs += 300_000;
  }
}

/** The customer looks up a repair, on the web or in the app. */
export function lookUpRepair(stage: Stage, atMs: number, person: Person, { order, lift }: { order: string; lift: number }): void {
  if (person.hasApp && stage.random.chance(0.5)) {
    stage.push({
      atMs, person, touchpoint: 'repair_status', lift,
      event: { type: 'screen', name: 'repair_status', messageId: '', timestamp: '', userId: person.userId, anonymousId: person.appId, properties: { channel: 'app', direction: 'inbound', department: 'repairs', screen: 'repair_status', order, product: person.phone.model }, context: person.appContext },
    });
    return;
  }
  stage.push({
    atMs, person, touchpoint: 'repair_status', lift,
    event: { type: 'page', name: 'Reparaturstatus', messageId: '', timestamp: '', userId: person.userId, anonymousId: person.webId, properties: { channel: 'web', direction: 'inbound', department: 'repairs', path: `/reparatur/status/${order}`, title: 'Reparaturstatus', product: person.phone.model }, context: person.webContext },
  });
}

export function viewCheckout(stage: Stage, atMs: number, person: Person, userId: string | undefined): void {
  const who = userId ? { userId, anonymousId: person.webId } : { anonymousId: person.webId };
  view(stage, atMs, page('/warenkorb', 'Warenkorb', 'web_cart'), { person, who, context: person.webContext });
  view(stage, atMs + 60_000, page('/bestellen/daten', 'Bestellung: Daten', 'online_order'), { person, who, context: person.webContext });
  view(stage, atMs + 160_000, page('/bestellen/zahlung', 'Bestellung: Zahlung', 'online_order'), { person, who, context: person.webContext });
}

export function viewTariffs(stage: Stage, atMs: number, person: Person): void {
  view(stage, atMs, page('/tarife', 'Tarife', 'web_tariffs'), { person, who: { anonymousId: person.webId }, context: person.webContext });
}

export function viewCancellation(stage: Stage, atMs: number, person: Person): void {
  view(stage, atMs, page('/kuendigen', 'Kündigen', 'cancellation'), { person, who: { userId: person.userId, anonymousId: person.webId }, context: person.webContext });
}

export function identify(stage: Stage, atMs: number, person: Person, { anonymousId, context }: Device): void {
  const traits: Record<string, string | number | boolean> = { name: person.record.name, phone: person.record.phone, language: person.language };
  if (person.record.email) traits.email = person.record.email;
  stage.push({
    atMs, person, touchpoint: '', lift: 0,
    event: { type: 'identify', messageId: '', timestamp: '', userId: person.userId, anonymousId, traits, context },
  });
}

function view(stage: Stage, atMs: number, seen: Page, { person, who, context }: Visit): void {
  const event: DemoEvent = {
    type: 'page', name: seen.title, messageId: '', timestamp: '', ...who,
    properties: { channel: 'web', direction: 'inbound', department: 'online', path: seen.path, title: seen.title }, context,
  };
  stage.push({ atMs, person, touchpoint: seen.touchpoint, lift: 0, event });
}

function screen(stage: Stage, atMs: number, [name, touchpoint]: readonly [string, string], { person, isSignedIn }: { person: Person; isSignedIn: boolean }): void {
  const who = isSignedIn ? { userId: person.userId, anonymousId: person.appId } : { anonymousId: person.appId };
  stage.push({
    atMs, person, touchpoint, lift: 0,
    event: { type: 'screen', name, messageId: '', timestamp: '', ...who, properties: { channel: 'app', direction: 'inbound', department: 'online', screen: name }, context: person.appContext },
  });
}

function pause(random: Random): number {
  return 12_000 + Math.floor(random.next() * 80_000);
}
