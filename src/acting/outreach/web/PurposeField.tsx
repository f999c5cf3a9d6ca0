import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const purposes = ['service', 'feedback', 'marketing'];

/** What it is for decides whom it may reach. */
export function PurposeField({ value, onChange }: { value: string; onChange: (purpose: string) => void }) {
  const { t } = useTranslation('outreach');
  return (
    <Radio.Group label={t('new.purpose')} value={value} onChange={onChange}>
      <Stack gap="xs" mt="xs">{purposes.map((purpose) => <Radio key={purpose} value={purpose} label={t(`purpose.${purpose}`)} description={t(`purposeHint.${purpose}`)} />)}</Stack>
    </Radio.Group>
  );
}
