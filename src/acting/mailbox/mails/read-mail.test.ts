import { describe, expect, it } from 'vitest';
import { FOLD } from './clean-html.logic.ts';
import { judgeAttachment, plainName } from './attachments.logic.ts';
import { natureOf, trustOf, isOptOut } from './mail-nature.logic.ts';
import { readMail } from './read-mail.actions.ts';

const head = 'From: "Anna Meier" <anna@example.de>\r\nTo: hilfe@nordfunk.example\r\nSubject: Frage\r\nMessage-ID: <1@example.de>\r\nDate: Sun, 22 Nov 2026 08:00:00 +0000\r\n';
const read = (raw: string | Buffer) => readMail(Buffer.isBuffer(raw) ? raw : Buffer.from(raw));
const plain = (text: string, more = '') => read(`${head}${more}Content-Type: text/plain; charset=utf-8\r\n\r\n${text}`);
const html = async (body: string) => (await read(`${head}Content-Type: text/html; charset=utf-8\r\n\r\n${body}`)).html ?? '';
const part = (headers: string, body: string) => `--b\r\n${headers}\r\n\r\n${body}\r\n`;
const multipart = (parts: string, kind = 'mixed') => read(`${head}MIME-Version: 1.0\r\nContent-Type: multipart/${kind}; boundary=b\r\n\r\n${parts}--b--\r\n`);

describe('words of a mail', () => {
  it.each([
    ['utf-8', Buffer.from('Grüße aus Köln')], ['iso-8859-1', Buffer.from('Grüße aus Köln', 'latin1')], ['windows-1252', Buffer.from('Gr\xfc\xdfe aus K\xf6ln', 'latin1')], ['ISO-8859-15', Buffer.from('Grüße aus Köln', 'latin1')],
    ['no-such-charset', Buffer.from('Grüße aus Köln')], ['utf-16le', Buffer.from('Grüße aus Köln', 'utf16le')], ['unicode-1-1-utf-7', Buffer.from('Gr+APwA3w-e')],
  ])('in the charset %s are read or at least do not break anything', async (charset, body) => {
    const mail = await read(Buffer.concat([Buffer.from(`${head}Content-Type: text/plain; charset=${charset}\r\n\r\n`), body]));
    expect(mail.from?.address).toBe('anna@example.de');
    const isKnown = !['no-such-charset', 'unicode-1-1-utf-7'].includes(charset);
    expect(isKnown ? mail.text : 'Grüße aus Köln').toBe('Grüße aus Köln');
    expect(mail.text.isWellFormed()).toBe(true);
  });
  it('in base64 and quoted-printable, whole or broken, come out as text', async () => {
    expect((await read(`${head}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from('Grüße').toString('base64')}`)).text).toBe('Grüße');
    expect((await read(`${head}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe =ZZ =\r\nweiter=`)).text).toContain('Grüße');
    expect((await read(`${head}Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!not base64!!!`)).from?.address).toBe('anna@example.de');
  });
  it('without NUL, half characters or private signs reach the stores', async () => {
    expect((await plain('a\0b\uE000c\u0007d')).text).toBe('abcd');
  });
  it('lose the quotes of earlier mails, which stay folded', async () => {
    const mail = await plain('Es geht wieder nicht.\r\n\r\nAm 20.11.2026 um 10:00 schrieb Hilfe <hilfe@nordfunk.example>:\r\n> Bitte starten Sie neu.\r\n> Danke\r\n');
    expect(mail.text).toBe('Es geht wieder nicht.');
    expect(mail.html).toContain(FOLD);
    expect(mail.html).toContain('Bitte starten Sie neu.');
  });
  it('that are quotes only stay', async () => {
    expect((await plain('> nur das\r\n> hier\r\n')).text).toContain('nur das');
  });
  it('tell German from English', async () => {
    expect([(await plain('Guten Tag, seit gestern geht mein Telefon nicht und ich bin sehr verärgert.')).language, (await plain('Hello, my phone is not working since yesterday, please help me.')).language, (await plain('12345')).language]).toEqual(['de', 'en', null]);
  });
  it('in encoded headers are read, and never become two lines', async () => {
    const mail = await read('From: =?utf-8?B?w4RubmE=?= <anna@example.de>\r\nSubject: =?utf-8?Q?Frage=0D=0ABcc:_x@y.de?=\r\n\r\nx');
    expect(mail.subjectLine).toBe('Frage Bcc: x@y.de');
    expect(mail.from).toEqual({ address: 'anna@example.de', name: 'Änna' });
  });
});

