/** An instant of history as ISO text, for answers of the API. Milliseconds are kept, because pages go on after the last instant. */
export const isoOf = (column: string): string => `formatDateTime(${column}, '%Y-%m-%dT%H:%i:%S.') || leftPad(toString(toUnixTimestamp64Milli(${column}) % 1000), 3, '0') || 'Z'`;
