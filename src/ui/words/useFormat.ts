import { useTranslation } from 'react-i18next';
import { createFormat, type Format } from './format.ts';

const formats = new Map<string, Format>();

/** Numbers and dates in the language of the page. */
export function useFormat(): Format {
  const { i18n } = useTranslation('ui');
  const language = i18n.language === 'de' ? 'de' : 'en';
  const known = formats.get(language) ?? createFormat(language);
  formats.set(language, known);
  return known;
}
