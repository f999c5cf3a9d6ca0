import type { Call, Entries } from '../entry.ts';
import { emailOf, type World } from '../world.ts';

const newUser = async (world: World): Promise<Call> => {
  const email = `new-${world.next()}@matrix.example`;
  const { link } = await world.api('POST', '/api/invitations', { email, role: 'viewer' });
  await acceptLink(world, String(link));
  const { items } = await world.api('GET', '/api/users?limit=200');
  const found = (items as { id: string; email: string }[]).find((user) => user.email === email);
  return { params: { id: found?.id ?? '' } };
};

const tokenOf = (link: string): string => link.split('/').at(-1) ?? '';
const acceptance = { name: 'Neu Hier', password: 'nine purple lamps' };

async function acceptLink(world: World, link: string): Promise<void> {
  await world.send('POST', '/api/invitations/:token/acceptance', { params: { token: tokenOf(link) }, body: acceptance }, {});
}

async function openInvitation(world: World): Promise<Record<string, string>> {
  const { id, link } = await world.api('POST', '/api/invitations', { email: `invited-${world.next()}@matrix.example`, role: 'viewer' });
  return { id, token: tokenOf(String(link)) };
}

export const usersEntries: Entries = {
  'GET /api/setup': { open: 'asked by the sign-in page; says whether an administrator exists, and nothing about anybody' },
  'POST /api/session': { open: 'signing in', call: () => ({ body: { email: emailOf('viewer'), password: 'seven green kettles' } }) },
  'GET /api/session': { open: 'who one is oneself' },
  'DELETE /api/session': { open: 'signing out', status: 204, endsSession: true },
  'PATCH /api/session/profile': { open: 'the own profile', call: () => ({ body: { language: 'de' } }) },
  'GET /api/users': {},
  'PATCH /api/users/:id': { call: async (world) => ({ ...(await newUser(world)), body: { name: 'Anders Heißen' } }) },
  'DELETE /api/users/:id': { status: 204, call: newUser },
  'POST /api/users/:id/password-link': { status: 201, call: newUser },
  'GET /api/users/:id/departure': { call: newUser },
  'POST /api/users/:id/deactivation': { call: async (world) => ({ ...(await newUser(world)), body: {} }) },
  'DELETE /api/users/:id/deactivation': { status: 204, call: newUser },
  'GET /api/invitations': {},
  'POST /api/invitations': { status: 201, call: (world) => ({ body: { email: `invited-${world.next()}@matrix.example`, role: 'viewer' } }) },
  'DELETE /api/invitations/:id': { status: 204, call: async (world) => ({ params: await openInvitation(world) }) },
  'GET /api/invitations/:token': { open: 'whoever holds the link has no session yet; the token is 256 random bits', call: async (world) => ({ params: await openInvitation(world) }) },
  'POST /api/invitations/:token/acceptance': { open: 'whoever holds the link has no session yet; the token is 256 random bits', status: 201, call: async (world) => ({ params: await openInvitation(world), body: acceptance }) },
};
