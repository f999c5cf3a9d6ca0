import type { AnswerValue } from '../../../listening/surveys/definition.contract.ts';
import type { Random } from '../random.ts';
import { latentTable, tick } from '../surveys/scale.ts';
import { appTruth } from '../truths.ts';

export const appDimensions = ['ease', 'speed', 'reliability'] as const;
const EXPECTATION = { occasion: 0.6, item: 0.75 };
const EXPERIENCE = { occasion: 1.4, item: 0.75 };
const latentExpectation = latentTable(Math.hypot(EXPECTATION.occasion, EXPECTATION.item));
const latentExperience = latentTable(Math.hypot(EXPERIENCE.occasion, EXPERIENCE.item));

/** What somebody answers to the question inside of the app, and how it was for them on the whole (0–10): truth (j). */
export function appOpinion(isAfterUpdate: boolean, random: Random): { opinions: Record<string, AnswerValue>; lived: number } {
  const truth = isAfterUpdate ? appTruth.after : appTruth.before;
  const hoped = EXPECTATION.occasion * random.normal();
  const occasion = EXPERIENCE.occasion * random.normal();
  const pairs = Object.fromEntries(appDimensions.map((dimension) => [dimension, {
    first: tick(latentExpectation(truth.expectation) + hoped + EXPECTATION.item * random.normal(), 0, 10),
    second: tick(latentExperience(truth.experience) + occasion + EXPERIENCE.item * random.normal(), 0, 10),
  }]));
  const lived = latentExperience(truth.experience) + occasion;
  return { opinions: { pairs, nps: tick(8 + 0.8 * (lived - 8) + 1.3 * random.normal(), 0, 10), csat: tick(4 + 0.4 * (lived - 8) + 0.5 * random.normal(), 1, 5) }, lived };
}
