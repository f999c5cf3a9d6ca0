import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { writeQuery } from '../api.ts';
import { useDownload } from '../download.ts';
import { useCan } from '../session.tsx';

interface ExportMenuProps {
  /** Name of the table under `/api/exports`. */
  table: string;
  /** What the list is filtered by, under the names of the export; '' = not. */
  filters?: Record<string, string | undefined>;
  /** Filters of the list that the export cannot follow, as the reader knows them: it says so instead of giving too much in silence. */
  unheeded?: readonly string[];
  /** Where several menus stand on one page, what this one is about. */
  label?: string;
}

const formats = ['csv-de', 'csv-en', 'xlsx', 'parquet'] as const;

/** Takes what a list shows out as a file. Nothing for those who may not. */
export function ExportMenu({ table, filters = {}, unheeded = [], label }: ExportMenuProps) {
  const { t, i18n } = useTranslation('ui');
  const download = useDownload();
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  if (!useCan('create', 'export')) return null;
  // A German table has German headings; the others follow the reader.
  const addressOf = (format: (typeof formats)[number]) => `/api/exports/${table}${writeQuery({ format, timeZone, ...(format === 'csv-de' || format === 'csv-en' ? {} : { language: i18n.language === 'de' ? 'de' : 'en' }), ...filters })}`;
  return (
    <Menu position="bottom-end">
      <Menu.Target><Button variant="default" leftSection={<IconDownload size={16} stroke={1.6} />} {...(label ? { 'aria-label': t('export.of', { name: label }) } : {})}>{t('export.action')}</Button></Menu.Target>
      <Menu.Dropdown>
        {unheeded.length > 0 && <Menu.Label maw={260}>{t('export.unheeded', { names: unheeded.join(', ') })}</Menu.Label>}
        {formats.map((format) => <Menu.Item key={format} component="a" {...download(addressOf(format))}>{t(`export.${format}`)}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}
