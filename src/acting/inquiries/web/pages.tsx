import type { SlicePages } from '../../../ui/pages.ts';
import de from './inquiries.de.json' with { type: 'json' };
import en from './inquiries.en.json' with { type: 'json' };

const read = { action: 'read', subject: 'inquiry' };
const ask = { action: 'create', subject: 'inquiry' };

export const inquiriesPages: SlicePages = {
  namespace: 'inquiries',
  translations: { de, en },
  pages: [
    { path: '/desk/inquiries', title: 'list.title', permission: read, nav: { section: 'desk', order: 4, label: 'list.title' }, load: () => import('./InquiriesPage.tsx').then((module) => module.InquiriesPage) },
    { path: '/desk/inquiries/$inquiryId', title: 'list.title', permission: read, load: () => import('./InquiryPage.tsx').then((module) => module.InquiryPage) },
    { path: '/desk/partners', title: 'partners.link', permission: ask, load: () => import('./PartnersPage.tsx').then((module) => module.PartnersPage) },
    { path: '/desk/inquiry-figures', title: 'figures.link', permission: { action: 'read', subject: 'metric' }, load: () => import('./InquiryFiguresPage.tsx').then((module) => module.InquiryFiguresPage) },
    { path: '/q/$inquiryToken', title: 'list.title', standsAlone: true, load: () => import('./PublicInquiryPage.tsx').then((module) => module.PublicInquiryPage) },
  ],
};
