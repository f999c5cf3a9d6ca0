import { useEffect, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { ProblemError } from '../../../ui/problem.ts';
import { usePathParam } from '../../../ui/url-state.ts';
import type { publicUnsubscribeSchema } from '../consent.contract.ts';
import { useCustomerLanguage } from './useCustomerLanguage.ts';
import classes from './consent.module.css';

type Shown = z.infer<typeof publicUnsubscribeSchema>;

/** Behind the link in a message. A button, because programs that look into mails open links. */
export function UnsubscribePage() {
  const { t, i18n } = useTranslation('consent');
  const path = `/api/public/unsubscribe/${encodeURIComponent(usePathParam('token'))}`;
  const link = useQuery({ queryKey: ['unsubscribe', path], queryFn: ({ signal }) => api.get<Shown>(path, { signal, expect401: true }), retry: false, staleTime: Infinity });
  const leave = useMutation({ mutationFn: () => api.post<Shown>(path) });
  useCustomerLanguage(link.data?.language ?? null);
  const shown = leave.data ?? link.data;
  const isGone = link.error instanceof ProblemError && link.error.status === 404;
  if (isGone) return <Alone><h1>{t('unsubscribe.gone')}</h1><p className={classes.text}>{t('unsubscribe.goneText')}</p></Alone>;
  if (link.isError) return <Alone><ErrorState error={link.error} onRetry={() => void link.refetch()} /></Alone>;
  if (!shown) return <Alone><Skeleton lines={3} heightPx={24} /></Alone>;
  const words = { purpose: i18n.language === 'de' ? shown.purposeDe : shown.purposeEn, company: shown.company || t('unsubscribe.us'), channel: t(`channel.${shown.channel}`), hint: shown.addressHint };
  return (
    <Alone company={shown.company}>
      <div role="status" className={classes.stack}>
        <h1>{shown.isWithdrawn ? t('unsubscribe.done') : t('unsubscribe.question', words)}</h1>
        <p className={classes.text}>{shown.isWithdrawn ? t('unsubscribe.doneText', words) : t(shown.addressHint === '' ? 'unsubscribe.text' : 'unsubscribe.textHint', words)}</p>
      </div>
      {leave.isError && <ErrorState error={leave.error} />}
      {!shown.isWithdrawn && <Button size="md" fullWidth loading={leave.isPending} onClick={() => leave.mutate()}>{t('unsubscribe.submit')}</Button>}
    </Alone>
  );
}

/** Plain and quick on a phone: no rail, nothing but the question. */
export function Alone({ company = '', children }: { company?: string; children: ReactNode }) {
  useEffect(() => {
    // The link must not stand in search engines or be told to other sites.
    const robots = Object.assign(document.createElement('meta'), { name: 'robots', content: 'noindex' });
    document.head.append(robots);
    return () => robots.remove();
  }, []);
  return <main className={classes.alone}><div className={classes.card}>{company !== '' && <p className={classes.company}>{company}</p>}{children}</div></main>;
}
