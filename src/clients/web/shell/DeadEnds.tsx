import { Button } from '@mantine/core';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { ProblemError } from '../../../ui/problem.ts';
import classes from './shell.module.css';

export function NotFoundPage() {
  const { t } = useTranslation('shell');
  return (
    <main id="main" tabIndex={-1} className={classes.alone}>
      <PageHeader question={t('notFound.title')} title={t('notFound.title')} />
      <EmptyState action={{ label: t('notFound.action'), to: '/' }}>{t('notFound.text')}</EmptyState>
    </main>
  );
}

export function RefusedPage() {
  const { t } = useTranslation('shell');
  return (
    <>
      <PageHeader question={t('refused.title')} title={t('refused.title')} />
      <EmptyState action={{ label: t('notFound.action'), to: '/' }}>{t('refused.text')}</EmptyState>
    </>
  );
}

/** A page that threw. The rail stays usable; what the server said is shown, and a bug shows its text for the report. */
export function BrokenPage({ error, reset }: { error: unknown; reset?: () => void }) {
  const { t } = useTranslation('ui');
  const router = useRouter();
  const { reset: resetQueries } = useQueryErrorResetBoundary();
  const again = () => {
    resetQueries();
    reset?.();
    void router.invalidate();
  };
  return (
    <div className={classes.broken}>
      {error instanceof ProblemError ? <ErrorState error={error} onRetry={again} /> : (
        <>
          <PageHeader question={t('error.broken')} answer={t('error.brokenAdvice')} title={t('error.broken')} />
          <pre className={classes.trace}>{error instanceof Error ? error.message : String(error)}</pre>
          <Button variant="light" onClick={() => location.reload()}>{t('action.reload')}</Button>
        </>
      )}
    </div>
  );
}
