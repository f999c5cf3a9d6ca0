import { TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The marks that do not count as a rating, e.g. 0 for "does not apply". */
export function NotApplicable({ marks, onChange }: { marks: readonly number[]; onChange: (marks: number[]) => void }) {
  const { t } = useTranslation('imports');
  return (
    <TagsInput
      label={t('score.notApplicable')} description={t('score.notApplicableNote')} value={marks.map(String)} maxTags={20}
      onChange={(texts) => onChange([...new Set(texts.map((text) => Number(text.replace(',', '.'))).filter(Number.isFinite))])}
    />
  );
}