describe('a broken mail', () => {
  it.each([
    ['empty', ''], ['without headers', '\r\n\r\nonly a body'], ['without a body', head], ['with a header without end', `From: anna@example.de\r\nSubject: ${'x'.repeat(200_000)}`], ['of NULs', '\0'.repeat(5_000)], ['of noise', Buffer.from(Array.from({ length: 5_000 }, (_, n) => (n * 7_919) % 256))],
    ['whose boundary never comes', `${head}Content-Type: multipart/mixed; boundary=never\r\n\r\nfree text`], ['whose boundary never ends', `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nda`], ['with an empty boundary', `${head}Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n\r\nx`],
    ['with two From', `From: a@example.de\r\nFrom: b@example.de\r\n\r\nx`], ['with a From that is none', 'From: nobody at all\r\n\r\nx'], ['with a group as From', 'From: undisclosed:;\r\n\r\nx'], ['with a date that is none', 'From: anna@example.de\r\nDate: the day after\r\n\r\nx'],
    ['with bare line feeds', head.replaceAll('\r\n', '\n') + '\nHallo'], ['with bare carriage returns', 'From: anna@example.de\r\rHallo'],
  ])('%s is read as far as it goes', async (_name, raw) => {
    const mail = await read(raw);
    expect(typeof mail.text).toBe('string');
    expect(mail.date).not.toEqual(expect.objectContaining({ getTime: expect.anything(), invalid: true }));
  });
});

