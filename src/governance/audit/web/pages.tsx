import type { SlicePages } from '../../../ui/pages.ts';
import de from './audit.de.json' with { type: 'json' };
import en from './audit.en.json' with { type: 'json' };

const readAudit = { action: 'read', subject: 'audit' };

export const auditPages: SlicePages = {
  namespace: 'audit',
  translations: { de, en },
  pages: [
    {
      path: '/settings/audit', title: 'page.title', permission: readAudit, nav: { section: 'settings', order: 40, label: 'page.title' },
      load: () => import('./AuditPage.tsx').then((module) => module.AuditPage),
    },
  ],
  actions: [{ id: 'audit.verify', label: 'check.action', to: '/settings/audit', permission: readAudit }],
};
