import type { Entries } from '../entry.ts';
import type { World } from '../world.ts';

const unknownId = '00000000-0000-4000-8000-000000000000';
const forgedPasskey = { id: 'AAAA', rawId: 'AAAA', type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: 'e30' } };
const own = 'what secures one’s own sign-in; a fresh proof is asked for besides';
const viewerOf = async (world: World): Promise<string> => {
  const email = `secured-${world.next()}@matrix.example`;
  const { link } = await world.api('POST', '/api/invitations', { email, role: 'viewer' });
  await world.send('POST', '/api/invitations/:token/acceptance', { params: { token: String(link).split('/').at(-1) ?? '' }, body: { name: 'Sicher', password: 'nine purple lamps' } }, {});
  const { items } = await world.api('GET', '/api/users?limit=200');
  return (items as { id: string; email: string }[]).find((user) => user.email === email)?.id ?? '';
};
const ofUser = async (world: World) => ({ params: { id: await viewerOf(world) } });

export const signInEntries: Entries = {
  'GET /api/sessions': { open: 'own sessions' },
  'DELETE /api/sessions': { open: 'own sessions except this one', status: 204 },
  'DELETE /api/sessions/:id': { open: 'own sessions; others answer like none', status: 404, call: () => ({ params: { id: unknownId } }) },
  'DELETE /api/users/:id/sessions': { status: 204, call: ofUser },
  'POST /api/session/second-factor': { open: 'the second half of signing in', status: 401, call: () => ({ body: { code: '000000' } }) },
  'POST /api/session/second-factor/passkey': { open: 'the second half of signing in', status: 401 },
  'POST /api/session/passkey-question': { open: 'signing in; the same question for everybody' },
  'POST /api/session/passkey': { open: 'signing in', status: 401, call: () => ({ body: { passkey: forgedPasskey } }) },
  'POST /api/session/confirmation': { open: own, status: 204, call: () => ({ body: { password: 'seven green kettles' } }) },
  'POST /api/session/confirmation/passkey': { open: own },
  'GET /api/session/security': { open: own },
  'POST /api/session/security/app': { open: own, status: 201 },
  'POST /api/session/security/app/confirmation': { open: own, status: 422, call: () => ({ body: { code: 'wrong' } }) },
  'DELETE /api/session/security/app': { open: own, status: 204 },
  'POST /api/session/security/recovery-codes': { open: own, status: 409 },
  'POST /api/session/security/passkey-question': { open: own },
  'POST /api/session/security/passkeys': { open: own, status: 422, call: () => ({ body: { name: 'x', response: forgedPasskey } }) },
  'DELETE /api/session/security/passkeys/:id': { open: own, status: 404, call: () => ({ params: { id: unknownId } }) },
  'DELETE /api/users/:id/second-factor': { status: 204, call: ofUser },
  'GET /api/sign-in-settings': {},
  'PUT /api/sign-in-settings': { call: () => ({ body: { secondFactorRoles: [] } }) },
  'GET /api/sign-in-ways': { open: 'asked by the sign-in page; says which ways in there are, and nothing about anybody' },
  'GET /api/single-sign-on': {},
  'PUT /api/single-sign-on': { status: 422, call: () => ({ body: { issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'x', label: 'x' } }) },
  'DELETE /api/single-sign-on': { status: 204 },
  'DELETE /api/users/:id/single-sign-on': { status: 204, call: ofUser },
  'GET /api/single-sign-on/start': { open: 'signing in', status: 302 },
  'GET /api/single-sign-on/callback': { open: 'signing in', status: 302 },
  'POST /api/password-links': { open: 'whoever forgot the password has no session; the answer is the same for everybody', status: 202, call: (world) => ({ body: { email: `forgot-${world.next()}@matrix.example` } }) },
  'POST /api/session/email': { open: 'the own address; without mail only administrators get the link', status: 400, call: () => ({ body: { email: 'no address' } }) },
  'POST /api/users/:id/email': { status: 202, call: async (world) => ({ ...(await ofUser(world)), body: { email: `moved-${world.next()}@matrix.example` } }) },
  'GET /api/email-changes/:token': { open: 'whoever holds the link proves to read the mail; the token is 256 random bits', status: 404, call: () => ({ params: { token: 'made-up' } }) },
  'POST /api/email-changes/:token/confirmation': { open: 'whoever holds the link proves to read the mail; the token is 256 random bits', status: 404, call: () => ({ params: { token: 'made-up' } }) },
};
