export interface OpenNotes {
  touchpoint: string;
  /** Monday of the week, yyyy-MM-dd. */
  week: string;
  /** Fingerprints of who noted something in it. */
  people: readonly string[];
  notes: number;
}
export interface Block {
  touchpoint: string;
  weeks: string[];
  people: number;
  notes: number;
}

/**
 * Puts whole weeks of one touchpoint together until enough different people stand behind them. Blocks never overlap and never
 * change, so that no choice of filters or times can be subtracted from another to find what one person said.
 * @param open - of one touchpoint, oldest week first, finished weeks only
 */
export function closeBlocks(open: readonly OpenNotes[], minimum: number): Block[] {
  const blocks: Block[] = [];
  let weeks: OpenNotes[] = [];
  for (const week of open) {
    weeks = [...weeks, week];
    const people = new Set(weeks.flatMap((one) => one.people)).size;
    if (people < minimum) continue;
    blocks.push({ touchpoint: week.touchpoint, weeks: weeks.map((one) => one.week), people, notes: weeks.reduce((sum, one) => sum + one.notes, 0) });
    weeks = [];
  }
  return blocks;
}

/** Monday of the week of a day. */
export function weekOf(day: Date): string {
  const monday = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() - ((day.getUTCDay() + 6) % 7)));
  return monday.toISOString().slice(0, 10);
}
