import { createHash } from 'node:crypto';
import { saveDepartments, saveTouchpoints } from '../../journeys/touchpoints/touchpoints.actions.ts';
import type { TouchpointInput } from '../../journeys/touchpoints/touchpoints.contract.ts';
import type { EventSource, Ingest } from '../../listening/events/ingest.actions.ts';
import { createSurvey } from '../../listening/surveys/manage-surveys.actions.ts';
import { acceptResponses } from '../../listening/responses/intake/accept-responses.actions.ts';
import type { SurveyResponse } from '../../listening/responses/intake/neutral-responses.contract.ts';
import { Problem } from '../../kernel/problem.ts';
import { saveField } from '../../people/customers/custom-fields.actions.ts';
import type { CustomerInput } from '../../people/customers/customers.contract.ts';
import { saveCustomers } from '../../people/customers/save-customers.actions.ts';
import type { Context } from '../../platform/context.ts';
import { untilDelivered } from '../../platform/storage/journal.ts';
import { lookAtWatches } from '../../steering/warnings/look.actions.ts';
import { customFields } from './custom-fields.ts';
import { DeskStory, furnishDesk, loadDesk, seeOlderWarnings } from './desk/load-desk.ts';
import { complaintOf } from './desk/matters.ts';
import { loadListening } from './listening/load-listening.ts';
import { type Nordfunk, createNordfunk, DEFAULT_SEED } from './nordfunk.ts';
import type { DemoCustomer, DemoEvent, DemoResponse, DemoTouchpoint } from './shapes.ts';
import { mainTruths, secondaryTruths } from './truths.ts';

export interface LoadOptions {
  ingest: Ingest;
  /** End of the history, usually now. */
  until: Date;
  /** 0–1 and what is being done. */
  onProgress?: (share: number, step: LoadStep) => void;
  signal?: AbortSignal;
  seed?: number;
  customers?: number;
}

export type LoadStep = 'touchpoints' | 'customers' | 'history' | 'desk' | 'listening';

export interface Loaded {
  customers: number;
  events: number;
  responses: number;
}

const SOURCE: EventSource = { name: 'nordfunk', defaultChannel: 'other' };
const CUSTOMERS_AT_ONCE = 1_000;
const EVENTS_AT_ONCE = 8_000;
const RESPONSES_AT_ONCE = 1_000;
/** Calls that may run at once: while one is written, the next is being read. */
const CALLS_IN_FLIGHT = 4;
/** Where the bar stands when the inventory, then the customers are in. */
const AFTER_TOUCHPOINTS = 0.01;
const AFTER_CUSTOMERS = 0.12;
const AFTER_HISTORY = 0.94;
const AFTER_DESK = 0.97;

/**
 * Founds the demo company through the same doors as real data. Nothing is stored twice, so a load that was cut off can
 * simply be repeated.
 * @throws the signal's reason when it is aborted
 */
export async function loadNordfunk(context: Context, { ingest, until, onProgress = () => undefined, signal, seed, customers }: LoadOptions): Promise<Loaded> {
  const company = createNordfunk({ until, ...(seed === undefined ? {} : { seed }), ...(customers === undefined ? {} : { customers }) });
  const goOn = (share: number, step: LoadStep) => {
    signal?.throwIfAborted();
    onProgress(share, step);
  };
  goOn(0, 'touchpoints');
  await loadInventory(context, company);
  await loadCustomers(context, company, (share) => goOn(AFTER_TOUCHPOINTS + (AFTER_CUSTOMERS - AFTER_TOUCHPOINTS) * share, 'customers'));
  const story = new DeskStory(until);
  const told = await loadHistory(context, ingest, { company, story }, (share) => goOn(AFTER_CUSTOMERS + (AFTER_HISTORY - AFTER_CUSTOMERS) * share, 'history'));
  goOn(AFTER_HISTORY, 'desk');
  const colleagues = await furnishDesk(context);
  await loadDesk(context, colleagues, story.choose(), { until, seed: seed ?? DEFAULT_SEED, onShare: (share) => goOn(AFTER_HISTORY + (AFTER_DESK - AFTER_HISTORY) * share, 'desk') });
  await loadListening(context, { until, seed: seed ?? DEFAULT_SEED, customers: company.customers, uuidOf, onShare: (share) => goOn(AFTER_DESK + (1 - AFTER_DESK) * share, 'listening') });
  // What happens tonight otherwise: whoever opens the page finds the alarms of the past weeks.
  await lookAtWatches(context, signal);
  await seeOlderWarnings(context, colleagues, until);
  return { customers: company.customers.length, ...told };
}

