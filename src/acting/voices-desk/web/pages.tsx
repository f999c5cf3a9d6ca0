import type { SlicePages } from '../../../ui/pages.ts';
import de from './voices-desk.de.json' with { type: 'json' };
import en from './voices-desk.en.json' with { type: 'json' };

export const voicesDeskPages: SlicePages = {
  namespace: 'voices-desk',
  translations: { de, en },
  pages: [],
  panels: [{ id: 'voices-desk.answer', place: 'voice', order: 1, permission: { action: 'read', subject: 'voice' }, load: () => import('./AnswerPanel.tsx').then((module) => module.AnswerPanel) }],
};
