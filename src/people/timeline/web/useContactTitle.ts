import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '../timeline.contract.ts';
import { titleOf } from './contact-words.logic.ts';

/** The title of a contact in the language of the page. */
export function useContactTitle(): (contact: TimelineItem) => string {
  const { t } = useTranslation('timeline');
  return useCallback((contact: TimelineItem) => {
    const title = titleOf(contact);
    if (title.kind === 'words') return title.text;
    return title.about === '' ? t(`title.${title.key}`) : t(`title.${title.key}About`, { about: title.about });
  }, [t]);
}
