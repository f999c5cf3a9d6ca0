import { loopRuleInputSchema } from '../../../acting/closed-loop/closed-loop.contract.ts';
import { addLoopRule, listLoopRules } from '../../../acting/closed-loop/loop-rules.actions.ts';
import { DAY_MS, HOUR_MS } from '../../../kernel/clock.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { TrustedResponse } from '../../../listening/responses/intake/neutral-responses.contract.ts';
import { receiveResponses } from '../../../listening/responses/intake/receive-responses.actions.ts';
import { createSurvey } from '../../../listening/surveys/manage-surveys.actions.ts';
import type { SurveyInput } from '../../../listening/surveys/surveys.contract.ts';
import { getPublished } from '../../../listening/surveys/versions/published.actions.ts';
import { keepVoices } from '../../../listening/voices/keep-voices.actions.ts';
import { addSource, getStored, listPageOfSources } from '../../../listening/voices/sources/voice-sources.actions.ts';
import { type FoundVoice, sourceInputSchema } from '../../../listening/voices/sources/voice-sources.contract.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import { waveInputSchema } from '../../../understanding/barometer/barometer.contract.ts';
import { createWave } from '../../../understanding/barometer/waves.actions.ts';
import { Random } from '../random.ts';
import { appTruth, barometerTruth, kanoTruth } from '../truths.ts';
import { appDimensions } from './app-opinion.ts';
import { customerSurvey } from './customer-survey.ts';
import { appReviews, reviewRules, type ReviewText, shopReviews } from './review-texts.ts';
import { answersAboutFeatures, answersInApp, answersOfBarometer, answersOfCustomers, answersOfStaff, type Asked, barometerWaveDays } from './told-surveys.ts';

const DEMO = 'Nordfunk';
const REVIEWS = { app: 70, shop: 50 };
const AT_ONCE = 500;

export interface ListeningOptions extends Asked {
  onShare: (share: number) => void;
}

/** What Nordfunk hears beside the surveys after contacts: its yearly survey and barometer, wishes, answers inside of the app, the pulse of its staff, reviews. */
export async function loadListening(context: Context, options: ListeningOptions): Promise<void> {
  const { onShare } = options;
  await makeSurvey(context, { code: 'nordfunk_und_sie', touchpoint: null, kind: 'relationship', nameDe: 'Nordfunk und Sie (jährlich)', nameEn: 'Nordfunk and you (yearly)', definition: customerSurvey, publish: true });
  await makeSurvey(context, { code: 'puls', touchpoint: null, kind: 'employee', nameDe: 'Puls der Mitarbeiter', nameEn: 'Employee pulse', template: 'employee_pulse', publish: true });
  await makeSurvey(context, { code: kanoTruth.survey, touchpoint: null, nameDe: 'Was guter Service braucht (Kano)', nameEn: 'What good service needs (Kano)', template: 'kano', publish: true });
  await makeSurvey(context, { code: barometerTruth.survey, touchpoint: null, nameDe: 'Kundenbarometer', nameEn: 'Customer barometer', template: 'ecsi', publish: true });
  await makeSurvey(context, { code: appTruth.survey, touchpoint: appTruth.touchpoint, nameDe: 'Kurz gefragt in der App', nameEn: 'A quick question in the app', dimensions: [...appDimensions], withCsat: true, publish: true });
  onShare(0.05);
  await receive(context, answersOfCustomers(options), (share) => onShare(0.05 + 0.3 * share));
  await receive(context, answersOfStaff((await getPublished(context, 'puls')).definition, options), () => onShare(0.36));
  await receive(context, answersAboutFeatures(options), (share) => onShare(0.36 + 0.06 * share));
  await receive(context, answersOfBarometer(options), (share) => onShare(0.42 + 0.25 * share));
  await nameWaves(context, options.until);
  await receive(context, answersInApp(options), (share) => onShare(0.67 + 0.13 * share));
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

/** Whose hand sets up Nordfunk. */
const founder: Actor = { kind: 'key', id: 'demo', label: DEMO, role: 'administrator', departments: null, byCookie: false, can: () => true };

async function nameWaves(context: Context, until: Date): Promise<void> {
  const day = (daysAgo: number): string => new Date(until.getTime() - daysAgo * DAY_MS).toISOString().slice(0, 10);
  for (const [place, { from, to }] of barometerWaveDays.entries()) {
    const wave = waveInputSchema.parse({ name: `Welle ${place + 1}`, from: day(from), to: day(to), targets: { satisfaction: 70, value: 65 } });
    await createWave(context, founder, barometerTruth.survey, wave).catch((error: unknown) => {
      // Made by an earlier load that was cut off.
      if (!(error instanceof Problem && error.code === 'barometer_wave.overlaps')) throw error;
    });
  }
}

async function receive(context: Context, responses: readonly TrustedResponse[], onShare: (share: number) => void): Promise<void> {
  for (let start = 0; start < responses.length; start += AT_ONCE) {
    onShare(start / responses.length);
    await receiveResponses(context, responses.slice(start, start + AT_ONCE));
  }
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
