import type { LocalMs } from '../../../kernel/time/zones.ts';

/** What the words of a line say about time, before they are put together. */
export type Piece =
  /** So much time from now: "in 2 hours". */
  | { kind: 'elapsed'; ms: number }
  /** A date, as its midnight. `other`: what the same words may mean too. `isTimeKept`: at this time of day ("within 2 days"). */
  | { kind: 'day'; day: LocalMs; other?: LocalMs; note?: Note; isTimeKept?: true; isSameAs?: 'weekday'; isUnclear?: true; isLoose?: true }
  | { kind: 'clock'; hour: number; minute: number; isExact: boolean; isRange?: true }
  | { kind: 'part'; part: PartOfDay }
  | { kind: 'closing'; isLenient?: true };

export type PartOfDay = 'early' | 'morning' | 'noon' | 'afternoon' | 'evening' | 'night' | 'midnight';

/** Whatever was decided and not said; every note is shown to who types. */
export type Note =
  | 'end_of_business' | 'end_of_part' | 'end_of_range' | 'end_of_period' | 'afternoon' | 'tomorrow' | 'next_year' | 'next_one' | 'in_a_week' | 'same_time'
  | 'skipped_hour' | 'doubled_hour' | 'closed_then' | 'until_midnight' | 'usual_what';

/** What a rule may ask about the moment. All in local time of the zone that is meant. */
export interface Moment {
  now: LocalMs;
  /** Midnight of today. */
  today: LocalMs;
  /** Whether somebody works on a date. */
  isOpen(day: LocalMs): boolean;
}

export interface Rule {
  pattern: RegExp;
  /** Null: these words were not about time after all; they stay in the line. */
  read(match: RegExpMatchArray, moment: Moment): Piece | readonly Piece[] | null;
}

/** A pattern between letters and digits of other words, which `\b` does not find beside ä, ö, ü. */
export function words(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'iu');
}
