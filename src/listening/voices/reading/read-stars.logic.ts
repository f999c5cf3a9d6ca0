import { wrong } from './faults.logic.ts';
import type { Wrong } from '../sources/voice-sources.contract.ts';

export interface Scale {
  /** Of the source; `worst` may lie above `best` (school marks). */
  worst: number;
  best: number;
}

const spelled = new Map([['one', 1], ['two', 2], ['three', 3], ['four', 4], ['five', 5], ['one_star', 1], ['two_stars', 2], ['three_stars', 3], ['four_stars', 4], ['five_stars', 5]]);
/** Portals that ask only "do you recommend": the ends of the scale. */
const yesOrNo = new Map<string, 'best' | 'worst'>([['positive', 'best'], ['recommends', 'best'], ['recommended', 'best'], ['empfehlung', 'best'], ['negative', 'worst'], ["doesn't recommend", 'worst'], ['not recommended', 'worst'], ['keine empfehlung', 'worst']]);
const LONGEST_RATING = 100;
const number = /^(-?\d+(?:[.,]\d+)?)\s*(?:(?:\/|von|of|out of|aus)\s*(\d+(?:[.,]\d+)?))?\s*(?:stars?|sterne?|stern|★|⭐|punkte|points)?$/i;

/** A rating as sources write it: 4, "4,5", "4 von 5 Sternen", ★★★★☆, FIVE, positive. Null: nothing is said. */
export function readStars(value: unknown, { worst, best }: Scale): { stars: number | null } | Wrong {
  if (value === null || value === undefined) return { stars: null };
  if (typeof value !== 'number' && typeof value !== 'string') return wrong('no_rating', { value: typeof value });
  const text = String(value).trim();
  if (text === '' || /^STAR_RATING_UNSPECIFIED$/.test(text)) return { stars: null };
  const end = yesOrNo.get(text.toLowerCase());
  const drawn = /^[★⭐]{1,10}[☆✩]{0,10}$/u.test(text) ? [...text].filter((sign) => sign === '★' || sign === '⭐').length : undefined;
  const [, figure, of] = text.length > LONGEST_RATING ? [] : (number.exec(text.replace(/Sternen$/i, 'Sterne')) ?? []);
  const stars = end === 'best' ? best : end === 'worst' ? worst : (spelled.get(text.toLowerCase()) ?? drawn ?? (figure === undefined ? Number.NaN : decimal(figure)));
  if (!Number.isFinite(stars)) return wrong('no_rating', { value: text.slice(0, 40) });
  if (of !== undefined && decimal(of) !== best) return wrong('other_scale', { of, best });
  if (stars < Math.min(worst, best) || stars > Math.max(worst, best)) return wrong('out_of_scale', { value: stars, worst, best });
  return { stars };
}

/** On the scale 0–10, on which all scores compare. */
export function scoreOfStars(stars: number | null, { worst, best }: Scale): number | null {
  return stars === null || worst === best ? null : Math.round(((stars - worst) / (best - worst)) * 1_000) / 100;
}

/** The same score as a mood −2 … +2: 0 → −2, 5 → 0, 10 → +2. */
export const moodOfScore = (score: number | null): number | null => (score === null ? null : (score - 5) / 2.5);

const decimal = (text: string): number => Number(text.replace(',', '.'));
