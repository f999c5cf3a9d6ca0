import type { SlicePages } from '../../../ui/pages.ts';
import de from './touchpoints.de.json' with { type: 'json' };
import en from './touchpoints.en.json' with { type: 'json' };

const read = { action: 'read', subject: 'touchpoint' };

export const touchpointsPages: SlicePages = {
  namespace: 'touchpoints',
  translations: { de, en },
  pages: [
    { path: '/touchpoints/inventory', title: 'inventory.title', permission: read, nav: { section: 'touchpoints', order: 2, label: 'inventory.title' }, load: () => import('./InventoryPage.tsx').then((module) => module.InventoryPage) },
    { path: '/touchpoints/discover', title: 'discover.title', permission: read, nav: { section: 'touchpoints', order: 3, label: 'discover.title' }, load: () => import('./DiscoverPage.tsx').then((module) => module.DiscoverPage) },
    { path: '/touchpoints/new', title: 'edit.newTitle', permission: { action: 'create', subject: 'touchpoint' }, load: () => import('./EditPage.tsx').then((module) => module.NewPage) },
    { path: '/touchpoints/$touchpointCode/edit', title: 'edit.title', permission: { action: 'update', subject: 'touchpoint' }, load: () => import('./EditPage.tsx').then((module) => module.EditPage) },
  ],
  actions: [{ id: 'touchpoints.new', label: 'inventory.new', keywords: 'inventory.newKeywords', to: '/touchpoints/new', permission: { action: 'create', subject: 'touchpoint' } }],
};
