import { MINUTE_MS } from '../calendar.ts';
import type { Person } from '../people/person.ts';
import type { Random } from '../random.ts';
import type { Channel, DemoAnswer, DemoResponse } from '../shapes.ts';
import type { Entry, Stage } from '../stories/stage.ts';
import type { TopicCode } from '../texts/topic.ts';
import type { Tone, Writer } from '../texts/writer.ts';
import { type TouchpointTruth, mainTruths, npsTruth, phoneTruth, secondaryTruths } from '../truths.ts';
import { latentTable, tick } from './scale.ts';

/** Spreads in scale points: how far people, occasions and questions differ. */
const GENEROSITY = 0.5;
const EXPECTATION = { occasion: 0.6, item: 0.75 };
const EXPERIENCE = { occasion: 1.4, item: 0.75 };
const OVERALL_SPREAD = 2.2;
const OVERALL_CENTRE = 8.0;
/** A customer answers at most one survey in three weeks. */
const REST_DAYS = 21;
const DRIVE_FACTOR = 1.08;

const latentExpectation = latentTable(Math.hypot(GENEROSITY, EXPECTATION.occasion, EXPECTATION.item));
const latentExperience = latentTable(Math.hypot(GENEROSITY, EXPERIENCE.occasion, EXPERIENCE.item));
const truths = new Map(([...mainTruths, ...secondaryTruths]).map((truth) => [truth.code, truth]));

/** Decides who answers after a contact, and what. */
export class Respondent {
  private readonly random: Random;
  private readonly writer: Writer;
  private readonly stage: Stage;
  private readonly prefix: string;
  private count = 0;

  constructor(random: Random, writer: Writer, stage: Stage, prefix: string) {
    this.random = random;
    this.writer = writer;
    this.stage = stage;
    this.prefix = prefix;
  }

  /** The answer that follows a contact, or null: most people do not answer. */
  answerTo(entry: Entry): DemoResponse | null {
    const truth = truths.get(entry.touchpoint);
    const { person } = entry;
    if (!truth || !person) return null;
    if (this.random.next() >= truth.responseShare) return null;
    const day = this.stage.day;
    if (truth.code === 'repair_status' && day < this.stage.planted.repairSurveys) return null;
    if (day - person.lastSurveyDay < REST_DAYS) return null;
    const atMs = entry.atMs + this.random.int(4, 900) * MINUTE_MS;
    if (atMs > this.stage.calendar.untilMs) return null;
    person.lastSurveyDay = day;
    this.count += 1;
    return {
      id: `${this.prefix}${this.count}`, touchpointCode: truth.code, userId: person.userId, at: this.stage.calendar.iso(atMs),
      language: person.language, channel: this.random.chance(0.6) ? 'mail' : 'sms' satisfies Channel,
      answers: this.answers(truth, person, entry.lift, day),
    };
  }

  private answers(truth: TouchpointTruth, person: Person, lift: number, day: number): DemoAnswer[] {
    const { random } = this;
    const answers: DemoAnswer[] = [];
    const leniency = person.generosity * GENEROSITY;
    const hoped = leniency + random.normal() * EXPECTATION.occasion;
    const lived = leniency + random.normal() * EXPERIENCE.occasion;
    const last = truth.dimensions.length - 1;
    const tilt = truth.level === 'worst' ? 0.4 : 0.15;
    let sum = 0;
    truth.dimensions.forEach((dimension, index) => {
      // The first dimension of a touchpoint is its sorest one.
      const shift = last === 0 ? 0 : tilt * ((2 * index) / last - 1);
      const expectation = tick(latentExpectation(truth.expectation) + hoped + random.normal() * EXPECTATION.item, 0, 10);
      const experience = tick(latentExperience(truth.experience + lift + shift) + lived + random.normal() * EXPERIENCE.item, 0, 10);
      sum += experience;
      answers.push({ item: `expectation_${dimension}`, dimension, role: 'expectation', value: expectation });
      answers.push({ item: `experience_${dimension}`, dimension, role: 'experience', value: experience });
    });

    // Rounding and cutting blur the link between experience and overall score a little; the factor makes up for it.
    const livedSpread = Math.hypot(GENEROSITY, EXPERIENCE.occasion);
    const drive = Math.min(0.9, truth.importance * (truth.driveFactor ?? DRIVE_FACTOR)) * OVERALL_SPREAD / livedSpread;
    const rest = Math.sqrt(Math.max(0.2, OVERALL_SPREAD ** 2 - (drive * livedSpread) ** 2));
    const trend = npsTruth.latentStart + (npsTruth.latentEnd - npsTruth.latentStart) * (day / this.stage.calendar.days);
    const overall = OVERALL_CENTRE + trend + drive * (lived + lift + (truth.experience - 7.9) * 0.7) + rest * (0.5 * person.loyalty + 0.866 * random.normal());
    answers.push({ item: 'nps', dimension: null, role: 'nps', value: tick(overall, 0, 10) });
    answers.push({ item: 'csat', dimension: null, role: 'csat', value: tick(3.75 + (overall - 7.8) * 0.42 + random.normal() * 0.25, 1, 5) });

    const average = sum / truth.dimensions.length;
    if (random.chance(average < 5 ? 0.62 : 0.44)) {
      const tone: Tone = average < 6 ? 'bad' : average < 7.7 ? 'middling' : 'good';
      const text = this.writer.about(person, day).comment(this.topicOf(truth, person, day, tone), tone);
      answers.push({ item: 'comment', dimension: null, role: 'comment', text });
    }
    return answers;
  }

  private topicOf(truth: TouchpointTruth, person: Person, day: number, tone: Tone): TopicCode {
    const suffersFromBug = truth.code === 'network_daily' && person.hasBuggyPhone && day >= this.stage.planted.phoneBug && tone === 'bad';
    return suffersFromBug ? phoneTruth.topic : truth.topic;
  }
}
