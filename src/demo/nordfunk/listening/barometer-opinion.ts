import type { AnswerValue } from '../../../listening/surveys/definition.contract.ts';
import type { Random } from '../random.ts';
import { tick } from '../surveys/scale.ts';
import { barometerTruth } from '../truths.ts';

type Factor = (typeof barometerTruth.unchanged)[number] | typeof barometerTruth.changed;

/** Where the factors lie in both waves, on 1–10. */
const centres: Readonly<Record<Factor, number>> = { image: 7.4, expectations: 7.6, quality: 7.3, value: 6.9, satisfaction: 7.2, complaints: 6.7, loyalty: 7.3 };
/** Ten points are 90 index points… less what the end of the scale cuts off. */
const FALL_POINTS = 0.9;
const SPREAD = 1.8;
/** How closely a question follows its factor. */
const LOADING = 0.8;

/** What somebody answers in the barometer, with the factors depending on one another as in the European index: truth (i). */
export function barometerOpinion(wave: 1 | 2, random: Random): Record<string, AnswerValue> {
  const rest = (explained: number) => Math.sqrt(1 - explained) * random.normal();
  const image = random.normal();
  const expectations = 0.5 * image + rest(0.25);
  const quality = 0.55 * expectations + rest(0.3);
  const value = 0.2 * expectations + 0.45 * quality + rest(0.34);
  const satisfaction = 0.2 * image + 0.1 * expectations + 0.4 * quality + 0.25 * value + rest(0.52);
  const complaints = 0.5 * satisfaction + rest(0.25);
  const loyalty = 0.15 * image + 0.55 * satisfaction + 0.1 * complaints + rest(0.48);
  const latent = { image, expectations, quality, value, satisfaction, complaints, loyalty };

  const say = (factor: Factor, high = 10): number => {
    const centre = centres[factor] - (factor === barometerTruth.changed && wave === 2 ? FALL_POINTS : 0);
    const felt = centre + SPREAD * (LOADING * latent[factor] + Math.sqrt(1 - LOADING ** 2) * random.normal());
    return tick(felt, high === 10 ? 1 : 0, 10);
  };
  const rows = (factor: Factor, ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, random.chance(0.004) ? ('na' as const) : say(factor)]));
  const hasComplained = random.chance(0.16);
  return {
    image: rows('image', ['trustworthy', 'established', 'contribution', 'cares', 'forward']),
    expectations: rows('expectations', ['overall_quality', 'own_needs', 'reliability']),
    quality: rows('quality', ['overall', 'product', 'service', 'range', 'reliability', 'clarity']),
    price_for_quality: say('value'), quality_for_price: say('value'),
    overall_satisfaction: say('satisfaction'), met_expectations: say('satisfaction'), close_to_ideal: say('satisfaction'),
    has_complained: hasComplained ? 'yes' : 'no',
    ...(hasComplained ? { complaint_handled: say('complaints') } : { complaint_expected: say('complaints') }),
    choose_again: say('loyalty'), nps: say('loyalty', 11),
    ...(random.chance(0.7) ? { price_tolerance: tick(18 + 7 * loyalty + 6 * random.normal(), 0, 100) } : {}),
  };
}