async function loadInventory(context: Context, company: Nordfunk): Promise<void> {
  await saveDepartments(context, [...company.departments]);
  await saveTouchpoints(context, company.touchpoints.map(touchpointInput));
  for (const field of customFields) await saveField(context, field);
  const names = new Map(company.touchpoints.map((touchpoint) => [touchpoint.code, touchpoint]));
  for (const { code, dimensions } of [...mainTruths, ...secondaryTruths]) {
    const touchpoint = names.get(code);
    if (!touchpoint) continue;
    const survey = { code: surveyCode(code), touchpoint: code, nameDe: `Nach dem Kontakt: ${touchpoint.nameDe}`, nameEn: `After the contact: ${touchpoint.nameEn}`, dimensions: [...dimensions], withCsat: true, publish: true };
    await createSurvey(context, survey).catch((error: unknown) => {
      // Made by an earlier load that was cut off.
      if (!(error instanceof Problem && error.code === 'survey.code_taken')) throw error;
    });
  }
}

/** Customers become known in the month in which their first contract began, those from before at the start of the history. */
async function loadCustomers(context: Context, company: Nordfunk, onShare: (share: number) => void): Promise<void> {
  const names = new Map(company.customers.map((customer) => [customer.userId, customer.name]));
  const startedOn = company.calendar.dateOf(0);
  const byMonth = new Map<string, DemoCustomer[]>();
  for (const customer of company.customers) {
    const since = customer.traits.customerSince;
    const month = since <= startedOn ? startedOn : `${since.slice(0, 7)}-01`;
    const known = byMonth.get(month);
    if (known) known.push(customer);
    else byMonth.set(month, [customer]);
  }
  let done = 0;
  const calls = new Calls();
  try {
    for (const [month, customers] of [...byMonth].sort(([a], [b]) => (a < b ? -1 : 1))) {
      for (let from = 0; from < customers.length; from += CUSTOMERS_AT_ONCE) {
        onShare(done / company.customers.length);
        const some = customers.slice(from, from + CUSTOMERS_AT_ONCE);
        await calls.send(saveCustomers(context, some.map((customer) => customerInput(customer, names)), { source: SOURCE.name, actor: 'demo', at: new Date(month < startedOn ? startedOn : month) }));
        done += some.length;
      }
    }
    await calls.all();
  } finally {
    await calls.settled();
  }
}

/** Calls through a door of which some may run at once: while one is written, the next is being made. */
class Calls {
  readonly #running = new Set<Promise<unknown>>();

