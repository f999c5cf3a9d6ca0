import type { SlicePages } from '../../../ui/pages.ts';
import de from './users.de.json' with { type: 'json' };
import en from './users.en.json' with { type: 'json' };

const manageUsers = { action: 'manage', subject: 'user' };

export const usersPages: SlicePages = {
  namespace: 'users',
  translations: { de, en },
  pages: [
    {
      path: '/settings/people', title: 'people.title', permission: manageUsers, nav: { section: 'settings', order: 10, label: 'people.title' },
      load: () => import('./PeoplePage.tsx').then((module) => module.PeoplePage),
    },
    {
      path: '/settings/profile', title: 'profile.title', nav: { section: 'settings', order: 90, label: 'profile.title' },
      load: () => import('./ProfilePage.tsx').then((module) => module.ProfilePage),
    },
  ],
  actions: [{ id: 'users.invite', label: 'invite.action', to: '/settings/people?open=invite', permission: manageUsers }],
};
