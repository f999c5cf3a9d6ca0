/** Numbers and dates as people of one language write them. Pure: language and time zone in, text out. */
export interface Format {
  /** 12,431 · 12.431 */
  integer: (value: number) => string;
  /** 3.100 for 3,008: what is estimated, two digits of it, never less than it is. */
  atLeast: (value: number) => string;
  /** 8.6 · 8,6 – as many decimals as asked, default 1. */
  decimal: (value: number, decimals?: number) => string;
  /** A share in [0,1] as 41 % · 41%. Nearly all is not all: 99.7 %, unless decimals are asked for. */
  share: (share: number, decimals?: number) => string;
  /** With its sign, for differences: +0.4 · −2.5. */
  signed: (value: number, decimals?: number) => string;
  /** 12k, 1.2M – for axes and tight places. */
  compact: (value: number) => string;
  money: (amountCents: number, currency?: string) => string;
  /** 3 Mar 2026 · 3. März 2026 */
  date: (at: Instant) => string;
  /** 3 Mar · 3. März */
  day: (at: Instant) => string;
  month: (at: Instant) => string;
  time: (at: Instant) => string;
  dateTime: (at: Instant) => string;
  /** "3 hours ago", "in 2 days"; from the largest unit that fits. */
  relative: (at: Instant, now: Instant) => string;
  list: (items: readonly string[]) => string;
}

/** An instant as ISO text, milliseconds or Date. */
export type Instant = string | number | Date;

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600_000], ['month', 2_629_800_000], ['week', 604_800_000], ['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000],
];

export function createFormat(language: string, timeZone?: string): Format {
  const locale = language === 'de' ? 'de-DE' : 'en-GB';
  const zone = timeZone ? { timeZone } : {};
  const numbers = new Map<string, Intl.NumberFormat>();
  const number = (options: Intl.NumberFormatOptions) => {
    const key = JSON.stringify(options);
    const known = numbers.get(key) ?? new Intl.NumberFormat(locale, options);
    numbers.set(key, known);
    return known;
  };
  const dates = new Map<string, Intl.DateTimeFormat>();
  const date = (options: Intl.DateTimeFormatOptions) => {
    const key = JSON.stringify(options);
    const known = dates.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, ...zone });
    dates.set(key, known);
    return known;
  };
  const fixed = (decimals: number) => ({ minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const items = new Intl.ListFormat(locale, { type: 'conjunction' });

  return {
    integer: (value) => number({ maximumFractionDigits: 0 }).format(value),
    atLeast: (value) => number({ maximumSignificantDigits: 2, roundingMode: 'ceil' }).format(value),
    decimal: (value, decimals = 1) => number(fixed(decimals)).format(value),
    share: (share, decimals) => number({ style: 'percent', ...fixed(decimals ?? (isNearEnd(share) ? 1 : 0)) }).format(share),
    signed: (value, decimals = 1) => number({ signDisplay: 'exceptZero', ...fixed(decimals) }).format(value).replace('-', '−'),
    compact: (value) => number({ notation: 'compact', maximumFractionDigits: 1 }).format(value),
    money: (amountCents, currency = 'EUR') => number({ style: 'currency', currency }).format(amountCents / 100),
    date: (at) => date({ day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(at)),
    day: (at) => date({ day: 'numeric', month: 'short' }).format(new Date(at)),
    month: (at) => date({ month: 'short', year: 'numeric' }).format(new Date(at)),
    time: (at) => date({ hour: '2-digit', minute: '2-digit' }).format(new Date(at)),
    dateTime: (at) => date({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }).format(new Date(at)),
    relative: (at, now) => {
      const elapsedMs = new Date(at).getTime() - new Date(now).getTime();
      const [unit, sizeMs] = steps.find(([, size]) => Math.abs(elapsedMs) >= size) ?? ['second', 1000];
      if (unit === 'second') return relative.format(0, 'second');
      return relative.format(Math.trunc(elapsedMs / sizeMs), unit);
    },
    list: (texts) => items.format(texts),
  };
}

/** Would be written as 0 % or 100 %, and is neither. */
const isNearEnd = (share: number): boolean => (share > 0 && share < 0.005) || (share >= 0.995 && share < 1);
