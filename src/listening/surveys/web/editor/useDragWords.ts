import type { Announcements, ScreenReaderInstructions, UniqueIdentifier } from '@dnd-kit/core';
import { useTranslation } from 'react-i18next';

interface DragWords {
  announcements: Announcements;
  screenReaderInstructions: ScreenReaderInstructions;
}

/** What a screen reader says while something is drawn by keys. */
export function useDragWords(nameOf: (key: UniqueIdentifier) => string, placeOf: (key: UniqueIdentifier) => number, count: number): DragWords {
  const { t } = useTranslation('survey-editor');
  const at = (key: UniqueIdentifier, over: UniqueIdentifier | undefined) => ({ name: nameOf(key), place: over === undefined ? '' : placeOf(over), count });
  return {
    screenReaderInstructions: { draggable: t('drag.instructions') },
    announcements: {
      onDragStart: ({ active }) => t('drag.picked', at(active.id, active.id)),
      onDragOver: ({ active, over }) => (over ? t('drag.over', at(active.id, over.id)) : undefined),
      onDragEnd: ({ active, over }) => (over ? t('drag.dropped', at(active.id, over.id)) : t('drag.cancelled', at(active.id, undefined))),
      onDragCancel: ({ active }) => t('drag.cancelled', at(active.id, undefined)),
    },
  };
}
