import type { AnswerValue } from '../../../listening/surveys/definition.contract.ts';
import { type Random, Weighted } from '../random.ts';
import type { kanoTruth } from '../truths.ts';

type Kind = 'M' | 'O' | 'A' | 'I' | 'R' | 'Q';
type Feature = keyof typeof kanoTruth.categories | typeof kanoTruth.undecided;

/** How many of a hundred customers see a feature how: truth (h). */
const views: Readonly<Record<Feature, Weighted<Kind>>> = {
  clear_bill: new Weighted([['M', 56], ['O', 22], ['A', 6], ['I', 15], ['Q', 1]]),
  same_day: new Weighted([['O', 52], ['M', 16], ['A', 18], ['I', 13], ['R', 1]]),
  same_person: new Weighted([['A', 53], ['O', 17], ['I', 25], ['M', 4], ['R', 1]]),
  callback: new Weighted([['I', 58], ['A', 21], ['O', 9], ['M', 7], ['R', 4], ['Q', 1]]),
  tracking: new Weighted([['A', 37], ['I', 35], ['O', 19], ['M', 8], ['R', 1]]),
};
const importance: Readonly<Record<Kind, number>> = { M: 7.6, O: 7.2, A: 5.6, I: 3.4, R: 2.6, Q: 5 };

/** What somebody answers about each feature: if it is there (1 delighted – 5 bothered), if it is not, and how important it is (1–9). */
export function kanoOpinion(random: Random): Record<string, AnswerValue> {
  const features: Record<string, { first: number; second: number }> = {};
  const weights: Record<string, number> = {};
  for (const [feature, view] of Object.entries(views)) {
    const kind = view.draw(random);
    features[feature] = pairOf(kind, random);
    weights[feature] = Math.max(1, Math.min(9, Math.round(importance[kind] + 1.4 * random.normal())));
  }
  return { features, importance: weights };
}

/** An answer to both questions that Kano's table reads as this kind. */
function pairOf(kind: Kind, random: Random): { first: number; second: number } {
  const between = () => random.int(2, 4);
  switch (kind) {
    case 'M': return { first: between(), second: 5 };
    case 'O': return { first: 1, second: 5 };
    case 'A': return { first: 1, second: between() };
    case 'I': return { first: between(), second: between() };
    case 'R': return { first: 5, second: between() };
    case 'Q': return random.chance(0.5) ? { first: 1, second: 1 } : { first: 5, second: 5 };
  }
}
