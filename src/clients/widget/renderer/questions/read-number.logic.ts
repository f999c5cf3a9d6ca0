/**
 * A number as people type it. German writes 1.234,5 and English 1,234.5; a single comma or point before other than three
 * digits is a decimal sign in both.
 * @returns null when it is no number
 */
export function readNumber(text: string, language: string): number | null {
  const decimal = language.startsWith('en') ? '.' : ',';
  const plain = text.replace(/[\s\u00a0\u202f']/g, '');
  if (/^[-+]?\d*([.,]\d*)?$/.test(plain) && /\d/.test(plain)) {
    const isGrouped = new RegExp(`^[-+]?[1-9]\\d{0,2}[^\\d${decimal}]\\d{3}$`).test(plain);
    return Number(isGrouped ? plain.replace(/[.,]/, '') : plain.replace(',', '.'));
  }
  const grouped = new RegExp(`^[-+]?\\d{1,3}(\\${decimal === ',' ? '.' : ','}\\d{3})+(\\${decimal}\\d+)?$`);
  return grouped.test(plain) ? Number(plain.replaceAll(decimal === ',' ? '.' : ',', '').replace(',', '.')) : null;
}
