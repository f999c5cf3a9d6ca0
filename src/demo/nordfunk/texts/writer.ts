import { agentNames } from '../catalogue/departments.ts';
import { countries } from '../catalogue/places.ts';
import type { Calendar } from '../calendar.ts';
import type { Person } from '../people/person.ts';
import { type Random, itemAt } from '../random.ts';
import type { Language } from '../shapes.ts';
import { framesDe } from './frames-de.ts';
import { framesEn } from './frames-en.ts';
import { type Fragment, type Scene, type SlotName, compile, expand } from './grammar.ts';
import { contractTopicsDe } from './topics-de-contract.ts';
import { productTopicsDe } from './topics-de-product.ts';
import { serviceTopicsDe } from './topics-de-service.ts';
import { topicsEn } from './topics-en.ts';
import type { Frames, Topic, TopicCode } from './topic.ts';
import { withSlips } from './typos.ts';

export type Tone = 'bad' | 'middling' | 'good';

type Part = Exclude<keyof Frames, 'subject'>;
/** `neutral`: the details that fit praise as well. */
type CompiledTopic = Record<keyof Topic | 'subject' | 'neutral', readonly Fragment[]>;
type Book = { frames: Record<Part, readonly Fragment[]>; topics: Record<TopicCode, CompiledTopic> };

const GREETING_ENDS = [', ', '! ', ' ', '. ', ' – ', '\n'];
const MONTHS_EN = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const COUNTS = { de: ['zweimal', 'dreimal', 'viermal', 'mehrfach'], en: ['twice', 'three times', 'four times', 'several times'] };

function bind(frames: Frames, topics: Record<TopicCode, Topic>): Book {
  const all = (sources: readonly string[]): readonly Fragment[] => sources.map(compile);
  const { subject, ...parts } = frames;
  const framesBound = Object.fromEntries(Object.entries(parts).map(([part, sources]) => [part, all(sources)]));
  const topicsBound = Object.fromEntries(Object.entries(topics).map(([code, topic]) => [code, {
    problem: all(topic.problem), detail: all(topic.detail.map((detail) => detail.replace(/^!/, ''))), neutral: all(topic.detail.filter((detail) => !detail.startsWith('!'))), praise: all(topic.praise), ask: all(topic.ask), note: all(topic.note),
    subject: all(subject[code as TopicCode]),
  }]));
  // Object.fromEntries forgets the keys that it was given.
  return { frames: framesBound, topics: topicsBound } as Book;
}

const BOOKS: Record<Language, Book> = {
  de: bind(framesDe, { ...serviceTopicsDe, ...productTopicsDe, ...contractTopicsDe }),
  en: bind(framesEn, topicsEn),
};

/** What a text may mention beyond what the customer's record says. */
export type Facts = { amountCents?: number; country?: number; days?: number; minutes?: number; order?: string; agent?: string };

/** Writes the mails, chats, notes, reviews and comments. One writer serves one customer at a time. */
export class Writer implements Scene {
  private readonly random: Random;
  private readonly calendar: Calendar;
  private person: Person | null = null;
  private language: Language = 'de';
  private day = 0;
  private facts: Facts = {};

  constructor(random: Random, calendar: Calendar) {
    this.random = random;
    this.calendar = calendar;
  }

  /** Whom the next texts are about; the language may differ from the customer's for notes. */
  about(person: Person, day: number, facts: Facts = {}, language: Language = person.language): this {
    this.person = person;
    this.day = day;
    this.facts = facts;
    this.language = language;
    return this;
  }

  slot(name: SlotName): string {
    const { random, facts, person } = this;
    switch (name) {
      case 'place': return person?.city ?? '';
      case 'model': return person?.phone.model ?? '';
      case 'software': return person?.phone.software ?? '';
      case 'tariff': return person?.tariffName ?? '';
      case 'country': return countries[facts.country ?? random.int(0, countries.length - 1)]?.[this.language === 'de' ? 0 : 1] ?? '';
      case 'amount': return this.money(facts.amountCents ?? random.int(199, 8999));
      case 'date': return this.date(this.day - random.int(1, 24));
      case 'days': return String(facts.days ?? random.int(3, 21));
      case 'minutes': return String(facts.minutes ?? random.int(8, 55));
      case 'times': return random.pick(COUNTS[this.language]);
      case 'agent': return (facts.agent ?? random.pick(agentNames)).slice(3);
      case 'order': return facts.order ?? `NF-${random.int(100_000, 999_999)}`;
    }
  }

  subject(topic: TopicCode): string {
    return this.draw(this.book().topics[topic].subject);
  }

  mail(topic: TopicCode, tone: Tone): string {
    const { frames, topics } = this.book();
    const matter = topics[topic];
    const { random } = this;
    const name = this.person?.record.name ?? '';
    const body = tone === 'good'
      ? `${this.sentence(matter.praise)} ${this.sentence(matter.neutral)} ${this.draw(frames.joy)}`
      : `${random.chance(0.7) ? `${this.draw(frames.opener)} ` : ''}${this.sentence(matter.problem)} `
        + `${random.chance(0.5) ? this.twoSentences(matter.detail) : this.sentence(matter.detail)} ${tone === 'bad' && random.chance(0.7) ? `${this.draw(frames.anger)} ` : ''}`
        + `${this.sentence(matter.ask)}${random.chance(0.5) ? ` ${this.draw(frames.demand)}` : ''}`;
    return `${this.draw(frames.greeting)}\n\n${this.slips(body, 0.12).replaceAll('..', '.')}\n\n${this.draw(frames.closing)}\n${name}`;
  }

