import ipaddr from 'ipaddr.js';

/** Everything routable in IPv6 today is 2000::/3 (RFC 4291, IANA); the rest is special, and so refused without a list of its own. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an IP address belongs to the open internet: neither this machine nor its network, nor a way around to them
 * (IPv4 inside IPv6, NAT64, 6to4, Teredo), nor the metadata of a cloud (169.254.169.254), nor many at once.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address) || address.includes('%')) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_IPV6);
}
