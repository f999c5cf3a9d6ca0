import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonWords } from '../editing/expression-reason.logic.ts';

/** Why an expression cannot be read, in the language of the page. */
export function useReasonWords(): (reason: string) => string {
  const { t } = useTranslation('survey-editor');
  return useCallback((reason) => {
    const words = reasonWords(reason);
    return words ? t(`condition.reason.${words.key}`, { about: words.about }) : reason;
  }, [t]);
}
