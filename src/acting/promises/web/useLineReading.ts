import { useEffect, useMemo, useState } from 'react';
import type { parsePromise, PromiseReading } from '../parse-promise.logic.ts';
import type { LineSetting } from '../promises.contract.ts';
import type { BusinessCalendar } from '../../../kernel/time/calendar.ts';
import { useNow } from './useNow.ts';

type Parse = typeof parsePromise;

/** Reads a line while it is typed, on this machine. The reader comes with its calendars and zones when it is first needed. */
export function useLineReading(line: string, setting: LineSetting | undefined, language: 'de' | 'en'): { reading: PromiseReading | null; isReady: boolean } {
  const [parse, setParse] = useState<Parse | null>(null);
  const now = useNow();
  useEffect(() => {
    let isGone = false;
    void import('../parse-promise.logic.ts').then((module) => {
      if (!isGone) setParse(() => module.parsePromise);
    });
    return () => {
      isGone = true;
    };
  }, []);
  const reading = useMemo(() => {
    if (!parse || !setting || line.trim() === '') return null;
    // the answer of our own server, whose contract names the same regions
    return parse(line, { now, timeZone: setting.timeZone, language, calendar: setting.calendar as BusinessCalendar });
  }, [parse, setting, line, language, now]);
  return { reading, isReady: parse !== null && setting !== undefined };
}
