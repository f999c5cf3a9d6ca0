import type { SlicePages } from '../../../ui/pages.ts';
import de from './promises.de.json' with { type: 'json' };
import en from './promises.en.json' with { type: 'json' };

export const promisesPages: SlicePages = {
  namespace: 'promises',
  translations: { de, en },
  pages: [
    { path: '/desk/promises', title: 'page.title', permission: { action: 'read', subject: 'promise' }, nav: { section: 'desk', order: 2, label: 'page.title' }, load: () => import('./PromisesPage.tsx').then((module) => module.PromisesPage) },
    { path: '/settings/promises', title: 'settings.title', permission: { action: 'read', subject: 'service_level' }, nav: { section: 'settings', order: 47, label: 'settings.title' }, load: () => import('./PromiseSettingsPage.tsx').then((module) => module.PromiseSettingsPage) },
  ],
};
