import type { CustomField } from '../../people/customers/customers.contract.ts';

const field = (key: string, [labelDe, labelEn]: readonly [string, string], type: CustomField['type'], { choices = null, isPersonal = true }: { choices?: string[] | null; isPersonal?: boolean } = {}): CustomField => ({ key, labelDe, labelEn, type, choices, isPersonal });

/** What Nordfunk knows about its customers beyond the standard fields. */
export const customFields: readonly CustomField[] = [
  field('segment', ['Zielgruppe', 'Target group'], 'choice', { choices: ['private', 'young_traveller', 'family', 'senior', 'business'], isPersonal: false }),
  field('customerSince', ['Kunde seit', 'Customer since'], 'date'),
  field('homeCell', ['Funkzelle zu Hause', 'Cell at home'], 'text'),
  field('homeCellQuality', ['Netzqualität zu Hause (0–100)', 'Network quality at home (0–100)'], 'number', { isPersonal: false }),
  field('hasApp', ['Nutzt die App', 'Uses the app'], 'boolean', { isPersonal: false }),
];
