/** First and last: "Anna Maria Weber" is AW. */
export const initialsOf = (name: string): string =>
  name.split(/\s+/).filter(Boolean).map((word) => word.slice(0, 1).toUpperCase()).filter((_, at, all) => at === 0 || at === all.length - 1).join('') || '–';
