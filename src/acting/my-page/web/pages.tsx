import type { SlicePages } from '../../../ui/pages.ts';
import de from './my-page.de.json' with { type: 'json' };
import en from './my-page.en.json' with { type: 'json' };

const permission = { action: 'update', subject: 'case' };

export const myPagePages: SlicePages = {
  namespace: 'my-page',
  translations: { de, en },
  pages: [
    { path: '/my', title: 'title', standsAlone: true, load: () => import('./MyPage.tsx').then((module) => module.MyPage) },
    { path: '/my/$token', title: 'title', standsAlone: true, load: () => import('./MyPage.tsx').then((module) => module.MyLinkPage) },
    { path: '/desk/corrections', title: 'list.title', permission, nav: { section: 'desk', order: 9, label: 'list.title' }, load: () => import('./CorrectionsPage.tsx').then((module) => module.CorrectionsPage) },
  ],
};
