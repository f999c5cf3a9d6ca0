import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** A choice of a field in words; channels and stages are named as everywhere else. */
export function useChoiceWords(): (field: string, choice: string) => string {
  const { t, i18n } = useTranslation(['imports', 'touchpoints']);
  return useCallback((field, choice) => {
    const keys = [`imports:choice.${field}.${choice}`, `touchpoints:${field}.${choice}`, `imports:choice.kind.${choice}`];
    const found = keys.find((key) => i18n.exists(key));
    return found ? t(found) : choice;
  }, [t, i18n]);
}
