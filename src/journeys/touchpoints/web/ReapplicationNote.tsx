import { useEffect, useRef } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useReapplication } from './inventory-queries.ts';
import classes from './touchpoints.module.css';

/** Says that changed rules are still being applied to earlier contacts, and when that is done. */
export function ReapplicationNote() {
  const { t } = useTranslation('touchpoints');
  const format = useFormat();
  const { data } = useReapplication();
  const client = useQueryClient();
  const tell = useTell();
  const wasBusy = useRef(false);
  const isBusy = data !== undefined && data.state !== 'current';
  useEffect(() => {
    if (wasBusy.current && !isBusy && data) {
      tell(t('reapplication.done', { count: data.movedContacts ?? 0, formatted: format.integer(data.movedContacts ?? 0) }));
      void client.invalidateQueries({ queryKey: ['touchpoints'] });
    }
    wasBusy.current = isBusy;
  }, [isBusy, data, tell, t, format, client]);
  if (!data || data.state === 'current') return <div role="status" />;
  return <div role="status" className={classes.note}>{t(`reapplication.${data.state}`, { failure: data.failure ?? '' })}</div>;
}
