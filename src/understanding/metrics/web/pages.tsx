import type { SlicePages } from '../../../ui/pages.ts';
import de from './metrics.de.json' with { type: 'json' };
import en from './metrics.en.json' with { type: 'json' };

export const metricsPages: SlicePages = {
  namespace: 'metrics',
  translations: { de, en },
  pages: [
    {
      path: '/listening/answers', title: 'answers.title', permission: { action: 'read', subject: 'answer' }, nav: { section: 'listening', order: 2, label: 'answers.title' },
      load: () => import('./AnswersPage.tsx').then((module) => module.AnswersPage),
    },
  ],
};
