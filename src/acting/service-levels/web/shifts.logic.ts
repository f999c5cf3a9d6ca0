import type { z } from 'zod';
import type { daySpanSchema } from '../service-levels.contract.ts';

type DaySpan = z.infer<typeof daySpanSchema>;

const two = (n: number) => String(n).padStart(2, '0');
const timeText = (minutes: number): string => `${Math.floor(minutes / 60)}:${two(minutes % 60)}`;

/** `8:00–12:00, 13:00–17:00`; empty: closed. */
export function writeShifts(spans: readonly DaySpan[]): string {
  return spans.map(({ from, to }) => `${timeText(from)}–${timeText(to)}`).join(', ');
}

/** What somebody typed as shifts, `8-12, 13-17:30`; null where it is none, or where shifts overlap. */
export function readShifts(text: string): DaySpan[] | null {
  if (text.trim() === '') return [];
  const spans: DaySpan[] = [];
  for (const part of text.split(/[,;]/)) {
    const match = /^\s*(\d{1,2})(?:[:.](\d{2}))?\s*(?:uhr)?\s*(?:-|–|bis|to)\s*(\d{1,2})(?:[:.](\d{2}))?\s*(?:uhr)?\s*$/i.exec(part);
    if (!match) return null;
    const [, fromHour, fromMinute = '0', toHour, toMinute = '0'] = match;
    const span = { from: Number(fromHour) * 60 + Number(fromMinute), to: Number(toHour) * 60 + Number(toMinute) };
    if (Number(fromMinute) > 59 || Number(toMinute) > 59 || span.to > 1_440 || span.from >= span.to) return null;
    spans.push(span);
  }
  const sorted = spans.toSorted((a, b) => a.from - b.from);
  return sorted.every((span, n) => n === 0 || (sorted[n - 1]?.to ?? 0) <= span.from) ? sorted : null;
}

/** A target as people say it: 240 → `4 h`, 90 → `1 h 30 min`. */
export function writeTarget(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
}

/** `4 h`, `1:30`, `90 min`, `2,5 h` or bare hours in minutes; empty: no target. Undefined: not understood. */
export function readTarget(text: string): number | null | undefined {
  const said = text.trim().toLowerCase().replace(',', '.');
  if (said === '') return null;
  const clock = /^(\d{1,4}):(\d{2})\s*(?:h|std)?$/.exec(said);
  const words = /^(?:(\d+(?:\.\d+)?)\s*(?:h|std\.?|stunden?|hours?))?\s*(?:(\d+)\s*(?:m|min\.?|minuten|minutes))?$/.exec(said);
  const bare = /^(\d+(?:\.\d+)?)$/.exec(said);
  const minutes = clock ? Number(clock[1]) * 60 + Number(clock[2]) : bare ? Number(bare[1]) * 60 : words ? Number(words[1] ?? 0) * 60 + Number(words[2] ?? 0) : Number.NaN;
  const rounded = Math.round(minutes);
  return rounded >= 1 && rounded <= 525_600 ? rounded : undefined;
}
