import type { SlicePages } from '../../../ui/pages.ts';
import de from './touchpoints.de.json' with { type: 'json' };
import en from './touchpoints.en.json' with { type: 'json' };

const read = { action: 'read', subject: 'touchpoint' };
const create = { action: 'create', subject: 'touchpoint' };

export const touchpointsPages: SlicePages = {
  namespace: 'touchpoints',
  translations: { de, en },
  pages: [
    { path: '/touchpoints/inventory', title: 'inventory.title', permission: read, nav: { section: 'touchpoints', order: 2, label: 'inventory.title', alsoOf: ['/touchpoints/new'] }, load: () => import('./InventoryPage.tsx').then((module) => module.InventoryPage) },
    { path: '/touchpoints/discover', title: 'discover.title', permission: read, nav: { section: 'touchpoints', order: 3, label: 'discover.title' }, load: () => import('./DiscoverPage.tsx').then((module) => module.DiscoverPage) },
    { path: '/touchpoints/new', title: 'edit.newTitle', permission: create, load: () => import('./EditPage.tsx').then((module) => module.NewPage) },
    { path: '/touchpoints/$touchpointCode/edit', title: 'edit.title', permission: { action: 'update', subject: 'touchpoint' }, load: () => import('./EditPage.tsx').then((module) => module.EditPage) },
    { path: '/settings/departments', title: 'departments.title', permission: create, nav: { section: 'settings', order: 30, label: 'departments.title' }, load: () => import('./DepartmentsPage.tsx').then((module) => module.DepartmentsPage) },
  ],
  actions: [
    { id: 'touchpoints.new', label: 'inventory.new', keywords: 'inventory.newKeywords', to: '/touchpoints/new', permission: create },
    { id: 'departments.new', label: 'departments.add', keywords: 'departments.keywords', to: '/settings/departments?open=new', permission: create },
  ],
};
