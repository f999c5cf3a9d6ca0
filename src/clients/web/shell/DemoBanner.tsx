import { useEffect, useRef } from 'react';
import { Progress } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isAllowed, type Session } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { demoQuery } from '../session/session-query.ts';
import classes from './demo-banner.module.css';

/** Over every page while the demo company is being loaded: figures of a half-full house are not its figures. */
export function DemoBanner({ session }: { session: Session }) {
  const { t } = useTranslation('shell');
  const format = useFormat();
  const queryClient = useQueryClient();
  const { data: demo } = useQuery({ ...demoQuery, enabled: isAllowed(session.permissions, { action: 'create', subject: 'demo' }) });
  const isLoading = demo?.state === 'loading';
  const wasLoading = useRef(false);
  useEffect(() => {
    if (wasLoading.current && !isLoading) void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    wasLoading.current = isLoading;
  }, [isLoading, queryClient]);
  if (!isLoading) return null;
  const words = t('demo.loading', { pct: format.share(demo.share) });
  return (
    <div className={classes.banner}>
      <span role="status">{t('demo.text')}</span>
      <Progress value={demo.share * 100} aria-label={words} className={classes.bar ?? ''} />
      <span>{words}</span>
    </div>
  );
}
