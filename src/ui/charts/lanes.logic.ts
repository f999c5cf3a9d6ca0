export interface LaneItem<Event> {
  x: number;
  events: Event[];
  /** Mean mood of those that have one. */
  mood: number | null;
}

/**
 * Joins events of one lane that would cover each other. Each group sits at the mean of its members.
 * @param gapPx - smallest distance at which two signs can be told apart
 */
export function groupLane<Event extends { mood: number | null }>(events: readonly Event[], xOf: (event: Event) => number, gapPx: number): LaneItem<Event>[] {
  const groups: { xs: number[]; events: Event[] }[] = [];
  for (const event of [...events].sort((a, b) => xOf(a) - xOf(b))) {
    const x = xOf(event);
    const last = groups.at(-1);
    // Measured from the group's first member, so that a dense year becomes many groups and not one.
    if (last && x - (last.xs[0] ?? x) < gapPx) {
      last.xs.push(x);
      last.events.push(event);
    } else groups.push({ xs: [x], events: [event] });
  }
  return groups.map(({ xs, events: members }) => {
    const moods = members.map(({ mood }) => mood).filter((mood) => mood !== null);
    return {
      x: xs.reduce((sum, x) => sum + x, 0) / xs.length,
      events: members,
      mood: moods.length === 0 ? null : moods.reduce((sum, mood) => sum + mood, 0) / moods.length,
    };
  });
}

const DAY_MS = 86_400_000;

/** Marks on a time axis: hours never, then days, months, years, whichever keeps them `labelPx` apart. Instants in ms. */
export function timeTicks(fromMs: number, toMs: number, widthPx: number, labelPx = 72): { at: number; unit: 'day' | 'month' | 'year' }[] {
  const most = Math.max(1, Math.floor(widthPx / labelPx));
  const days = (toMs - fromMs) / DAY_MS;
  if (!(days > 0)) return [];
  if (days <= 45) return everyDay(fromMs, toMs, Math.max(1, Math.ceil(days / most)));
  const months = days / 30.44;
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((size) => months / size <= most) ?? 240;
  return everyMonth(fromMs, toMs, step);
}

function everyDay(fromMs: number, toMs: number, step: number): { at: number; unit: 'day' }[] {
  const first = new Date(fromMs);
  first.setHours(24, 0, 0, 0);
  const ticks: { at: number; unit: 'day' }[] = [];
  for (const day = first; day.getTime() <= toMs && ticks.length < 60; day.setDate(day.getDate() + step)) ticks.push({ at: day.getTime(), unit: 'day' });
  return ticks;
}

function everyMonth(fromMs: number, toMs: number, step: number): { at: number; unit: 'month' | 'year' }[] {
  const from = new Date(fromMs);
  const firstMonth = Math.ceil((from.getFullYear() * 12 + from.getMonth() + (from.getDate() > 1 ? 1 : 0)) / step) * step;
  const ticks: { at: number; unit: 'month' | 'year' }[] = [];
  for (let month = firstMonth; ticks.length < 60; month += step) {
    const at = new Date(Math.floor(month / 12), month % 12, 1).getTime();
    if (at > toMs) return ticks;
    ticks.push({ at, unit: step >= 12 ? 'year' : 'month' });
  }
  return ticks;
}
