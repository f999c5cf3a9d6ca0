import type { Address, Contract, CustomerPage, Device } from '../../customers.contract.ts';
import type { RecordKind } from './records.logic.ts';
import { addressSpan, contractSpan, deviceSpan, splitByTime, type ByTime } from './validity.logic.ts';

export type AnyRecord = Contract | Device | Address;

/** The records of one kind by time. */
export function splitRecords(kind: RecordKind, customer: Pick<CustomerPage, RecordKind>, today: string): ByTime<AnyRecord> {
  switch (kind) {
    case 'contracts': return splitByTime(customer.contracts, today, contractSpan);
    case 'devices': return splitByTime(customer.devices, today, deviceSpan);
    case 'addresses': return splitByTime(customer.addresses, today, addressSpan);
  }
}
