import { NativeSelect, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../../ui/session.tsx';
import type { Rules } from '../placements.contract.ts';
import { sitesQuery } from './placement-queries.ts';
import classes from './placements.module.css';

interface PlaceFieldsProps {
  rules: Rules;
  onChange: (change: Partial<Rules>) => void;
  sourceId: string | null;
  onSource: (sourceId: string | null) => void;
}

/** On which pages. */
export function PlaceFields({ rules: { pages, exceptPages }, onChange, sourceId, onSource }: PlaceFieldsProps) {
  const { t } = useTranslation('placements');
  const sites = useQuery({ ...sitesQuery, enabled: useCan('update', 'survey') }).data ?? [];
  return (
    <div className={classes.fields}>
      <TagsInput label={t('place.pages')} description={t('place.pagesNote')} placeholder={pages.length === 0 ? t('place.all') : ''} maxTags={50} value={pages} onChange={(next) => onChange({ pages: next })} />
      <TagsInput label={t('place.except')} placeholder={exceptPages.length === 0 ? t('place.none') : ''} maxTags={50} value={exceptPages} onChange={(next) => onChange({ exceptPages: next })} />
      {sites.length > 1 && <NativeSelect label={t('place.source')} value={sourceId ?? ''} onChange={(event) => onSource(event.currentTarget.value === '' ? null : event.currentTarget.value)} data={[{ value: '', label: t('place.everySource') }, ...sites.map((site) => ({ value: site.sourceId, label: site.name }))]} />}
    </div>
  );
}
