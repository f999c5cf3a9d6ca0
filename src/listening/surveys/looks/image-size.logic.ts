type Kind = 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif';

/** More than any phone takes; a picture of a few kilobytes may unpack to gigabytes in the phone of a customer. */
export const PIXELS_LIMIT = 50_000_000;

/**
 * How many pixels an image says it has; null where it does not say so as images do.
 * @source PNG (RFC 2083, 4.1.1), GIF89a (18), WebP (RFC 9649, 2.5–2.7), JPEG (ITU T.81, B.2.2)
 */
export function pixelsOf(content: Buffer, kind: Kind): number | null {
  if (content.length < 30) return null;
  switch (kind) {
    case 'image/png': return content.readUInt32BE(16) * content.readUInt32BE(20);
    case 'image/gif': return content.readUInt16LE(6) * content.readUInt16LE(8);
    case 'image/webp': return pixelsOfWebp(content);
    case 'image/jpeg': return pixelsOfJpeg(content);
  }
}

function pixelsOfWebp(content: Buffer): number | null {
  switch (content.toString('latin1', 12, 16)) {
    case 'VP8X': return (content.readUIntLE(24, 3) + 1) * (content.readUIntLE(27, 3) + 1);
    case 'VP8 ': return (content.readUInt16LE(26) & 0x3fff) * (content.readUInt16LE(28) & 0x3fff);
    case 'VP8L': {
      const bits = content.readUInt32LE(21);
      return ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1);
    }
    default: return null;
  }
}

/** Segment by segment up to the frame; C4, C8 and CC are tables, not frames. */
function pixelsOfJpeg(content: Buffer): number | null {
  for (let at = 2; at + 9 < content.length;) {
    if (content[at] !== 0xff) return null;
    const marker = content[at + 1] ?? 0;
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) return content.readUInt16BE(at + 5) * content.readUInt16BE(at + 7);
    else if (marker === 0xda || marker === 0xd9) return null;
    else at += 2 + Math.max(2, content.readUInt16BE(at + 2));
  }
  return null;
}
