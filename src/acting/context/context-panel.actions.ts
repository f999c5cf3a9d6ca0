import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { isForeignAnswer } from '../../people/timeline/foreign-answers.logic.ts';
import { readOwnership } from '../../people/identity/customer-nodes.actions.ts';
import { getCustomerIdOf } from '../../people/identity/merge.actions.ts';
import { readPreferences } from '../../people/consent/preferences.actions.ts';
import { getOwnCase } from '../cases/case-events.actions.ts';
import { isCaseInScope } from '../cases/changes/save-case.actions.ts';
import type { CaseKnowledge } from '../cases/case-actors.contract.ts';
import { listLookupNames } from '../lookups/lookups.actions.ts';
import { type About, askLookups } from '../lookups/ask-lookups.actions.ts';
import type { LookupResult } from '../lookups/lookups.contract.ts';
import { listPlaybooksForCase } from '../playbooks/playbooks.actions.ts';
import type { ContextPanel } from './context.contract.ts';
import { findPerson, listKept, type PersonRow, readDeskFacts } from './context.queries.ts';
import { placeholderValues } from './placeholders.logic.ts';
import { readRecentContacts } from './recent-contacts.analytics.ts';

export type Asker = Pick<Actor, 'kind' | 'id' | 'label' | 'departments' | 'can'>;
type Place = Pick<CaseKnowledge, 'category' | 'touchpoint'>;
const nowhere: Place = { category: null, touchpoint: null };
const KEPT_SHOWN = 20;

/** All that an agent should know beside a case. @throws case.not_found */
export async function readContextPanel(context: Context, actor: Asker, caseId: string): Promise<ContextPanel> {
  const facts = await getOwnCase(context.db, actor, caseId);
  return readPanel(context, actor, facts.customerId, { caseId, place: facts });
}

/** The same without a case, e.g. while the phone rings. @throws customer.not_found */
export async function readContextOfCustomer(context: Context, actor: Asker, customerId: string): Promise<ContextPanel> {
  return readPanel(context, actor, await getCustomerIdOf(context.db, customerId), { caseId: null, place: nowhere });
}

/** What connected sources say: takes as long as the slowest of them may, so it has a call of its own. @throws case.not_found */
export async function askLookupsForCase(context: Context, actor: Asker, caseId: string): Promise<{ customerId: string | null; items: LookupResult[] }> {
  const facts = await getOwnCase(context.db, actor, caseId);
  return { customerId: facts.customerId, items: await askLookups(context, await aboutOf(context, facts.customerId, facts)) };
}

/** @throws customer.not_found */
export async function askLookupsForCustomer(context: Context, customerId: string): Promise<{ customerId: string; items: LookupResult[] }> {
  const id = await getCustomerIdOf(context.db, customerId);
  return { customerId: id, items: await askLookups(context, await aboutOf(context, id, nowhere)) };
}

const todayOf = ({ clock }: Context): string => clock.now().toISOString().slice(0, 10);

async function aboutOf(context: Context, customerId: string | null, place: Place): Promise<About> {
  const person = customerId === null ? null : await findPerson(context.db, customerId, todayOf(context));
  return { values: placeholderValues(person ? factsOf(person) : unknownPerson, place), subject: customerId };
}

async function readPanel(context: Context, actor: Asker, customerId: string | null, { caseId, place }: { caseId: string | null; place: Place }): Promise<ContextPanel> {
  const [about, lookups, playbooks, kept] = await Promise.all([
    readAbout(context, actor, customerId, caseId),
    listLookupNames(context.db),
    listPlaybooksForCase(context.db, actor, { caseId, touchpoint: place.touchpoint, category: place.category }),
    caseId === null ? [] : listKept(context.db, caseId, null, KEPT_SHOWN),
  ]);
  return { ...about, lookups, playbooks, keptFacts: kept.map(({ at, byLabel, ...row }) => ({ ...row, at: at.toISOString(), by: byLabel })) };
}

export type AboutCustomer = Omit<ContextPanel, 'lookups' | 'playbooks' | 'keptFacts'>;

