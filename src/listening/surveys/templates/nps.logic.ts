import { oneByOne, recommendation, type SurveyTemplate, thanks, words } from './parts.logic.ts';

export const npsTemplate: SurveyTemplate = {
  key: 'nps', kind: 'relationship',
  nameDe: 'Weiterempfehlung (NPS)', nameEn: 'Recommendation (NPS)',
  descriptionDe: 'Die Beziehung als Ganzes: eine Zahl von 0 bis 10, und was den Ausschlag gibt. Die Nachfrage richtet sich nach der Zahl.',
  descriptionEn: 'The relationship as a whole: one number from 0 to 10, and what tips the scales. The follow-up depends on the number.',
  source: {
    author: 'Frederick F. Reichheld', title: 'The One Number You Need to Grow (Harvard Business Review 81/12)', year: 2003,
    noteDe: 'Die Frage und ihre Stufen folgen dem Aufsatz; die Nachfragen sind von uns. „Net Promoter“ und „NPS“ sind Marken von Bain & Company, NICE Systems und Fred Reichheld.', noteEn: 'The question and its points follow the article; the follow-ups are ours. “Net Promoter” and “NPS” are trademarks of Bain & Company, NICE Systems and Fred Reichheld.',
  },
  definition: {
    languages: ['de', 'en'],
    title: words('Würden Sie uns empfehlen?', 'Would you recommend us?'),
    pages: [
      { id: 'score', questions: [{ ...recommendation, title: words('Wie wahrscheinlich ist es, dass Sie uns Freunden oder Kollegen weiterempfehlen?', 'How likely are you to recommend us to friends or colleagues?') }] },
      {
        id: 'reason',
        questions: [
          { kind: 'text', id: 'what_must_change', lines: 'many', role: 'comment', when: 'nps <= 6', title: words('Was müssten wir ändern, damit Sie uns empfehlen?', 'What would we have to change for you to recommend us?') },
          { kind: 'text', id: 'what_is_missing', lines: 'many', role: 'comment', when: 'nps in [7, 8]', title: words('Was fehlt noch zu einer 10?', 'What is missing for a 10?') },
          { kind: 'text', id: 'what_is_good', lines: 'many', role: 'comment', when: 'nps >= 9', title: words('Was gefällt Ihnen an uns am besten?', 'What do you like best about us?') },
        ],
      },
    ],
    endings: [
      { id: 'sorry', when: 'nps <= 6', title: words('Danke für Ihre Offenheit.', 'Thank you for being frank.'), text: words('Ihre Antwort lesen Menschen, keine Maschine.', 'People read your answer, not a machine.') },
      thanks,
    ],
    hidden: [],
    look: oneByOne,
  },
};
