import type { Address, Contract, Device } from '../../customers.contract.ts';

/** What a customer has, as the API names it. */
export type RecordKind = 'contracts' | 'devices' | 'addresses';
export interface RecordOf { contracts: Contract; devices: Device; addresses: Address }

export interface RecordField {
  key: string;
  type: 'text' | 'date' | 'money' | 'choice';
  isRequired?: boolean;
  maxLength?: number;
  choices?: readonly string[];
  /** Written in capitals, e.g. the code of a country. */
  isUpper?: boolean;
  /** Empty is sent as an empty text instead of as unknown. */
  isNeverNull?: boolean;
}

export const recordFields: Record<RecordKind, readonly RecordField[]> = {
  contracts: [
    { key: 'product', type: 'text', isRequired: true, maxLength: 200 }, { key: 'number', type: 'text', isRequired: true, maxLength: 100 },
    { key: 'startsOn', type: 'date', isRequired: true }, { key: 'endsOn', type: 'date' }, { key: 'monthlyCents', type: 'money' },
  ],
  devices: [
    { key: 'model', type: 'text', isRequired: true, maxLength: 200 }, { key: 'maker', type: 'text', maxLength: 120 }, { key: 'serial', type: 'text', maxLength: 120 },
    { key: 'software', type: 'text', maxLength: 60 }, { key: 'ownedFrom', type: 'date', isRequired: true }, { key: 'ownedTo', type: 'date' },
  ],
  addresses: [
    { key: 'kind', type: 'choice', choices: ['home', 'billing', 'delivery', 'work', 'other'] }, { key: 'street', type: 'text', maxLength: 200, isNeverNull: true },
    { key: 'postcode', type: 'text', maxLength: 20, isNeverNull: true }, { key: 'city', type: 'text', isRequired: true, maxLength: 120 },
    { key: 'country', type: 'text', isRequired: true, maxLength: 2, isUpper: true }, { key: 'cell', type: 'text', maxLength: 60 },
    { key: 'validFrom', type: 'date' }, { key: 'validTo', type: 'date' },
  ],
};

/** First and last day of each kind of record. */
export const spanFields: Record<RecordKind, { from: string; to: string }> = {
  contracts: { from: 'startsOn', to: 'endsOn' }, devices: { from: 'ownedFrom', to: 'ownedTo' }, addresses: { from: 'validFrom', to: 'validTo' },
};

export type RecordDraft = Record<string, string>;
export type DraftReading = { ok: true; body: Record<string, string | number | null> } | { ok: false; wrong: Record<string, 'missing' | 'date' | 'money' | 'order' | 'country'> };

/** A new record: today, at home, in Germany – what is most often right. */
export function emptyDraft(kind: RecordKind, today: string): RecordDraft {
  const draft: RecordDraft = Object.fromEntries(recordFields[kind].map(({ key }) => [key, '']));
  if (kind === 'addresses') return { ...draft, kind: 'home', country: 'DE' };
  return { ...draft, [spanFields[kind].from]: today };
}

/** @param decimalComma - whether the reader writes 19,99 rather than 19.99 */
export function toDraft(kind: RecordKind, record: object, decimalComma: boolean): RecordDraft {
  const values = Object.fromEntries(Object.entries(record));
  return Object.fromEntries(recordFields[kind].map(({ key, type }) => {
    const value: unknown = values[key];
    if (value === null || value === undefined) return [key, ''];
    if (type === 'money') return [key, (Number(value) / 100).toFixed(2).replace('.', decimalComma ? ',' : '.')];
    return [key, String(value)];
  }));
}

/** What is sent, or what is wrong with which field. */
export function readDraft(kind: RecordKind, draft: RecordDraft): DraftReading {
  const body: Record<string, string | number | null> = {};
  const wrong: Record<string, 'missing' | 'date' | 'money' | 'order' | 'country'> = {};
  for (const { key, type, isRequired, isUpper, isNeverNull } of recordFields[kind]) {
    const text = (draft[key] ?? '').trim();
    if (text === '') {
      if (isRequired) wrong[key] = 'missing';
      body[key] = isNeverNull ? '' : null;
    } else if (type === 'money') {
      const cents = readCents(text);
      if (cents === null) wrong[key] = 'money';
      body[key] = cents;
    } else if (type === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(text)) wrong[key] = 'date';
    else if (key === 'country' && !/^[A-Za-z]{2}$/.test(text)) wrong[key] = 'country';
    else body[key] = isUpper ? text.toUpperCase() : text;
  }
  const { from, to } = spanFields[kind];
  const [start, end] = [body[from], body[to]];
  if (typeof start === 'string' && typeof end === 'string' && end < start) wrong[to] = 'order';
  return Object.keys(wrong).length > 0 ? { ok: false, wrong } : { ok: true, body };
}

/** `19,99`, `19.99`, `1.019,99` and `20 €` in cents; null for anything else. A separator before three digits groups thousands. */
export function readCents(text: string): number | null {
  const plain = text.replaceAll(/[\s€]/g, '');
  const parts = /^(\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+)(?:[.,](\d{1,2}))?$/.exec(plain);
  if (!parts) return null;
  const [, units = '', decimals = ''] = parts;
  return Number(units.replaceAll(/\D/g, '')) * 100 + Number(decimals.padEnd(2, '0'));
}
