import type { SlicePages } from '../../../ui/pages.ts';
import de from './identity.de.json' with { type: 'json' };
import en from './identity.en.json' with { type: 'json' };

/** Why two records are one customer. The customer's own identity page belongs to the customers' slice, which shows it beside its other pages. */
export const identityPages: SlicePages = {
  namespace: 'identity',
  translations: { de, en },
  pages: [
    {
      path: '/settings/identity', title: 'settings.title', permission: { action: 'manage', subject: 'settings' },
      nav: { section: 'settings', order: 42, label: 'settings.title' },
      load: () => import('./IdentifierKindsPage.tsx').then((module) => module.IdentifierKindsPage),
    },
  ],
};
