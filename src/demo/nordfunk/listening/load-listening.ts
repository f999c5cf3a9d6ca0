import { loopRuleInputSchema } from '../../../acting/closed-loop/closed-loop.contract.ts';
import { addLoopRule, listLoopRules } from '../../../acting/closed-loop/loop-rules.actions.ts';
import { DAY_MS, HOUR_MS } from '../../../kernel/clock.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { TrustedResponse } from '../../../listening/responses/neutral-responses.contract.ts';
import { receiveResponses } from '../../../listening/responses/receive-responses.actions.ts';
import type { Definition } from '../../../listening/surveys/definition.contract.ts';
import { createSurvey } from '../../../listening/surveys/manage-surveys.actions.ts';
import type { SurveyInput } from '../../../listening/surveys/surveys.contract.ts';
import { getPublished } from '../../../listening/surveys/published.actions.ts';
import { keepVoices } from '../../../listening/voices/keep-voices.actions.ts';
import { addSource, getStored, listPageOfSources } from '../../../listening/voices/voice-sources.actions.ts';
import { type FoundVoice, sourceInputSchema } from '../../../listening/voices/voice-sources.contract.ts';
import type { Context } from '../../../platform/context.ts';
import { Random } from '../random.ts';
import type { DemoCustomer } from '../shapes.ts';
import { answerLike } from './answer-like.ts';
import { customerSurvey } from './customer-survey.ts';
import { appReviews, openWords, reviewRules, type ReviewText, shopReviews } from './review-texts.ts';

const DEMO = 'Nordfunk';
const WAVE_DAYS = 21;
/** Of a hundred customers so many answer the yearly survey. */
const ANSWER_SHARE = 0.16;
const MOST_ANSWERS = 1_500;
const STAFF_ANSWERS = 46;
const REVIEWS = { app: 70, shop: 50 };
const AT_ONCE = 500;

export interface ListeningOptions {
  until: Date;
  seed: number;
  customers: readonly DemoCustomer[];
  /** A UUID that is the same at every load. */
  uuidOf: (text: string) => string;
  onShare: (share: number) => void;
}

/** What Nordfunk hears beside the surveys after contacts: its yearly survey, the pulse of its staff, reviews. */
export async function loadListening(context: Context, options: ListeningOptions): Promise<void> {
  const { onShare } = options;
  await makeSurvey(context, { code: 'nordfunk_und_sie', touchpoint: null, kind: 'relationship', nameDe: 'Nordfunk und Sie (jährlich)', nameEn: 'Nordfunk and you (yearly)', definition: customerSurvey, publish: true });
  await makeSurvey(context, { code: 'puls', touchpoint: null, kind: 'employee', nameDe: 'Puls der Mitarbeiter', nameEn: 'Employee pulse', template: 'employee_pulse', publish: true });
  onShare(0.1);
  await receive(context, answersOfCustomers(options), (share) => onShare(0.1 + 0.6 * share));
  await receive(context, answersOfStaff((await getPublished(context, 'puls')).definition, options), () => onShare(0.75));
  await review(context, { name: 'App-Store', texts: appReviews, count: REVIEWS.app, touchpoint: 'app_home' }, options);
  onShare(0.9);
  await review(context, { name: 'Kartendienst', texts: shopReviews, count: REVIEWS.shop, touchpoint: 'shop_advice' }, options);
  // From now on: whoever tries the product sees a bad answer become a case.
  if ((await listLoopRules(context)).length === 0) await addLoopRule(context, loopRuleInputSchema.parse({ name: 'Kritiker anrufen', condition: { kind: 'score', metric: 'nps', atMost: 4 }, priority: 'high' }));
  onShare(1);
}

async function makeSurvey(context: Context, input: SurveyInput): Promise<void> {
  await createSurvey(context, input).catch((error: unknown) => {
    // Made by an earlier load that was cut off.
    if (!(error instanceof Problem && error.code === 'survey.code_taken')) throw error;
  });
}

