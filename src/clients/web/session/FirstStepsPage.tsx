import { Button, Progress } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { isAllowed, useCan, useSession } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { slicePages } from '../pages.ts';
import { demoQuery } from './session-query.ts';
import classes from './session.module.css';

/** The empty house: see it furnished, or bring your own. Only ways that lead somewhere are offered. */
export function FirstStepsPage() {
  const { t } = useTranslation('shell');
  const mayLoadDemo = useCan('create', 'demo');
  const touchpoints = usePagePath('/touchpoints');
  const writeKeys = usePagePath('/settings/keys');
  const mayImport = useCan('create', 'import');
  const hasWays = mayLoadDemo || mayImport || writeKeys !== undefined || touchpoints !== undefined;
  return (
    <>
      <PageHeader question={t('first.title')} answer={hasWays ? t('first.answer') : undefined} title={t('first.title')} />
      {hasWays ? (
        <div className={classes.steps}>
          {mayImport && <ImportStep />}
          {mayLoadDemo && <DemoStep />}
          {writeKeys && <DataStep keysPath={writeKeys} />}
          {touchpoints && <TouchpointStep path={touchpoints} />}
        </div>
      ) : <EmptyState>{t('first.none')}</EmptyState>}
    </>
  );
}

function usePagePath(path: string): string | undefined {
  const { permissions } = useSession();
  return slicePages.flatMap((slice) => slice.pages).find((page) => page.path === path && isAllowed(permissions, page.permission))?.path;
}

function DemoStep() {
  const { t } = useTranslation('shell');
  const go = useGo();
  const format = useFormat();
  const queryClient = useQueryClient();
  const demo = useQuery(demoQuery);
  const load = useMutation({ mutationFn: () => api.post('/api/demo'), onSettled: () => void queryClient.invalidateQueries({ queryKey: demoQuery.queryKey }) });
  const state = demo.data?.state;
  const share = demo.data?.share ?? 0;
  const open = () => {
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' }); // everything was fetched from an empty house
    go('/');
  };
  return (
    <section className={classes.step}>
      <h2>{t('first.demo.title')}</h2>
      <p>{t('first.demo.text')}</p>
      <div className={classes.stepFoot}>
        {demo.isPending && <Skeleton lines={1} heightPx={34} />}
        {state === 'failed' && <p role="alert" className={classes.tight}>{t('first.demo.failed')}</p>}
        {(state === 'absent' || state === 'failed') && <Button variant="light" loading={load.isPending} onClick={() => load.mutate()}>{t('first.demo.start')}</Button>}
        {state === 'loading' && (
          <div role="status">
            <p className={classes.tight}>{t('first.demo.loading', { pct: format.share(share) })}</p>
            <Progress value={share * 100} aria-label={t('first.demo.loading', { pct: format.share(share) })} size="lg" />
          </div>
        )}
        {state === 'loaded' && <><p role="status" className={classes.tight}>{t('first.demo.loaded')}</p><Button onClick={open}>{t('first.demo.open')}</Button></>}
        {(load.isError || demo.isError) && <ErrorState error={load.error ?? demo.error} onRetry={() => void demo.refetch()} />}
      </div>
    </section>
  );
}

function DataStep({ keysPath }: { keysPath: string }) {
  const { t } = useTranslation('shell');
  const go = useGo();
  const snippet = `curl -u 'WRITE_KEY:' ${location.origin}/v1/track \\
  -H 'content-type: application/json' \\
  -d '{"userId":"4711","event":"Order placed"}'`;
  return (
    <section className={classes.step}>
      <h2>{t('first.data.title')}</h2>
      <p className={classes.tight}>{t('first.data.text')}</p>
      <pre className={classes.snippet} tabIndex={0} aria-label={t('first.data.snippet')}>{snippet}</pre>
      <div className={classes.stepFoot}>
        <Button variant="light" onClick={() => go(`${keysPath}?open=source`)}>{t('first.data.open')}</Button>
      </div>
    </section>
  );
}

function ImportStep() {
  const { t } = useTranslation('shell');
  const go = useGo();
  return (
    <section className={classes.step}>
      <h2>{t('first.import.title')}</h2>
      <p>{t('first.import.text')}</p>
      <div className={classes.stepFoot}><Button onClick={() => go('/listening/imports')}>{t('first.import.open')}</Button></div>
    </section>
  );
}

function TouchpointStep({ path }: { path: string }) {
  const { t } = useTranslation('shell');
  const go = useGo();
  return (
    <section className={classes.step}>
      <h2>{t('first.touchpoints.title')}</h2>
      <p>{t('first.touchpoints.text')}</p>
      <div className={classes.stepFoot}><Button variant="light" onClick={() => go(path)}>{t('first.touchpoints.open')}</Button></div>
    </section>
  );
}
