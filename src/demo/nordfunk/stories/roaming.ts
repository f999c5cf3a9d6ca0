import { countries } from '../catalogue/places.ts';
import type { Person } from '../people/person.ts';
import { itemAt } from '../random.ts';
import { mainTruths, roamingTruth } from '../truths.ts';
import { contact } from './contacts.ts';
import { type Stage, days } from './stage.ts';

/** More trips in summer; 1 on average. Index: month of the year − 1. */
const SEASON = [0.75, 0.8, 0.9, 1.0, 1.1, 1.25, 1.35, 1.35, 1.15, 1.0, 0.75, 0.75];
const INVOICE_MEAN = mainTruths.find((truth) => truth.code === 'roaming_invoice')?.experience ?? 0;

/** Truth (a): trips abroad, and the invoice some weeks later that nobody explained. */
export function playRoaming(stage: Stage): void {
  const season = itemAt(SEASON, stage.calendar.calendarMonthOf(stage.day) - 1);
  const { travellers } = travellersOf(stage);
  for (let n = stage.random.poisson(travellers.tripsPerYear / 365 * season); n > 0; n -= 1) {
    const person = stage.random.pick(travellers.people);
    // People are drawn in proportion to how often they travel.
    if (stage.isActive(person) && stage.random.next() * MOST_TRIPS < person.tripsPerYear) trip(stage, person);
  }
}

const MOST_TRIPS = 8;
type Travellers = { people: Person[]; tripsPerYear: number };
const known = new WeakMap<Stage, Travellers>();

function travellersOf(stage: Stage): { travellers: Travellers } {
  let travellers = known.get(stage);
  if (!travellers) {
    const people = stage.population.people.filter((person) => person.tripsPerYear > 0);
    // Thinned by the draw in proportion to trips, so the pool is counted as if all travelled most.
    travellers = { people, tripsPerYear: people.length * MOST_TRIPS };
    known.set(stage, travellers);
  }
  return { travellers };
}

function trip(stage: Stage, person: Person): void {
  const { random } = stage;
  const country = random.int(0, countries.length - 1);
  const name = itemAt(countries, country)[0];
  const length = random.int(2, 14);
  const suffers = person.isBusiness || person.isYoungTraveller;
  stage.at(stage.momentMs(), person).track('roaming_welcome_sent', { channel: 'sms', direction: 'outbound', department: 'network', country: name, costCents: 6 }, 'roaming_welcome');
  if (random.chance(0.3)) stage.at(stage.momentMs(stage.day + random.int(1, length)), person).track('data_usage_notified', { channel: 'sms', direction: 'outbound', department: 'network', usedPct: random.pick([80, 100]), country: name }, 'usage_sms');

  const amountCents = suffers ? random.int(2900, 24_900) : random.int(199, 1499);
  const invoiceDay = stage.day + length + random.int(12, 26);
  const lift = (suffers ? roamingTruth.affected.experience : roamingTruth.others.experience) - INVOICE_MEAN;
  const order = `R-${random.int(1_000_000, 9_999_999)}`;
  stage.at(stage.officeMs(invoiceDay), person).track('roaming_invoice_issued', {
    channel: 'mail', direction: 'outbound', department: 'billing', country: name, amountCents, invoice: order, place: person.cell, product: person.phone.model,
  }, 'roaming_invoice', lift);
  if (random.chance(suffers ? 0.16 : 0.015)) {
    const atMs = stage.officeMs(invoiceDay) + days(random.int(1, 5));
    contact(stage, atMs, person, { topic: 'roaming', tone: 'bad', facts: { amountCents, country, order } });
  }
}
