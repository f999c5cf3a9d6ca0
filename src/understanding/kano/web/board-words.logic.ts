import { type KanoClass, kanoClasses } from '../../../kernel/stats/gaps/kano.ts';
import { endsOf } from '../../../ui/result/ends.logic.ts';
import type { KanoBoard, KanoFeature } from '../kano.contract.ts';

type Language = 'de' | 'en';

/** As it was asked, in the reader's language or one that there is; without the full stop of a sentence. */
export function nameOf({ label, part }: Pick<KanoFeature, 'label' | 'part'>, lang: Language): string {
  return (label[lang] ?? label['de'] ?? Object.values(label)[0] ?? part).replace(/\.$/, '');
}

export interface Column {
  key: KanoClass | 'undecided' | 'withheld';
  features: KanoFeature[];
}

/** The board: a column for each kind that there is, then what is undecided, then what too few have answered; in each the surest first. */
export function columnsOf(features: readonly KanoFeature[]): Column[] {
  const keyOf = (feature: KanoFeature): Column['key'] => (feature.class === null ? 'withheld' : feature.isDecided ? feature.class : 'undecided');
  return [...kanoClasses, 'undecided' as const, 'withheld' as const].flatMap((key) => {
    const own = features.filter((feature) => keyOf(feature) === key).toSorted((a, b) => (b.strength ?? 0) - (a.strength ?? 0));
    return own.length === 0 ? [] : [{ key, features: own }];
  });
}

/** What the page says above everything: up to two sentences' worth of names. */
export type BoardSentence =
  | { kind: 'found'; mustBe: string[]; attractive: string[]; performance: string[]; undecided: string[] }
  | { kind: 'indifferent'; n: number }
  | { kind: 'too_few'; n: number; minimum: number };

export function summariseBoard({ features, minimum }: Pick<KanoBoard, 'features' | 'minimum'>, lang: Language): BoardSentence {
  const columns = columnsOf(features);
  const names = (key: Column['key']) => columns.find((column) => column.key === key)?.features.map((feature) => nameOf(feature, lang)) ?? [];
  if (features.every(({ withheld }) => withheld)) return { kind: 'too_few', n: Math.max(0, ...features.map(({ n }) => n)), minimum };
  const found = { mustBe: names('must_be'), attractive: names('attractive'), performance: names('performance'), undecided: names('undecided') };
  const isNothing = found.mustBe.length + found.attractive.length + found.performance.length + found.undecided.length === 0;
  return isNothing ? { kind: 'indifferent', n: features.length } : { kind: 'found', ...found };
}

/** What may please most when it is there, and what may annoy most when it is missing: one where its interval lies above all others; null where nothing is shown. */
export function strongest(features: readonly KanoFeature[]): { pleasing: KanoFeature[]; annoying: KanoFeature[] } | null {
  const pleasing = endsOf(features.map((feature) => ({ feature, ...feature.better }))).highest;
  // Worse counts downwards.
  const annoying = endsOf(features.map((feature) => ({ feature, ...feature.worse }))).lowest;
  return pleasing.length > 0 && annoying.length > 0 ? { pleasing: pleasing.map(({ feature }) => feature), annoying: annoying.map(({ feature }) => feature) } : null;
}

/** More contradictions than this, and the question was hardly understood. */
const QUESTIONABLE_SHARE = 0.1;

/** Features whose two answers often contradict each other. */
export const doubtful = (features: readonly KanoFeature[]): KanoFeature[] => features.filter(({ counts, n }) => counts !== null && n > 0 && (counts.questionable ?? 0) / n > QUESTIONABLE_SHARE);

/** Of the features that are shown in at least two parts: how many are surely of another kind in one than in another. */
export function countDifferences(parts: KanoBoard['parts']): { different: number; all: number } {
  const ids = [...new Set(parts.flatMap(({ features }) => features.map(idOf)))];
  const compared = ids.map((id) => parts.flatMap(({ features }) => features.filter((feature) => idOf(feature) === id && feature.class !== null))).filter((shown) => shown.length > 1);
  const isDifferent = (shown: readonly KanoFeature[]): boolean => new Set(shown.filter(({ isDecided }) => isDecided).map((feature) => feature.class)).size > 1;
  return { different: compared.filter(isDifferent).length, all: compared.length };
}

export const idOf = ({ question, part }: Pick<KanoFeature, 'question' | 'part'>): string => `${question}.${part}`;
