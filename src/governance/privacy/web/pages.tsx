import type { SlicePages } from '../../../ui/pages.ts';
import de from './privacy.de.json' with { type: 'json' };
import en from './privacy.en.json' with { type: 'json' };

const read = { action: 'read', subject: 'privacy' };

export const privacyPages: SlicePages = {
  namespace: 'privacy',
  translations: { de, en },
  pages: [
    {
      path: '/settings/privacy', title: 'page.title', permission: read, nav: { section: 'settings', order: 60, label: 'page.title' },
      load: () => import('./PrivacyPage.tsx').then((module) => module.PrivacyPage),
    },
    { path: '/customers/$customerId/erasure', title: 'erase.title', permission: { action: 'create', subject: 'privacy' }, load: () => import('./ErasePage.tsx').then((module) => module.ErasePage) },
  ],
};
