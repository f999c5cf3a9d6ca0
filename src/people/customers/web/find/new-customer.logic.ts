import type { CustomerInput } from '../../customers.contract.ts';

export interface NewCustomerDraft {
  kind: 'person' | 'company' | 'partner' | 'supplier';
  name: string;
  email: string;
  phone: string;
  userId: string;
}

/** Puts what was searched for into the field where it belongs. */
export function fillFrom(typed: string): NewCustomerDraft {
  const text = typed.trim();
  const draft: NewCustomerDraft = { kind: 'person', name: '', email: '', phone: '', userId: '' };
  if (/^\S+@\S+$/.test(text)) return { ...draft, email: text };
  if (/^[+\d][\d\s/()-]{4,}$/.test(text)) return { ...draft, phone: text };
  return { ...draft, [/\d/.test(text) ? 'userId' : 'name']: text };
}

/** What is sent; null while nothing identifies the customer: a name alone would find nobody again. */
export function toNewCustomer(draft: NewCustomerDraft): CustomerInput | null {
  const identifiers = (['userId', 'email', 'phone'] as const)
    .map((kind) => ({ kind, value: draft[kind].trim() }))
    .filter(({ value }) => value !== '');
  if (identifiers.length === 0) return null;
  const name = draft.name.trim();
  return { kind: draft.kind, identifiers, traits: name === '' ? {} : { name } };
}
