import { createHmac, randomUUID } from 'node:crypto';
import { saveChannel } from '../../../acting/channels/channel-settings.actions.ts';
import { adapterFor } from '../../../acting/channels/channels.actions.ts';
import type { Channel } from '../../../acting/channels/channels.contract.ts';
import type { Entries } from '../entry.ts';
import type { World } from '../world.ts';

const noDepartment = 'letters and calls belong to the department of their case, if to any: src/acting/channels/to-do.test.ts';
const mail = { settings: { server: 'own', fromAddress: 'hilfe@nordfunk.example', fromName: 'Nordfunk', imprint: 'Nordfunk GmbH', dkim: { domain: 'nordfunk.example', selector: 'momente' } }, secrets: { smtpUrl: 'smtp://127.0.0.1:9' }, ratePerMinute: 600, isOn: false };

/** A letter, call or notice that waits. */
async function handIn(world: World, channel: Channel, to: string): Promise<string> {
  await (await adapterFor(world.context, channel)).send(world.context, { id: randomUUID(), to, toName: 'Mechthild Quastenberg', subject: world.customerId, subjectLine: 'Ihr Gerät', text: 'Guten Tag', html: null, headers: {}, attachments: [], language: 'de' }, new AbortController().signal);
  const { items } = await world.api('GET', channel === 'letter' ? '/api/letters?limit=200' : '/api/phone-tasks?limit=200');
  return items.at(-1)?.id;
}
const letter = (world: World) => handIn(world, 'letter', 'Lilienschluchtweg 88\n49610 Quakenhausen\nDE');
async function noticeCall(world: World) {
  await world.api('PUT', '/api/channels/notice', { settings: {}, secrets: { pageSecret: 'a secret of the page' }, ratePerMinute: 600, isOn: true });
  const at = Math.floor(world.context.clock.now().getTime() / 1000);
  return { kind: 'userId', value: 'other-1', at, signature: createHmac('sha256', 'a secret of the page').update(`${at}.userId.other-1`).digest('hex') };
}

export const channelsEntries: Entries = {
  'GET /api/channels': {},
  'GET /api/ready-channels': { open: 'names of channels, for everybody who writes' },
  // A mail server of the own network is not taken over HTTP.
  'PUT /api/channels/:channel': { call: () => ({ params: { channel: 'mail' }, body: { ...mail, secrets: {} } }) },
  'POST /api/channels/:channel/test': {
    call: async (world) => {
      await saveChannel(world.context, 'mail', { ...mail, settings: { ...mail.settings, dkim: null } }, 'matrix');
      return { params: { channel: 'mail' }, body: { to: 'kim@nordfunk.example' } };
    },
  },
  'POST /api/channels/mail/dkim-key': { call: async (world) => (await saveChannel(world.context, 'mail', mail, 'matrix'), {}) },
  'POST /api/channels/notice/secret': {},
  'POST /api/gateways/:id/reports': { open: 'gateways; the signature says who it is', status: 404, call: () => ({ params: { id: randomUUID() } }) },
  'GET /api/to-do': { foreign: noDepartment },
  'GET /api/letters': { foreign: noDepartment },
  'GET /api/letters/pdf': { foreign: noDepartment, call: async (world) => ({ query: { ids: await letter(world) } }) },
  'POST /api/letters/printed': { foreign: noDepartment, call: async (world) => ({ body: { ids: [await letter(world)] } }) },
  'DELETE /api/letters/:id': { status: 204, foreign: noDepartment, call: async (world) => ({ params: { id: await letter(world) } }) },
  'GET /api/phone-tasks': { foreign: noDepartment },
  'POST /api/phone-tasks/:id/calls': { status: 204, foreign: noDepartment, call: async (world) => ({ params: { id: await handIn(world, 'phone', '+4915117654321') }, body: { outcome: 'not_reached' } }) },
  'OPTIONS /api/public/notices': { open: 'what a browser asks before it calls from another page', status: 204 },
  'OPTIONS /api/public/notices/*': { open: 'what a browser asks before it calls from another page', status: 204, call: () => ({ params: { '*': 'x' } }) },
  'POST /api/public/notices': { open: 'the company’s own page; its signature says for whom', call: async (world) => ({ body: await noticeCall(world) }) },
  'POST /api/public/notices/:id/acknowledgement': { open: 'the company’s own page; its signature says for whom', status: 404, call: async (world) => ({ params: { id: randomUUID() }, body: await noticeCall(world) }) },
};
