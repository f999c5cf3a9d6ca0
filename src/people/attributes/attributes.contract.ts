/** What groups customers: kind, country, region, product, and fields of the company's own that are not personal. One value each. */
export const standardAttributes = ['kind', 'country', 'region', 'product'] as const;
export type StandardAttribute = (typeof standardAttributes)[number];
/** `kind`, …, or `field.<key of a custom field>`. */
export type AttributeKey = string;

export interface CustomerAttributes {
  customerId: string;
  attributes: Readonly<Record<AttributeKey, string>>;
}
