import type { SlicePages } from '../../../ui/pages.ts';
import de from './imports.de.json' with { type: 'json' };
import en from './imports.en.json' with { type: 'json' };

const read = { action: 'read', subject: 'import' };
const create = { action: 'create', subject: 'import' };

export const importsPages: SlicePages = {
  namespace: 'imports',
  translations: { de, en },
  pages: [
    { path: '/listening/imports', title: 'list.title', permission: read, nav: { section: 'listening', order: 3, label: 'list.title' }, load: () => import('./ImportsPage.tsx').then((module) => module.ImportsPage) },
    { path: '/listening/imports/$importId', title: 'one.title', permission: read, load: () => import('./ImportPage.tsx').then((module) => module.ImportPage) },
    { path: '/settings/imports', title: 'pickups.title', permission: create, nav: { section: 'settings', order: 35, label: 'pickups.title' }, load: () => import('./pickups/PickupsPage.tsx').then((module) => module.PickupsPage) },
  ],
  actions: [{ id: 'imports.new', label: 'list.action', keywords: 'list.keywords', to: '/listening/imports', permission: create }],
};
