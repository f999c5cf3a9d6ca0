import type { SlicePages } from '../../../ui/pages.ts';
import de from './serviceLevels.de.json' with { type: 'json' };
import en from './serviceLevels.en.json' with { type: 'json' };

export const serviceLevelsPages: SlicePages = {
  namespace: 'serviceLevels',
  translations: { de, en },
  pages: [
    { path: '/settings/service-levels', title: 'page.title', permission: { action: 'read', subject: 'service_level' }, nav: { section: 'settings', order: 46, label: 'page.title' }, load: () => import('./ServiceLevelsPage.tsx').then((module) => module.ServiceLevelsPage) },
  ],
};
