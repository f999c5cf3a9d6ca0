import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDownload } from '../../../ui/download.ts';
import { Section } from '../../../ui/page/Section.tsx';
import classes from './privacy.module.css';

export function ProcessingRecord() {
  const { t, i18n } = useTranslation('privacy');
  const download = useDownload();
  const { href, onClick } = download(`/api/privacy/processing-record.html?language=${i18n.language === 'de' ? 'de' : 'en'}`);
  return (
    <Section title={t('record.title')} note={t('record.note')}>
      <div className={classes.deeds}>
        <Button variant="default" component="a" href={href} onClick={onClick} target="_blank" rel="noopener">{t('record.open')}</Button>
        <Button variant="default" component="a" {...download('/api/privacy/processing-record', 'processing-record.json')}>{t('record.json')}</Button>
      </div>
    </Section>
  );
}
