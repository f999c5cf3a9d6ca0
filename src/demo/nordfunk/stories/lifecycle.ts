import { changePhone } from '../people/people-factory.ts';
import type { Person } from '../people/person.ts';
import { handoverTruth } from '../truths.ts';
import { viewCancellation, viewCheckout, viewTariffs } from './browsing.ts';
import { contact } from './contacts.ts';
import { type Properties, type Stage, days, minutes } from './stage.ts';

/** Joining, changing, renewing, leaving. */
export function playLifecycle(stage: Stage): void {
  for (const person of stage.population.people) {
    if (person.phoneChangeDay === stage.day) changePhone(person);
    if (person.startDay === stage.day + 3) join(stage, person);
    if (person.endDay === stage.day + 35) leave(stage, person);
  }
  for (let n = stage.count(3.6); n > 0; n -= 1) porting(stage, stage.customer());
  for (let n = stage.count(9); n > 0; n -= 1) contractChange(stage, stage.customer());
  for (let n = stage.count(24); n > 0; n -= 1) renewal(stage, stage.customer());
}

const to = (channel: string, direction: string, department: string, more: Properties = {}): Properties => ({ channel, direction, department, ...more });

/** Three days before the contract starts: looking, ordering, checks, parcel, first steps. */
function join(stage: Stage, person: Person): void {
  const { random } = stage;
  const isOnline = random.chance(0.58);
  const orderedAt = isOnline ? stage.momentMs() : stage.officeMs();
  const order = `B-${random.int(100_000, 999_999)}`;
  for (let look = random.int(1, 3); look > 0; look -= 1) viewTariffs(stage, orderedAt - minutes(look * 4), person);
  if (random.chance(0.25)) stage.at(orderedAt - minutes(20), person).track('comparison_portal_clicked', to('partner', 'inbound', 'marketing'), 'comparison_portal');
  if (isOnline) viewCheckout(stage, orderedAt - minutes(3), person, undefined);
  const about: Properties = { order, product: person.phone.model, tariff: person.tariffName };
  if (!isOnline) stage.at(orderedAt - minutes(40), person).track('shop_visited', to('shop', 'inbound', 'shops', { purpose: 'advice', place: person.city, agent: stage.agent() }), 'shop_advice');
  stage.at(orderedAt, person).track('order_placed', to(isOnline ? 'web' : 'shop', 'inbound', isOnline ? 'online' : 'shops', about), isOnline ? 'online_order' : 'shop_contract');
  stage.at(orderedAt + minutes(2), person).track('credit_checked', to('partner', 'outbound', 'back_office', { costCents: 85 }), 'credit_check');
  if (isOnline) {
    stage.at(orderedAt + minutes(30), person).track('ident_completed', to('partner', 'inbound', 'back_office', { costCents: 420 }), 'ident_check');
    stage.at(orderedAt + days(1), person).track('delivery_shipped', to('partner', 'outbound', 'repairs', { order, costCents: 490 }), 'delivery');
    stage.at(orderedAt + days(2.1), person).track('delivery_delivered', to('partner', 'outbound', 'repairs', { order }), 'delivery');
  }
  const activatedAt = stage.momentMs(stage.day + 3);
  stage.at(activatedAt, person).track('sim_activated', to('web', 'inbound', 'network', about), 'activation');
  if (random.chance(0.35)) stage.at(activatedAt + minutes(5), person).track('esim_activated', to('app', 'inbound', 'network', { product: person.phone.model }));
  stage.at(stage.officeMs(stage.day + 4), person).track('welcome_letter_sent', to('letter', 'outbound', 'marketing', { costCents: 95 }), 'welcome_letter');
  if (random.chance(0.3)) stage.at(stage.officeMs(stage.day + 7), person).track('welcome_call_made', to('call_center', 'outbound', 'customer_service', { agent: stage.agent() }), 'welcome_call');
  if (random.chance(0.06)) stage.at(stage.momentMs(stage.day + 5), person).track('voicemail_set_up', to('network', 'inbound', 'network'), 'voicemail');
  if (random.chance(0.12)) stage.at(stage.momentMs(stage.day + 9), person).track('multi_card_added', to('app', 'inbound', 'online'));
  if (random.chance(0.5)) porting(stage, person);
}

