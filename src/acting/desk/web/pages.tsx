import type { SlicePages } from '../../../ui/pages.ts';
import casesDe from '../../cases/web/cases.de.json' with { type: 'json' };
import casesEn from '../../cases/web/cases.en.json' with { type: 'json' };
import de from './desk.de.json' with { type: 'json' };
import en from './desk.en.json' with { type: 'json' };

const read = { action: 'read', subject: 'case' };
const loadDesk = () => import('./DeskPage.tsx').then((module) => module.DeskPage);

export const deskPages: SlicePages = {
  namespace: 'desk',
  translations: { de, en },
  pages: [
    { path: '/desk', title: 'title', permission: read, nav: { section: 'desk', order: 1, label: 'nav' }, load: loadDesk },
    { path: '/desk/$caseId', title: 'title', permission: read, load: loadDesk },
  ],
  actions: [{ id: 'desk.new', label: 'new.action', keywords: 'new.keywords', to: '/desk?new=1', permission: { action: 'create', subject: 'case' } }],
  panels: [
    { id: 'desk.live', place: 'frame', order: 1, permission: read, load: () => import('./live/LiveDesk.tsx').then((module) => module.LiveDesk) },
    { id: 'desk.customer', place: 'customer', order: 10, permission: read, load: () => import('./customer/CustomerDesk.tsx').then((module) => module.CustomerDesk) },
  ],
};

/** Words of cases, which other pages use as well. */
export const casesPages: SlicePages = { namespace: 'cases', translations: { de: casesDe, en: casesEn }, pages: [] };
