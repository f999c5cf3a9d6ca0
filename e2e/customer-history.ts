import type { Momente } from './momente.ts';

export interface Contact {
  messageId: string;
  kind: string;
  at: string;
  channel: string;
  properties: Record<string, unknown>;
}

export interface Customer {
  id: string;
  name: string;
  identifiers: { kind: string; value: string }[];
  traits: Record<string, unknown>;
  mergedFrom: string[];
}

/** The customers that an identifier such as `userId:u1` finds. */
export async function findCustomers(momente: Momente, identifier: string): Promise<Customer[]> {
  return (await momente.get<{ items: Customer[] }>(`/api/customers?identifier=${encodeURIComponent(identifier)}`)).items;
}

/** All contacts of the customer whom an identifier finds, newest first; none while there is no such customer. */
export async function readTimeline(momente: Momente, identifier: string): Promise<Contact[]> {
  const [customer] = await findCustomers(momente, identifier);
  if (!customer) return [];
  const contacts: Contact[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page: { items: Contact[]; nextCursor: string | null } = await momente.get(`/api/customers/${customer.id}/timeline?limit=200${after}`);
    contacts.push(...page.items);
    after = page.nextCursor === null ? null : `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
  return contacts;
}
