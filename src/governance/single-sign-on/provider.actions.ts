import { allowInsecureRequests, type Configuration, discovery, enableNonRepudiationChecks } from 'openid-client';
import { MINUTE_MS } from '../../kernel/clock.ts';
import { Problem } from '../../kernel/problem.ts';
import { ShortMemory } from '../../kernel/short-memory.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { Provider } from './settings.actions.ts';

const KEPT_MS = 10 * MINUTE_MS;
const TIMEOUT_S = 10;

const memories = new WeakMap<Db, ShortMemory<Configuration>>();

/**
 * What the provider says about itself. Its address may lie in the company's own network: an administrator names it, nobody
 * else can, and nothing of its answer is shown. Redirects are not followed.
 * @throws single_sign_on.unreachable
 */
export async function discoverProvider({ db, clock, log }: Pick<Context, 'db' | 'clock' | 'log'>, provider: Pick<Provider, 'issuer' | 'clientId' | 'clientSecret' | 'changedAt'>): Promise<Configuration> {
  const memory = memories.get(db) ?? new ShortMemory<Configuration>(KEPT_MS, 4);
  memories.set(db, memory);
  const key = `${provider.issuer} ${provider.clientId} ${provider.changedAt.getTime()}`;
  const nowMs = clock.now().getTime();
  const known = memory.recall(key, nowMs);
  if (known) return known;
  const isPlain = provider.issuer.startsWith('http:');
  // ID tokens are checked by their signature too, and not only trusted because they came over TLS.
  const execute = [enableNonRepudiationChecks, ...(isPlain ? [allowInsecureRequests] : [])];
  try {
    const configuration = await discovery(new URL(provider.issuer), provider.clientId, provider.clientSecret, undefined, { execute, timeout: TIMEOUT_S });
    memory.remember(key, configuration, nowMs);
    return configuration;
  } catch (error) {
    log.warn({ reason: reasonOf(error) }, 'the provider of single sign-on does not answer as it should');
    throw new Problem('single_sign_on.unreachable', 'The provider does not answer under this address, or names another one as its own.', { reason: reasonOf(error) });
  }
}

/** Which kind of error, without anything from the answer. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const cause = error.cause instanceof Error && 'code' in error.cause && typeof error.cause.code === 'string' ? ` ${error.cause.code}` : '';
  return `${code}${cause}`.slice(0, 100);
}