  answer(): string {
    const { frames } = this.book();
    const dear = this.language === 'de' ? 'Guten Tag' : 'Dear';
    return `${dear} ${this.person?.record.name ?? ''},\n\n${this.draw(frames.answer)}\n\n${this.draw(frames.answerClosing)}`.replaceAll('..', '.');
  }

  chat(topic: TopicCode, tone: Tone): string {
    const { frames, topics } = this.book();
    const matter = topics[topic];
    const body = tone === 'good'
      ? `${this.sentence(matter.praise)} ${this.sentence(matter.neutral)}`
      : `${this.sentence(matter.problem)} ${this.sentence(this.random.chance(0.6) ? matter.detail : matter.ask)}`
        + (tone === 'bad' && this.random.chance(0.4) ? ` ${this.draw(frames.anger)}` : '');
    return this.slips(`${this.draw(frames.chatGreeting)}${this.random.pick(GREETING_ENDS)}${body}`, 0.3);
  }

  /** A call note as agents type it: short, in their own shorthand. */
  note(topic: TopicCode, tone: Tone): string {
    const { frames, topics } = this.book();
    const mood = this.random.chance(tone === 'bad' ? 0.5 : 0.3) ? `, ${this.draw(tone === 'bad' ? frames.noteMoodBad : frames.noteMoodGood)}` : '';
    const more = this.random.chance(0.5) ? ` ${this.sentence(topics[topic].detail)}` : '';
    return `${this.draw(frames.noteStart)}${capital(this.draw(topics[topic].note))}${mood}.${more} ${capital(this.draw(frames.noteEnd))}.`.replaceAll('..', '.');
  }

  review(topic: TopicCode, tone: Tone): string {
    const { frames, topics } = this.book();
    const matter = topics[topic];
    const core = this.core(matter, frames, tone);
    return this.slips(`${core} ${this.sentence(tone === 'bad' ? matter.detail : matter.neutral)} ${this.draw(tone === 'bad' ? frames.anger : tone === 'good' ? frames.joy : frames.calm)}`, 0.2);
  }

  comment(topic: TopicCode, tone: Tone): string {
    const { frames, topics } = this.book();
    const matter = topics[topic];
    const roll = this.random.next();
    const praised = tone === 'good' && roll >= 0.7;
    const core = praised ? this.twoSentences(matter.praise) : this.core(matter, frames, tone);
    const more = roll < 0.62 ? this.sentence(tone === 'bad' ? matter.detail : matter.neutral)
      : tone === 'bad' ? this.draw(roll < 0.8 ? frames.wish : frames.anger) : tone === 'good' ? this.draw(frames.joy) : this.draw(frames.calm);
    const last = tone === 'bad' && roll < 0.3 ? ` ${this.draw(frames.anger)}` : tone !== 'good' && this.random.chance(0.55) ? ` ${this.sentence(matter.ask)}` : praised && this.random.chance(0.5) ? ` ${this.sentence(matter.neutral)}` : '';
    const lead = this.random.chance(0.3) ? `${this.draw(frames.lead)} ` : '';
    return this.slips(`${lead}${core} ${more}${last}`, 0.14);
  }

  private core(matter: CompiledTopic, frames: Book['frames'], tone: Tone): string {
    if (tone === 'bad') return this.sentence(matter.problem);
    if (tone === 'good') return this.sentence(matter.praise);
    return `${this.sentence(frames.middling)} ${this.sentence(this.random.chance(0.5) ? matter.problem : matter.praise)}`;
  }

  private book(): Book {
    return BOOKS[this.language];
  }

  private draw(fragments: readonly Fragment[]): string {
    return expand(this.random.pick(fragments), this.random, this);
  }

  private sentence(fragments: readonly Fragment[]): string {
    const text = capital(this.draw(fragments));
    return /[.!?:]$/.test(text) ? text : `${text}.`;
  }

  /** Two different fragments: nobody says the same thing twice in a row. */
  private twoSentences(fragments: readonly Fragment[]): string {
    const first = this.random.int(0, fragments.length - 1);
    const second = (first + this.random.int(1, Math.max(1, fragments.length - 1))) % fragments.length;
    return `${this.sentence([itemAt(fragments, first)])} ${this.sentence([itemAt(fragments, second)])}`;
  }

  private slips(text: string, share: number): string {
    return this.random.chance(share) ? withSlips(text, this.random) : text;
  }

  private money(cents: number): string {
    const euros = (cents / 100).toFixed(2);
    return this.language === 'de' ? `${euros.replace('.', ',')} €` : `€${euros}`;
  }

  private date(day: number): string {
    const [, month = '01', date = '01'] = this.calendar.dateOf(day).split('-');
    return this.language === 'de' ? `${date}.${month}.` : `${Number(date)} ${MONTHS_EN[Number(month) - 1]}`;
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
