import { describe, expect, it } from 'vitest';
import { markHits, pickIdentifiers, readSearchTerm } from './search-term.logic.ts';

const kinds = ['userId', 'email', 'phone'];

describe('what was typed', () => {
  it('is an exact identifier when it names a kind that exists', () => {
    expect(readSearchTerm('email: a@b.de', kinds)).toEqual({ kind: 'identifier', identifier: 'email:a@b.de' });
  });
  it('is searched otherwise, also with a colon in it', () => {
    expect(readSearchTerm('Re: Rechnung', kinds)).toEqual({ kind: 'words', search: 'Re: Rechnung' });
    expect(readSearchTerm('email:', kinds)).toEqual({ kind: 'words', search: 'email:' });
  });
  it('asks for all when there is nothing but spaces', () => {
    expect(readSearchTerm('  ', kinds)).toEqual({ kind: 'all' });
  });
});

describe('hits in a text', () => {
  it('are marked whatever their case and accents', () => {
    expect(markHits('Jörg Köhler', 'kohler')).toEqual([{ text: 'Jörg ', isHit: false }, { text: 'Köhler', isHit: true }]);
  });
  it('treat what was typed as text, not as a pattern', () => {
    expect(markHits('a.b (c)', '(c)')).toEqual([{ text: 'a.b ', isHit: false }, { text: '(c)', isHit: true }]);
  });
  it('ignore single letters', () => {
    expect(markHits('anna', 'a')).toEqual([{ text: 'anna', isHit: false }]);
  });
});

describe('identifiers beside a name', () => {
  it('show the hit first and hide what only machines know', () => {
    const all = [{ kind: 'anonymousId', value: '7f3a' }, { kind: 'email', value: 'k@web.de' }, { kind: 'userId', value: 'NF-100' }, { kind: 'phone', value: '+49171555' }];
    expect(pickIdentifiers(all, '', 2)).toEqual({ shown: [{ kind: 'userId', value: 'NF-100' }, { kind: 'email', value: 'k@web.de' }], more: 2 });
    expect(pickIdentifiers(all, '171555', 1).shown).toEqual([{ kind: 'phone', value: '+49171555' }]);
  });
});
