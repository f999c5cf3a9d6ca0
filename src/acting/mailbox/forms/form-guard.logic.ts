import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FormField } from '../mailbox.contract.ts';

/** Nobody reads, thinks and writes faster; and a page that lay open for longer is opened again. */
const FASTEST_S = 3;
const OLDEST_S = 24 * 3_600;

/** Says when a form was opened, so that nobody can pretend another time. */
export function newFormToken(key: Buffer, code: string, nowSeconds: number): string {
  return `${nowSeconds}.${sign(key, code, nowSeconds)}`;
}

export type TokenVerdict = 'good' | 'too_fast' | 'too_old' | 'forged';
export function judgeFormToken(key: Buffer, code: string, token: string, nowSeconds: number): TokenVerdict {
  const [at = '', given = ''] = token.split('.');
  if (!/^\d{1,12}$/.test(at)) return 'forged';
  const right = Buffer.from(sign(key, code, Number(at)));
  const sent = Buffer.from(given);
  if (right.length !== sent.length || !timingSafeEqual(right, sent)) return 'forged';
  const ageS = nowSeconds - Number(at);
  return ageS < FASTEST_S ? 'too_fast' : ageS > OLDEST_S ? 'too_old' : 'good';
}

const sign = (key: Buffer, code: string, at: number) => createHmac('sha256', key).update(`${code}.${at}`).digest('base64url');

/** What was answered to the own questions of a form, or what is missing. Choices are those that were offered, in either language. */
export function readValues(fields: readonly FormField[], values: Readonly<Record<string, string>>, language: 'de' | 'en'): { lines: { label: string; value: string; kind: FormField['kind'] }[] } | { missing: { at: string; reason: string }[] } {
  const missing: { at: string; reason: string }[] = [];
  const lines = fields.flatMap((field) => {
    const value = (values[field.key] ?? '').trim();
    if (value === '') {
      if (field.isRequired) missing.push({ at: `body.values.${field.key}`, reason: 'is missing' });
      return [];
    }
    if (field.kind === 'choice' && !field.choices.some(({ de, en }) => value === de || value === en)) missing.push({ at: `body.values.${field.key}`, reason: 'is not one of the choices' });
    if (field.kind === 'date' && !/^\d{4}-\d\d-\d\d$/.test(value)) missing.push({ at: `body.values.${field.key}`, reason: 'is not a date' });
    return [{ label: field.labels[language], value: field.kind === 'text' ? value : value.replaceAll(/\s+/g, ' ').slice(0, 500), kind: field.kind }];
  });
  return missing.length > 0 ? { missing } : { lines };
}
