/** What a browser shows as a picture and never runs, by its first bytes: what the sender's server calls it counts for nothing. */
export function pictureTypeOf(bytes: Buffer): string | null {
  const starts = (signature: readonly number[], at = 0) => signature.every((byte, index) => bytes[at + index] === byte);
  if (starts([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (starts([0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (starts([0x47, 0x49, 0x46, 0x38])) return 'image/gif';
  if (starts([0x52, 0x49, 0x46, 0x46]) && starts([0x57, 0x45, 0x42, 0x50], 8)) return 'image/webp';
  return null;
}

/** Whether a mail shows this picture; nobody may use the server to look at other addresses. */
export function showsPicture(html: string, address: string): boolean {
  return [...html.matchAll(/data-remote-src="([^"]*)"/g)].some(([, written = '']) => withScheme(unescapeHtml(written)) === address);
}

const withScheme = (address: string): string => (address.startsWith('//') ? `https:${address}` : address);
const unescapeHtml = (text: string): string => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
