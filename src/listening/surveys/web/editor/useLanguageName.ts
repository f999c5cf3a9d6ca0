import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Deutsch, Englisch, Portugiesisch (Brasilien): in the language of the page. */
export function useLanguageName(): (tag: string) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const names = new Intl.DisplayNames([i18n.language], { type: 'language' });
    return (tag: string) => {
      try {
        return names.of(tag) ?? tag;
      } catch {
        return tag;
      }
    };
  }, [i18n.language]);
}
