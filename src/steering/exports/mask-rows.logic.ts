import { HIDDEN, maskIdentifier, maskPostcode, maskProperties, maskTraits, redactText } from '../../governance/roles/masking.logic.ts';
import type { ExportRow, ExportTable, ExportValue } from './exports.contract.ts';

export interface MaskOptions {
  /** Keys of own fields that the company marked as not personal. */
  openKeys: ReadonlySet<string>;
  /** Under which the customer of the row may be called in its texts. */
  names: readonly string[];
}

const identifierColumns = ['customerNumber', 'email', 'phone', 'userId'] as const;
const hidden = (value: ExportValue): ExportValue => (value === null || value === undefined || value === '' ? value : HIDDEN);

/** What each table shows beside the customer that may say who it was; the same as on the page of a customer. */
const masks: Partial<Record<ExportTable, (row: ExportRow, options: MaskOptions) => Record<string, ExportValue>>> = {
  accounts: ({ accountId, accountName }) => ({ accountId: hidden(accountId), accountName: hidden(accountName) }),
  contracts: ({ contractNumber, accountId }) => ({ contractNumber: hidden(contractNumber), accountId: hidden(accountId) }),
  devices: ({ deviceSerial, deviceId }) => ({ deviceSerial: hidden(deviceSerial), deviceId: hidden(deviceId) }),
  addresses: ({ street, city, postcode }) => ({ street: hidden(street), city: hidden(city), postcode: typeof postcode === 'string' ? maskPostcode(postcode) : postcode, cell: null }),
  interactions: ({ subjectLine, text, place, messageKey, properties }, { names }) => ({
    subjectLine: redacted(subjectLine, names),
    text: redacted(text, names),
    place: redacted(place, names),
    messageKey: hidden(messageKey),
    properties: isObject(properties) ? maskProperties(properties) : null,
  }),
  answers: ({ text }, { names }) => ({ text: redacted(text, names) }),
};

/** A row for readers without personal data: what was, not who it was. */
export function maskRow(table: ExportTable, row: ExportRow, options: MaskOptions): ExportRow {
  const identifiers = Object.fromEntries(identifierColumns.flatMap((kind) => {
    const value = row[kind];
    return typeof value === 'string' ? [[kind, maskIdentifier({ kind, value }).value]] : [];
  }));
  return { ...row, ...(table === 'users' ? {} : identifiers), ...masks[table]?.(row, options) };
}

export const maskedTraits = maskTraits;

const redacted = (value: ExportValue, names: readonly string[]): ExportValue => (typeof value === 'string' ? redactText(value, names) : value);
const isObject = (value: ExportValue): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
