import { describe, expect, it } from 'vitest';
import { definitionSchema } from '../../listening/surveys/definition.contract.ts';
import { namesOfItems } from './item-names.logic.ts';

const words = (de: string, en: string) => ({ de, en });
const definition = definitionSchema.parse({
  languages: ['de', 'en'], title: words('Umfrage', 'Survey'),
  pages: [{
    id: 'one',
    questions: [
      { kind: 'matrix', id: 'areas', title: words('Wie zufrieden?', 'How satisfied?'), scale: { low: 1, high: 5 }, rows: [{ id: 'net', dimension: 'network', text: words('Netz', 'Network') }, { id: 'shop', text: words('Filiale', 'Shop') }, { id: 'fast', dimension: 'speed', text: words('Tempo', 'Pace') }] },
      { kind: 'rating', id: 'again', dimension: 'speed', points: 5, title: words('Und das Tempo?', 'And the pace?') },
      { kind: 'rating', id: 'app', points: 5, title: words('Die App', 'The app') },
    ],
  }],
  endings: [{ id: 'thanks', title: words('Danke', 'Thanks') }], hidden: [], look: { showsProgress: true, allowsBack: true, isOneByOne: false },
});

describe('names of what was rated', () => {
  it('takes them from the survey, by dimension or item', () => {
    expect([...namesOfItems(definition, 'de')]).toEqual([['network', 'Netz'], ['areas.shop', 'Filiale'], ['app', 'Die App']]);
    expect(namesOfItems(definition, 'en').get('network')).toBe('Network');
  });
  it('names no dimension that two questions ask for', () => {
    expect(namesOfItems(definition, 'de').has('speed')).toBe(false);
  });
});
