import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { ProblemError } from '../../../ui/problem.ts';
import { usePathParam } from '../../../ui/url-state.ts';
import type { publicOptInSchema } from '../consent.contract.ts';
import { Alone } from './UnsubscribePage.tsx';
import { useCustomerLanguage } from './useCustomerLanguage.ts';
import classes from './consent.module.css';

type Shown = z.infer<typeof publicOptInSchema>;

/** Second half of a double opt-in: the reader of the address consents, with a button. */
export function OptInPage() {
  const { t, i18n } = useTranslation('consent');
  const path = `/api/public/optin/${encodeURIComponent(usePathParam('token'))}`;
  const link = useQuery({ queryKey: ['optin', path], queryFn: ({ signal }) => api.get<Shown>(path, { signal, expect401: true }), retry: false, staleTime: Infinity });
  const confirm = useMutation({ mutationFn: () => api.post<Shown>(path) });
  useCustomerLanguage(link.data?.language ?? null);
  const shown = confirm.data ?? link.data;
  if (link.error instanceof ProblemError && link.error.status === 404) return <Alone><h1>{t('unsubscribe.gone')}</h1><p className={classes.text}>{t('unsubscribe.goneText')}</p></Alone>;
  if (link.isError) return <Alone><ErrorState error={link.error} onRetry={() => void link.refetch()} /></Alone>;
  if (!shown) return <Alone><Skeleton lines={3} heightPx={24} /></Alone>;
  const purpose = i18n.language === 'de' ? shown.purposeDe : shown.purposeEn;
  return (
    <Alone company={shown.company}>
      <div role="status" className={classes.stack}>
        <h1>{t(shown.state === 'open' ? 'optIn.question' : shown.state === 'confirmed' ? 'optIn.done' : 'optIn.expired')}</h1>
        {shown.state === 'open' && shown.company !== '' && <p className={classes.text}>{t('optIn.forCompany', { company: shown.company, purpose })}</p>}
        {shown.state !== 'open' && <p className={classes.text}>{t(shown.state === 'confirmed' ? 'optIn.doneText' : 'optIn.expiredText')}</p>}
      </div>
      {shown.state !== 'expired' && <p className={classes.quoted}>{shown.textShown}</p>}
      {shown.state === 'open' && <p className={classes.soft}>{t('optIn.to', { hint: `${t(`channel.${shown.channel}`)} ${shown.addressHint}` })}</p>}
      {confirm.isError && <ErrorState error={confirm.error} />}
      {shown.state === 'open' && <Button size="md" fullWidth loading={confirm.isPending} onClick={() => confirm.mutate()}>{t('optIn.submit')}</Button>}
      {shown.state === 'open' && <p className={classes.soft}>{t('optIn.note')}</p>}
    </Alone>
  );
}
