import type { SlicePages } from '../../../ui/pages.ts';
import de from './warnings.de.json' with { type: 'json' };
import en from './warnings.en.json' with { type: 'json' };

const mayRead = { action: 'read', subject: 'warning' };

export const warningsPages: SlicePages = {
  namespace: 'warnings',
  translations: { de, en },
  pages: [
    { path: '/warnings', title: 'list.title', permission: mayRead, nav: { section: 'cockpit', order: 2, label: 'list.title', count: { path: '/api/warnings/count', queryKey: ['warnings', 'count'], label: 'list.waiting' } }, load: () => import('./WarningsPage.tsx').then((module) => module.WarningsPage) },
    { path: '/warnings/watches', title: 'watches.title', permission: mayRead, load: () => import('./WatchesPage.tsx').then((module) => module.WatchesPage) },
    { path: '/warnings/$warningId', title: 'one.title', permission: mayRead, load: () => import('./WarningPage.tsx').then((module) => module.WarningPage) },
  ],
  actions: [{ id: 'warnings.watch', label: 'watches.add', keywords: 'watches.keywords', permission: { action: 'create', subject: 'warning' }, to: '/warnings/watches?add=1' }],
  panels: [{ id: 'warnings', place: 'cockpit', order: 1, permission: mayRead, load: () => import('./WarningsPanel.tsx').then((module) => module.WarningsPanel) }],
};
