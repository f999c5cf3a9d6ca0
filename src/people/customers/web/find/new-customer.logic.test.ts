import { describe, expect, it } from 'vitest';
import { fillFrom, toNewCustomer } from './new-customer.logic.ts';

describe('a new customer', () => {
  it('begins with what was searched for, in the field where it belongs', () => {
    expect(fillFrom('anna@web.de').email).toBe('anna@web.de');
    expect(fillFrom('+49 171 55').phone).toBe('+49 171 55');
    expect(fillFrom('Anna Kühn').name).toBe('Anna Kühn');
    expect(fillFrom('NF-100').userId).toBe('NF-100');
  });
  it('needs at least one identifier', () => {
    expect(toNewCustomer({ ...fillFrom(''), name: 'Anna Kühn' })).toBeNull();
    expect(toNewCustomer({ ...fillFrom(''), name: ' Anna Kühn ', email: ' anna@web.de' })).toEqual({
      kind: 'person', identifiers: [{ kind: 'email', value: 'anna@web.de' }], traits: { name: 'Anna Kühn' },
    });
  });
});