/** The facts about a customer, as they are now. */
export async function readAbout(context: Context, actor: Pick<Asker, 'departments'>, customerId: string | null, caseId: string | null): Promise<AboutCustomer> {
  if (customerId === null) return nobody;
  const now = context.clock.now();
  const [person, desk, wishes, recent] = await Promise.all([
    findPerson(context.db, customerId, todayOf(context)),
    readDeskFacts(context.db, customerId, caseId),
    readPreferences(context.db, customerId),
    readOwnership(context.db, customerId).then(({ subjects, spans }) => readRecentContacts(context.history, {
      subjects, spans: spans.map(({ nodeId, fromMs, toMs }) => ({ subject: nodeId, fromMs: Number.isFinite(fromMs) ? fromMs : null, toMs: Number.isFinite(toMs) ? toMs : null })),
    }, now.getTime())),
  ]);
  if (!person) return nobody;
  const facts = factsOf(person);
  return {
    customerId, ...facts,
    value: { monthlyCents: monthlyOf(person), customerSince: sinceOf(person), contacts90Days: recent.contacts90Days },
    mood: { now: recent.moodNow, n: recent.moodNowN, before: recent.moodBefore },
    lastContacts: recent.last.map(({ department, ...contact }) => (isForeignAnswer({ channel: contact.channel, department }, actor.departments) ? { ...contact, text: null, mood: null } : contact)),
    promises: desk.promises,
    otherCases: desk.otherCases.filter((one) => isCaseInScope(one, actor.departments)).map(({ department: _, number, ...one }) => ({ ...one, number: `V-${number}` })),
    channels: { preferred: wishes.channels, consents: desk.consents, language: wishes.language ?? facts.customer?.language ?? null, timeZone: wishes.timeZone, quietFrom: wishes.quietFrom, quietTo: wishes.quietTo },
  };
}

const unknownPerson: Pick<ContextPanel, 'customer' | 'contracts' | 'devicesNow' | 'home'> = { customer: null, contracts: [], devicesNow: [], home: null };
const nobody: AboutCustomer = {
  customerId: null, ...unknownPerson, value: { monthlyCents: null, customerSince: null, contacts90Days: 0 }, mood: { now: null, n: 0, before: null }, lastContacts: [], promises: [], otherCases: [],
  channels: { preferred: [], consents: [], language: null, timeZone: null, quietFrom: null, quietTo: null },
};

function factsOf({ id, name, kind, traits, identifiers, contracts, devicesNow, home }: PersonRow): Pick<ContextPanel, 'customer' | 'contracts' | 'devicesNow' | 'home'> {
  const known = (wanted: string) => identifiers.find((one) => one.kind === wanted)?.value ?? null;
  const trait = (key: string) => (typeof traits[key] === 'string' && traits[key] !== '' ? traits[key] : null);
  return { customer: { id, name, kind, customerNumber: known('customerNumber') ?? trait('customerNumber') ?? sayable(known('userId')), email: known('email'), phone: known('phone'), language: trait('language') ?? trait('locale')?.slice(0, 2) ?? null }, contracts, devicesNow, home };
}

/** Null where no running contract says what it costs: unknown is not nothing. */
function monthlyOf({ contracts }: PersonRow): number | null {
  const amounts = contracts.flatMap(({ status, monthlyCents }) => (status === 'active' && monthlyCents !== null ? [monthlyCents] : []));
  return amounts.length === 0 ? null : amounts.reduce((sum, cents) => sum + cents, 0);
}

const sinceOf = ({ contracts, firstAt }: PersonRow): string | null => contracts.map(({ startsOn }) => startsOn).sort()[0] ?? firstAt?.toISOString().slice(0, 10) ?? null;

/** Where other systems know customers by their customer number, it came in as `userId`: "K-100001". What nobody could say on the phone is none. */
const sayable = (userId: string | null): string | null => (userId !== null && /^[a-z]{0,4}[-.]?\d{3,12}$/i.test(userId) ? userId : null);
