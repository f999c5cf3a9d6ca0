import { expect, it } from 'vitest';
import { pixelsOf } from './image-size.logic.ts';

const bytes = (...parts: (string | number[])[]): Buffer => Buffer.concat([...parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))), Buffer.alloc(30)]);

it.each([
  ['image/png', bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]), 60_000 * 60_000],
  ['image/gif', bytes('GIF89a', [0x40, 0x01, 0xc8, 0x00]), 320 * 200],
  ['image/webp', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0], [0, 0, 0, 0], [0x3f, 0x01, 0x00, 0xc7, 0x00, 0x00]), 320 * 200],
  ['image/webp', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 ', [0, 0, 0, 0], [0, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xc8, 0x00]), 320 * 200],
  // 14 bits each of width − 1 and height − 1: 319 | 199 << 14 = 0x31c13f
  ['image/webp', bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0], [0x2f, 0x3f, 0xc1, 0x31, 0x00]), 320 * 200],
  // Exif first, then a table, then the frame.
  ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe1, 0, 4, 0, 0, 0xff, 0xc4, 0, 3, 0, 0xff, 0xff, 0xc2, 0, 17, 8, 0x00, 0xc8, 0x01, 0x40]), 320 * 200],
  ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xda, 0, 4]), null],
  ['image/png', Buffer.from('\x89PNG'), null],
] as const)('%s says how large it is (%#)', (kind, content, pixels) => {
  expect(pixelsOf(content, kind)).toBe(pixels);
});
