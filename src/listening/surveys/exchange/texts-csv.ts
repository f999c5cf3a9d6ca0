import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { defuseFormula, restoreFormula } from '../../../kernel/formula-cells.ts';
import type { KeyedText } from '../drafts/texts.logic.ts';
import { TextsFault, type Translations } from './translations.logic.ts';

const LINES_LIMIT = 20_000;

/** All languages beside each other, for a spreadsheet. */
export function writeTextsCsv(texts: readonly KeyedText[], languages: readonly string[]): string {
  const lines = texts.map(({ key, words }) => [key, ...languages.map((language) => words[language] ?? '')].map(defuseFormula));
  // The mark at the start tells Excel that the file is UTF-8.
  return stringify([['key', ...languages], ...lines], { bom: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ });
}

/** @param base - the language whose column holds the originals. @throws TextsFault */
export function readTextsCsv(content: string, base: string): Translations {
  const [firstLine = ''] = content.split(/\r?\n/, 1);
  const delimiter = [';', '\t'].find((sign) => firstLine.includes(sign)) ?? ',';
  let lines: string[][];
  try {
    lines = parse(content, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: true, to: LINES_LIMIT + 1 });
  } catch (error) {
    throw new TextsFault(`The file cannot be read as CSV: ${error instanceof Error ? error.message : ''}`);
  }
  if (lines.length > LINES_LIMIT) throw new TextsFault(`The file holds more than ${LINES_LIMIT} lines.`);
  const [head = [], ...body] = lines;
  if (head[0]?.trim().toLowerCase() !== 'key' || head.length < 2) throw new TextsFault('The first line must be: key, then one language per column.');
  const read: Translations = { sourceLanguage: base, languages: new Map(), sources: new Map() };
  head.slice(1).forEach((said, index) => {
    const language = said.trim();
    if (language === '') return;
    const filled = body.map((line) => [line[0]?.trim() ?? '', restoreFormula(line[index + 1] ?? '')] as const).filter(([key, text]) => key !== '' && text.trim() !== '');
    if (language === base) filled.forEach(([key, text]) => read.sources.set(key, text));
    else read.languages.set(language, new Map(filled));
  });
  return read;
}
