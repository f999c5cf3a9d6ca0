import { useCallback } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../../../people/timeline/web/names.ts';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { Entry } from '../../../cases/cases.contract.ts';
import { choicesQuery } from '../../../cases/web/case-queries.ts';
import { aboutOf, listChanged } from './entry-words.logic.ts';

/** What an event of a case says in the reader's language. */
export function useEntryWords(): (entry: Entry) => string {
  const { t, i18n } = useTranslation('cases');
  const format = useFormat();
  const names = useNames();
  const people = useQuery(choicesQuery).data?.people;
  return useCallback((entry) => {
    const what = entry.what ?? '';
    const { data } = entry;
    const text = (name: string): string => (typeof data[name] === 'string' ? data[name] : '');
    const status = (code: string) => (code === '' ? '' : t(`status.${code}`));
    const valueOf = (field: string, value: unknown): string => {
      if (value === null || value === undefined || value === '') return t(field === 'assignee' ? 'toNobody' : 'toNone');
      if (typeof value === 'object' && 'name' in value) return String(value.name);
      const code = String(value);
      if (field === 'assignee') return people?.find(({ id }) => id === code)?.name ?? (isId(code) ? t('toColleague') : code);
      if (field === 'status') return status(code);
      if (field === 'priority') return t(`priority.${code}`);
      if (field === 'touchpoint') return names.touchpoint(code);
      if (field === 'department') return names.department(code);
      return code;
    };
    if (what === 'case.opened') return text('source') === '' ? t('event.case.opened') : t('event.case.openedBy', { source: t(`source.${text('source')}`) });
    if (what === 'case.status' && text('to') !== '') return t('event.case.statusFrom', { from: status(text('from')), to: status(text('to')) });
    if (what === 'case.changed') {
      const parts = listChanged(data).map(({ field, to }) => `${t(`field.${field}`)}: ${valueOf(field, to)}`);
      return parts.length === 0 ? t('event.case.changedPlain') : t('event.case.changed', { list: format.list(parts) });
    }
    if (what === 'case.snoozed') return t('event.case.snoozed', { until: text('until') === '' ? '–' : format.dateTime(text('until')) });
    const key = `event.${what}`;
    if (what === '' || !i18n.exists(`cases:${key}`)) return t('event.other', { what: entry.text === '' ? what : entry.text });
    const about = aboutOf(entry, i18n.language === 'de' ? 'de' : 'en');
    const due = text('dueAt') === '' ? '' : ` · ${t('event.promise.due', { at: format.dateTime(text('dueAt')) })}`;
    return t(key, { text: about, number: text('number') }).replace(/:\s*$/, '') + due;
  }, [t, i18n, format, names, people]);
}

const isId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text);
