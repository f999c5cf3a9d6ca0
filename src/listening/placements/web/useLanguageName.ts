import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** The name of a language in the reader's. */
export function useLanguageName(): (tag: string) => string {
  const { i18n } = useTranslation();
  return useCallback((tag: string) => new Intl.DisplayNames([i18n.language], { type: 'language' }).of(tag) ?? tag, [i18n.language]);
}
