import type { SlicePages } from '../../../ui/pages.ts';
import de from './kano.de.json' with { type: 'json' };
import en from './kano.en.json' with { type: 'json' };

export const kanoPages: SlicePages = {
  namespace: 'kano',
  translations: { de, en },
  pages: [
    {
      path: '/understanding/kano', title: 'title', permission: { action: 'read', subject: 'metric' }, nav: { section: 'understanding', order: 5, label: 'title' },
      load: () => import('./KanoPage.tsx').then((module) => module.KanoPage),
    },
  ],
};
