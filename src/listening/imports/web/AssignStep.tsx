import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import type { Import } from '../imports.contract.ts';
import { Assignment } from './Assignment.tsx';
import { inspectionQuery, type ReadAs, savedProfilesQuery } from './import-queries.ts';
import classes from './imports.module.css';

interface AssignStepProps {
  one: Import;
  onChecking: () => void;
}

const foundOut: ReadAs = { encoding: '', delimiter: '', sheet: '', headerRows: '' };

/** Waits for what the file looks like; profiles that could not be fetched are no reason to wait. */
export function AssignStep({ one, onChecking }: AssignStepProps) {
  const { t } = useTranslation('imports');
  const [readAs, setReadAs] = useUrlState(foundOut);
  const inspection = useQuery({ ...inspectionQuery(one.id, readAs), enabled: one.hasFile });
  const saved = useQuery(savedProfilesQuery);
  if (!one.hasFile) return <EmptyState action={{ label: t('undo.again'), to: '/listening/imports' }}>{t('problem.import.file_removed')}</EmptyState>;
  if (inspection.isError) {
    return (
      <>
        <ErrorState error={inspection.error} onRetry={() => void inspection.refetch()} />
        <p className={classes.note}><button type="button" className={classes.link} onClick={() => setReadAs(foundOut)}>{t('read.again')}</button></p>
        <EmptyState action={{ label: t('undo.again'), to: '/listening/imports' }}>{t('read.other')}</EmptyState>
      </>
    );
  }
  if (!inspection.data || saved.isPending) return <PageSkeleton />;
  return <Assignment key={JSON.stringify(readAs)} one={one} inspection={inspection.data} saved={saved.data ?? []} readAs={readAs} onReadAs={setReadAs} onChecking={onChecking} />;
}
