import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from './format.ts';
import { useFormat } from './useFormat.ts';

interface WhenProps {
  /** null: never happened. */
  at: Instant | null;
  /** `relative` ("3 hours ago", exact time on hover) is the default. */
  as?: 'relative' | 'date' | 'dateTime' | 'time';
}

export function When({ at, as = 'relative' }: WhenProps) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const now = useMinute(as === 'relative');
  if (at === null) return <span>{t('when.never')}</span>;
  const exact = format.dateTime(at);
  const text = as === 'relative' ? format.relative(at, now) : format[as](at);
  return <time dateTime={new Date(at).toISOString()} title={exact}>{text}</time>;
}

function useMinute(isNeeded: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isNeeded) return;
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, [isNeeded]);
  return now;
}
