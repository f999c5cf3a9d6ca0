/** JSON that PostgreSQL takes: it refuses NUL and half characters, which JavaScript allows. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? part.toWellFormed() : part)).replaceAll(/(?<!\\)((?:\\\\)*)\\u0000/g, '$1');
}
