/** What stands around the words of every mail to a customer. */
export interface MailFrame {
  brandName: string;
  brandColor: string;
  imprint: string;
  unsubscribeUrl: string | null;
  language: string;
}

const words = {
  de: { unsubscribe: 'Solche Nachrichten nicht mehr erhalten', because: 'Sie können das jederzeit ändern:' },
  en: { unsubscribe: 'Do not receive such messages any more', because: 'You can change this at any time:' },
};
const wordsOf = (language: string) => (language.toLowerCase().startsWith('de') ? words.de : words.en);

export const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Plain words as HTML: paragraphs, lines, and addresses one can follow. */
export function paragraphsOf(text: string): string {
  return text.trim().split(/\n{2,}/).map((paragraph) => `<p style="margin:0 0 16px">${escapeHtml(paragraph).replaceAll('\n', '<br>').replaceAll(/https?:\/\/[^\s<"]+[^\s<".,;:!?)]/g, (url) => `<a href="${url}">${url}</a>`)}</p>`).join('\n');
}

/** Tables and inline styles: what mail programs of the last twenty years agree on. Nothing is fetched from anywhere. */
export function frameHtml(inner: string, { brandName, brandColor, imprint, unsubscribeUrl, language }: MailFrame): string {
  const color = /^#[0-9a-f]{6}$/i.test(brandColor) ? brandColor : '#1f4e5f';
  const footer = [
    ...(imprint === '' ? [] : [escapeHtml(imprint).replaceAll('\n', '<br>')]),
    ...(unsubscribeUrl === null ? [] : [`<a href="${escapeHtml(unsubscribeUrl)}" style="color:#555555">${wordsOf(language).unsubscribe}</a>`]),
  ];
  return `<!doctype html>
<html lang="${escapeHtml(language || 'en')}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"></head>
<body style="margin:0;padding:0;background:#f4f4f2">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f4f4f2"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background:#ffffff;border-top:4px solid ${color}">
${brandName === '' ? '' : `<tr><td style="padding:20px 28px 0;font:700 18px/1.3 Arial,Helvetica,sans-serif;color:${color}">${escapeHtml(brandName)}</td></tr>\n`}<tr><td style="padding:20px 28px 28px;font:16px/1.55 Arial,Helvetica,sans-serif;color:#222222">
${inner}
</td></tr>
${footer.length === 0 ? '' : `<tr><td style="padding:16px 28px 24px;border-top:1px solid #e2e2de;font:13px/1.5 Arial,Helvetica,sans-serif;color:#555555">${footer.join('<br><br>')}</td></tr>\n`}</table>
</td></tr></table>
</body></html>
`;
}

export function frameText(text: string, { imprint, unsubscribeUrl, language }: MailFrame): string {
  const footer = [...(imprint === '' ? [] : [imprint]), ...(unsubscribeUrl === null ? [] : [`${wordsOf(language).unsubscribe}:\n${unsubscribeUrl}`])];
  return footer.length === 0 ? `${text.trimEnd()}\n` : `${text.trimEnd()}\n\n-- \n${footer.join('\n\n')}\n`;
}
