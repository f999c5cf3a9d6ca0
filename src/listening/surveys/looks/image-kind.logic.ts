/** What the first bytes say an image is; null for anything else. SVG is no image here: it can carry scripts. */
export function imageKindOf(start: Uint8Array): 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif' | null {
  const text = String.fromCharCode(...start.slice(0, 12));
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (text.startsWith('RIFF') && text.slice(8) === 'WEBP') return 'image/webp';
  return /^GIF8[79]a/.test(text) ? 'image/gif' : null;
}
