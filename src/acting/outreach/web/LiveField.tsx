import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export function LiveField({ value, onChange }: { value: boolean; onChange: (isLive: boolean) => void }) {
  const { t } = useTranslation('outreach');
  return <Switch label={t('new.live')} description={t('new.liveHint')} checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />;
}
