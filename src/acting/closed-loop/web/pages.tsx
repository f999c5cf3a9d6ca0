import type { SlicePages } from '../../../ui/pages.ts';
import de from './closed-loop.de.json' with { type: 'json' };
import en from './closed-loop.en.json' with { type: 'json' };

export const closedLoopPages: SlicePages = {
  namespace: 'closed-loop',
  translations: { de, en },
  pages: [
    { path: '/desk/closed-loop', title: 'figures.title', permission: { action: 'read', subject: 'metric' }, nav: { section: 'desk', order: 10, label: 'figures.title' }, load: () => import('./LoopFiguresPage.tsx').then((module) => module.LoopFiguresPage) },
    { path: '/settings/closed-loop', title: 'rules.title', permission: { action: 'manage', subject: 'settings' }, nav: { section: 'settings', order: 58, label: 'rules.title' }, load: () => import('./LoopRulesPage.tsx').then((module) => module.LoopRulesPage) },
  ],
};
