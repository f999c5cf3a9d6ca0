import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export interface Person {
  sub: string;
  email: string;
  email_verified: boolean;
  name?: string;
  groups?: string[];
}

export const clientId = 'momente';
export const clientSecret = 'the secret of the client at the provider';

export interface LoopbackProvider {
  issuer: string;
  /** Who sits at the provider's sign-in page; null: they press "cancel". */
  person: Person | null;
  close(): Promise<void>;
}

/** A real OpenID provider on a port of its own, at whose sign-in page `person` signs in at once. */
export async function startProvider(redirectAddress: string): Promise<LoopbackProvider> {
  const people = new Map<string, Person>();
  const server = createServer();
  const issuer = await listen(server);
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectAddress], grant_types: ['authorization_code'], response_types: ['code'] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: async () => ({ ...people.get(sub), sub }) }),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId, accountId: ctx.oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
    jwks: { keys: [{ ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' }] },
  });
  const answer = provider.callback();
  const self: LoopbackProvider = {
    issuer, person: null,
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    const { person } = self;
    if (person) people.set(person.sub, person);
    void provider.interactionFinished(request, response, person ? { login: { accountId: person.sub } } : { error: 'access_denied' });
  });
  return self;
}

/** Follows the way through the provider as a browser does. @returns the address at which the browser knocks at our door again */
export async function walkThrough(address: string, redirectAddress: string): Promise<URL> {
  const cookies = new Map<string, string>();
  for (let next = new URL(address), steps = 0; steps < 12; steps += 1) {
    if (next.href.startsWith(`${redirectAddress}?`)) return next;
    const response = await fetch(next, { redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }, signal: AbortSignal.timeout(10_000) });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`the provider answered ${response.status} at ${next.pathname}: ${(await response.text()).slice(0, 300)}`);
    next = new URL(location, next);
  }
  throw new Error('the provider sends the browser in circles');
}

/** A provider that signs whatever claims it is told to: what a broken or hostile one could send. */
export interface LyingProvider {
  issuer: string;
  /** Changes the claims of the next token; `otherKey` signs it with a key that is not published. */
  lie(change: (claims: Record<string, unknown>) => Record<string, unknown>, otherKey?: boolean): void;
  close(): Promise<void>;
}

export async function startLyingProvider(nonceOf: () => string): Promise<LyingProvider> {
  const [key, otherKey] = [generateKeyPairSync('rsa', { modulusLength: 2048 }), generateKeyPairSync('rsa', { modulusLength: 2048 })];
  const server = createServer();
  const issuer = await listen(server);
  let change = (claims: Record<string, unknown>) => claims;
  let signsWithOther = false;
  const sign = (claims: object) => {
    const text = [{ alg: 'RS256', kid: 'one' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${text}.${createSign('RSA-SHA256').update(text).sign(signsWithOther ? otherKey.privateKey : key.privateKey).toString('base64url')}`;
  };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const send = (body: object) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.url === '/.well-known/openid-configuration') return void send({ issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`, response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'], code_challenge_methods_supported: ['S256'] });
    if (request.url === '/jwks') return void send({ keys: [{ ...key.publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' }] });
    const nowS = Math.floor(Date.now() / 1_000);
    send({
      access_token: createHash('sha256').update(String(nowS)).digest('hex'), token_type: 'Bearer', expires_in: 60,
      id_token: sign(change({ iss: issuer, aud: clientId, sub: 'liar-1', iat: nowS, exp: nowS + 60, nonce: nonceOf(), email: 'viewer@nordfunk.example', email_verified: true })),
    });
  });
  return {
    issuer,
    lie(next, other = false) {
      change = next;
      signsWithOther = other;
    },
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)); // a listening TCP server has one
  });
}
