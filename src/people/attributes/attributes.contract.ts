/** What groups customers: kind, country, region, product, and fields of the company's own that are not personal. One value each. */
export const standardAttributes = ['kind', 'country', 'region', 'product'] as const;
export type StandardAttribute = (typeof standardAttributes)[number];
/** `kind`, …, or `field.<key of a custom field>`. */
export type AttributeKey = string;

export interface CustomerAttributes {
  customerId: string;
  attributes: Readonly<Record<AttributeKey, string>>;
}

/** A customer of the records with what groups them today. */
export interface GroupedCustomer {
  id: string;
  traits: Record<string, unknown>;
  kind: string | null;
  country: string | null;
  postcode: string | null;
  product: string | null;
}

/** What tells customers apart, with how many have which value. */
export interface Attribute {
  key: string;
  labelDe: string;
  labelEn: string;
  /** The most frequent first. */
  values: { value: string; customers: number }[];
}
