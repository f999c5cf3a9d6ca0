import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** The language in which a customer is written to wins over that of the browser, which may be somebody else's. */
export function useCustomerLanguage(language: string | null): void {
  const { i18n } = useTranslation();
  useEffect(() => {
    if ((language === 'de' || language === 'en') && i18n.language !== language) void i18n.changeLanguage(language);
  }, [i18n, language]);
}
