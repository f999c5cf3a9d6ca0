import type { SlicePages } from '../../../ui/pages.ts';
import de from './security.de.json' with { type: 'json' };
import en from './security.en.json' with { type: 'json' };

export const securityPages: SlicePages = {
  namespace: 'security',
  translations: { de, en },
  pages: [
    {
      path: '/settings/security', title: 'page.title', nav: { section: 'settings', order: 90.5, label: 'page.title' },
      load: () => import('./SecurityPage.tsx').then((module) => module.SecurityPage),
    },
  ],
};
