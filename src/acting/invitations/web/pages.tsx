import type { SlicePages } from '../../../ui/pages.ts';
import de from './invitations.de.json' with { type: 'json' };
import en from './invitations.en.json' with { type: 'json' };

const read = { action: 'read', subject: 'survey' };
const create = { action: 'create', subject: 'survey' };

export const invitationsPages: SlicePages = {
  namespace: 'invitations',
  translations: { de, en },
  pages: [
    { path: '/listening/invitations', title: 'list.title', permission: read, nav: { section: 'listening', order: 15, label: 'list.title' }, load: () => import('./InvitationsPage.tsx').then((module) => module.InvitationsPage) },
    { path: '/listening/invitations/new', title: 'list.new', permission: create, load: () => import('./NewDistributionPage.tsx').then((module) => module.NewDistributionPage) },
    { path: '/listening/invitations/$distributionId', title: 'one.title', permission: read, load: () => import('./DistributionPage.tsx').then((module) => module.DistributionPage) },
    { path: '/settings/fatigue', title: 'rules.title', permission: { action: 'update', subject: 'outreach' }, nav: { section: 'settings', order: 42, label: 'rules.title' }, load: () => import('./FatigueRulesPage.tsx').then((module) => module.FatigueRulesPage) },
  ],
  actions: [{ id: 'invitations.new', label: 'list.new', keywords: 'list.newKeywords', to: '/listening/invitations/new', permission: create }],
  panels: [
    { id: 'invitations.survey', place: 'surveyInvitations', order: 10, permission: read, load: () => import('./InvitationsPanel.tsx').then((module) => module.InvitationsPanel) },
    { id: 'invitations.customer', place: 'customer', order: 25, permission: { action: 'read', subject: 'customer' }, load: () => import('./CustomerInvitations.tsx').then((module) => module.CustomerInvitations) },
  ],
};
