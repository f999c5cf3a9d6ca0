import type { Definition, Row, Words } from '../definition.contract.ts';
import { comment, oneByOne, recommendation, satisfaction, type SurveyTemplate, thanks, words } from './parts.logic.ts';

/** Statements about a contact, by dimension. */
const statements: Readonly<Record<string, Words>> = {
  speed: words('Es ging schnell', 'It was quick'),
  ease: words('Es war einfach', 'It was easy'),
  reliability: words('Es war verlässlich', 'It was reliable'),
  friendliness: words('Wir waren freundlich', 'We were friendly'),
  competence: words('Wir wussten Bescheid', 'We knew our job'),
  information: words('Sie waren gut informiert', 'You were kept informed'),
};

/** A dimension that we have no words for gets its code, for the editor to word. */
const itemOf = (dimension: string): Row => ({ id: dimension, dimension, text: statements[dimension] ?? words(dimension, dimension) });

/** One minute after a contact: expectation and experience side by side, recommendation, a comment. */
export function afterContact({ dimensions, withCsat, title }: { dimensions: readonly string[]; withCsat: boolean; title: Words }): Definition {
  return {
    languages: ['de', 'en'],
    title,
    pages: [{
      id: 'main',
      questions: [
        {
          kind: 'pairs', id: 'pairs', roles: 'expectation_experience',
          title: words('Was hatten Sie erwartet, und wie war es dann?', 'What did you expect, and how was it?'),
          items: dimensions.map(itemOf),
          scale: { low: 0, high: 10, lowLabel: words('gar nicht', 'not at all'), highLabel: words('voll und ganz', 'completely') },
          firstLabel: words('Meine Erwartung', 'My expectation'), secondLabel: words('Mein Erlebnis', 'My experience'),
        },
        ...(withCsat ? [satisfaction] : []),
        recommendation,
        comment,
      ],
    }],
    endings: [thanks],
    hidden: [],
    look: oneByOne,
  };
}

export const afterContactTemplate: SurveyTemplate = {
  key: 'after_contact', kind: 'transactional',
  nameDe: 'Nach dem Kontakt: Erwartung und Erlebnis', nameEn: 'After a contact: expectation and experience',
  descriptionDe: 'Was der Kunde erwartet hatte und wie es war, auf denselben Stufen; dazu Weiterempfehlung und ein Kommentar. Eine Minute.',
  descriptionEn: 'What customers expected and how it was, on the same scale; plus recommendation and a comment. One minute.',
  source: {
    author: 'Richard L. Oliver', title: 'A Cognitive Model of the Antecedents and Consequences of Satisfaction Decisions (Journal of Marketing Research 17/4)', year: 1980,
    noteDe: 'Zufriedenheit entsteht aus dem Vergleich von Erwartung und Erlebnis. Die Fragen sind von uns.', noteEn: 'Satisfaction comes from comparing expectation and experience. The questions are ours.',
  },
  definition: afterContact({ dimensions: ['speed', 'friendliness', 'information'], withCsat: true, title: words('Wie war es bei uns?', 'How was it with us?') }),
};
