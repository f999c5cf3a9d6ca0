import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useDepartments, useNameOf } from '../../../journeys/touchpoints/web/inventory-queries.ts';
import { useCan } from '../../../ui/session.tsx';
import { useLanguageName } from '../../surveys/web/editor/useLanguageName.ts';
import { touchpointNamesQuery } from '../../surveys/web/survey-queries.ts';

/** Values of a filter or a grouping by the names that people know, where there are such; else as they are stored. */
export function useValueName(): (filter: string, value: string) => string {
  const { t } = useTranslation('results');
  const [nameOf, languageName] = [useNameOf(), useLanguageName()];
  const touchpoints = useQuery({ ...touchpointNamesQuery, enabled: useCan('read', 'touchpoint') }).data;
  const departments = useDepartments().data?.items;
  return (filter, value) => {
    if (filter === 'version') return t('filter.versionOf', { version: value });
    if (filter === 'source') return t(`source.${value}`, { defaultValue: value });
    if (filter === 'channel') return t(`timeline:channel.${value}`, { defaultValue: value });
    if (filter === 'language') return languageName(value);
    const named = (filter === 'touchpoint' ? touchpoints : filter === 'department' ? departments : undefined)?.find(({ code }) => code === value);
    return named ? nameOf(named) : value;
  };
}
