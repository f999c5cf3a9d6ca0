import { unsubscribeUrlOf } from '../../../people/consent/unsubscribe.actions.ts';
import type { Entries } from '../entry.ts';
import type { World } from '../world.ts';

const customer = (world: World) => ({ params: { id: world.customerId } });
const purpose = { nameDe: 'Treueprogramm', nameEn: 'Loyalty programme', textDe: 'Ja, gern.', textEn: 'Yes, please.', needs: 'opt_in', letterNeeds: 'opt_in', isRetired: false };
const wishes = { channels: ['phone', 'mail'], quietFrom: '20:00', quietTo: '08:00', bestTimes: [{ days: [1, 2], from: '17:00', to: '19:00' }], language: 'de', timeZone: 'Europe/Berlin' };
const linkOf = (world: World) => ({ params: { token: unsubscribeUrlOf(world.context, { subject: world.otherCustomerId, purpose: 'marketing', channel: 'mail', address: `nobody-${world.next()}@example.com` }).split('/u/')[1] ?? '' } });
const noDepartment = 'customers belong to no department';
const noSuchLink = { params: { token: 'forged' } };

export const consentEntries: Entries = {
  'GET /api/consent-purposes': { open: 'names of purposes, for everybody who writes or reads messages' },
  'PUT /api/consent-purposes/:key': { call: (world) => ({ params: { key: `loyalty_${world.next()}` }, body: purpose }) },
  'GET /api/customers/:id/consents': { call: customer, foreign: noDepartment },
  'POST /api/customers/:id/consents': { call: (world) => ({ ...customer(world), body: { purpose: 'feedback', channel: 'mail', action: 'withdraw' } }), foreign: noDepartment },
  'GET /api/customers/:id/preferences': { call: customer, foreign: noDepartment },
  'PUT /api/customers/:id/preferences': { call: (world) => ({ ...customer(world), body: wishes }), foreign: noDepartment },
  'GET /api/suppressed-addresses': { foreign: noDepartment },
  'POST /api/suppressed-addresses': { status: 204, call: (world) => ({ body: { channel: 'mail', address: `dead-${world.next()}@example.com` } }), foreign: noDepartment },
  'DELETE /api/suppressed-addresses/:channel/:key': {
    status: 204, foreign: noDepartment,
    call: async (world) => {
      await world.api('POST', '/api/suppressed-addresses', { channel: 'mail', address: `gone-${world.next()}@example.com` });
      const { items } = await world.api('GET', '/api/suppressed-addresses?limit=1&search=gone-');
      return { params: { channel: 'mail', key: items[0].key } };
    },
  },
  'GET /api/public/unsubscribe/:token': { open: 'whoever holds a link of ours; it names no customer', call: linkOf },
  'POST /api/public/unsubscribe/:token': { open: 'whoever holds a link of ours', call: linkOf },
  'GET /api/public/optin/:token': { open: 'whoever holds a link of ours', status: 404, call: () => noSuchLink },
  'POST /api/public/optin/:token': { open: 'whoever holds a link of ours', status: 404, call: () => noSuchLink },
  'POST /u/:token': { open: 'programs of mail providers, without cookies (RFC 8058)', status: 400, call: () => noSuchLink },
};
