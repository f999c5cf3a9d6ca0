import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import { fieldOf } from '../../targets.logic.ts';
import type { ColumnProps } from './column-props.ts';
import { sayRead } from './date-words.logic.ts';

/** How a column is read, in one line. */
export function useColumnSummary({ column, mapping, profile }: Omit<ColumnProps, 'onChange'>): string {
  const { t, i18n } = useTranslation('imports');
  const format = useFormat();
  const { use, pattern, values } = mapping;
  const isOfRow = profile.columns.some((one) => one.use.as === 'field' && one.use.field === 'touchpoint') || 'touchpoint' in profile.constants;
  const parts: string[] = [];
  if (use.as === 'trait' || use.as === 'property') parts.push(t('own.as', { key: use.key, type: t(`own.${use.type}`) }));
  if (use.as === 'identifier') parts.push(t('own.asKind', { kind: use.kind }));
  if (use.as === 'score') {
    parts.push(use.touchpoint ? t('score.of', { name: use.touchpoint.name }) : t(isOfRow ? 'score.ofRow' : 'score.ofAll'));
    if (values === undefined) parts.push(t('score.scale', { worst: use.worst, best: use.best }));
    if (use.notApplicable.length > 0) parts.push(t('score.without', { marks: use.notApplicable.join(', ') }));
    if (use.dimension) parts.push(t(`dimension.${use.dimension}`));
  }
  const example = column.patterns.find((one) => one.pattern === pattern)?.examples[0];
  if (example) parts.push(t('date.example', { text: example.text, read: sayRead(example.read, format) }));
  const field = use.as === 'field' ? fieldOf(profile.target, use.field) : undefined;
  const hint = field && (i18n.language === 'de' ? field.hintDe : field.hintEn);
  if (hint && parts.length === 0) parts.push(hint);
  return parts.join(' · ');
}
