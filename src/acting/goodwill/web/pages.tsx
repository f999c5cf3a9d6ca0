import type { SlicePages } from '../../../ui/pages.ts';
import de from './goodwill.de.json' with { type: 'json' };
import en from './goodwill.en.json' with { type: 'json' };

export const goodwillPages: SlicePages = {
  namespace: 'goodwill',
  translations: { de, en },
  pages: [
    { path: '/desk/goodwill', title: 'page.title', permission: { action: 'update', subject: 'goodwill' }, nav: { section: 'desk', order: 8, label: 'page.title' }, load: () => import('./ApprovalsPage.tsx').then((module) => module.ApprovalsPage) },
    { path: '/settings/goodwill', title: 'settings.title', permission: { action: 'manage', subject: 'goodwill' }, nav: { section: 'settings', order: 57, label: 'settings.title' }, load: () => import('./GoodwillSettingsPage.tsx').then((module) => module.GoodwillSettingsPage) },
  ],
};
