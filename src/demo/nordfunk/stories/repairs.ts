import type { Person } from '../people/person.ts';
import { repairTruth } from '../truths.ts';
import { lookUpRepair } from './browsing.ts';
import { contact } from './contacts.ts';
import { type Stage, days, minutes } from './stage.ts';

/**
 * Truth (a): until month 9 the old workshop repairs in about five days and the status is right. The new one takes longer and
 * its data do not reach the status page, so customers look again and again, ask, and are told nothing.
 */
export function playRepairs(stage: Stage): void {
  const isNewWorkshop = stage.day >= stage.planted.repairChange;
  for (let n = stage.count(isNewWorkshop ? 18 : 11); n > 0; n -= 1) repair(stage, stage.customer(), isNewWorkshop);
}

function repair(stage: Stage, person: Person, isNewWorkshop: boolean): void {
  const { random } = stage;
  const order = `NF-${random.int(100_000, 999_999)}`;
  const acceptedAt = stage.officeMs();
  const about = { order, product: person.phone.model };
  const took = random.logNormal(isNewWorkshop ? 11 : 5, 0.35);
  // The experience itself is planted before and after the change; repairs that take long are felt a little more.
  const mean = isNewWorkshop ? repairTruth.after.experience : repairTruth.before.experience;
  const lift = mean - STATUS_MEAN + Math.max(-1, Math.min(1, (isNewWorkshop ? 11 : 5) - took) * 0.12);

  stage.writer.about(person, stage.day, { order }, 'de');
  stage.at(acceptedAt, person).track('repair_accepted', { channel: 'shop', direction: 'inbound', department: 'shops', place: person.city, agent: stage.agent(), text: stage.writer.note('repair', 'middling'), language: 'de', ...about }, 'repair_intake');
  if (random.chance(0.13)) stage.at(acceptedAt + minutes(10), person).track('loan_phone_issued', { channel: 'shop', direction: 'outbound', department: 'repairs', ...about }, 'loan_phone');
  stage.at(acceptedAt + days(1), person).track('repair_sent_to_workshop', { channel: 'partner', direction: 'outbound', department: 'repairs', workshop: isNewWorkshop ? 'Reparo Nordost' : 'Handyklinik Weser', costCents: random.int(2500, 11900), ...about }, 'repair_partner');
  stage.at(acceptedAt + days(1.2), person).track('repair_status_sent', { channel: 'sms', direction: 'outbound', department: 'repairs', status: 'accepted', costCents: 6, ...about }, 'repair_status', lift);
  if (!isNewWorkshop) stage.at(acceptedAt + days(took * 0.7), person).track('repair_status_sent', { channel: 'sms', direction: 'outbound', department: 'repairs', status: 'in_work', costCents: 6, ...about }, 'repair_status', lift);

  const looks = random.poisson(isNewWorkshop ? 6 : 2.4);
  for (let look = 0; look < looks; look += 1) {
    const day = stage.day + 1 + Math.floor(random.next() * took);
    lookUpRepair(stage, stage.momentMs(day), person, { order, lift });
  }
  const doneAt = stage.officeMs(stage.day + Math.ceil(took));
  stage.at(doneAt, person).track('repair_status_sent', { channel: 'sms', direction: 'outbound', department: 'repairs', status: 'ready', costCents: 6, ...about }, 'repair_status', lift);
  stage.at(doneAt + days(1), person).track('repair_handed_over', { channel: 'shop', direction: 'outbound', department: 'shops', place: person.city, durationS: Math.round(took * 86_400), ...about }, 'repair_return', isNewWorkshop ? -0.4 : 0.3);

  if (random.chance(isNewWorkshop ? 0.34 : 0.05)) {
    const waitedDays = Math.max(3, Math.round(took * 0.8));
    contact(stage, stage.officeMs(stage.day + waitedDays), person, { topic: 'repair_status', tone: 'bad', facts: { order, days: waitedDays } });
  }
}

const STATUS_MEAN = 6.1;
