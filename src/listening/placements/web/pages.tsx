import type { SlicePages } from '../../../ui/pages.ts';
import de from './placements.de.json' with { type: 'json' };
import en from './placements.en.json' with { type: 'json' };

const read = { action: 'read', subject: 'survey' };
const update = { action: 'update', subject: 'survey' };

export const placementsPages: SlicePages = {
  namespace: 'placements',
  translations: { de, en },
  pages: [
    { path: '/listening/placements', title: 'list.title', permission: read, nav: { section: 'listening', order: 5, label: 'list.title' }, load: () => import('./PlacementsPage.tsx').then((module) => module.PlacementsPage) },
    { path: '/listening/placements/new', title: 'one.newTitle', permission: update, load: () => import('./NewPlacementPage.tsx').then((module) => module.NewPlacementPage) },
    { path: '/listening/placements/$placementId', title: 'one.title', permission: read, load: () => import('./PlacementPage.tsx').then((module) => module.PlacementPage) },
  ],
  actions: [{ id: 'placements.new', label: 'list.new', keywords: 'list.newKeywords', to: '/listening/placements/new', permission: update }],
  panels: [{ id: 'placements.share', place: 'surveyShare', order: 10, permission: read, load: () => import('./SharePanel.tsx').then((module) => module.SharePanel) }],
};
