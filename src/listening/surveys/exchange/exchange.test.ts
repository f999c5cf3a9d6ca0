import { fc } from '../../../kernel/testing/properties.ts';
import { describe, expect, it } from 'vitest';
import type { Definition } from '../definition.contract.ts';
import { readXliff } from './read-xliff.ts';
import { npsTemplate } from '../templates/nps.logic.ts';
import { readTextsCsv, writeTextsCsv } from './texts-csv.ts';
import { completenessOf, listTexts } from '../drafts/texts.logic.ts';
import { takeTranslations, TextsFault } from './translations.logic.ts';
import { writeXliff12, writeXliff20 } from './write-xliff.logic.ts';

const survey = (title: string, translation = ''): Definition => ({
  ...npsTemplate.definition, languages: ['de', 'fr'], endings: [{ id: 'thanks', title: { de: 'Danke', fr: 'Merci' } }],
  pages: [{ id: 'p', questions: [{ kind: 'text', id: 'why', lines: 'many', title: { de: title, ...(translation === '' ? {} : { fr: translation }) } }] }],
});
const write = (format: '1.2' | '2.0' | 'csv', definition: Definition) => {
  const texts = listTexts(definition);
  if (format === 'csv') return writeTextsCsv(texts, definition.languages);
  return (format === '1.2' ? writeXliff12 : writeXliff20)({ original: 'nps', sourceLanguage: 'de', targetLanguage: 'fr', texts });
};
const read = (format: '1.2' | '2.0' | 'csv', file: string) => (format === 'csv' ? readTextsCsv(file, 'de') : readXliff(file));
const formats = ['1.2', '2.0', 'csv'] as const;

describe('texts of a survey', () => {
  it('have names that stay when a question moves to another page', () => {
    expect(listTexts(survey('Warum?')).map(({ key }) => key)).toEqual(['title', 'why.title', 'endings.thanks.title']);
    expect(listTexts(npsTemplate.definition).map(({ key }) => key)).toContain('nps.lowLabel');
  });
  it('are complete in a language or not', () => {
    expect(completenessOf(survey('Warum?'))).toEqual([{ language: 'de', texts: 3, missing: 0, share: 1 }, { language: 'fr', texts: 3, missing: 2, share: 1 / 3 }]);
  });

  it.each(formats)('come back from %s as they were, whatever is in them', (format) => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 }).map((any) => any.replace(/[^\P{Cc}\n\t]/gu, '').toWellFormed()).filter((any) => any.trim() !== '' && !/[\uFFFE\uFFFF\r]/.test(any));
    const piped = fc.tuple(text, fc.constantFrom('', '{{ nps }}', '{{ why }} & <b>{{ nps + 1 }}</b>', '=1+1', '"quoted"; and, more', ']]>', '\n')).map(([one, more]) => one + more);
    fc.assert(fc.property(piped, piped, (original, translation) => {
      const before = survey(original, translation);
      const empty = survey(original);
      const { definition, outdated, unknown } = takeTranslations(empty, read(format, write(format, before)), undefined);
      expect(definition.pages).toEqual(before.pages);
      expect([outdated, unknown]).toEqual([[], []]);
    }), { numRuns: 60 });
  });

  it.each(formats)('of %s: tells of originals that were changed since, of places that are gone, and never touches the first language', (format) => {
    const file = write(format, survey('Alt', 'Vieux'));
    const now: Definition = { ...survey('Neu'), endings: [{ id: 'bye', title: { de: 'Ende' } }] };
    const taken = takeTranslations(now, read(format, file), undefined);
    expect(taken).toMatchObject({ changed: 1, languages: ['fr'], unknown: ['endings.thanks.title'], outdated: ['why.title'] });
    expect(taken.definition.pages[0]?.questions[0]?.title).toEqual({ de: 'Neu', fr: 'Vieux' });
  });
});

