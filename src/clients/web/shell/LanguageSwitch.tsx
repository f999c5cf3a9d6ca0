import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { storeLanguage } from './settings.ts';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation('shell');
  const choose = (language: string) => {
    storeLanguage(language);
    void i18n.changeLanguage(language);
  };
  return (
    <SegmentedControl
      fullWidth size="xs" aria-label={t('language')} value={i18n.language === 'de' ? 'de' : 'en'} onChange={choose}
      data={[{ value: 'de', label: 'Deutsch' }, { value: 'en', label: 'English' }]}
    />
  );
}
