import { describe, expect, it } from 'vitest';
import { emptyDraft, readCents, readDraft, toDraft } from './records.logic.ts';

describe('amounts as people write them', () => {
  it('are read with comma and point', () => {
    expect(['19,99', '19.99', '1.019,99', '1,019.99', '20', '20 €', '0,5', '1.000'].map(readCents)).toEqual([1999, 1999, 101999, 101999, 2000, 2000, 50, 100000]);
  });
  it('are refused when they are none', () => {
    expect(['', 'abc', '-5', '1,999,9,9', '19,999,9x'].map(readCents)).toEqual([null, null, null, null, null]);
  });
});

describe('a contract in the form', () => {
  it('comes back as it was', () => {
    const draft = toDraft('contracts', { id: '1', number: 'V-1', product: 'M', accountId: null, startsOn: '2024-03-01', endsOn: null, monthlyCents: 1999, status: 'active' }, true);
    expect(draft).toEqual({ product: 'M', number: 'V-1', startsOn: '2024-03-01', endsOn: '', monthlyCents: '19,99' });
    expect(readDraft('contracts', draft)).toEqual({ ok: true, body: { product: 'M', number: 'V-1', startsOn: '2024-03-01', endsOn: null, monthlyCents: 1999 } });
  });
  it('names every field that is wrong', () => {
    const reading = readDraft('contracts', { product: ' ', number: 'V-1', startsOn: '2024-03-01', endsOn: '2024-02-01', monthlyCents: 'viel' });
    expect(reading).toEqual({ ok: false, wrong: { product: 'missing', monthlyCents: 'money', endsOn: 'order' } });
  });
});

describe('a new record', () => {
  it('begins today; an address is a home in Germany', () => {
    expect(emptyDraft('devices', '2026-03-04')['ownedFrom']).toBe('2026-03-04');
    expect(emptyDraft('addresses', '2026-03-04')).toMatchObject({ kind: 'home', country: 'DE', validFrom: '' });
  });
  it('sends an unknown street as empty, an unknown cell as unknown', () => {
    expect(readDraft('addresses', { ...emptyDraft('addresses', '2026-03-04'), city: 'Kassel' })).toMatchObject({ ok: true, body: { street: '', postcode: '', cell: null } });
  });
  it('accepts a country in small letters and refuses a word', () => {
    const address = { kind: 'home', street: 'Am Markt 1', postcode: '34117', city: 'Kassel', cell: '', validFrom: '', validTo: '' };
    expect(readDraft('addresses', { ...address, country: 'de' })).toMatchObject({ ok: true, body: { country: 'DE', cell: null } });
    expect(readDraft('addresses', { ...address, country: 'D3' })).toEqual({ ok: false, wrong: { country: 'country' } });
  });
});
