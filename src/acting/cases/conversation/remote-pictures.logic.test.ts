import { describe, expect, it } from 'vitest';
import { pictureTypeOf, showsPicture } from './remote-pictures.logic.ts';

describe('a picture of elsewhere', () => {
  it('is what its first bytes say', () => {
    expect(pictureTypeOf(Buffer.from('89504e470d0a1a0a0000', 'hex'))).toBe('image/png');
    expect(pictureTypeOf(Buffer.from('ffd8ffe000', 'hex'))).toBe('image/jpeg');
    expect(pictureTypeOf(Buffer.from('GIF89a'))).toBe('image/gif');
    expect(pictureTypeOf(Buffer.from('RIFF\0\0\0\0WEBPVP8 '))).toBe('image/webp');
    expect(pictureTypeOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>'))).toBeNull();
    expect(pictureTypeOf(Buffer.from('<!doctype html>'))).toBeNull();
    expect(pictureTypeOf(Buffer.alloc(0))).toBeNull();
  });

  it('is fetched only when the mail shows exactly this address', () => {
    const html = '<p>Hallo</p><img data-remote-src="https://a.example/x.png?a=1&amp;b=2" alt=""><img data-remote-src="//cdn.example/y.gif">';
    expect(showsPicture(html, 'https://a.example/x.png?a=1&b=2')).toBe(true);
    expect(showsPicture(html, 'https://cdn.example/y.gif')).toBe(true);
    expect(showsPicture(html, 'https://a.example/x.png')).toBe(false);
    expect(showsPicture(html, 'http://169.254.169.254/latest/meta-data')).toBe(false);
    expect(showsPicture('<a href="https://a.example/x.png">Link</a>', 'https://a.example/x.png')).toBe(false);
  });
});
