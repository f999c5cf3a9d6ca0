import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { Problem } from '../../kernel/problem.ts';
import type { ContextSettings } from '../context.ts';
import { isPublicAddress } from './public-address.ts';

export type OutgoingSettings = Pick<ContextSettings, 'allowsInternalAddresses'>;
/** Asks DNS for all addresses of a name; tests hand in their own. */
export type Resolve = (host: string) => Promise<readonly { address: string }[]>;

const DNS_TIMEOUT_MS = 5_000;
const askSystem: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/**
 * Where a program of ours may connect to for `host`: asked once, so connect to the address that is returned and to no
 * name – a second question to DNS may get another answer (rebinding). One address inside is enough to refuse.
 * @returns an IP address; for TLS keep `host` as the server name
 * @throws address.not_allowed, address.unknown
 */
export async function assertPublicHost(host: string, settings: OutgoingSettings = {}, resolve: Resolve = askSystem): Promise<string> {
  const name = host.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  const addresses = isIP(name) ? [name] : await addressesOf(name, resolve);
  const [first] = addresses;
  if (first === undefined) throw new Problem('address.unknown', `There is no address for ${shown(host)}.`, { host: shown(host) });
  if (settings.allowsInternalAddresses !== true && !addresses.every(isPublicAddress)) {
    throw new Problem('address.not_allowed', `${shown(host)} is an address of the own machine or network. Momente calls only addresses of the open internet.`, { host: shown(host) });
  }
  return first;
}

async function addressesOf(name: string, resolve: Resolve): Promise<string[]> {
  const timer = new AbortController();
  try {
    const late = setTimeout(DNS_TIMEOUT_MS, [], { signal: timer.signal, ref: false });
    return (await Promise.race([resolve(name), late])).map(({ address }) => address);
  } catch {
    return [];
  } finally {
    timer.abort();
  }
}

const shown = (host: string) => host.slice(0, 200);
