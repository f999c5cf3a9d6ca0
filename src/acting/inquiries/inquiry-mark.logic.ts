import { createHmac } from 'node:crypto';

/** Without signs that are mixed up when somebody reads them out. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
const SIGNS_LENGTH = 8;
const pattern = new RegExp(`\\bR-(\\d{1,15})-([${SIGNS}]{${SIGNS_LENGTH}})(?![a-z0-9])`, 'gi');

export const showInquiryNumber = (number: number): string => `R-${number}`;

/**
 * `R-1001-x7k2pqab`: in brackets in the subject line, and as the name in Reply-To, which most programs keep in the To of
 * an answer. The signs follow from the number under the secret of this installation: one in 850 billion is guessed.
 */
export function inquiryMark(secret: string, number: number): string {
  const bytes = createHmac('sha256', secret).update(`inquiry\0${number}`).digest();
  const signs = Array.from({ length: SIGNS_LENGTH }, (_, place) => SIGNS[bytes.readUInt16BE(place * 2) % SIGNS.length]).join('');
  return `${showInquiryNumber(number)}-${signs}`;
}

/** Numbers of the inquiries whose marks stand in these texts and are right. */
export function readInquiryMarks(secret: string, texts: readonly string[]): number[] {
  const found = texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => ({ number: Number(match[1]), mark: match[0].toLowerCase() })));
  return [...new Set(found.filter(({ number, mark }) => inquiryMark(secret, number).toLowerCase() === mark).map(({ number }) => number))];
}
