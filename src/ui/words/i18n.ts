import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Messages, SlicePages } from '../pages.ts';
import uiDe from './ui.de.json' with { type: 'json' };
import uiEn from './ui.en.json' with { type: 'json' };

export const languages = ['de', 'en'] as const;
export type Language = (typeof languages)[number];

export const isLanguage = (value: unknown): value is Language => value === 'de' || value === 'en';

/** The first of the reader's languages that we speak; English when we speak none of them. */
export function chooseLanguage(stored: string | null, wanted: readonly string[]): Language {
  if (isLanguage(stored)) return stored;
  return wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

/** One instance per page (or per report on the server), with the texts of all slices and of the components themselves. */
export function createI18n(language: Language, slices: readonly Pick<SlicePages, 'namespace' | 'translations'>[] = []): i18n {
  const texts = (pick: Language): Record<string, Messages> => ({
    ui: pick === 'de' ? uiDe : uiEn,
    ...Object.fromEntries(slices.map((slice) => [slice.namespace, slice.translations[pick]])),
  });
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    supportedLngs: [...languages],
    ns: ['ui', ...slices.map((slice) => slice.namespace)],
    defaultNS: 'ui',
    resources: { de: texts('de'), en: texts('en') },
    interpolation: { escapeValue: false }, // React escapes
    react: { useSuspense: false },
    initAsync: false, // texts are at hand: usable at once, also on the server
  });
  return instance;
}
