import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
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

/** What Chromium, Firefox, Safari and the bundler say when a part of the program cannot be fetched: no bug, but no server or a newer one. */
export const isMissingPart = (error: unknown): boolean => error instanceof Error && /dynamically imported module|importing a module script failed|unable to preload css/i.test(error.message);

/** A page that threw. The rail stays usable; what the server said is shown, and a bug shows its text for the report. */
export function BrokenPage({ error }: { error: unknown }) {
  const { t } = useTranslation('ui');
  const reload = () => location.reload();
  if (error instanceof ProblemError) {
    return (
      <div className={classes.broken}>
        <PageHeader question={t('error.title')} title={t('error.title')} />
        <ErrorState error={error} onRetry={reload} />
      </div>
    );
  }
  if (isMissingPart(error)) {
    return (
      <div className={classes.broken}>
        <PageHeader question={t('error.notLoaded')} answer={t('error.notLoadedAdvice')} title={t('error.notLoaded')} />
        <Button variant="light" onClick={reload}>{t('action.reload')}</Button>
      </div>
    );
  }
  return (
    <div className={classes.broken}>
      <PageHeader question={t('error.broken')} answer={t('error.brokenAdvice')} title={t('error.broken')} />
      <pre className={classes.trace}>{error instanceof Error ? error.message : String(error)}</pre>
      <Button variant="light" onClick={reload}>{t('action.reload')}</Button>
    </div>
  );
}

/** The same before there is a rail, e.g. when the server cannot even say who is signed in. */
export function BrokenStart({ error }: { error: unknown }) {
  return <main id="main" tabIndex={-1} className={classes.alone}><BrokenPage error={error} /></main>;
}

export function WaitingStart() {
  return <main id="main" tabIndex={-1} className={classes.alone}><PageSkeleton /></main>;
}
