import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import classes from './cockpit.module.css';

interface Department {
  code: string;
  nameDe: string;
  nameEn: string;
}

/** For those who are limited to departments: whose figures these are. */
export function DepartmentsNote({ codes }: { codes: readonly string[] }) {
  const { t, i18n } = useTranslation('cockpit');
  const format = useFormat();
  const departments = useQuery({ queryKey: ['departments'], queryFn: ({ signal }) => api.get<{ items: Department[] }>('/api/departments', { signal }), retry: false });
  const nameOf = (code: string): string => {
    const found = departments.data?.items.find((one) => one.code === code);
    return found ? (i18n.language === 'de' ? found.nameDe : found.nameEn) : code;
  };
  if (departments.isPending && codes.length > 0) return <p className={classes.departments}>&nbsp;</p>; // never the bare codes
  return <p className={classes.departments}>{codes.length === 0 ? t('departments.none') : t('departments.of', { names: format.list(codes.map(nameOf)) })}</p>;
}
