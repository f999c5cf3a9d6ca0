import type { ContactChannel } from './consent.contract.ts';

/** Enough of an address to recognise one's own, too little for somebody who found the link: `an…@example.com`, `…34 56`. */
export function hintOf(channel: ContactChannel, address: string): string {
  if (address === '') return '';
  if (channel === 'letter') return address.split('\n')[0]?.replace(/^(.{3}).*$/s, '$1…') ?? '';
  const at = address.lastIndexOf('@');
  if (at > 0) return `${address.slice(0, Math.min(2, at))}…${address.slice(at)}`;
  return `…${address.slice(-4)}`;
}