  /** Waits for the oldest call where enough run already. */
  async send(call: Promise<unknown>): Promise<void> {
    this.#running.add(call);
    // The rejection is seen where the call is waited for.
    call.catch(() => undefined);
    if (this.#running.size < CALLS_IN_FLIGHT) return;
    const [oldest] = this.#running;
    await oldest;
    if (oldest) this.#running.delete(oldest);
  }

  async all(): Promise<void> {
    await Promise.all(this.#running);
  }

  /** Whoever stops the load next closes the stores; nothing may be under way then. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#running);
  }
}

async function loadHistory(context: Context, ingest: Ingest, { company, story }: { company: Nordfunk; story: DeskStory }, onShare: (share: number) => void): Promise<{ events: number; responses: number }> {
  const calls = new Calls();
  const told = { events: 0, responses: 0 };
  let events: DemoEvent[] = [];
  let responses: DemoResponse[] = [];
  const groups = new Map(company.customers.map((customer) => [customer.userId, customer.traits.segment]));

  const sendEvents = async (): Promise<void> => {
    if (events.length === 0) return;
    const call = ingest.accept(events, SOURCE).then(({ refused }) => {
      if (refused[0]) throw new Error(`the demo company sent a wrong event: ${refused[0].reason} (${refused[0].messageId})`);
    });
    told.events += events.length;
    events = [];
    await calls.send(call);
  };
  const sendResponses = async (): Promise<void> => {
    const call = acceptResponses(context, responses.map((response) => surveyResponse(response, groups.get(response.userId) ?? ''))).then(({ accepted, repeated }) => {
      told.responses += accepted + repeated;
    });
    responses = [];
    await calls.send(call);
  };

  try {
    let day = 0;
    for (const { events: arrived, responses: answered } of company.days()) {
      onShare(day / company.calendar.days);
      day += 1;
      for (const event of arrived) {
        events.push(event);
        story.see(complaintOf(event));
      }
      responses.push(...answered);
      if (events.length >= EVENTS_AT_ONCE) await sendEvents();
      if (responses.length >= RESPONSES_AT_ONCE) await sendResponses();
    }
    await sendEvents();
    await sendResponses();
    await calls.all();
    // Accepted means durable; only now all of it can be read.
    await untilDelivered(context);
  } finally {
    await calls.settled();
  }
  return told;
}

function touchpointInput({ code, nameDe, nameEn, stage, channel, kind, reach, ownerDepartment, involvedDepartments, isMomentOfTruth, tangibleItems, rules }: DemoTouchpoint): TouchpointInput {
  return {
    code, nameDe, nameEn, stage, channel, kind, reachKind: reach, department: ownerDepartment, involvedDepartments, momentOfTruth: isMomentOfTruth, tangibleItems,
    rules: rules.map((rule) => ({
      event: rule.event,
      ...(rule.channel ? { channel: rule.channel } : {}),
      conditions: (rule.properties ?? []).map(({ name, operator, value }) => ({ property: name, op: operator === 'equals' ? 'is' as const : 'starts_with' as const, value })),
    })),
  };
}

function customerInput(customer: DemoCustomer, names: ReadonlyMap<string, string>): CustomerInput {
  const { userId, kind, name, firstName, lastName, email, phone, language, birthYear, householdId, accountId, traits } = customer;
  const known = Object.entries({ name, firstName, lastName, email, phone, language, birthYear, ...traits }).filter(([, value]) => value !== null);
  const account = householdId
    ? { externalId: householdId, kind: 'household' as const, name: language === 'de' ? `Haushalt ${lastName ?? name}` : `${lastName ?? name} household` }
    : accountId || kind === 'company'
      ? { externalId: accountId ?? userId, kind: 'company' as const, name: names.get(accountId ?? userId) ?? name, role: accountId ? 'user' : 'holder' }
      : null;
  return {
    kind,
    identifiers: [{ kind: 'userId', value: userId }],
    traits: Object.fromEntries(known),
    contracts: customer.contracts.map((contract) => ({ number: contract.contractNumber, product: contract.tariffName, startsOn: contract.startsOn, endsOn: contract.endsOn, monthlyCents: contract.monthlyPriceCents })),
    devices: customer.devices.map((device) => ({ externalId: device.serialNumber, model: device.model, maker: device.manufacturer, serial: device.serialNumber, software: device.software, ownedFrom: device.ownedFrom, ownedTo: device.ownedTo })),
    addresses: customer.addresses.map((address, index) => ({
      externalId: `${userId}:${index}`, kind: 'home', street: `${address.street} ${address.houseNumber}`, postcode: address.postalCode, city: address.city, country: address.country,
      cell: address.cell, validFrom: address.validFrom, validTo: address.validTo,
    })),
    ...(account ? { account } : {}),
  };
}

function surveyResponse({ id, touchpointCode, userId, at, language, answers }: DemoResponse, group: string): SurveyResponse {
  return { id: uuidOf(id), surveyCode: surveyCode(touchpointCode), identifiers: [{ kind: 'userId', value: userId }], at, language, group, answers };
}

const surveyCode = (touchpoint: string): string => `after_${touchpoint}`;

/** A UUID that is the same at every load (version 8: made of a hash). */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
