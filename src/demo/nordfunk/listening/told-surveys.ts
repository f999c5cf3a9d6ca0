import { DAY_MS, HOUR_MS } from '../../../kernel/clock.ts';
import type { TrustedResponse } from '../../../listening/responses/intake/neutral-responses.contract.ts';
import type { AnswerValue, Definition } from '../../../listening/surveys/definition.contract.ts';
import { Random } from '../random.ts';
import type { DemoCustomer } from '../shapes.ts';
import { appTruth, barometerTruth, driverTruth, kanoTruth } from '../truths.ts';
import { answerLike } from './answer-like.ts';
import { appOpinion } from './app-opinion.ts';
import { barometerOpinion } from './barometer-opinion.ts';
import { customerSurvey } from './customer-survey.ts';
import { kanoOpinion } from './kano-opinion.ts';
import { openWords } from './review-texts.ts';
import { yearlyOpinion } from './yearly-opinion.ts';

/** Of a hundred customers so many answer the yearly survey; more in a small company, or there would be nothing to find. */
const YEARLY = { share: 0.16, atLeast: 400, atMost: 1_500, days: 21 };
const STAFF_ANSWERS = 46;
const KANO = { atMost: 400, share: 0.5, days: 30 };
const BAROMETER = { atMost: 450, share: 0.45, days: 14 };
/** The second wave ends with the history; the first was half a year before. */
export const barometerWaveDays = [{ from: 196, to: 182 }, { from: 14, to: 0 }] as const;
/** Answers inside of the app: as many every week, enough for a figure of its own. */
const APP = { weeks: 34, perWeek: 36 };

export interface Asked {
  until: Date;
  seed: number;
  customers: readonly DemoCustomer[];
  /** A UUID that is the same at every load. */
  uuidOf: (text: string) => string;
}

/** The yearly survey, with the drivers of recommendation planted. */
export function answersOfCustomers({ customers, seed, until, uuidOf }: Asked): TrustedResponse[] {
  const random = new Random(seed, 'yearly');
  const wave = String(until.getUTCFullYear());
  const share = Math.max(YEARLY.share, YEARLY.atLeast / customers.length);
  return customers.flatMap(({ userId, language, traits }): TrustedResponse[] => {
    if (!random.chance(share)) return [];
    const leaning = random.normal() + (traits.hasApp ? 0.15 : -0.15) - (traits.segment === 'young_traveller' ? 0.5 : 0);
    const opinions = yearlyOpinion(leaning, random);
    const mood = Math.min(1, Math.max(0, Number(opinions['nps']) / 10));
    const at = new Date(until.getTime() - random.next() * YEARLY.days * DAY_MS);
    const answers = answerLike(customerSurvey, { mood, random, opinions, write: () => wordsFor(mood < 0.65 ? 'bad' : 'good', language, random) }, language);
    return [{ survey: driverTruth.survey, id: uuidOf(`yearly:${wave}:${userId}`), answers, identifiers: [{ kind: 'userId', value: userId }], at, startedAt: new Date(at.getTime() - (60 + random.int(0, 150)) * 1_000), language, source: random.chance(0.8) ? 'mail' : 'link', hidden: { wave }, group: traits.segment }];
  }).slice(0, YEARLY.atMost);
}

/** Without names: nobody can tell who said what. */
export function answersOfStaff(definition: Definition, { seed, until, uuidOf }: Asked): TrustedResponse[] {
  const random = new Random(seed, 'pulse');
  return Array.from({ length: STAFF_ANSWERS }, (_, place) => {
    const mood = Math.min(1, Math.max(0, 0.62 + 0.2 * random.normal()));
    const at = new Date(until.getTime() - random.next() * 9 * DAY_MS);
    return { survey: 'puls', id: uuidOf(`pulse:${place}`), answers: answerLike(definition, { mood, random, write: () => wordsFor('staff', 'de', random) }, 'de'), at, startedAt: new Date(at.getTime() - 90_000), language: 'de', source: 'link' as const };
  });
}

