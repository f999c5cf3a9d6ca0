import { describe, expect, it } from 'vitest';
import { checkDefinition } from '../drafts/check-definition.logic.ts';
import { definitionSchema } from '../definition.contract.ts';
import { templateKeys } from '../drafts/drafts.contract.ts';
import { completenessOf } from '../drafts/texts.logic.ts';
import { allTemplates } from './all-templates.logic.ts';

describe('templates of surveys', () => {
  it('are the eleven that we promise', () => {
    expect(allTemplates.map(({ key }) => key).sort()).toEqual([...templateKeys].sort());
  });

  it.each(allTemplates.map((template) => [template.key, template] as const))('%s can be published as it is, in both languages, and names its source', (_, { definition, source }) => {
    expect(definitionSchema.parse(definition)).toEqual(definition);
    expect(checkDefinition(definition)).toEqual([]);
    expect(completenessOf(definition).map(({ language, missing }) => [language, missing])).toEqual([['de', 0], ['en', 0]]);
    expect([source.author, source.title, source.noteDe, source.noteEn].filter((text) => text.trim() === '')).toEqual([]);
    expect(source.year).toBeGreaterThan(1950);
  });

  it('hold the 22 pairs of SERVQUAL: 4, 5, 4, 4 and 5 in five dimensions', () => {
    const servqual = allTemplates.find(({ key }) => key === 'servqual');
    const pairs = servqual?.definition.pages.flatMap(({ questions }) => questions.flatMap((question) => (question.kind === 'pairs' ? [[question.id, question.items.length]] : [])));
    expect(pairs).toEqual([['tangibles', 4], ['reliability', 5], ['responsiveness', 4], ['assurance', 4], ['empathy', 5]]);
  });

  it('hold the seven blocks of the European barometer', () => {
    const ecsi = allTemplates.find(({ key }) => key === 'ecsi');
    const dimensions = ecsi?.definition.pages.flatMap(({ questions }) => questions.flatMap((question) => ('rows' in question ? question.rows.map(({ dimension }) => dimension) : [question.dimension])));
    expect([...new Set(dimensions)].filter((dimension) => dimension !== undefined)).toEqual(['image', 'expectations', 'quality', 'value', 'satisfaction', 'complaints', 'loyalty']);
  });
});
