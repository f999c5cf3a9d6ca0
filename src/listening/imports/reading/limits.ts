/** What a file may hold. Beyond it a cell, a row, or the file is refused; nothing is held in memory to find out. */

/** Characters of one cell; a spreadsheet itself stops at 32,767. */
export const MAX_CELL_LENGTH = 1_000_000;
/** Bytes of one CSV row; reached when a quotation mark is opened and never closed. */
export const MAX_ROW_BYTES = 64 * 2 ** 20;
export const MAX_COLUMNS = 2_000;

/** Files inside an XLSX file: a book of 250 sheets with pictures has some thousands. */
export const MAX_ZIP_ENTRIES = 20_000;
/** Unpacked bytes of all parts that are read; a full sheet of 1,048,576 rows with 40 columns needs about 2 GiB. */
export const MAX_UNPACKED_BYTES = 4 * 2 ** 30;
/** A part may be small whatever its ratio; beyond, packed tables reach 5–60 and bombs 1,000. */
export const HARMLESS_UNPACKED_BYTES = 200 * 2 ** 20;
export const MAX_RATIO = 250;
/** Text of the shared strings that stays in memory; more goes to a temporary file. */
export const SHARED_STRINGS_IN_MEMORY = 32 * 2 ** 20;

/** How far into a file the inspection looks. */
export const SAMPLED_ROWS = 5_000;
export const ROWS_PER_BATCH = 500;
export const HEAD_ROWS = 8;
