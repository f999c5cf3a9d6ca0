import type { InventoryItem } from '../inventory.contract.ts';
import { stages } from '../touchpoints.contract.ts';

type Key = (item: InventoryItem) => string | number;

/** Sorts the inventory by a column; stages in the order of the customer's way, equals by code. */
export function sortInventory(items: readonly InventoryItem[], sort: string, nameOf: (item: InventoryItem) => string): InventoryItem[] {
  const keys: Record<string, Key> = {
    name: nameOf, code: (item) => item.code, stage: (item) => stages.indexOf(item.stage), channel: (item) => item.channel, kind: (item) => item.kind,
    department: (item) => item.department ?? '\uffff', rules: (item) => item.rules.length, contacts: (item) => item.contacts, last: (item) => item.lastContactAt ?? '',
  };
  const descends = sort.startsWith('-');
  const key = Object.hasOwn(keys, sort.replace(/^-/, '')) ? keys[sort.replace(/^-/, '')] : undefined;
  if (!key) return [...items];
  return [...items].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    const order = typeof left === 'number' && typeof right === 'number' ? left - right : String(left).localeCompare(String(right));
    return (descends ? -order : order) || (a.code < b.code ? -1 : 1);
  });
}
