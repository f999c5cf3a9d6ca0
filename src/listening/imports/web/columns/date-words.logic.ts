import type { Format } from '../../../../ui/words/format.ts';

/** `2010-03-09T08:05:00` as people say it. It has no zone, so it is taken as it stands. */
export function sayRead(read: string, format: Pick<Format, 'date' | 'dateTime'>): string {
  const isDay = read.length <= 10;
  const at = isDay ? `${read}T12:00:00` : read;
  if (Number.isNaN(Date.parse(at))) return read;
  return isDay ? format.date(at) : format.dateTime(at);
}
