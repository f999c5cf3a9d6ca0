import type { SlicePages } from '../../../ui/pages.ts';
import de from './customers.de.json' with { type: 'json' };
import en from './customers.en.json' with { type: 'json' };

const read = { action: 'read', subject: 'customer' };

export const customersPages: SlicePages = {
  namespace: 'customers',
  translations: { de, en },
  pages: [
    {
      path: '/customers', title: 'list.title', permission: read, nav: { section: 'customers', order: 1, label: 'list.title' },
      load: () => import('./find/CustomersPage.tsx').then((module) => module.CustomersPage),
    },
    { path: '/customers/$customerId', title: 'one.title', permission: read, load: () => import('./CustomerPage.tsx').then((module) => module.CustomerPage) },
    { path: '/customers/$customerId/identity', title: 'whyOne.title', permission: read, load: () => import('./merge/IdentityPage.tsx').then((module) => module.IdentityPage) },
    { path: '/customers/$customerId/merge', title: 'merge.title', permission: { action: 'merge', subject: 'customer' }, load: () => import('./merge/MergePage.tsx').then((module) => module.MergePage) },
    {
      path: '/settings/customer-fields', title: 'fields.title', permission: { action: 'manage', subject: 'settings' }, nav: { section: 'settings', order: 41, label: 'fields.title' },
      load: () => import('./details/CustomFieldsPage.tsx').then((module) => module.CustomFieldsPage),
    },
  ],
  actions: [{ id: 'customers.new', label: 'new.action', keywords: 'new.keywords', to: '/customers?new=1', permission: { action: 'create', subject: 'customer' } }],
};
