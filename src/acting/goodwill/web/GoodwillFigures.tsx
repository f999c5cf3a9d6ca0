import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { DataTable } from '../../../ui/table/DataTable.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useNames } from '../../../people/timeline/web/names.ts';
import { figuresQuery } from './goodwill-queries.ts';

const DAYS = 90;
type Line = { id: string; name: string; n: number; valueCents: number };

/** What was given in the last three months, by kind, department and touchpoint. */
export function GoodwillFigures() {
  const { t, i18n } = useTranslation('goodwill');
  const format = useFormat();
  const names = useNames();
  const figures = useQuery(figuresQuery(DAYS));
  const columns = (header: string) => [
    { key: 'name', header, cell: ({ name }: Line) => name },
    { key: 'n', header: t('figures.n'), align: 'end' as const, widthPx: 110, cell: ({ n }: Line) => format.integer(n) },
    { key: 'value', header: t('figures.value'), align: 'end' as const, widthPx: 140, cell: ({ valueCents }: Line) => format.money(valueCents) },
  ];
  return (
    <Loaded query={figures} isEmpty={({ all }) => all.n === 0} empty={null}>
      {({ all, withoutApproval, byKind, byDepartment, byTouchpoint }) => {
        const tables: [string, Line[]][] = [
          [t('figures.byKind'), byKind.map(({ kind, nameDe, nameEn, ...given }) => ({ id: kind, name: i18n.language === 'de' ? nameDe : nameEn, ...given }))],
          [t('figures.byDepartment'), byDepartment.map(({ department, ...given }) => ({ id: department ?? '', name: department === null ? t('figures.none') : names.department(department), ...given }))],
          [t('figures.byTouchpoint'), byTouchpoint.map(({ touchpoint, ...given }) => ({ id: touchpoint ?? '', name: touchpoint === null ? t('figures.none') : names.touchpoint(touchpoint), ...given }))],
        ];
        return (
          <Section title={t('figures.title')} note={t('figures.answer', { n: format.integer(all.n), money: format.money(all.valueCents), share: withoutApproval.share === null ? '–' : format.share(withoutApproval.share), low: format.share(withoutApproval.low ?? 0), high: format.share(withoutApproval.high ?? 1) })}>
            {tables.map(([title, rows]) => <DataTable key={title} caption={title} rows={rows} columns={columns(title)} rowId={({ id }) => id} />)}
          </Section>
        );
      }}
    </Loaded>
  );
}
