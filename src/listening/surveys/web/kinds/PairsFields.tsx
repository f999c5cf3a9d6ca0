import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { QuestionOf, Words } from '../../definition.contract.ts';
import { pairLabels } from '../editing/question-words.logic.ts';
import { useTongue } from '../editor/edit-context.ts';
import { WordsField } from '../editor/WordsField.tsx';
import classes from '../editor/editor.module.css';
import { useSet } from './useSet.ts';

/** What the two columns are, and what they are called. */
export function PairsFields({ question }: { question: QuestionOf<'pairs'> }) {
  const { t } = useTranslation('survey-editor');
  const { languages } = useTongue();
  const set = useSet(question);
  const inLanguages = (words: Words) => Object.fromEntries(Object.entries(words).filter(([tag]) => languages.includes(tag)));
  const choose = (chosen: string) => {
    const roles = chosen === 'functional_dysfunctional' ? 'functional_dysfunctional' : 'expectation_experience';
    set({ roles, firstLabel: inLanguages(pairLabels[roles].first), secondLabel: inLanguages(pairLabels[roles].second) });
  };
  return (
    <fieldset className={classes.group}>
      <legend className={classes.groupTitle}>{t('pairs.columns')}</legend>
      <SegmentedControl size="xs" aria-label={t('pairs.roles')} value={question.roles} onChange={choose} data={[{ value: 'expectation_experience', label: t('pairs.expectation_experience') }, { value: 'functional_dysfunctional', label: t('pairs.functional_dysfunctional') }]} />
      <p className={classes.soft}>{t(`pairs.note_${question.roles}`)}</p>
      <div className={classes.two}>
        <WordsField label={t('pairs.first')} words={question.firstLabel} onChange={(firstLabel) => set({ firstLabel }, 'first')} />
        <WordsField label={t('pairs.second')} words={question.secondLabel} onChange={(secondLabel) => set({ secondLabel }, 'second')} />
      </div>
    </fieldset>
  );
}
