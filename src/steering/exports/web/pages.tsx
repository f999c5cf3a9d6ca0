import type { SlicePages } from '../../../ui/pages.ts';
import de from './exports.de.json' with { type: 'json' };
import en from './exports.en.json' with { type: 'json' };

const create = { action: 'create', subject: 'export' };

export const exportsPages: SlicePages = {
  namespace: 'exports',
  translations: { de, en },
  pages: [{ path: '/settings/exports', title: 'title', permission: create, nav: { section: 'settings', order: 36, label: 'title' }, load: () => import('./ExportsPage.tsx').then((module) => module.ExportsPage) }],
  actions: [{ id: 'exports.open', label: 'action', keywords: 'keywords', to: '/settings/exports', permission: create }],
};
