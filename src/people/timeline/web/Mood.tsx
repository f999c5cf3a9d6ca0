import { useTranslation } from 'react-i18next';
import { moodStep } from './contact-words.logic.ts';
import classes from './timeline.module.css';

/** A mood as a word with a mark in its colour. */
export function Mood({ mood }: { mood: number }) {
  const { t } = useTranslation('ui');
  const step = moodStep(mood);
  return (
    <span className={classes.mood}>
      <span className={classes.moodMark} data-step={step} aria-hidden="true" />
      {t(`feeling.${step}`)}
    </span>
  );
}
