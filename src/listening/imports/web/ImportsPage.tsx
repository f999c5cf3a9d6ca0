import { useState } from 'react';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { type Column, DataTable } from '../../../ui/table/DataTable.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { Import } from '../imports.contract.ts';
import { FileDrop } from './FileDrop.tsx';
import { importsQuery, isBusy } from './import-queries.ts';
import { RemoveUpload } from './RemoveUpload.tsx';
import { StateTag } from './StateTag.tsx';

/** Where files come in, and what has come in so far. */
export function ImportsPage() {
  const { t } = useTranslation('imports');
  const go = useGo();
  const mayBring = useCan('create', 'import');
  const list = useInfiniteQuery(importsQuery);
  const imports = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const [removed, setRemoved] = useState<Import | null>(null);
  const columns = useColumns(useCan('delete', 'import') && imports.some(isNeverBroughtIn) ? setRemoved : null);
  return (
    <>
      <PageHeader question={t('list.question')} answer={mayBring ? t('list.answer') : undefined} />
      {mayBring && <FileDrop onUploaded={({ id }) => go(`/listening/imports/${id}`)} />}
      {list.isPending && <TableSkeleton rows={4} />}
      {list.isError && list.data === undefined && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && imports.length === 0 && !mayBring && <EmptyState>{t('list.emptyReader')}</EmptyState>}
      {imports.length > 0 && (
        <Section title={t('list.history')}>
          <DataTable
            caption={t('list.history')} rows={imports} columns={columns} rowId={({ id }) => id} rowName={({ name }) => name} rowHref={({ id }) => `/listening/imports/${id}`}
            isLoadingMore={list.isFetchingNextPage} onEndReached={() => { if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage(); }}
          />
        </Section>
      )}
      {removed && <RemoveUpload one={removed} onClose={() => setRemoved(null)} />}
    </>
  );
}

/** Nothing of it is in, so nothing has to be taken back. */
const isNeverBroughtIn = ({ state, startedAt }: Import) => startedAt === null && !isBusy(state);

/** @param onRemove - null where nobody could remove anything */
function useColumns(onRemove: ((one: Import) => void) | null): Column<Import>[] {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const came = ({ counts }: Import) => counts.new + counts.changed + counts.merged;
  return [
    { key: 'name', header: t('list.file'), cell: ({ id, name }) => <AppLink to={`/listening/imports/${id}`} look="quiet">{name}</AppLink> },
    { key: 'target', header: t('list.what'), from: 'sm', widthPx: 130, cell: ({ target }) => (target ? t(`target.${target}.name`) : '–') },
    { key: 'state', header: t('list.state'), widthPx: 160, cell: (one) => <StateTag one={one} /> },
    { key: 'came', header: t('list.came'), align: 'end', from: 'md', widthPx: 150, cell: (one) => (one.startedAt ? format.integer(came(one)) : '–') },
    { key: 'refused', header: t('list.refused'), align: 'end', from: 'lg', widthPx: 100, isHiddenOnPhone: true, cell: ({ counts, dryRun }) => format.integer(Math.max(counts.refused, dryRun?.refused ?? 0)) },
    { key: 'by', header: t('list.by'), from: 'lg', widthPx: 150, isHiddenOnPhone: true, cell: ({ by }) => by.label },
    { key: 'at', header: t('list.at'), widthPx: 130, cell: ({ createdAt }) => <When at={createdAt} /> },
    ...(onRemove ? [{ key: 'remove', header: t('list.remove'), align: 'end' as const, widthPx: 110, cell: (one: Import) => isNeverBroughtIn(one) && <Button variant="default" size="xs" aria-label={t('remove.actionOf', { name: one.name })} onClick={() => onRemove(one)}>{t('remove.action')}</Button> }] : []),
  ];
}
