import { createHmac, randomBytes } from 'node:crypto';

export const RECOVERY_CODES = 10;
// Without 0 1 i l o u: what is read from paper is typed right.
const SIGNS = '23456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 16;

/** Written in four groups: 16 of 30 signs are 78 random bits. */
export function newRecoveryCode(): string {
  let text = '';
  while (text.length < LENGTH) {
    // 240 is the largest multiple of 30 in a byte: each sign is equally likely.
    for (const byte of randomBytes(LENGTH * 2)) if (byte < 240 && text.length < LENGTH) text += SIGNS[byte % SIGNS.length] ?? '';
  }
  return text.replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** Under a key of this installation, so that the hashes are worth nothing without it. */
export function hashRecoveryCode(key: Buffer, userId: string, code: string): string {
  return createHmac('sha256', key).update(`${userId}\0${code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`).digest('hex');
}
