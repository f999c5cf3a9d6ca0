/** What a result can be read as and taken out as: plain cells, so that the page, the file and a screen reader get the same. */
export interface ResultTable {
  columns: readonly ResultColumn[];
  /** As many cells as columns; the first names the row. null = withheld or unknown, never 0. */
  rows: readonly (readonly ResultCell[])[];
}

export interface ResultColumn {
  header: string;
  /** Decimals on the page; default 0 for whole numbers, else 2. The file holds the whole number. */
  decimals?: number;
  /** A share in [0,1], shown as a percentage on the page; the file holds the share. */
  isShare?: boolean;
}

/** `to` makes the cell a door to the answers or customers behind it. */
export type ResultCell = ResultValue | { value: ResultValue; to: string };
type ResultValue = string | number | null;

export const valueOf = (cell: ResultCell): ResultValue => (cell !== null && typeof cell === 'object' ? cell.value : cell);
export const addressOf = (cell: ResultCell): string | null => (cell !== null && typeof cell === 'object' ? cell.to : null);

/** Whether a column holds numbers only, and so stands to the right. */
export function isFigureColumn({ rows }: ResultTable, at: number): boolean {
  const values = rows.map((cells) => valueOf(cells[at] ?? null)).filter((value) => value !== null);
  return values.length > 0 && values.every((value) => typeof value === 'number');
}

/** Excel takes the first kind for what it is where Windows is German, and mangles the other; elsewhere it is the other way round. */
const flavours = { de: { separator: ';', point: ',' }, en: { separator: ',', point: '.' } } as const;
const BYTE_ORDER_MARK = '\uFEFF';
/** What a spreadsheet would run as a formula, also in wide signs and behind blanks and quotation marks, which it strips. */
const FORMULA = /^['"\s]*[=+\-@＝＋－＠]|^[\t\r]/;

/** @returns CSV (RFC 4180, CRLF) with a byte order mark, without which Excel takes UTF-8 for Windows-1252 */
export function writeCsv({ columns, rows }: ResultTable, language: 'de' | 'en'): string {
  const { separator, point } = flavours[language];
  const write = (value: ResultValue): string => {
    if (value === null) return '';
    if (typeof value === 'number') return Number.isFinite(value) ? String(Number(value.toPrecision(12))).replace('.', point) : '';
    const safe = FORMULA.test(value) ? `'${value}` : value;
    return /["\r\n;,]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [columns.map(({ header }) => header), ...rows.map((cells) => cells.map(valueOf))];
  return BYTE_ORDER_MARK + lines.map((cells) => `${cells.map(write).join(separator)}\r\n`).join('');
}

/** A name for a file out of a heading: „Treiber für Ältere“ → treiber-fuer-aeltere. */
export function fileNameOf(title: string): string {
  const plain = title.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss').normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 60).replace(/-+$/, '') || 'momente';
}
