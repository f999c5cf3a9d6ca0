import type { SlicePages } from '../../../ui/pages.ts';
import de from './metrics.de.json' with { type: 'json' };
import en from './metrics.en.json' with { type: 'json' };

export const metricsPages: SlicePages = {
  namespace: 'metrics',
  translations: { de, en },
  pages: [
    {
      path: '/understanding/metrics', title: 'explore.title', permission: { action: 'read', subject: 'metric' }, nav: { section: 'understanding', order: 1, label: 'explore.title' },
      load: () => import('./ExplorePage.tsx').then((module) => module.ExplorePage),
    },
    {
      path: '/listening/answers', title: 'answers.title', permission: { action: 'read', subject: 'answer' }, nav: { section: 'listening', order: 2, label: 'answers.title' },
      load: () => import('./AnswersPage.tsx').then((module) => module.AnswersPage),
    },
  ],
};
