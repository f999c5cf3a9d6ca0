import { describe, expect, it } from 'vitest';
import { frameDocument, hasRemotePictures, isOnlyLines, pictureAddress } from './mail-html.logic.ts';

describe('a mail with pictures', () => {
  it('asks before pictures of elsewhere are shown', () => {
    expect(hasRemotePictures('<p>Hallo</p><img width="1" src="https://track.example/p.gif">')).toBe(true);
    expect(hasRemotePictures('<img data-remote-src="http://a.example/x.png" alt="Logo">')).toBe(true);
    expect(hasRemotePictures('<img src=//cdn.example/x.png>')).toBe(true);
    expect(hasRemotePictures('<img src="/api/cases/1/attachments/2"><a href="https://a.example">Link</a>')).toBe(false);
  });

  it('loads a picture of elsewhere only when asked for, and only through the server', () => {
    const through = (address: string) => `/p?src=${encodeURIComponent(address)}`;
    expect(pictureAddress('https://a.example/x.png', { areShown: false, through })).toBeNull();
    expect(pictureAddress('https://a.example/x.png', { areShown: true, through })).toBe('/p?src=https%3A%2F%2Fa.example%2Fx.png');
    expect(pictureAddress('//a.example/x.png', { areShown: true, through })).toBe('/p?src=https%3A%2F%2Fa.example%2Fx.png');
    expect(pictureAddress('/api/cases/1/attachments/2', { areShown: false, through })).toBe('/api/cases/1/attachments/2');
    expect(pictureAddress('data:image/png;base64,AAAA', { areShown: false, through })).toBe('data:image/png;base64,AAAA');
    expect(pictureAddress('data:image/svg+xml;base64,AAAA', { areShown: true, through })).toBeNull();
    expect(pictureAddress('cid:logo@1', { areShown: true, through })).toBeNull();
    expect(pictureAddress('javascript:alert(1)', { areShown: true, through })).toBeNull();
  });

  it('needs no frame where it has nothing but lines', () => {
    expect(isOnlyLines('<p>Guten Tag,<br>bis <span>morgen</span>.</p>')).toBe(true);
    expect(isOnlyLines('<p>Guten <b>Tag</b></p>')).toBe(false);
    expect(isOnlyLines('<p>x</p><img data-remote-src="https://a.example/x.png">')).toBe(false);
    expect(isOnlyLines('<p>x</p><details data-quote><summary>…</summary></details>')).toBe(false);
  });

  it('cannot be left through the language or the address of the style sheet', () => {
    expect(frameDocument('<p>x</p>', { styleHref: '/a.css"><script>', scheme: 'dark', language: 'de"><script>' })).not.toContain('<script>');
  });
});
