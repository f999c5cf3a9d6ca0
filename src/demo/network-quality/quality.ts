import { buildCells } from '../nordfunk/catalogue/places.ts';
import { Random } from '../nordfunk/random.ts';
import { DEFAULT_SEED } from '../nordfunk/nordfunk.ts';

export interface CellQuality {
  code: string;
  city: string;
  technology: string;
  /** 0–100, as the samples of the demo company say: the planted weak region is weak here too. */
  quality: number;
  voice: number;
  data: number;
  incidents: { title: string; titleEn: string; since: string }[];
  measuredAt: string;
}

const FIVE_MINUTES_MS = 300_000;
const DAY_MS = 86_400_000;

/** The cells of the same seed as the demo company's. */
export function createNetwork(seed: number = DEFAULT_SEED): (code: string, now: Date) => CellQuality | null {
  // The cells are the first thing that the company's people are built from.
  const byCode = new Map(buildCells(new Random(seed, 'people')).cells.map((cell) => [cell.code, cell]));
  return (code, now) => {
    const cell = byCode.get(code);
    if (!cell) return null;
    const measuredMs = Math.floor(now.getTime() / FIVE_MINUTES_MS) * FIVE_MINUTES_MS;
    const wobble = new Random(seed, `${code} ${measuredMs}`);
    const around = (spread: number) => Math.round(Math.max(5, Math.min(100, cell.quality + wobble.normal() * spread)));
    const isWeak = cell.quality < 60;
    return {
      code, city: cell.city, technology: cell.technology, quality: cell.quality, voice: around(2), data: around(3),
      incidents: isWeak ? [{ title: 'Ausbau verzögert sich: nur ein Sender für das ganze Gebiet', titleEn: 'Expansion delayed: one site for the whole area', since: new Date(measuredMs - 40 * DAY_MS).toISOString().slice(0, 10) }] : [],
      measuredAt: new Date(measuredMs).toISOString(),
    };
  };
}
