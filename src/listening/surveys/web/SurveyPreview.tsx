import { useState } from 'react';
import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '../../../ui/page/Section.tsx';
import { AnswerForm } from './answer/AnswerForm.tsx';
import type { AnswerLanguage } from './answer/answer-steps.logic.ts';
import { wordsIn } from './answer/words.ts';
import type { SurveyForm } from './survey-form.logic.ts';
import classes from './surveys.module.css';

/** The customer's page in the size of a phone: the same components, with nothing behind them. */
export function SurveyPreview({ form }: { form: SurveyForm }) {
  const { t, i18n } = useTranslation('surveys');
  const [language, setLanguage] = useState<AnswerLanguage>(i18n.language === 'de' ? 'de' : 'en');
  const shape = `${form.dimensions.join()} ${form.withCsat}`; // other questions: begin again
  return (
    <Section
      title={t('preview.title')} note={t('preview.note')}
      actions={<SegmentedControl size="xs" aria-label={t('preview.language')} value={language} onChange={(chosen) => setLanguage(chosen === 'de' ? 'de' : 'en')} data={[{ value: 'de', label: t('preview.german') }, { value: 'en', label: t('preview.english') }]} />}
    >
      <div className={classes.phone} lang={language}>
        <AnswerForm key={shape} survey={form} language={language} say={wordsIn(language)} onSend={async () => undefined} isPreview />
      </div>
    </Section>
  );
}
