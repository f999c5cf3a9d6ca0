import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { describeError, type ErrorWords } from './error-words.logic.ts';

/** A failure in the reader's language: what happened, and what to do. */
export function useErrorWords(): (error: unknown) => ErrorWords & { title: string; advice: string } {
  const { t, i18n } = useTranslation('ui');
  return useCallback((error) => {
    const words = describeError(error);
    // A slice may word its own problems, and what to do about them: `problem.<code>` and `advice.<code>` are looked for in every namespace.
    const ns = [...(i18n.options.ns ?? [])];
    const isWorded = i18n.exists(words.titleKey, { ns });
    const ownAdvice = `advice.${words.code}`;
    return {
      ...words,
      title: isWorded ? t(words.titleKey, { ns }) : t('error.title'),
      advice: words.code !== undefined && i18n.exists(ownAdvice, { ns }) ? t(ownAdvice, { ns }) : t(words.adviceKey),
      // The server's own sentence is English: elsewhere only when we have no better one.
      detail: i18n.language === 'en' || !isWorded ? words.detail : undefined,
    };
  }, [t, i18n]);
}