/** Moderate: a third of the transfers is refused once and takes twice as long. */
function porting(stage: Stage, person: Person): void {
  const { random } = stage;
  const requestedAt = stage.officeMs();
  const order = `P-${random.int(100_000, 999_999)}`;
  const isDelayed = random.chance(0.33);
  const took = random.logNormal(isDelayed ? 13 : 6, 0.25);
  const lift = isDelayed ? -1.2 : 0.9;
  stage.at(requestedAt, person).track('porting_requested', to('partner', 'inbound', 'back_office', { order }), '');
  if (isDelayed) {
    stage.at(requestedAt + days(4), person).track('porting_delayed', to('partner', 'inbound', 'back_office', { order, reason: random.pick(['birth_date', 'no_release', 'name']) }), 'porting', lift);
    if (random.chance(0.4)) contact(stage, stage.officeMs(stage.day + 7), person, { topic: 'porting', tone: 'bad', facts: { order, days: 7 } });
  }
  stage.at(requestedAt + days(took), person).track('porting_completed', to('partner', 'inbound', 'back_office', { order, durationS: Math.round(took * 86_400) }), 'porting', lift);
}

/** Truth (e): filed in a shop it waits for the back office; filed online it is through in a day. */
function contractChange(stage: Stage, person: Person): void {
  const { random } = stage;
  const isShop = random.chance(0.75);
  const filedAt = stage.officeMs();
  const change = `C-${random.int(1_000_000, 9_999_999)}`;
  const took = random.logNormal(isShop ? handoverTruth.shopMedianDays : handoverTruth.onlineMedianDays, 0.4);
  const about: Properties = { change, what: random.pick(['tariff', 'address', 'bank_account', 'owner', 'option']) };
  stage.at(filedAt, person).track('contract_change_filed', to(isShop ? 'shop' : 'web', 'inbound', isShop ? 'shops' : 'online', { ...about, place: person.city }), '');
  stage.at(filedAt + days(took), person).track('contract_change_processed', to('mail', 'outbound', 'back_office', { ...about, filedIn: isShop ? 'shop' : 'web', durationS: Math.round(took * 86_400) }), 'contract_change', isShop ? -0.3 : 0.9);
  if (isShop && random.chance(0.18)) {
    contact(stage, stage.officeMs(stage.day + 5), person, { topic: 'contract_change', tone: 'bad', facts: { order: change, days: 5 } });
  }
}

function renewal(stage: Stage, person: Person): void {
  const { random } = stage;
  const sentAt = stage.officeMs();
  const about: Properties = { tariff: person.tariffName };
  stage.at(sentAt, person).track('renewal_offer_sent', to('mail', 'outbound', 'marketing', about), 'renewal_offer');
  if (random.chance(0.4)) stage.at(sentAt + minutes(random.int(20, 3000)), person).track('renewal_offer_opened', to('mail', 'inbound', 'marketing', about), 'renewal_offer');
  if (random.chance(0.2)) stage.at(stage.officeMs(stage.day + 6), person).track('renewal_call_made', to('call_center', 'outbound', 'marketing', { ...about, agent: stage.agent(), durationS: random.int(60, 500) }), 'renewal_call');
  if (random.chance(0.3)) stage.at(stage.momentMs(stage.day + random.int(2, 20)), person).track('contract_renewed', to('web', 'inbound', 'back_office', about), 'renewal_contract');
}

function leave(stage: Stage, person: Person): void {
  const { random } = stage;
  const atMs = stage.momentMs();
  if (random.chance(0.6)) viewCancellation(stage, atMs - minutes(6), person);
  stage.writer.about(person, stage.day);
  stage.at(atMs, person).track('cancellation_received', to(random.chance(0.6) ? 'web' : 'letter', 'inbound', 'back_office', { reason: random.pick(['price', 'network', 'service', 'moving', 'other']), text: stage.writer.mail('cancellation', 'bad'), language: person.language }), 'cancellation');
  stage.at(stage.officeMs(stage.day + 2), person).track('cancellation_confirmed', to('letter', 'outbound', 'back_office', { costCents: 95 }), 'cancellation_letter');
  if (random.chance(0.25)) stage.at(stage.officeMs(stage.day + 8), person).track('winback_call_made', to('call_center', 'outbound', 'marketing', { agent: stage.agent() }), 'winback_call');
  stage.at(stage.officeMs(stage.day + 36), person).track('final_invoice_issued', to('mail', 'outbound', 'billing', { amountCents: random.int(300, 6000) }), 'final_invoice');
  if (random.chance(0.55)) stage.at(stage.officeMs(stage.day + 35), person).track('number_ported_out', to('partner', 'outbound', 'back_office'), 'port_out');
}
