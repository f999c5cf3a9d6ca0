import type { SlicePages } from '../../../ui/pages.ts';
import de from './channels.de.json' with { type: 'json' };
import en from './channels.en.json' with { type: 'json' };

export const channelsPages: SlicePages = {
  namespace: 'channels',
  translations: { de, en },
  pages: [
    { path: '/desk/to-do', title: 'toDo.title', permission: { action: 'read', subject: 'case' }, nav: { section: 'desk', order: 3, label: 'toDo.title' }, load: () => import('./ToDoPage.tsx').then((module) => module.ToDoPage) },
    { path: '/settings/channels', title: 'settings.title', permission: { action: 'manage', subject: 'settings' }, nav: { section: 'settings', order: 40, label: 'settings.title' }, load: () => import('./ChannelsPage.tsx').then((module) => module.ChannelsPage) },
  ],
};
