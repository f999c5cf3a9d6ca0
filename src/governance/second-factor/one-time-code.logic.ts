import { Secret, TOTP } from 'otpauth';

const PERIOD_S = 30;
/** One step before and after: clocks of phones are seldom further away. */
const WINDOW_STEPS = 1;

const generator = (seed: string, label = '') => new TOTP({ issuer: 'Momente', label, algorithm: 'SHA1', digits: 6, period: PERIOD_S, secret: Secret.fromBase32(seed) });

/** 160 random bits, as RFC 4226 recommends. */
export const newSeed = (): string => new Secret({ size: 20 }).base32;

/** What the QR picture says to an authenticator app. */
export const appAddress = (seed: string, label: string): string => generator(seed, label).toString();

/** @returns the time step a code belongs to (RFC 6238), null for one that is wrong or too old */
export function stepOfCode(seed: string, code: string, at: Date): number | null {
  const token = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = generator(seed).validate({ token, timestamp: at.getTime(), window: WINDOW_STEPS });
  return delta === null ? null : Math.floor(at.getTime() / 1_000 / PERIOD_S) + delta;
}

/** The code an app shows at a moment. */
export const codeAt = (seed: string, at: Date): string => generator(seed).generate({ timestamp: at.getTime() });
