import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
import type { Import } from '../imports.contract.ts';
import { Assignment } from './Assignment.tsx';
import { inspectionQuery, savedProfilesQuery } from './import-queries.ts';

interface AssignStepProps {
  one: Import;
  onChecking: () => void;
}

/** Waits for what the file looks like; profiles that could not be fetched are no reason to wait. */
export function AssignStep({ one, onChecking }: AssignStepProps) {
  const inspection = useQuery(inspectionQuery(one.id));
  const saved = useQuery(savedProfilesQuery);
  if (inspection.isError) return <ErrorState error={inspection.error} onRetry={() => void inspection.refetch()} />;
  if (!inspection.data || saved.isPending) return <PageSkeleton />;
  return <Assignment one={one} inspection={inspection.data} saved={saved.data ?? []} onChecking={onChecking} />;
}
