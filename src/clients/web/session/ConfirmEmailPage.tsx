import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { useTitle } from '../../../ui/page/useTitle.ts';
import { ProblemError } from '../../../ui/problem.ts';
import { usePathParam } from '../../../ui/url-state.ts';
import { AloneFrame } from './AloneFrame.tsx';
import classes from './session.module.css';

/** The link in the mail to a new address. A button, because programs that look into mails open links. */
export function ConfirmEmailPage() {
  const { t } = useTranslation('shell');
  useTitle(t('confirmEmail.title'));
  const path = `/api/email-changes/${encodeURIComponent(usePathParam('token'))}`;
  const queryClient = useQueryClient();
  const change = useQuery({ queryKey: ['email-change', path], queryFn: ({ signal }) => api.get<{ email: string }>(path, { signal, expect401: true }), retry: false, staleTime: Infinity });
  const confirm = useMutation({
    mutationFn: () => api.post(`${path}/confirmation`),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['session'] }),
  });
  const isGone = change.error instanceof ProblemError && change.error.status === 404;
  return (
    <AloneFrame>
      <h1>{t(confirm.isSuccess ? 'confirmEmail.done' : isGone ? 'welcome.gone' : 'confirmEmail.title')}</h1>
      {change.isPending && <Skeleton lines={3} heightPx={24} />}
      {isGone && <EmptyState action={{ label: t('welcome.goneAction'), to: '/sign-in' }}>{t('confirmEmail.goneText')}</EmptyState>}
      {change.isError && !isGone && <ErrorState error={change.error} onRetry={() => void change.refetch()} />}
      {change.data && (
        <div className={classes.ways}>
          <p className={classes.lead2} role="status"><Trans t={t} i18nKey={confirm.isSuccess ? 'confirmEmail.doneText' : 'confirmEmail.text'} values={{ email: change.data.email }} components={{ strong: <strong /> }} /></p>
          {confirm.isError && <ErrorState error={confirm.error} />}
          {confirm.isSuccess
            ? <Button component="a" href="/" fullWidth>{t('confirmEmail.go')}</Button>
            : <Button fullWidth loading={confirm.isPending} onClick={() => confirm.mutate()}>{t('confirmEmail.submit')}</Button>}
        </div>
      )}
    </AloneFrame>
  );
}
