import { memberKey, type RecordValues, type WholeRecordKind } from '../../../people/customers/whole-records.logic.ts';
import type { AccountRecord, ContractRecord, CustomerRecord, DeviceRecord, ImportRecord } from '../records.contract.ts';

/** A record as a row of the file says it: only the columns that the file has. */
export interface SaidRecord {
  row: number;
  kind: WholeRecordKind;
  key: string;
  subject: string | null;
  said: RecordValues;
  /** Columns of a record that is not there yet and of which the file says nothing. */
  defaults?: RecordValues;
}

/** Only what the row says: an absent value leaves what is known. */
const given = (values: RecordValues): RecordValues => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== ''));

type Place = { row: number; subject: string };
type DatedPlace = Place & { at: Date };

export function accountRecords({ row, subject }: { row: number; subject: string | null }, { externalId, kind, name, role }: Pick<AccountRecord, 'externalId' | 'kind' | 'name' | 'role'>): SaidRecord[] {
  return [
    { row, kind: 'accounts', key: externalId, subject: null, said: { kind, ...given({ name }) }, defaults: { name: externalId } },
    ...(subject === null ? [] : [{ row, kind: 'account_members' as const, key: memberKey(externalId, subject), subject, said: given({ role }) }]),
  ];
}

export function contractRecords({ row, subject }: Place, { number, product, startsOn, endsOn, monthlyCents, accountExternalId }: Omit<ContractRecord, 'target' | 'identifiers'>): SaidRecord[] {
  return [
    // An account that is only named here gets its name from whoever knows it.
    ...(accountExternalId === null ? [] : [{ row, kind: 'accounts' as const, key: accountExternalId, subject: null, said: {}, defaults: { kind: 'household', name: accountExternalId } }]),
    { row, kind: 'contracts', key: number, subject, said: { subject, ...given({ product, starts_on: startsOn, ends_on: endsOn, monthly_cents: monthlyCents, account: accountExternalId }) } },
  ];
}

export function deviceRecords({ row, subject }: Place, { externalId, model, maker, serial, software, ownedFrom, ownedTo }: Omit<DeviceRecord, 'target' | 'identifiers'>): SaidRecord[] {
  return [{ row, kind: 'devices', key: externalId ?? `${subject}:${model}:${ownedFrom}`, subject, said: { subject, ...given({ model, maker, serial, software, owned_from: ownedFrom, owned_to: ownedTo }) } }];
}

function addressRecords({ row, subject }: Place, { externalId, kind, street, postcode, city, country, validFrom, validTo }: NonNullable<CustomerRecord['address']>): SaidRecord[] {
  return [{ row, kind: 'addresses', key: externalId ?? `${subject}:${kind}:${postcode}:${street}`, subject, said: { subject, ...given({ kind, street, postcode, city, country, valid_from: validFrom, valid_to: validTo }) }, defaults: { street: '', postcode: '', country: 'DE' } }];
}

export function customerRecords({ row, subject, at }: DatedPlace, { kind, account, address, contract, device }: CustomerRecord): SaidRecord[] {
  return [
    // Nobody needs to be told that a customer is a person.
    ...(kind === null || kind === 'person' ? [] : [{ row, kind: 'customer_kinds' as const, key: subject, subject, said: { kind, set_at: at.toISOString() } }]),
    ...(account ? accountRecords({ row, subject }, account) : []),
    ...(address ? addressRecords({ row, subject }, address) : []),
    ...(contract ? contractRecords({ row, subject }, { ...contract, accountExternalId: contract.accountExternalId ?? account?.externalId ?? null }) : []),
    ...(device ? deviceRecords({ row, subject }, device) : []),
  ];
}

/** Keys that the rows say themselves; those made from a customer are found by the customer. */
export function namedKeys(records: readonly ImportRecord[]): { accounts: string[]; contracts: string[]; devices: string[]; addresses: string[] } {
  const parts = records.flatMap((record) => (record.target === 'customers' ? [record.account, record.contract, record.device] : record.target === 'accounts' || record.target === 'contracts' || record.target === 'devices' ? [record] : []));
  const addresses = records.flatMap((record) => (record.target === 'customers' ? [record.address?.externalId] : []));
  const external = parts.flatMap((part) => (part && 'externalId' in part ? [part.externalId] : []));
  const accounts = [...external, ...parts.flatMap((part) => (part && 'accountExternalId' in part ? [part.accountExternalId] : []))];
  return { accounts: texts(accounts), contracts: texts(parts.flatMap((part) => (part && 'number' in part ? [part.number] : []))), devices: texts(external), addresses: texts(addresses) };
}

const texts = (values: readonly (string | null | undefined)[]): string[] => [...new Set(values.filter((value) => typeof value === 'string'))];
