import {
  IconAddressBook, IconAdjustmentsHorizontal, IconAlignLeft, IconCalendarEvent, IconChartBar, IconCheckbox, IconCircleCheck, IconCircleDot, IconColumns2, IconGauge, IconInfoCircle, IconListNumbers, IconMoodSmile,
  IconNumber123, IconPaperclip, IconPhoto, IconSelect, IconStairs, IconStar, IconTable, type Icon,
} from '@tabler/icons-react';
import type { QuestionKind } from '../../definition.contract.ts';

export const kindIcons: Record<QuestionKind, Icon> = {
  nps: IconGauge, csat: IconMoodSmile, ces: IconStairs, rating: IconStar, choice: IconCircleDot, choices: IconCheckbox, dropdown: IconSelect, matrix: IconTable, pairs: IconColumns2, importance: IconChartBar,
  ranking: IconListNumbers, slider: IconAdjustmentsHorizontal, number: IconNumber123, date: IconCalendarEvent, text: IconAlignLeft, contact: IconAddressBook, consent: IconCircleCheck, pictures: IconPhoto, file: IconPaperclip,
  statement: IconInfoCircle,
};

/** As they are offered. */
export const kindGroups: readonly { key: 'scores' | 'gaps' | 'choosing' | 'details' | 'others'; kinds: readonly QuestionKind[] }[] = [
  { key: 'gaps', kinds: ['pairs', 'importance', 'matrix'] },
  { key: 'scores', kinds: ['nps', 'csat', 'ces', 'rating'] },
  { key: 'choosing', kinds: ['choice', 'choices', 'dropdown', 'ranking', 'pictures'] },
  { key: 'details', kinds: ['text', 'slider', 'number', 'date', 'contact', 'file'] },
  { key: 'others', kinds: ['consent', 'statement'] },
];
