import type { SlicePages } from '../../../ui/pages.ts';
import de from './signInSettings.de.json' with { type: 'json' };
import en from './signInSettings.en.json' with { type: 'json' };

export const signInSettingsPages: SlicePages = {
  namespace: 'signInSettings',
  translations: { de, en },
  pages: [
    {
      path: '/settings/sign-in', title: 'page.title', permission: { action: 'manage', subject: 'all' }, nav: { section: 'settings', order: 12, label: 'page.title' },
      load: () => import('./SignInSettingsPage.tsx').then((module) => module.SignInSettingsPage),
    },
  ],
};
