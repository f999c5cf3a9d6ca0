import { itemAt } from '../random.ts';
import { contact } from './contacts.ts';
import { viewCheckout } from './browsing.ts';
import { phoneTruth, regionTruth } from '../truths.ts';
import { type Properties, type Stage, days, minutes } from './stage.ts';

const NETWORK_MEAN = 8.5;

/** What happens to everybody: invoices, network, shops, orders, mailings. */
export function playRoutine(stage: Stage): void {
  invoices(stage);
  network(stage);
  shops(stage);
  orders(stage);
  mailings(stage);
}

function invoices(stage: Stage): void {
  const { random } = stage;
  const today = stage.calendar.dayOfMonthOf(stage.day);
  if (today > 28) return;
  for (const person of itemAt(stage.population.byInvoiceDay, today)) {
    if (!stage.isActive(person)) continue;
    const amountCents = person.monthlyPriceCents + (random.chance(0.18) ? random.int(99, 1999) : 0);
    const atMs = stage.officeMs();
    stage.at(atMs, person).track('invoice_issued', { channel: 'mail', direction: 'outbound', department: 'billing', amountCents }, 'monthly_invoice');
    if (random.chance(0.012)) {
      stage.at(atMs + days(6), person).track('payment_failed', { channel: 'mail', direction: 'outbound', department: 'billing', amountCents }, 'payment_failed');
      if (random.chance(0.7)) stage.at(atMs + days(14), person).track('payment_reminder_sent', { channel: 'letter', direction: 'outbound', department: 'billing', amountCents, costCents: 95 }, 'payment_reminder');
    }
  }
}

/** Truths (b) and (c): the samples show weak cells in one region and good ones at the homes of those with the buggy phone. */
function network(stage: Stage): void {
  const { random } = stage;
  for (let n = stage.count(94); n > 0; n -= 1) {
    const person = stage.customer();
    const quality = Math.max(5, Math.min(100, Math.round(person.cellQuality + random.normal() * 6)));
    stage.at(stage.momentMs(), person).track('network_quality_sampled', {
      channel: 'network', direction: 'outbound', department: 'network', place: person.cell, city: person.city, quality, product: person.phone.model, software: person.phone.software,
    }, 'network_daily', networkLift(stage, person.hasWeakCell, person.hasBuggyPhone));
  }
  for (let n = stage.count(6); n > 0; n -= 1) {
    const weak = stage.customerOf(stage.population.weak);
    const person = weak && random.chance(0.5) ? weak : stage.customer();
    stage.at(stage.momentMs(), person).track('outage_notified', { channel: 'sms', direction: 'outbound', department: 'network', place: person.cell, costCents: 6 }, 'outage_sms');
  }
  for (let n = stage.count(40); n > 0; n -= 1) {
    stage.at(stage.momentMs(), stage.customer()).track('data_usage_notified', { channel: 'sms', direction: 'outbound', department: 'network', usedPct: random.pick([80, 80, 100]), costCents: 6 }, 'usage_sms');
  }
  for (let n = stage.count(5); n > 0; n -= 1) {
    const person = stage.customer();
    stage.at(stage.momentMs(), person).track('wifi_calling_enabled', { channel: 'app', direction: 'inbound', department: 'network', product: person.phone.model });
  }
  for (let n = stage.count(3); n > 0; n -= 1) {
    const person = stage.customer();
    stage.at(stage.momentMs(), person).track('software_update_notified', { channel: 'sms', direction: 'outbound', department: 'network', product: person.phone.model, costCents: 6 }, 'update_notice');
  }
}

function networkLift(stage: Stage, hasWeakCell: boolean, hasBuggyPhone: boolean): number {
  if (hasWeakCell) return regionTruth.networkExperience - NETWORK_MEAN;
  if (hasBuggyPhone && stage.day >= stage.planted.phoneBug) return phoneTruth.networkExperience - NETWORK_MEAN;
  return 0.16;
}

function shops(stage: Stage): void {
  const { random } = stage;
  for (let n = stage.weekdayFactor < 0.7 ? 0 : stage.count(74); n > 0; n -= 1) {
    const person = stage.customer();
    const isAdvice = random.chance(0.55);
    const atMs = stage.officeMs();
    const properties: Properties = { channel: 'shop', direction: 'inbound', department: 'shops', purpose: isAdvice ? 'advice' : 'service', place: person.city, agent: stage.agent(), durationS: random.int(240, 2700) };
    stage.at(atMs, person).track('shop_visited', properties, isAdvice ? 'shop_advice' : 'shop_service');
    if (isAdvice && random.chance(0.1)) stage.at(atMs + minutes(25), person).track('order_placed', { channel: 'shop', direction: 'inbound', department: 'shops', product: person.phone.model, order: `B-${random.int(100_000, 999_999)}` }, 'shop_contract');
  }
}

function orders(stage: Stage): void {
  const { random } = stage;
  for (let n = stage.count(11); n > 0; n -= 1) {
    const person = stage.customer();
    const atMs = stage.momentMs();
    const order = `B-${random.int(100_000, 999_999)}`;
    viewCheckout(stage, atMs - minutes(3), person, person.userId);
    stage.at(atMs, person).track('order_placed', { channel: 'web', direction: 'inbound', department: 'online', order, product: person.phone.model }, 'online_order');
    stage.at(atMs + days(1), person).track('delivery_shipped', { channel: 'partner', direction: 'outbound', department: 'repairs', order, costCents: 490 }, 'delivery');
    const isLate = random.chance(0.14);
    stage.at(atMs + days(isLate ? 6 : 2.2), person).track('delivery_delivered', { channel: 'partner', direction: 'outbound', department: 'repairs', order }, 'delivery', isLate ? -1.5 : 0.25);
    if (isLate && random.chance(0.3)) contact(stage, stage.officeMs(stage.day + 4), person, { topic: 'order', tone: 'bad', facts: { order, days: 4 } });
  }
}

function mailings(stage: Stage): void {
  const { random } = stage;
  for (let n = stage.count(64); n > 0; n -= 1) {
    const person = stage.customer();
    if (!person.record.traits.newsletter) continue;
    const atMs = stage.officeMs();
    stage.at(atMs, person).track('newsletter_sent', { channel: 'mail', direction: 'outbound', department: 'marketing' }, '');
    if (random.chance(0.34)) stage.at(atMs + minutes(random.int(10, 2000)), person).track('newsletter_opened', { channel: 'mail', direction: 'inbound', department: 'marketing' }, 'newsletter');
  }
  for (let n = stage.count(32); n > 0; n -= 1) {
    stage.at(stage.officeMs(), stage.customer()).track('birthday_greeted', { channel: 'sms', direction: 'outbound', department: 'marketing', costCents: 6 }, 'birthday_sms');
  }
  for (let n = stage.count(2); n > 0; n -= 1) {
    stage.at(stage.momentMs(), stage.customer()).track('referral_invited', { channel: 'mail', direction: 'inbound', department: 'marketing' }, 'referral');
  }
}
