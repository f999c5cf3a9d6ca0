import type { SlicePages } from '../../../ui/pages.ts';
import de from './results.de.json' with { type: 'json' };
import en from './results.en.json' with { type: 'json' };

export const resultsPages: SlicePages = {
  namespace: 'results',
  translations: { de, en },
  pages: [],
  panels: [{ id: 'results.survey', place: 'surveyResults', order: 10, permission: { action: 'read', subject: 'survey' }, load: () => import('./ResultsPanel.tsx').then((module) => module.ResultsPanel) }],
};
