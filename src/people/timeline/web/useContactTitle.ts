import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '../timeline.contract.ts';
import { titleOf } from './contact-words.logic.ts';
import { useNames } from './names.ts';

/** The title of a contact in the language of the page. */
export function useContactTitle(): (contact: TimelineItem) => string {
  const { t } = useTranslation('timeline');
  const names = useNames();
  return useCallback((contact: TimelineItem) => {
    const title = titleOf(contact);
    if (title.kind === 'words') return title.text;
    if (title.kind === 'touchpoint') return names.touchpoint(title.code);
    return title.about === '' ? t(`title.${title.key}`) : t(`title.${title.key}About`, { about: title.about });
  }, [t, names]);
}
