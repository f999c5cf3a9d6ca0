import { fc } from '../../kernel/testing/properties.ts';
import { describe, expect, it } from 'vitest';
import { idStartOf, maskEmail, maskIdentifier, maskPhone, maskPostcode, maskProperties, maskTraits, pseudonymOf, redactText, yearOf } from './masking.logic.ts';

describe('masked data', () => {
  it.each([
    ['jana@firma.de', 'j•••@•••.de'], ['Übel.Ralf@mail.example.co.uk', 'Ü•••@•••.uk'], ['@x', '•••@•••'], ['nobody', '•••@•••'], ['', '•••@•••'],
  ])('keeps of the e-mail address %s only %s', (email, masked) => expect(maskEmail(email)).toBe(masked));
  it.each([['+4915117654321', '•••21'], ['0151 / 76 54 32-1', '•••21'], ['110', '•••'], ['', '•••']])('keeps of the phone number %s only %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));
  it.each([['49610', '49•••'], ['SW1A 1AA', 'SW•••'], ['10', '•••'], ['', '•••']])('keeps of the postcode %s only %s', (postcode, masked) => expect(maskPostcode(postcode)).toBe(masked));
  it.each([['1971-03-29', '1971'], ['29.3.1971', '1971'], ['2003', '2003'], ['19710329', null], ['unknown', null], [19710329, null]])('keeps of the birthday %s only %s', (birthday, year) => expect(yearOf(birthday)).toBe(year));
  it('hides the value of identifiers and keeps their kind', () => {
    expect([{ kind: 'userId', value: 'u1' }, { kind: 'email', value: 'a@b.de' }, { kind: 'phone', value: '+49151123456' }].map(maskIdentifier))
      .toEqual([{ kind: 'userId', value: '•••' }, { kind: 'email', value: 'a•••@•••.de' }, { kind: 'phone', value: '•••56' }]);
  });
  it('leaves out traits of unknown meaning and shows own fields that are marked as not personal', () => {
    expect(maskTraits({ name: 'Eva', shoeSize: 38, plan: 'M', birthday: '1971-03-29', language: 'de', preferredChannel: 'mail eva@b.de', newsletter: true }, new Set(['shoeSize'])))
      .toEqual({ shoeSize: 38, birthday: '1971', language: 'de', preferredChannel: 'mail •••', newsletter: true });
  });
  it('keeps of the properties of a contact what counts and what is yes or no', () => {
    expect(maskProperties({ waitSeconds: 40, resolved: false, caller: 'Eva', phone: 4_915_117_654_321, list: ['Eva'] })).toEqual({ waitSeconds: 40, resolved: false });
  });
});

describe('free text', () => {
  it.each([
    ['Mail mir an eva.ohm@mail.de!', 'Mail mir an •••'],
    ['Rufen Sie 0151 / 76 54 321 an, Kunde 4711.', 'Rufen Sie ••• an, Kunde 4711.'],
    ['IBAN DE02 1203 0000 0000 2020 51 danke', 'IBAN DE••• danke'],
    ['Ich wohne Am Lindenweg 8a in Ulm', 'Ich wohne Am ••• in Ulm'],
    ['Frau Meier-Ohm war nett, Herr Li auch', 'Frau ••• war nett, Herr ••• auch'],
    ['siehe https://shop.example/o/4711?t=abc dort', 'siehe ••• dort'],
    ['Seit 3 Wochen 2 Ausfälle, 9,99 € zu viel', 'Seit 3 Wochen 2 Ausfälle, 9,99 € zu viel'],
  ])('%s', (text, redacted) => expect(redactText(text)).toBe(redacted));
  it('loses the name of who wrote it, in any case and part', () => {
    expect(redactText('Gruß, EVA Ohm-Klein. Evas Akku hält nicht.', ['Eva Ohm-Klein'])).toBe('Gruß, ••• •••-•••. Evas Akku hält nicht.');
  });
  it('loses names with signs that mean something in patterns', () => {
    expect(redactText('Anna (K.) schreibt', ['Anna (K.) [x] $1'])).toBe('••• (K.) schreibt');
  });
  it('holds no e-mail address and no phone number afterwards, whatever stands around them', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (before, after) => {
      const redacted = redactText(`${before} jana.ohm@firma.example +4915117654321 ${after}`);
      expect(redacted).not.toContain('jana.ohm');
      expect(redacted).not.toContain('7654321');
    }));
  });
  it('loses a name and a street however their letters are composed, and at the end of a long word', () => {
    expect(redactText('Gru\u0308ße von Mu\u0308ller', ['Müller'])).toBe('Grüße von •••');
    expect(redactText(`${'x'.repeat(70)}.Lindenstraße 5, hier`)).toBe('•••, hier');
  });
  it('is quick on a megabyte without spaces', () => {
    expect(redactText('a1-'.repeat(300_000)).length).toBeGreaterThan(0);
  });
});

describe('pseudonyms', () => {
  it('are the beginning of the id, and find it again', () => {
    const id = '6bb56009-9991-82c6-8a80-99ec1b1ad91e';
    expect(pseudonymOf(id)).toBe('K-6bb56009');
    expect(idStartOf(' k-6BB56009 ')).toBe('6bb56009');
    expect(idStartOf(id)).toBe(id);
  });
  it.each(['eva@b.de', 'Eva', '0151 76', 'K-', 'K-zzzz', '6bb5', 'u1'])('are never found by %s', (search) => expect(idStartOf(search)).toBeNull());
});
