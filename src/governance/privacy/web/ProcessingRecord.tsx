import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '../../../ui/page/Section.tsx';
import classes from './privacy.module.css';

export function ProcessingRecord() {
  const { t, i18n } = useTranslation('privacy');
  const language = i18n.language === 'de' ? 'de' : 'en';
  return (
    <Section title={t('record.title')} note={t('record.note')}>
      <div className={classes.deeds}>
        <Button variant="default" component="a" href={`/api/privacy/processing-record.html?language=${language}`} target="_blank" rel="noopener">{t('record.open')}</Button>
        <Button variant="default" component="a" href="/api/privacy/processing-record" download="processing-record.json">{t('record.json')}</Button>
      </div>
    </Section>
  );
}
