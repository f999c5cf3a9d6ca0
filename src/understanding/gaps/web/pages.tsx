import type { SlicePages } from '../../../ui/pages.ts';
import de from './gaps.de.json' with { type: 'json' };
import en from './gaps.en.json' with { type: 'json' };

export const gapsPages: SlicePages = {
  namespace: 'gaps',
  translations: { de, en },
  pages: [
    {
      path: '/touchpoints', title: 'list.title', permission: { action: 'read', subject: 'touchpoint' }, nav: { section: 'touchpoints', order: 1, label: 'list.title' },
      load: () => import('./RankingPage.tsx').then((module) => module.RankingPage),
    },
    {
      path: '/understanding/gaps', title: 'heat.title', permission: { action: 'read', subject: 'metric' }, nav: { section: 'understanding', order: 2, label: 'heat.title' },
      load: () => import('./HeatMapPage.tsx').then((module) => module.HeatMapPage),
    },
    { path: '/touchpoints/$touchpointCode', title: 'one.title', permission: { action: 'read', subject: 'metric' }, load: () => import('./TouchpointPage.tsx').then((module) => module.TouchpointPage) },
    { path: '/touchpoints/$touchpointCode/answers', title: 'answers.title', permission: { action: 'read', subject: 'answer' }, load: () => import('./AnswersPage.tsx').then((module) => module.AnswersPage) },
  ],
};