describe('a mail bomb', () => {
  const quick = async (raw: string | Buffer, ms = 10_000) => {
    const began = performance.now();
    const mail = await read(raw);
    expect(performance.now() - began).toBeLessThan(ms);
    return mail;
  };
  it('of 10,000 headers is cut', async () => {
    expect((await quick(`${head}${Array.from({ length: 10_000 }, (_, n) => `X-Auto-${n}: ${n}\r\n`).join('')}\r\nHallo`)).from?.address).toBe('anna@example.de');
    expect(Object.keys((await quick(`${head}${Array.from({ length: 10_000 }, (_, n) => `X-Auto-${n}: ${n}\r\n`).join('')}\r\nHallo`)).headers).length).toBeLessThanOrEqual(100);
  });
  it('of 10,000 attachments is cut', async () => {
    const mail = await quick(`${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${part('Content-Type: text/plain', 'Hallo')}${part('Content-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt', 'x').repeat(10_000)}--b--`);
    expect(mail.attachments.length).toBeLessThanOrEqual(50);
  });
  it('of 1,000 multiparts within each other ends', async () => {
    const nested = Array.from({ length: 1_000 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`).join('');
    expect((await quick(`${head}${nested}Content-Type: text/plain\r\n\r\nHallo`)).from?.address).toBe('anna@example.de');
  });
  it('of one line of 5 MB, or of 30,000 nested tags, ends', async () => {
    expect((await quick(`${head}\r\n${'x'.repeat(5_000_000)}`)).text.length).toBeLessThanOrEqual(90_000);
    await quick(`${head}Content-Type: text/html\r\n\r\n${'<div>'.repeat(30_000)}x`);
    await quick(`${head}Content-Type: text/html\r\n\r\n${'<a href="'.repeat(20_000)}`);
    await quick(`${head}\r\n${'> '.repeat(40_000)}`, 30_000);
  });
  it('of addresses or references without end is cut', async () => {
    const mail = await quick(`${head}References: ${Array.from({ length: 5_000 }, (_, n) => `<${n}@x.de>`).join(' ')}\r\nCc: ${Array.from({ length: 5_000 }, (_, n) => `a${n}@x.de`).join(', ')}\r\n\r\nx`);
    expect(mail.references.length).toBeLessThanOrEqual(50);
  });
  it('in an archive stays closed: a zip of zeros is a file of some bytes', async () => {
    const zip = Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(2_000)]).toString('base64');
    expect((await multipart(part('Content-Type: application/zip; name=bomb.zip\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment', zip))).attachments).toMatchObject([{ name: 'bomb.zip', mediaType: 'application/zip' }]);
  });
});

describe('HTML of a stranger', () => {
  it.each([
    '<script>alert(1)</script>x', '<img src=x onerror=alert(1)>', '<svg onload=alert(1)><script>1</script></svg>', '<iframe src=//evil.example></iframe>', '<object data=x></object><embed src=x>', '<form action=//evil.example><input name=p type=password><button>ok</button></form>',
    '<a href="javascript:alert(1)">x</a>', '<a href="jav\tascript:alert(1)">x</a>', '<a href="data:text/html,<script>1</script>">x</a>', '<a href="vbscript:x">x</a>', '<style>*{position:fixed}</style><p style="position:fixed;top:0;left:0;width:100vw;height:100vh;background:url(//evil.example/t)">x</p>',
    '<base href=//evil.example><link rel=stylesheet href=//evil.example/x.css><meta http-equiv=refresh content="0;url=//evil.example">', '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">', '<noscript><p title="</noscript><img src=x onerror=alert(1)>">', '<!--><img src=x onerror=alert(1)>-->',
    '<p style="background-image:url(https://evil.example/p.gif)">x</p>', '<video poster=//evil.example/p.gif></video><audio src=//evil.example>', '<table background="//evil.example/p.gif"><tr><td background="//evil.example/q.gif">x</td></tr></table>', '<input type=image src=//evil.example/p.gif>', '<p onclick=alert(1) id=main class=x>x</p>', '<details open ontoggle=alert(1)>x</details>',
    '<img srcset="//evil.example/p.gif 1x" src="//evil.example/p.gif">', '<template><img src=x onerror=alert(1)></template>', '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>', '<xmp><img src=x onerror=alert(1)></xmp>', '<plaintext><img src=x onerror=alert(1)>',
  ])('runs nothing, sends nothing, loads nothing: %s', async (body) => {
    const cleaned = await html(`<p>Hallo</p>${body}`);
    expect(cleaned).not.toMatch(/<(script|style|iframe|object|embed|form|input|button|svg|math|base|link|meta|video|audio|template|textarea|noscript)/i);
    expect(cleaned.replaceAll(/&lt;.*?&gt;/g, '').replaceAll(/"[^"]*"/g, '""')).not.toMatch(/\son\w+\s*=/i);
    expect(cleaned).not.toMatch(/(javascript|vbscript|data):|position|url\(|\bbackground=|\ssrcset|\ssrc="(?!cid:)/i);
  });
  it('keeps pictures of others for who asks, drops dots that only tell, and shows pictures that came along', async () => {
    const cleaned = await html('<img src="https://shop.example/logo.png" alt="Logo"><img src="https://tracker.example/o.gif" width="1" height="1"><img src="cid:bild1" alt="Foto">');
    expect(cleaned).toBe('<img data-remote-src="https://shop.example/logo.png" alt="Logo" /><img src="cid:bild1" alt="Foto" />');
  });
  it('keeps what belongs to a letter', async () => {
    expect(await html('<h2>Rechnung</h2><ul><li>eins</li></ul><table><tr><td colspan="2">12 €</td></tr></table><a href="https://nordfunk.example">hier</a>')).toBe('<h2>Rechnung</h2><ul><li>eins</li></ul><table><tr><td colspan="2">12 €</td></tr></table><a href="https://nordfunk.example" rel="noopener noreferrer nofollow" target="_blank">hier</a>');
  });
  it('folds what Gmail, Thunderbird and Yahoo repeat below', async () => {
    for (const quote of ['<div class="gmail_quote">alt</div>', '<blockquote type="cite">alt</blockquote>', '<div class="yahoo_quoted">alt</div>']) expect(await html(`<p>neu</p>${quote}`)).toBe(`<p>neu</p>${FOLD}<summary>…</summary>alt</details>`);
  });
});

describe('an attachment', () => {
  const of = (name: string, mediaType: string, hex: string) => judgeAttachment({ name, mediaType, content: Buffer.from(hex, 'hex') });
  it('is judged by its content and not by what it says', () => {
    expect(of('foto.png', 'image/png', '89504e470d0a1a0a00')).toEqual({ mediaType: 'image/png' });
    expect(of('foto.png', 'image/png', '4d5a9000')).toEqual({ reason: 'program' });
    expect(of('foto.png', 'image/png', '255044462d312e37')).toEqual({ reason: 'type_unlike_content' });
    expect(of('foto.png', 'image/png', '3c7376673e')).toEqual({ reason: 'program' });
    expect(of('brief.pdf', 'application/octet-stream', '255044462d312e37')).toEqual({ mediaType: 'application/pdf' });
    expect(of('leer.txt', 'text/plain', '')).toEqual({ reason: 'empty' });
  });
  it.each(['rechnung.pdf.exe', 'rechnung.js', 'rechnung.lnk', 'makro.docm', 'seite.html', 'bild.svg', 'rechnung\u202efdp.exe', 'a.exe .', 'run.ps1', 'x.iso'])('that is a program is left out: %s', (name) => {
    expect(of(name, 'application/octet-stream', '00010203')).toEqual({ reason: 'program' });
  });
  it('has a name that leads nowhere', () => {
    expect([plainName('../../etc/passwd', 0), plainName('C:\\temp\\a.txt', 0), plainName('\u202egpj.exe', 0), plainName('..', 1), plainName(null, 2)]).toEqual(['passwd', 'a.txt', 'gpj.exe', 'attachment-2', 'attachment-3']);
  });
  it('of a mail is taken or named as left out', async () => {
    const mail = await multipart(part('Content-Type: text/plain', 'Anbei') + part('Content-Type: image/png; name=foto.png\r\nContent-Disposition: attachment; filename=foto.png\r\nContent-Transfer-Encoding: base64', Buffer.from('89504e470d0a1a0a00', 'hex').toString('base64')) + part('Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=virus.exe', 'MZ'));
    expect([mail.attachments.map(({ name, mediaType }) => [name, mediaType]), mail.leftOut]).toEqual([[['foto.png', 'image/png']], [{ name: 'virus.exe', reason: 'program' }]]);
  });
});

describe('the kind of a mail', () => {
  const nature = async (more: string, subject = 'Frage') => natureOf(await read(`${head.replace('Frage', subject)}${more}\r\nx`), (id) => id.includes('ours'));
  it.each([
    ['', 'Frage', 'person'], ['Auto-Submitted: auto-replied\r\n', 'x', 'auto_reply'], ['Auto-Submitted: no\r\n', 'x', 'person'], ['X-Autoreply: yes\r\n', 'x', 'auto_reply'], ['Precedence: auto_reply\r\n', 'x', 'auto_reply'], ['', 'Automatische Antwort: Ihre Frage', 'auto_reply'], ['', 'Out of office', 'auto_reply'], ['', 'Abwesenheitsnotiz', 'auto_reply'],
    ['Auto-Submitted: auto-generated\r\n', 'x', 'automatic'], ['List-Id: <news.shop.example>\r\n', 'x', 'bulk'], ['Precedence: bulk\r\n', 'x', 'bulk'], ['X-Momente-Case: V-1-abcdef\r\n', 'x', 'own'],
  ])('with %j and %j is %s', async (more, subject, kind) => {
    expect(await nature(more, subject)).toBe(kind);
  });
  it('that asks to be left is seen, and a letter about leaving is not', () => {
    expect([isOptOut({ subjectLine: 'unsubscribe', text: '' }), isOptOut({ subjectLine: 'Abmelden', text: 'Bitte' }), isOptOut({ subjectLine: 'Abmelden', text: 'Ich möchte meinen Vertrag zum Monatsende kündigen, bitte bestätigen.' }), isOptOut({ subjectLine: 'Abmelden von Vertrag 4711', text: '' })]).toEqual([true, true, false, false]);
  });
});

describe('who a mail is from', () => {
  const trust = async (line: string, server: string | null = 'mx.nordfunk.example') => trustOf(await plain('x', line === '' ? '' : `Authentication-Results: ${line}\r\n`), server);
  it('is known by what the own server says, and by nobody else', async () => {
    expect(await trust('mx.nordfunk.example; dmarc=pass header.from=example.de')).toBe('verified');
    expect(await trust('mx.nordfunk.example; dmarc=fail header.from=example.de')).toBe('failed');
    expect(await trust('mx.evil.example; dmarc=pass header.from=example.de')).toBe('unknown');
    expect(await trust('mx.nordfunk.example; dkim=pass header.d=example.de')).toBe('verified');
    expect(await trust('mx.nordfunk.example; dkim=pass header.d=evil.example; spf=fail smtp.mailfrom=evil.example')).toBe('failed');
    expect(await trust('mx.nordfunk.example; dkim=pass (dmarc=pass; nested (x)) header.d=evil.example')).toBe('unknown');
    expect(await trust('mx.nordfunk.example; dmarc=pass', null)).toBe('unknown');
    expect(await trust('')).toBe('unknown');
  });
  it('is not told by what the own server says of another address in a From with two', async () => {
    const two = await plain('x', '').then((mail) => ({ ...mail, from: { address: 'anna@kunde.example', name: '' } }));
    const judged = (line: string) => trustOf({ ...two, headers: { 'authentication-results': [`mx.nordfunk.example; ${line}`] } }, 'mx.nordfunk.example');
    expect([judged('dmarc=pass header.from=evil.example'), judged('dmarc=pass header.from=kunde.example'), judged('dmarc=pass (p=none) header.from=mail.kunde.example')]).toEqual(['failed', 'verified', 'unknown']);
  });
  it('is not told by a second line that the sender put below', async () => {
    expect(trustOf(await plain('x', 'Authentication-Results: other.example; none\r\nAuthentication-Results: mx.nordfunk.example; dmarc=pass\r\n'), 'mx.nordfunk.example')).toBe('unknown');
  });
});

describe('a report', () => {
  const dsn = (status: string) => read(`From: MAILER-DAEMON@mx.example\r\nReturn-Path: <>\r\nSubject: Undelivered Mail\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n${part('Content-Type: text/plain', 'Sorry')}${part('Content-Type: message/delivery-status', `Reporting-MTA: dns; mx.example\r\n\r\n${status}`)}${part('Content-Type: message/rfc822', 'Message-ID: <01890a5d-ac96-774b-bcce-b302099a8057@nordfunk.example>\r\nSubject: Info\r\n\r\nHallo')}--b--`);
  it('of a mail server names our mail, and whether the address is dead (RFC 3464)', async () => {
    expect((await dsn('Final-Recipient: rfc822; weg@example.de\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1\r\n user unknown')).report).toMatchObject({ kind: 'bounce', isHard: true, recipient: 'weg@example.de', diagnostic: '5.1.1 smtp; 550 5.1.1 user unknown', messageIds: ['<01890a5d-ac96-774b-bcce-b302099a8057@nordfunk.example>'] });
    expect((await dsn('Final-Recipient: rfc822; voll@example.de\r\nAction: failed\r\nStatus: 5.2.2')).report).toMatchObject({ kind: 'bounce', isHard: false });
    expect((await dsn('Final-Recipient: rfc822; x@example.de\r\nAction: failed\r\nStatus: 5.7.1')).report).toMatchObject({ kind: 'bounce', isHard: false });
    expect((await dsn('Final-Recipient: rfc822; x@example.de\r\nAction: delayed\r\nStatus: 4.4.1')).report).toMatchObject({ kind: 'delay' });
    expect((await dsn('Final-Recipient: rfc822; x@example.de\r\nAction: delivered\r\nStatus: 2.0.0')).report).toMatchObject({ kind: 'delivered' });
  });
  it('of qmail and of Exchange is read from its words', async () => {
    expect((await read('From: MAILER-DAEMON@mx.example\r\nReturn-Path: <>\r\nSubject: failure notice\r\n\r\nHi. This is the qmail-send program at mx.example.\r\n\r\n<weg@example.de>:\r\nSorry, no mailbox here by that name. (#5.1.1)\r\n\r\n--- Below this line is a copy of the message.\r\n\r\nMessage-ID: <01890a5d-ac96-774b-bcce-b302099a8057@nordfunk.example>\r\n')).report).toMatchObject({ kind: 'bounce', isHard: true, recipient: 'weg@example.de', messageIds: ['<01890a5d-ac96-774b-bcce-b302099a8057@nordfunk.example>'] });
    expect((await read('From: postmaster@exchange.example\r\nSubject: Unzustellbar: Info\r\n\r\nFehler bei der Nachrichtenzustellung: 550 5.1.10 RESOLVER.ADR.RecipientNotFound\r\n')).report).toMatchObject({ kind: 'bounce', isHard: true });
  });
  it('that somebody read a mail is a receipt, and a letter about mails is none', async () => {
    expect((await read(`From: anna@example.de\r\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n${part('Content-Type: text/plain', 'read')}${part('Content-Type: message/disposition-notification', 'Original-Message-ID: <1@x.de>\r\nDisposition: manual-action/MDN-sent-manually; displayed')}--b--`)).report).toMatchObject({ kind: 'receipt', messageIds: ['<1@x.de>'] });
    expect((await plain('Ihre letzte Mail kam zurück: 550 5.1.1 user unknown', 'X-Note: Undelivered Mail\r\n')).report).toBeNull();
  });
});
