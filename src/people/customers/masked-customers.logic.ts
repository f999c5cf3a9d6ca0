import { HIDDEN, maskIdentifier, maskPostcode, maskProperties, maskTraits, pseudonymOf, redactText } from '../../governance/roles/masking.logic.ts';
import type { Link } from '../identity/identity.contract.ts';
import type { TimelineItem } from '../timeline/timeline.contract.ts';
import type { Customer, CustomerPage, MergePreview } from './customers.contract.ts';

/** Keys of own fields that the company marked as not personal. */
export type OpenKeys = ReadonlySet<string>;

/** Customers for readers without personal data: what they are and did, not who they are. */
export function maskCustomer<Shown extends Customer>(customer: Shown, openKeys: OpenKeys): Shown {
  return { ...customer, name: pseudonymOf(customer.id), identifiers: customer.identifiers.map(maskIdentifier), traits: maskTraits(customer.traits, openKeys) };
}

export function maskCustomerPage(page: CustomerPage, openKeys: OpenKeys): CustomerPage {
  const names = namesOf(page);
  return {
    ...maskCustomer(page, openKeys),
    quotes: page.quotes.map((quote) => ({ ...quote, text: redactText(quote.text, names) })),
    lastScores: page.lastScores.map((score) => ({ ...score, text: score.text === null ? null : redactText(score.text, names) })),
    contracts: page.contracts.map((contract) => ({ ...contract, number: HIDDEN })),
    devices: page.devices.map((device) => ({ ...device, serial: device.serial === null ? null : HIDDEN })),
    addresses: page.addresses.map((address) => ({ ...address, street: HIDDEN, city: HIDDEN, postcode: maskPostcode(address.postcode), cell: null })),
    accounts: page.accounts.map((account) => ({ ...account, name: HIDDEN, members: account.members.map((member) => ({ ...member, name: pseudonymOf(member.customerId) })) })),
    preferences: maskTraits(page.preferences, openKeys),
    customFields: page.customFields.map((field) => (openKeys.has(field.key) ? field : { ...field, value: null })),
  };
}

/** Everything under which somebody may sign or be called in a text. */
export function namesOf({ name, traits }: Pick<Customer, 'name' | 'traits'>): string[] {
  return [name, ...Object.entries(traits).flatMap(([key, value]) => (/name/i.test(key) && typeof value === 'string' ? [value] : []))];
}

export function maskTimelineItem(item: TimelineItem, names: readonly string[]): TimelineItem {
  const redacted = (text: string | null) => (text === null ? null : redactText(text, names));
  return { ...item, subjectLine: redacted(item.subjectLine), text: redacted(item.text), place: redacted(item.place), properties: maskProperties(item.properties) };
}

export function maskLink(link: Link): Link {
  return { ...link, from: maskIdentifier(link.from), to: maskIdentifier(link.to), reason: link.reason === null ? null : redactText(link.reason) };
}

export function maskMergePreview(preview: MergePreview, openKeys: OpenKeys): MergePreview {
  return {
    ...preview,
    survivor: maskCustomer(preview.survivor, openKeys),
    loser: maskCustomer(preview.loser, openKeys),
    traitConflicts: preview.traitConflicts.map((conflict) => (openKeys.has(conflict.key) ? conflict : { key: conflict.key, kept: HIDDEN, dropped: HIDDEN })),
  };
}
