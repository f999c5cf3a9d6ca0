/**
 * Spreadsheets run a cell that begins with = + - @ (or their wide forms) as a formula, also behind blanks and quotation
 * marks that they strip. A leading apostrophe makes it text. Cells that begin like that already get one more, so that
 * reading gives back exactly what was written.
 * @source OWASP, CSV Injection
 */
const formulaStart = /^['"\s]*[=+\-@＝＋－＠\t\r]|^[\t\r]/;

export const defuseFormula = (text: string): string => (formulaStart.test(text) ? `'${text}` : text);
export const restoreFormula = (text: string): string => (text.startsWith(`'`) && formulaStart.test(text) ? text.slice(1) : text);
