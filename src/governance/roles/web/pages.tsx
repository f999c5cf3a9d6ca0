import type { SlicePages } from '../../../ui/pages.ts';
import de from './roles.de.json' with { type: 'json' };
import en from './roles.en.json' with { type: 'json' };

const manageRoles = { action: 'manage', subject: 'role' };

export const rolesPages: SlicePages = {
  namespace: 'roles',
  translations: { de, en },
  pages: [
    {
      path: '/settings/roles', title: 'page.title', permission: manageRoles, nav: { section: 'settings', order: 12, label: 'page.title' },
      load: () => import('./RolesPage.tsx').then((module) => module.RolesPage),
    },
  ],
  actions: [{ id: 'roles.add', label: 'page.add', to: '/settings/roles?open=new', permission: manageRoles }],
};
