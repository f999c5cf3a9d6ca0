import type { AnswerValue } from '../../../listening/surveys/definition.contract.ts';
import type { Random } from '../random.ts';
import { tick } from '../surveys/scale.ts';
import { driverTruth } from '../truths.ts';

/** Points of the answer per standard deviation of what somebody thinks of an area: truth (g). */
const drive: Readonly<Record<(typeof driverTruth.real)[number], number>> = { network: 1.15, price: 0.75, service: 0.55 };
const CENTRE = { nps: 7.8, area: 3.6 };
const SPREAD = { nps: 1.25, area: 0.95 };
/** How far whoever likes one thing likes the others: the square root of their correlation. */
const HALO = 0.5;
const CANNOT_SAY = 0.03;

/**
 * What somebody thinks of Nordfunk's areas and whether they recommend it. The real drivers go along with one another and with
 * recommendation, the others with nothing.
 * @param leaning - how well disposed somebody is, mean 0, standard deviation about 1
 */
export function yearlyOpinion(leaning: number, random: Random): Record<string, AnswerValue> {
  const areas: Record<string, number | 'na'> = {};
  let overall = CENTRE.nps + SPREAD.nps * random.normal();
  const rate = (area: string, liking: number) => {
    areas[area] = random.chance(CANNOT_SAY) ? 'na' : tick(CENTRE.area + SPREAD.area * liking, 1, 5);
  };
  for (const area of driverTruth.real) {
    const liking = HALO * leaning + Math.sqrt(1 - HALO ** 2) * random.normal();
    overall += drive[area] * liking;
    rate(area, liking);
  }
  for (const area of driverTruth.none) rate(area, random.normal());
  return { nps: tick(overall, 0, 10), [driverTruth.question]: areas };
}
