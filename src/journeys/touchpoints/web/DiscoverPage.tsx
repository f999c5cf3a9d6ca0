import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { Trans, useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTellFailure, useUndo } from '../../../ui/feedback/undo.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { DataTable, type Column } from '../../../ui/table/DataTable.tsx';
import type { Format } from '../../../ui/words/format.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { InventoryGaps } from '../inventory.contract.ts';
import type { Touchpoint } from '../touchpoints.contract.ts';
import { useNameOf } from './inventory-queries.ts';
import { ReapplicationNote } from './ReapplicationNote.tsx';
import classes from './touchpoints.module.css';

type Unplaced = InventoryGaps['eventsWithoutTouchpoint'][number];

/** Where inventory and reality differ. */
export function DiscoverPage() {
  const { t } = useTranslation('touchpoints');
  const gaps = useQuery({ queryKey: ['touchpoints', 'gaps'], queryFn: ({ signal }) => api.get<InventoryGaps>('/api/touchpoints/gaps', { signal }) });
  return (
    <>
      <PageHeader question={t('discover.question')} answer={gaps.data && <Answer gaps={gaps.data} />} />
      <ReapplicationNote />
      <Loaded query={gaps} skeleton={<TableSkeleton rows={10} />}>
        {(data) => (
          <>
            <Section title={t('discover.events')} note={data.eventsWithoutTouchpoint.length > 0 ? t('discover.eventsNote') : undefined}>
              {data.eventsWithoutTouchpoint.length === 0 ? <EmptyState>{t('discover.eventsEmpty')} {t('discover.noContacts')}</EmptyState> : <Events events={data.eventsWithoutTouchpoint} />}
            </Section>
            <Section title={t('discover.silent')} note={data.touchpointsWithoutEvents.length > 0 ? t('discover.silentNote') : undefined}>
              {data.touchpointsWithoutEvents.length === 0 ? <p className={classes.soft}>{t('discover.silentEmpty')}</p> : <Silent items={data.touchpointsWithoutEvents} />}
            </Section>
            {data.duplicates.length > 0 && <Section title={t('discover.duplicates')}><Duplicates items={data.duplicates} /></Section>}
          </>
        )}
      </Loaded>
    </>
  );
}

function Answer({ gaps: { eventsWithoutTouchpoint, touchpointsWithoutEvents } }: { gaps: InventoryGaps }) {
  const { t } = useTranslation('touchpoints');
  const format = useFormat();
  if (eventsWithoutTouchpoint.length + touchpointsWithoutEvents.length === 0) return t('discover.answerNone');
  const values = { events: format.integer(eventsWithoutTouchpoint.length), contacts: format.integer(eventsWithoutTouchpoint.reduce((sum, { n }) => sum + n, 0)), touchpoints: format.integer(touchpointsWithoutEvents.length) };
  return <Trans t={t} i18nKey="discover.answer" values={values} components={{ b: <strong /> }} />;
}

function Events({ events }: { events: Unplaced[] }) {
  const { t } = useTranslation('touchpoints');
  const format = useFormat();
  const nameOf = useNameOf();
  const canCreate = useCan('create', 'touchpoint');
  const client = useQueryClient();
  const undoable = useUndo();
  const tellFailure = useTellFailure();
  const create = useMutation({
    mutationFn: ({ suggestion }: Unplaced) => api.post<Touchpoint>('/api/touchpoints', { body: suggestion }),
    onSuccess: async (touchpoint) => {
      undoable(t('discover.created', { name: nameOf(touchpoint) }), () => api.delete<void>(`/api/touchpoints/${touchpoint.code}`).then(() => client.invalidateQueries({ queryKey: ['touchpoints'] })));
      await client.invalidateQueries({ queryKey: ['touchpoints'] });
    },
    onError: tellFailure,
  });
  const columns = makeColumns({ t, format, nameOf, ...(canCreate ? { creation: { pending: create.isPending ? create.variables : null, start: create.mutate } } : {}) });
  return <DataTable caption={t('discover.events')} rows={events} columns={columns} rowId={(row) => `${row.kind}|${row.channel}|${row.source}`} rowName={(row) => row.kind} />;
}

function Silent({ items }: { items: InventoryGaps['touchpointsWithoutEvents'] }) {
  const { t } = useTranslation('touchpoints');
  const nameOf = useNameOf();
  const canEdit = useCan('update', 'touchpoint');
  return (
    <ul className={classes.list}>
      {items.map((item) => (
        <li key={item.code}>
          <AppLink to={canEdit ? `/touchpoints/${item.code}/edit` : `/touchpoints/${item.code}`}>{nameOf(item)}</AppLink>
          <span className={classes.soft}>{item.rules === 0 ? t('discover.noRule') : t('discover.rules', { count: item.rules })}</span>
        </li>
      ))}
    </ul>
  );
}

function Duplicates({ items }: { items: InventoryGaps['duplicates'] }) {
  const { t } = useTranslation('touchpoints');
  return (
    <ul className={classes.list}>
      {items.map(({ codes, because, what }) => (
        <li key={`${because} ${codes.join()}`}>
          <span>{codes.map((code, index) => <span key={code}>{index > 0 && ' · '}<AppLink to={`/touchpoints/${code}`}>{code}</AppLink></span>)}</span>
          <span className={classes.soft}>{t(because === 'name' ? 'discover.byName' : 'discover.byRule', { what })}</span>
        </li>
      ))}
    </ul>
  );
}

interface EventWords {
  t: TFunction;
  format: Format;
  nameOf: (thing: { nameDe: string; nameEn: string }) => string;
  /** Only for those who may create touchpoints. */
  creation?: { pending: Unplaced | null; start: (event: Unplaced) => void };
}

function makeColumns({ t, format, nameOf, creation }: EventWords): Column<Unplaced>[] {
  return [
    { key: 'kind', header: t('discover.event'), cell: (row) => row.kind || '–' },
    { key: 'channel', header: t('column.channel'), widthPx: 120, cell: (row) => t(`channel.${row.channel}`, { defaultValue: row.channel }) },
    { key: 'source', header: t('discover.source'), widthPx: 130, from: 'md', cell: (row) => (row.source === 'import' ? t('discover.import') : row.source) },
    { key: 'n', header: t('discover.contacts'), align: 'end', widthPx: 100, cell: (row) => format.integer(row.n) },
    { key: 'last', header: t('discover.last'), widthPx: 130, from: 'md', cell: (row) => <When at={row.lastAt} /> },
    { key: 'suggestion', header: t('discover.suggestion'), from: 'lg', cell: (row) => <span className={classes.soft}>{t('discover.suggested', { name: nameOf(row.suggestion), stage: t(`stage.${row.suggestion.stage}`) })}</span> },
    ...(creation ? [{
      key: 'create', header: '', widthPx: 210, align: 'end' as const,
      cell: (row: Unplaced) => <Button size="xs" variant="light" loading={creation.pending === row} aria-label={`${t('discover.create')}: ${row.kind}`} onClick={() => creation.start(row)}>{t('discover.create')}</Button>,
    }] : []),
  ];
}
