import { randomInt } from 'node:crypto';

/** Without signs that are mixed up when somebody reads them out. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
const TOKEN_LENGTH = 6;
const numberPattern = /^\s*v-?(\d{1,15})\s*$/i;
const tokenPattern = new RegExp(`V-(\\d{1,15})-([${SIGNS}]{${TOKEN_LENGTH}})(?![a-z0-9])`, 'i');

export const showNumber = (number: number): string => `V-${number}`;

/** `V-100023`, `v100023`; null for anything else. */
export function readNumber(text: string): number | null {
  const digits = numberPattern.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Random signs that make the number of a case a secret between us and the customer: one in 887 million. */
export function newToken(): string {
  return Array.from({ length: TOKEN_LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');
}

/** `V-100023-x7k2pq`: the header X-Momente-Case; in brackets at the end of a subject line. */
export const caseToken = (row: { number: number; token: string }): string => `${showNumber(row.number)}-${row.token}`;

/** Finds the token of a case in a subject line, a header or an address. */
export function readToken(text: string): { number: number; token: string } | null {
  const found = tokenPattern.exec(text);
  return found?.[1] === undefined || found[2] === undefined ? null : { number: Number(found[1]), token: found[2].toLowerCase() };
}

/** The subject line of an answer: one "Re:", the words, the token once. */
export function answerSubjectLine(subjectLine: string, token: string): string {
  const bare = subjectLine.replace(/\[V-\d+-[a-z0-9]+\]/gi, ' ').replace(/^(\s*(re|aw|wg|fwd?|antw?)\s*(\[\d+\])?:)+/i, '').replaceAll(/\s+/g, ' ').trim();
  return `Re: ${bare === '' ? '' : `${bare} `}[${token}]`;
}
