/** Several texts in one cell, separated by `|`; a `|` or `\` inside a text is written with a `\` before it. */
export const joinList = (items: readonly string[]): string => items.map((item) => item.replaceAll(/[\\|]/g, String.raw`\$&`)).join(' | ');

export function splitList(cell: string): string[] {
  const items = [''];
  for (let index = 0; index < cell.length; index += 1) {
    const letter = cell.charAt(index);
    if (letter === '|') items.push('');
    else items[items.length - 1] += letter === '\\' ? cell.charAt((index += 1)) : letter;
  }
  return items.map((item) => item.trim()).filter((item) => item !== '');
}
