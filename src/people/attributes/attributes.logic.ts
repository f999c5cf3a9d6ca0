import type { CustomField } from '../customers/customers.contract.ts';
import type { CustomerAttributes, GroupedCustomer } from './attributes.contract.ts';

const LONGEST_VALUE = 120;

/** Fields of the company's own that sort customers into few groups and say nothing personal. */
export const isGrouping = ({ type, isPersonal }: CustomField): boolean => !isPersonal && (type === 'choice' || type === 'boolean');

export function attributesOf({ id, traits, kind, country, postcode, product }: GroupedCustomer, fields: readonly CustomField[]): CustomerAttributes {
  const own = fields.filter(isGrouping).map(({ key }) => [`field.${key}`, wordOf(traits[key])] as const);
  const all = [['kind', kind ?? 'person'], ['country', country], ['region', regionOf(country, postcode)], ['product', product], ...own] as const;
  return { customerId: id, attributes: Object.fromEntries(all.flatMap(([key, value]) => (value === null || value === '' ? [] : [[key, value.slice(0, LONGEST_VALUE)]]))) };
}

/** The country with the first character of the postcode, in Germany one of ten regions: `DE 7`. */
export function regionOf(country: string | null, postcode: string | null): string | null {
  const first = postcode?.trim().charAt(0).toUpperCase() ?? '';
  return country === null || country === '' || !/[0-9A-Z]/.test(first) ? null : `${country} ${first}`;
}

const wordOf = (value: unknown): string | null => (typeof value === 'string' ? value.trim() : typeof value === 'boolean' ? String(value) : null);
