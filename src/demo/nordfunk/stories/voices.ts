import type { Person } from '../people/person.ts';
import { Weighted } from '../random.ts';
import type { TopicCode } from '../texts/topic.ts';
import type { Tone } from '../texts/writer.ts';
import { heroUserId, phoneTruth } from '../truths.ts';
import { contact } from './contacts.ts';
import type { Stage } from './stage.ts';

const PORTAL_TOPICS = new Weighted<TopicCode>([['general', 6], ['agent', 3], ['waiting', 3], ['invoice', 3], ['renewal', 2], ['reception', 3], ['porting', 2]]);
const SOCIAL_TOPICS = new Weighted<TopicCode>([['waiting', 4], ['data_speed', 3], ['general', 3], ['reception', 2], ['chat', 2], ['renewal', 2]]);

/** Reviews, posts, and the complaints behind the planted truths. */
export function playVoices(stage: Stage): void {
  reviews(stage);
  weakRegion(stage);
  phoneBug(stage);
}

function reviews(stage: Stage): void {
  for (let n = stage.count(5); n > 0; n -= 1) post(stage, stage.customer(), { name: 'app_review_posted', touchpoint: 'app_store', topic: 'app', goodShare: 0.62 });
  for (let n = stage.count(4); n > 0; n -= 1) post(stage, stage.customer(), { name: 'shop_review_posted', touchpoint: 'shop_reviews', topic: 'shop', goodShare: 0.72 });
  for (let n = stage.count(5); n > 0; n -= 1) {
    const topic = stage.day >= stage.planted.repairChange && stage.random.chance(0.3) ? 'repair_status' : PORTAL_TOPICS.draw(stage.random);
    post(stage, stage.customer(), { name: 'portal_review_posted', touchpoint: 'review_portal', topic, goodShare: topic === 'repair_status' ? 0.05 : 0.35 });
  }
  for (let n = stage.count(4); n > 0; n -= 1) {
    const person = stage.customer();
    const tone = toneOf(stage, 0.3);
    const topic = SOCIAL_TOPICS.draw(stage.random);
    stage.writer.about(person, stage.day);
    stage.at(stage.momentMs(), person).track('social_post_mentioned', { channel: 'social', direction: 'inbound', department: 'marketing', text: stage.writer.review(topic, tone), language: person.language, network: stage.random.pick(['Plausch', 'Funke', 'Bilderbuch']) }, 'social_media');
  }
  for (let n = stage.count(0.15); n > 0; n -= 1) {
    const person = stage.customer();
    stage.writer.about(person, stage.day);
    stage.at(stage.momentMs(), person).track('forum_posted', { channel: 'web', direction: 'inbound', department: 'online', text: stage.writer.review('general', 'middling'), language: person.language }, 'forum');
  }
}

function toneOf(stage: Stage, goodShare: number): Tone {
  const roll = stage.random.next();
  return roll < goodShare ? 'good' : roll < goodShare + 0.12 ? 'middling' : 'bad';
}

type Review = { name: string; touchpoint: string; topic: TopicCode; goodShare: number };

function post(stage: Stage, person: Person, { name, touchpoint, topic, goodShare }: Review): void {
  const tone = toneOf(stage, goodShare);
  const score = tone === 'good' ? stage.random.int(4, 5) : tone === 'bad' ? stage.random.int(1, 2) : 3;
  stage.writer.about(person, stage.day);
  stage.at(stage.momentMs(), person).track(name, {
    channel: 'partner', direction: 'inbound', department: touchpoint === 'app_store' ? 'online' : touchpoint === 'shop_reviews' ? 'shops' : 'marketing',
    text: stage.writer.review(topic, tone), language: person.language, score, scoreScale: 5, topic, product: person.phone.model, place: person.city,
  }, touchpoint);
}

/** Truth (c): who lives in the weak region complains about reception all year. */
function weakRegion(stage: Stage): void {
  for (let n = stage.count(2.2); n > 0; n -= 1) {
    const person = stage.customerOf(stage.population.weak);
    if (person) contact(stage, stage.officeMs(), person, { topic: 'reception', tone: 'bad' });
  }
}

/** Truth (b): from one Monday on, owners of the phone with the old software complain about dropped calls. */
function phoneBug(stage: Stage): void {
  if (stage.day < stage.planted.phoneBug) return;
  for (let n = stage.count(5); n > 0; n -= 1) {
    const person = stage.customerOf(stage.population.buggy);
    if (person) contact(stage, stage.officeMs(), person, { topic: phoneTruth.topic, tone: 'bad' });
  }
  if (stage.random.chance(0.25)) {
    const person = stage.customerOf(stage.population.buggy);
    if (person) post(stage, person, { name: 'portal_review_posted', touchpoint: 'review_portal', topic: phoneTruth.topic, goodShare: 0 });
  }
  if (stage.day === stage.calendar.days - 2) {
    const hero = stage.population.people.find((person) => person.userId === heroUserId);
    if (hero) contact(stage, stage.officeMs(), hero, { topic: phoneTruth.topic, tone: 'bad', channel: 'call_center' });
  }
}
