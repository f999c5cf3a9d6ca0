import type { KeyedText } from '../drafts/texts.logic.ts';

export interface XliffFile {
  /** Code of the survey. */
  original: string;
  sourceLanguage: string;
  targetLanguage: string;
  texts: readonly KeyedText[];
}

/** XLIFF 1.2 (OASIS 2008). What is piped in stands in <ph>, so that translation tools keep it. */
export function writeXliff12({ original, sourceLanguage, targetLanguage, texts }: XliffFile): string {
  const units = texts.flatMap(({ key, words }) => {
    const [source, target] = [words[sourceLanguage] ?? '', words[targetLanguage] ?? ''];
    if (source.trim() === '') return [];
    const translation = target.trim() === '' ? '<target state="needs-translation"/>' : `<target state="translated">${inline(target)}</target>`;
    return [`      <trans-unit id="${escaped(key)}" xml:space="preserve">\n        <source>${inline(source)}</source>\n        ${translation}\n      </trans-unit>`];
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="${escaped(original)}" source-language="${sourceLanguage}" target-language="${targetLanguage}" datatype="plaintext">
    <body>
${units.join('\n')}
    </body>
  </file>
</xliff>
`;
}

/** XLIFF 2.0 (OASIS 2014). What is piped in is kept as original data of the unit. */
export function writeXliff20({ original, sourceLanguage, targetLanguage, texts }: XliffFile): string {
  const units = texts.flatMap(({ key, words }) => {
    const [source, target] = [words[sourceLanguage] ?? '', words[targetLanguage] ?? ''];
    if (source.trim() === '') return [];
    const piped = [...new Set([...source.matchAll(PIPE), ...target.matchAll(PIPE)].map(([whole]) => whole))];
    const data = piped.length === 0 ? '' : `\n      <originalData>${piped.map((text, n) => `<data id="d${n + 1}">${escaped(text)}</data>`).join('')}</originalData>`;
    const translation = target.trim() === '' ? '' : `<target>${inlineByReference(target, piped)}</target>`;
    return [`    <unit id="${escaped(key)}">${data}\n      <segment state="${target.trim() === '' ? 'initial' : 'translated'}"><source>${inlineByReference(source, piped)}</source>${translation}</segment>\n    </unit>`];
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="${sourceLanguage}" trgLang="${targetLanguage}">
  <file id="${escaped(original)}" xml:space="preserve">
${units.join('\n')}
  </file>
</xliff>
`;
}

const PIPE = /\{\{.*?\}\}/g;

function inline(text: string): string {
  return parted(text, (piped, n) => `<ph id="${n}">${escaped(piped)}</ph>`);
}

function inlineByReference(text: string, data: readonly string[]): string {
  return parted(text, (piped, n) => `<ph id="${n}" dataRef="d${data.indexOf(piped) + 1}"/>`);
}

function parted(text: string, write: (piped: string, n: number) => string): string {
  let n = 0;
  let from = 0;
  let out = '';
  for (const found of text.matchAll(PIPE)) {
    n += 1;
    out += escaped(text.slice(from, found.index)) + write(found[0], n);
    from = found.index + found[0].length;
  }
  return out + escaped(text.slice(from));
}

/** Characters that XML 1.0 cannot hold are dropped; carriage returns would become line feeds. */
function escaped(text: string): string {
  return text.toWellFormed().replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\r', '&#13;');
}
