import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { writeQuery } from '../../../ui/api.ts';
import { useDownload } from '../../../ui/download.ts';
import { useCan } from '../../../ui/session.tsx';
import { type ResultFilters } from './results-filters.logic.ts';

interface ExportResponsesProps {
  code: string;
  filters: ResultFilters;
  isOpen: boolean;
}

const ways = [
  { key: 'xlsx', query: { format: 'xlsx' } }, { key: 'csv_de', query: { format: 'csv_de' } }, { key: 'csv', query: { format: 'csv' } }, { key: 'csvCodes', query: { format: 'csv', values: 'codes' } },
  { key: 'answers', query: { format: 'csv', shape: 'answers', values: 'codes' } }, { key: 'sav', query: { format: 'sav' } }, { key: 'parquet', query: { format: 'parquet', values: 'codes' } },
] as const;

/** Responses as a file. Nothing for those who may not, and nothing where answers are protected. */
export function ExportResponses({ code, filters, isOpen }: ExportResponsesProps) {
  const { t, i18n } = useTranslation('results');
  const download = useDownload();
  const mayExport = useCan('create', 'export');
  const mayRead = useCan('read', 'answer');
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  if (!mayExport || !mayRead || !isOpen) return null;
  const { version, from, to, touchpoint, language, source, hidden } = filters;
  const unheeded = [filters.answer, filters.channel, filters.department, filters.group, filters.trait].some((value) => value !== '');
  const addressOf = (query: Record<string, string>) => `/api/surveys/${encodeURIComponent(code)}/export${writeQuery({ ...query, timeZone, wording: query['format'] === 'csv_de' ? 'de' : i18n.language, version, from, to, touchpoint, language, source, hidden })}`;
  return (
    <Menu position="bottom-end">
      <Menu.Target><Button variant="default" leftSection={<IconDownload size={16} stroke={1.6} />}>{t('export.action')}</Button></Menu.Target>
      <Menu.Dropdown>
        {unheeded && <Menu.Label maw={280}>{t('export.unheeded')}</Menu.Label>}
        {ways.map(({ key, query }) => <Menu.Item key={key} component="a" {...download(addressOf(query))}>{t(`export.${key}`)}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}
