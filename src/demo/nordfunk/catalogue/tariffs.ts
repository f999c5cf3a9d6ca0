export type Tariff = { code: string; name: string; monthlyPriceCents: number; audience: 'private' | 'young' | 'family' | 'business' };

export const tariffs: readonly Tariff[] = [
  { code: 'NF-S', name: 'Nordfunk S', monthlyPriceCents: 999, audience: 'private' },
  { code: 'NF-M', name: 'Nordfunk M', monthlyPriceCents: 1799, audience: 'private' },
  { code: 'NF-L', name: 'Nordfunk L', monthlyPriceCents: 2799, audience: 'private' },
  { code: 'NF-XL', name: 'Nordfunk Endlos', monthlyPriceCents: 4499, audience: 'private' },
  { code: 'NF-Y', name: 'Nordfunk Young', monthlyPriceCents: 1499, audience: 'young' },
  { code: 'NF-YX', name: 'Nordfunk Young Plus', monthlyPriceCents: 2299, audience: 'young' },
  { code: 'NF-F', name: 'Nordfunk Familie', monthlyPriceCents: 3499, audience: 'family' },
  { code: 'NF-FK', name: 'Nordfunk Familienkarte', monthlyPriceCents: 899, audience: 'family' },
  { code: 'NF-B1', name: 'Nordfunk Business Start', monthlyPriceCents: 2599, audience: 'business' },
  { code: 'NF-B2', name: 'Nordfunk Business Flex', monthlyPriceCents: 3999, audience: 'business' },
  { code: 'NF-B3', name: 'Nordfunk Business Unterwegs', monthlyPriceCents: 5999, audience: 'business' },
];

export const dataCard: Tariff = { code: 'NF-D', name: 'Nordfunk Datenkarte', monthlyPriceCents: 699, audience: 'private' };
