import type { SlicePages } from '../../../ui/pages.ts';
import de from './cockpit.de.json' with { type: 'json' };
import en from './cockpit.en.json' with { type: 'json' };

export const cockpitPages: SlicePages = {
  namespace: 'cockpit',
  translations: { de, en },
  pages: [
    {
      path: '/cockpit', title: 'title', permission: { action: 'read', subject: 'metric' }, nav: { section: 'cockpit', order: 1, label: 'title' },
      load: () => import('./CockpitPage.tsx').then((module) => module.CockpitPage),
    },
  ],
};
