import { Button, CopyButton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { type Column, DataTable } from '../../../ui/table/DataTable.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import type { Format } from '../../../ui/words/format.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { BackupRun } from '../backups.contract.ts';
import classes from './backups.module.css';

interface Page {
  items: BackupRun[];
  nextCursor: string | null;
}
const BYTES_PER_MEGABYTE = 1_000_000;
const backupCommand = 'MOMENTE_API_KEY=mom_… MOMENTE_BACKUP_PASSPHRASE=… npm run -s momente -- backup /backups/momente';
const restoreCommand = 'MOMENTE_BACKUP_PASSPHRASE=… npm run -s momente -- restore /backups/momente --data ./data-restored';

const columnsOf = (t: TFunction<'backups'>, format: Format): Column<BackupRun>[] => [
  { key: 'at', header: t('run.at'), cell: (run) => <When at={run.startedAt} /> },
  { key: 'state', header: t('run.state'), cell: (run) => <State run={run} /> },
  { key: 'rows', header: t('run.rows'), align: 'end', cell: (run) => (run.rows === null ? '–' : format.integer(run.rows)), isHiddenOnPhone: true },
  { key: 'bytes', header: t('run.sent'), align: 'end', cell: (run) => (run.sentBytes === null ? '–' : `${format.decimal(run.sentBytes / BYTES_PER_MEGABYTE, 1)} MB`) },
  { key: 'actor', header: t('run.actor'), cell: (run) => run.actor, isHiddenOnPhone: true },
];

/** How old the newest copy of everything is, and how to make and use one. */
export function BackupsPage() {
  const { t } = useTranslation('backups');
  const format = useFormat();
  const runs = useInfiniteQuery({
    queryKey: ['backups'],
    queryFn: ({ signal, pageParam }) => api.get<Page>('/api/backups', { query: { cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  const columns = columnsOf(t, format);
  const newest = items.find((run) => run.finishedAt !== null);
  return (
    <>
      <PageHeader question={t('page.question')} answer={runs.isSuccess ? (newest ? t('page.answer', { when: format.dateTime(newest.startedAt) }) : t('page.never')) : undefined} />
      <Section title={t('run.title')}>
        <Loaded query={runs} isEmpty={() => items.length === 0} empty={<EmptyState>{t('run.empty')}</EmptyState>}>
          {() => <DataTable caption={t('run.title')} rows={items} columns={columns} rowId={(run) => run.id} rowName={(run) => format.dateTime(run.startedAt)} onEndReached={() => runs.hasNextPage && void runs.fetchNextPage()} isLoadingMore={runs.isFetchingNextPage} />}
        </Loaded>
      </Section>
      <Section title={t('how.title')} note={t('how.note')}>
        <CommandLine label={t('how.backup')} command={backupCommand} />
        <CommandLine label={t('how.restore')} command={restoreCommand} />
      </Section>
    </>
  );
}

function State({ run }: { run: BackupRun }) {
  const { t } = useTranslation('backups');
  return run.finishedAt === null ? <Tag tone="below">{t('run.brokenOff')}</Tag> : <Tag>{t('run.whole')}</Tag>;
}

function CommandLine({ label, command }: { label: string; command: string }) {
  const { t } = useTranslation('backups');
  return (
    <div className={classes.command}>
      <div className={classes.head}>
        <p className={classes.label}>{label}</p>
        <CopyButton value={command}>{({ copied, copy }) => <Button size="xs" variant="light" flex="none" onClick={copy} aria-label={t('how.copyOf', { label })}>{t(copied ? 'how.copied' : 'how.copy')}</Button>}</CopyButton>
      </div>
      <pre className={classes.snippet} tabIndex={0} aria-label={label}>{command}</pre>
    </div>
  );
}