describe('files as translation tools give them back', () => {
  it('XLIFF 1.2: name space prefixes, notes, proposals, several states, CDATA', () => {
    const file = `<?xml version="1.0"?><x:xliff version="1.2" xmlns:x="urn:oasis:names:tc:xliff:document:1.2"><x:file original="nps" source-language="de" target-language="fr-fr"><x:header><x:note>hello</x:note></x:header><x:body><x:group id="g">
      <x:trans-unit id="why.title"><x:source>Warum <x:ph id="1">{{ nps }}</x:ph>?</x:source><x:target state="needs-review-translation">Pourquoi <x:ph id="1">{{ nps }}</x:ph><![CDATA[ & quoi]]>?</x:target><x:note>why?</x:note><x:alt-trans><x:source>other</x:source><x:target>other</x:target></x:alt-trans></x:trans-unit>
      <x:trans-unit id="title"><x:source>Titel</x:source><x:target/></x:trans-unit></x:group></x:body></x:file></x:xliff>`;
    const { languages, sources } = readXliff(file);
    expect([...languages]).toEqual([['fr-fr', new Map([['why.title', 'Pourquoi {{ nps }} & quoi?']])]]);
    expect(sources.get('why.title')).toBe('Warum {{ nps }}?');
    expect(takeTranslations(survey('Warum {{ nps }}?'), readXliff(file), undefined).definition.languages).toEqual(['de', 'fr', 'fr-FR']);
    expect(takeTranslations(survey('Warum {{ nps }}?'), readXliff(file), 'fr').definition.languages).toEqual(['de', 'fr']);
  });
  it('XLIFF 2.0: segments of one unit belong together, blanks between them too', () => {
    const file = `<xliff version="2.0" srcLang="de" trgLang="fr" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f"><unit id="why.title"><notes><note>x</note></notes><originalData><data id="d1">{{ nps }}</data></originalData><segment><source>Eins.</source><target>Un.</target></segment><ignorable><source> </source><target> </target></ignorable><segment><source>Zwei <ph id="1" dataRef="d1"/></source><target>Deux <ph id="1" dataRef="d1"/></target></segment></unit></file></xliff>`;
    expect(readXliff(file).languages.get('fr')?.get('why.title')).toBe('Un. Deux {{ nps }}');
  });
  it('CSV of a German Excel, with semicolons, and cells that a spreadsheet would run', () => {
    const { languages } = readTextsCsv('\uFEFFkey;de;fr\r\nwhy.title;Warum?;"\'=Pourquoi; hein?"\r\ntitle;Titel;\r\n', 'de');
    expect(languages).toEqual(new Map([['fr', new Map([['why.title', '=Pourquoi; hein?']])]]));
  });

  it('that is nested without end is refused at once, not after all of it was read', () => {
    expect(() => readXliff(`<xliff version="1.2">${'<g>'.repeat(1_000)}`)).toThrow('nested more than 100 deep');
    expect(() => readXliff(`<xliff version="1.2">${'<g/>'.repeat(400_001)}</xliff>`)).toThrow('more than 400000 elements');
  });
  it.each([
    ['a bomb of entities', () => readXliff('<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><xliff version="1.2"><file source-language="de" target-language="fr"><body><trans-unit id="a"><source>&b;</source></trans-unit></body></file></xliff>')],
    ['a file from elsewhere', () => readXliff('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff version="1.2"><file><body><trans-unit id="a"><source>&a;</source></trans-unit></body></file></xliff>')],
    ['broken XML', () => readXliff('<xliff version="1.2"><file>')],
    ['HTML', () => readXliff('<html><body/></html>')],
    ['another version', () => readXliff('<xliff version="3.0"/>')],
    ['a CSV without keys', () => readTextsCsv('de,fr\na,b\n', 'de')],
    ['a CSV with an open quote', () => readTextsCsv('key,fr\n"a,b\n', 'de')],
    ['a language that is none', () => takeTranslations(survey('x'), readTextsCsv('key,Französisch\nwhy.title,Pourquoi\n', 'de'), undefined)],
    ['no language at all', () => takeTranslations(survey('x'), readXliff('<xliff version="1.2"><file source-language="de"><body><trans-unit id="title"><source>x</source><target>y</target></trans-unit></body></file></xliff>'), undefined)],
  ])('are refused in one sentence: %s', (_, take) => {
    expect(take).toThrow(TextsFault);
  });
});
