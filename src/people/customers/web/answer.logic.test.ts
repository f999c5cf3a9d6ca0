import { describe, expect, it } from 'vitest';
import type { Address, Contract } from '../customers.contract.ts';
import { readAnswer, readRole } from './answer.logic.ts';

const contract = (change: Partial<Contract>): Contract => ({
  id: '0', number: 'V-1', product: 'Nordfunk M', accountId: null, startsOn: '2024-03-01', endsOn: null, monthlyCents: 1999, status: 'active', ...change,
});
const address = (change: Partial<Address>): Address => ({
  id: '0', kind: 'home', street: 'Wilhelmshöher Allee 12', postcode: '34117', city: 'Kassel', country: 'DE', cell: null, validFrom: null, validTo: null, ...change,
});
const nobody = { kind: 'person' as const, traits: {}, firstAt: null, contracts: [], addresses: [], mood: [] };

describe('the answer to "who is this?"', () => {
  it('names the running contract, the first start and the home', () => {
    const facts = readAnswer({
      ...nobody, traits: { salutation: 'Frau' },
      contracts: [contract({ product: 'Nordfunk S', startsOn: '2024-03-01', endsOn: '2025-02-28', status: 'ended' }), contract({ startsOn: '2025-03-01' })],
      addresses: [address({ kind: 'delivery', city: 'Fulda' }), address({})],
    }, '2026-03-04');
    expect(facts).toEqual({ role: 'woman', relation: { kind: 'since', from: '2024-03-01' }, product: 'Nordfunk M', moreContracts: 0, city: 'Kassel', mood: null });
  });
  it('names the contract that costs most and counts the others', () => {
    const facts = readAnswer({ ...nobody, contracts: [contract({ product: 'Kids', monthlyCents: 799, startsOn: '2025-09-01' }), contract({}), contract({ product: 'Uhr', monthlyCents: null })] }, '2026-03-04');
    expect([facts.product, facts.moreContracts]).toEqual(['Nordfunk M', 2]);
  });
  it('says until when somebody was under contract', () => {
    const facts = readAnswer({ ...nobody, contracts: [contract({ endsOn: '2025-12-31', status: 'ended' })] }, '2026-03-04');
    expect(facts.relation).toEqual({ kind: 'until', to: '2025-12-31' });
    expect(facts.product).toBeNull();
  });
  it('says since when somebody without a contract is known', () => {
    expect(readAnswer({ ...nobody, firstAt: '2025-11-05T10:00:00Z' }, '2026-03-04').relation).toEqual({ kind: 'known', from: '2025-11-05T10:00:00Z' });
  });
  it('does not speak of a contract that begins tomorrow, nor of a home that was left', () => {
    const facts = readAnswer({ ...nobody, contracts: [contract({ startsOn: '2026-03-05', status: 'planned' })], addresses: [address({ validTo: '2026-03-03' })] }, '2026-03-04');
    expect([facts.relation.kind, facts.product, facts.city]).toEqual(['unknown', null, null]);
  });
});

describe('how we speak of somebody', () => {
  it('follows the salutation that was given and never guesses', () => {
    expect(readRole({ kind: 'person', traits: { gender: 'female' } })).toBe('woman');
    expect(readRole({ kind: 'person', traits: { salutation: 'Mr.' } })).toBe('man');
    expect(readRole({ kind: 'person', traits: { firstName: 'Sabine' } })).toBe('person');
    expect(readRole({ kind: 'company', traits: { salutation: 'Frau' } })).toBe('company');
  });
});
