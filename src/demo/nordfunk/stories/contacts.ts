import type { Person } from '../people/person.ts';
import { Weighted } from '../random.ts';
import type { Channel } from '../shapes.ts';
import type { TopicCode } from '../texts/topic.ts';
import type { Facts, Tone } from '../texts/writer.ts';
import { type Properties, type Stage, days, minutes } from './stage.ts';

const GENERAL_TOPICS = new Weighted<TopicCode>([
  ['invoice', 18], ['general', 16], ['data_speed', 8], ['reception', 4], ['app', 7], ['activation', 4], ['payment', 8], ['renewal', 8], ['order', 7],
  ['web', 3], ['agent', 5], ['waiting', 3], ['dropped_calls', 1], ['cancellation', 3], ['mail', 2], ['chat', 3],
]);
const CONTACT_CHANNELS = new Weighted<ContactChannel>([['call_center', 40], ['chat', 36], ['mail', 22], ['letter', 2]]);

type ContactChannel = Extract<Channel, 'call_center' | 'chat' | 'mail' | 'letter'>;
export type Matter = { topic: TopicCode; tone: Tone; facts?: Facts; channel?: ContactChannel };

/** Calls, chats, mails and letters that need no special story; the others are called from the stories. */
export function playContacts(stage: Stage): void {
  const chatPerDay = stage.day < stage.planted.chatRelaunch ? 34 : 62;
  for (let n = stage.count(35); n > 0; n -= 1) general(stage, 'call_center');
  for (let n = stage.count(chatPerDay); n > 0; n -= 1) general(stage, 'chat');
  for (let n = stage.count(24); n > 0; n -= 1) general(stage, 'mail');
  for (let n = stage.count(2); n > 0; n -= 1) general(stage, 'letter');
  for (let n = stage.count(24); n > 0; n -= 1) {
    stage.at(stage.momentMs(), stage.customer()).track('chatbot_closed', { channel: 'chat', direction: 'inbound', department: 'online', solved: stage.random.chance(0.4) }, 'chatbot');
  }
}

function general(stage: Stage, channel: ContactChannel): void {
  const roll = stage.random.next();
  const tone: Tone = roll < 0.46 ? 'bad' : roll < 0.8 ? 'middling' : 'good';
  contact(stage, stage.officeMs(), stage.customer(), { topic: GENERAL_TOPICS.draw(stage.random), tone, channel });
}

/** A customer gets in touch; without a wish the channel is drawn. */
export function contact(stage: Stage, atMs: number, person: Person, matter: Matter): void {
  switch (matter.channel ?? CONTACT_CHANNELS.draw(stage.random)) {
    case 'call_center': return call(stage, atMs, person, matter);
    case 'chat': return chat(stage, atMs, person, matter);
    case 'mail': return mail(stage, atMs, person, matter);
    case 'letter': return letter(stage, atMs, person, matter);
  }
}

/** −2 … +2 as the agent notes it; seldom noted when nothing special happened. */
function moodOf(stage: Stage, tone: Tone): number {
  const roll = stage.random.next();
  if (tone === 'bad') return roll < 0.45 ? -2 : -1;
  if (tone === 'good') return roll < 0.4 ? 2 : 1;
  return roll < 0.25 ? -1 : roll < 0.8 ? 0 : 1;
}

/** What the other systems know and the sender writes into every contact. */
function base(stage: Stage, person: Person, matter: Matter, channel: Channel): Properties {
  return {
    channel, direction: 'inbound', department: 'customer_service', topic: matter.topic, language: person.language,
    product: person.phone.model, software: person.phone.software, place: person.cell, mood: moodOf(stage, matter.tone),
  };
}

function call(stage: Stage, atMs: number, person: Person, matter: Matter): void {
  const { random } = stage;
  const waitedS = Math.round(Math.min(3000, random.logNormal(250, 0.8)));
  // Four minutes of waiting are the rule; each doubling costs most of a scale point.
  const lift = Math.max(-2, Math.min(1.2, -0.8 * Math.log2(waitedS / 250)));
  stage.at(atMs, person).track('call_queued', { channel: 'call_center', direction: 'inbound', department: 'customer_service', durationS: waitedS, topic: matter.topic }, 'call_waiting', lift);
  if (waitedS > 900 && random.chance(0.35)) {
    stage.at(atMs + waitedS * 1000, person).track('call_abandoned', { channel: 'call_center', direction: 'inbound', department: 'customer_service', durationS: waitedS }, 'call_waiting', -2);
    return;
  }
  const agent = stage.agent();
  const talkedS = Math.round(random.logNormal(290, 0.6));
  stage.writer.about(person, stage.day, { ...matter.facts, agent, minutes: Math.max(2, Math.round(waitedS / 60)) }, person.language === 'en' && random.chance(0.8) ? 'en' : 'de');
  stage.at(atMs + waitedS * 1000, person).track('call_answered', {
    ...base(stage, person, matter, 'call_center'), text: stage.writer.note(matter.topic, matter.tone), agent, durationS: talkedS, costCents: 90 + Math.round(talkedS * 0.9),
  }, 'call_agent');
  if (random.chance(0.06)) stage.at(stage.officeMs(stage.day + 1), person).track('callback_made', { channel: 'call_center', direction: 'outbound', department: 'customer_service', agent }, 'callback');
  if (matter.tone === 'bad' && random.chance(0.08)) {
    stage.at(atMs + minutes(35), person).track('goodwill_granted', { channel: 'mail', direction: 'outbound', department: 'customer_service', costCents: random.pick([500, 1000, 1500, 2000]), agent }, 'goodwill');
  }
}

function chat(stage: Stage, atMs: number, person: Person, matter: Matter): void {
  const isRelaunched = stage.day >= stage.planted.chatRelaunch;
  const agent = stage.agent();
  stage.writer.about(person, stage.day, { ...matter.facts, agent });
  stage.at(atMs, person).track('chat_closed', {
    ...base(stage, person, matter, 'chat'), text: stage.writer.chat(matter.topic, matter.tone), agent,
    durationS: Math.round(stage.random.logNormal(isRelaunched ? 420 : 900, 0.5)), costCents: 210,
  }, 'chat', isRelaunched ? 0.8 : -0.8);
}

function mail(stage: Stage, atMs: number, person: Person, matter: Matter): void {
  const { random, writer } = stage;
  writer.about(person, stage.day, matter.facts);
  const subject = writer.subject(matter.topic);
  stage.at(atMs, person).track('mail_received', { ...base(stage, person, matter, 'mail'), subject, text: writer.mail(matter.topic, matter.tone) }, '');
  const answeredAt = atMs + random.logNormal(1.9, 0.7) * days(1);
  stage.at(answeredAt, person).track('mail_answered', {
    channel: 'mail', direction: 'outbound', department: 'customer_service', subject: `Re: ${subject}`, text: writer.answer(), language: person.language, agent: stage.agent(),
    durationS: Math.round((answeredAt - atMs) / 1000), costCents: 380,
  }, 'mail_service', Math.max(-1.5, Math.min(0.9, -0.6 * Math.log2((answeredAt - atMs) / days(1.9)))));
}

function letter(stage: Stage, atMs: number, person: Person, matter: Matter): void {
  stage.writer.about(person, stage.day, matter.facts);
  stage.at(atMs, person).track('letter_received', { ...base(stage, person, matter, 'letter'), subject: stage.writer.subject(matter.topic), text: stage.writer.mail(matter.topic, matter.tone), costCents: 620 }, 'letter_service');
}
