import parsePhone, { type CountryCode } from 'libphonenumber-js';
import { domainToASCII } from 'node:url';

/** Values that programs send when they know nobody; they never identify anyone (compare PostHog and Segment Unify). */
const blockedInAnyCase = new Set(['anonymous', 'guest', 'distinct_id', 'id', 'not_authenticated', 'email', 'undefined', 'true', 'false', 'unknown', 'n/a', 'none', 'null', 'nil', 'nan', '[object object]', 'test@test.de', 'test@test.com', 'noreply@example.com']);
const onlyFiller = /^[0\-_.\s]*$|^-1$/;
const MAX_VALUE_LENGTH = 500;

/** {@link normaliseIdentifier} with the country filled in. */
export type Normaliser = (kind: string, raw: string) => Normalised;

export type Normalised = { ok: true; value: string; /** Where it is known already, see identifierId. */ id?: string } | { ok: false; reason: string; /** The same for a German reader, without the value. */ reasonDe: string };

/**
 * The form under which a value is compared. E-mail: case and IDN only – plus-tags and dots belong to the address.
 * Phone: E.164. Everything else: trimmed, case kept.
 * @param defaultCountry ISO 3166 code for phone numbers without a country
 */
export function normaliseIdentifier(kind: string, raw: string, defaultCountry: string): Normalised {
  const text = raw.trim().normalize('NFC');
  const unquoted = text.replace(/^(["'])(.*)\1$/s, '$2').trim();
  if (onlyFiller.test(unquoted) || blockedInAnyCase.has(unquoted.toLowerCase())) return { ok: false, reason: `"${text.slice(0, 40)}" stands for nobody and is not used as ${kind}`, reasonDe: 'so heißt ein Platzhalter, kein Kunde' };
  if (text.length > MAX_VALUE_LENGTH) return { ok: false, reason: `${kind} is longer than ${MAX_VALUE_LENGTH} characters`, reasonDe: `länger als ${MAX_VALUE_LENGTH} Zeichen` };
  if (/\p{Cc}/u.test(text)) return { ok: false, reason: `${kind} holds control characters`, reasonDe: 'enthält Steuerzeichen' };
  if (kind === 'email') return normaliseEmail(text);
  if (kind === 'phone') return normalisePhone(text, defaultCountry);
  return { ok: true, value: text };
}

function normaliseEmail(text: string): Normalised {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const domain = domainToASCII(text.slice(at + 1).toLowerCase());
  if (at < 1 || domain === '' || /\s/.test(text) || !/^[^@]+$/.test(local)) return { ok: false, reason: `"${text.slice(0, 60)}" is not an e-mail address`, reasonDe: 'keine E-Mail-Adresse' };
  return { ok: true, value: `${local.toLowerCase()}@${domain}` };
}

function normalisePhone(text: string, defaultCountry: string): Normalised {
  const phone = parsePhone(text, defaultCountry as CountryCode);
  // What reads differently when it is read again ("+49 000 1") is no number that anybody has.
  if (!phone || !phone.isPossible() || parsePhone(phone.number)?.number !== phone.number) return { ok: false, reason: `"${text.slice(0, 40)}" is not a phone number`, reasonDe: 'keine Telefonnummer' };
  return { ok: true, value: phone.number };
}