/** What customers expect of service, asked once: features with and without them. */
export function answersAboutFeatures(asked: Asked): TrustedResponse[] {
  const random = new Random(asked.seed, 'kano');
  return someOf(asked.customers, KANO, random).map((customer) => response(asked, customer, {
    survey: kanoTruth.survey, key: 'kano', daysAgo: random.next() * KANO.days, minutes: 3 + 4 * random.next(), answers: kanoOpinion(random), source: 'mail',
  }));
}

/** Two waves of the barometer. */
export function answersOfBarometer(asked: Asked): TrustedResponse[] {
  return barometerWaveDays.flatMap(({ from, to }, place) => {
    const random = new Random(asked.seed, `barometer:${place}`);
    return someOf(asked.customers, BAROMETER, random).map((customer) => response(asked, customer, {
      // Some hours inside, so that a wave's days hold all of it.
      survey: barometerTruth.survey, key: `barometer:${place}`, daysAgo: to + 0.2 + random.next() * (from - to - 0.4), minutes: 5 + 5 * random.next(), answers: barometerOpinion(place === 0 ? 1 : 2, random), source: 'mail',
    }));
  });
}

/** The question inside of the app, week by week up to now. */
export function answersInApp(asked: Asked): TrustedResponse[] {
  const random = new Random(asked.seed, 'app');
  const updatedMs = appUpdateOn(asked.until).getTime();
  const users = asked.customers.filter(({ traits }) => traits.hasApp);
  return Array.from({ length: APP.weeks }, (_, week) => week).flatMap((week) => someOf(users, { atMost: APP.perWeek, share: 1 }, random).map((customer) => {
    const daysAgo = (week + random.next()) * 7;
    const { opinions, lived } = appOpinion(asked.until.getTime() - daysAgo * DAY_MS >= updatedMs, random);
    const words = random.chance(0.3) ? random.pick(openWords[lived < 6.5 ? 'app_bad' : 'app_good'][customer.language]) : null;
    return response(asked, customer, { survey: appTruth.survey, key: `app:${week}`, daysAgo, minutes: 1, answers: words === null ? opinions : { ...opinions, comment: words }, source: 'widget' });
  }));
}

/** The Monday (UTC) on which the app was updated: truth (j). */
export function appUpdateOn(until: Date): Date {
  const midnight = Date.UTC(until.getUTCFullYear(), until.getUTCMonth(), until.getUTCDate());
  const sinceMonday = (until.getUTCDay() + 6) % 7;
  return new Date(midnight - (sinceMonday + 7 * appTruth.weeksBeforeEnd) * DAY_MS);
}

interface Given {
  survey: string;
  /** With the customer it makes the answer's id. */
  key: string;
  daysAgo: number;
  minutes: number;
  answers: Readonly<Record<string, AnswerValue>>;
  source: NonNullable<TrustedResponse['source']>;
}

function response({ until, uuidOf }: Asked, { userId, language, traits }: DemoCustomer, { survey, key, daysAgo, minutes, answers, source }: Given): TrustedResponse {
  const at = new Date(until.getTime() - daysAgo * DAY_MS);
  return { survey, id: uuidOf(`${key}:${userId}`), answers, identifiers: [{ kind: 'userId', value: userId }], at, startedAt: new Date(at.getTime() - minutes * (HOUR_MS / 60)), language, source, group: traits.segment };
}

/** Each at most once, drawn by chance. */
function someOf<T>(people: readonly T[], { atMost, share }: { atMost: number; share: number }, random: Random): T[] {
  const left = [...people];
  const count = Math.min(atMost, Math.floor(people.length * share));
  for (let place = 0; place < count; place += 1) {
    const other = random.int(place, left.length - 1);
    const [one, two] = [left[place], left[other]];
    if (one !== undefined && two !== undefined) [left[place], left[other]] = [two, one];
  }
  return left.slice(0, count);
}

function wordsFor(kind: 'bad' | 'good' | 'staff', language: 'de' | 'en', random: Random): string | null {
  return random.chance(0.55) ? random.pick(openWords[kind][language]) : null;
}