async function receive(context: Context, responses: readonly TrustedResponse[], onShare: (share: number) => void): Promise<void> {
  for (let start = 0; start < responses.length; start += AT_ONCE) {
    onShare(start / responses.length);
    await receiveResponses(context, responses.slice(start, start + AT_ONCE));
  }
}

function answersOfCustomers({ customers, seed, until, uuidOf }: ListeningOptions): TrustedResponse[] {
  const random = new Random(seed, 'yearly');
  const wave = String(until.getUTCFullYear());
  return customers.flatMap(({ userId, language, traits }): TrustedResponse[] => {
    if (!random.chance(ANSWER_SHARE)) return [];
    const mood = Math.min(1, Math.max(0, 0.74 + (traits.hasApp ? 0.05 : -0.04) - (traits.segment === 'young_traveller' ? 0.12 : 0) + 0.22 * random.normal()));
    const at = new Date(until.getTime() - random.next() * WAVE_DAYS * DAY_MS);
    const answers = answerLike(customerSurvey, { mood, random, write: () => wordsFor(mood < 0.65 ? 'bad' : 'good', language, random) }, language);
    return [{ survey: 'nordfunk_und_sie', id: uuidOf(`yearly:${wave}:${userId}`), answers, identifiers: [{ kind: 'userId', value: userId }], at, startedAt: new Date(at.getTime() - (60 + random.int(0, 150)) * 1_000), language, source: random.chance(0.8) ? 'mail' : 'link', hidden: { wave }, group: traits.segment }];
  }).slice(0, MOST_ANSWERS);
}

/** Without names: nobody can tell who said what. */
function answersOfStaff(definition: Definition, { seed, until, uuidOf }: ListeningOptions): TrustedResponse[] {
  const random = new Random(seed, 'pulse');
  return Array.from({ length: STAFF_ANSWERS }, (_, place) => {
    const mood = Math.min(1, Math.max(0, 0.62 + 0.2 * random.normal()));
    const at = new Date(until.getTime() - random.next() * 9 * DAY_MS);
    return { survey: 'puls', id: uuidOf(`pulse:${place}`), answers: answerLike(definition, { mood, random, write: () => wordsFor('staff', 'de', random) }, 'de'), at, startedAt: new Date(at.getTime() - 90_000), language: 'de', source: 'link' as const };
  });
}

function wordsFor(kind: keyof typeof openWords, language: 'de' | 'en', random: Random): string | null {
  return random.chance(0.55) ? random.pick(openWords[kind][language]) : null;
}

async function review(context: Context, { name, texts, count, touchpoint }: { name: string; texts: readonly ReviewText[]; count: number; touchpoint: string }, { seed, until }: ListeningOptions): Promise<void> {
  const { items } = await listPageOfSources(context, { limit: 200 });
  const known = items.find((source) => source.name === name)?.id;
  const id = known ?? (await addSource(context, DEMO, sourceInputSchema.parse({ name, kind: 'file', voiceKind: 'review', touchpoint, rules: reviewRules }))).id;
  const random = new Random(seed, `reviews:${name}`);
  const found = Array.from({ length: count }, (_, place): FoundVoice => {
    // Each text once; most people leave stars only.
    const { stars, title, text, language } = texts[place] ?? { stars: random.pick(texts).stars, title: '', text: '', language: 'de' as const };
    const at = new Date(until.getTime() - random.next() ** 1.5 * 180 * DAY_MS - HOUR_MS);
    return { externalId: `${name}-${place}`, at, title, text, stars, author: random.pick(AUTHORS), url: null, place: '', product: '', language, identifiers: [], answer: '', answeredAt: null };
  });
  await keepVoices(context, await getStored(context, id), found);
}

/** As people call themselves in public; nobody is linked to a customer by such a name. */
const AUTHORS = ['Anke R.', 'M. Petersen', 'nordlicht82', 'Familie Behrens', 'Tobias', 'K. Yıldız', 'Lena_HH', 'Jürgen W.', 'SabineK', 'frank.o', 'Milan P.', 'J. Carter', 'radfahrerin', 'Uwe aus Kiel'];
