import type { SlicePages } from '../../../ui/pages.ts';
import de from './consent.de.json' with { type: 'json' };
import en from './consent.en.json' with { type: 'json' };

export const consentPages: SlicePages = {
  namespace: 'consent',
  translations: { de, en },
  pages: [
    { path: '/settings/consents', title: 'settings.title', permission: { action: 'read', subject: 'consent' }, nav: { section: 'settings', order: 58, label: 'settings.title' }, load: () => import('./ConsentSettingsPage.tsx').then((module) => module.ConsentSettingsPage) },
    { path: '/u/$token', title: 'unsubscribe.title', standsAlone: true, load: () => import('./UnsubscribePage.tsx').then((module) => module.UnsubscribePage) },
    { path: '/optin/$token', title: 'optIn.title', standsAlone: true, load: () => import('./OptInPage.tsx').then((module) => module.OptInPage) },
  ],
  panels: [{ id: 'consent.customer', place: 'customer', order: 20, permission: { action: 'read', subject: 'consent' }, load: () => import('./ConsentPanel.tsx').then((module) => module.ConsentPanel) }],
};
