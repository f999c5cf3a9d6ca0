import type { Row } from '../definition.contract.ts';
import { oneByOne, type SurveyTemplate, words } from './parts.logic.ts';

const row = (id: string, dimension: string, de: string, en: string): Row => ({ id, dimension, text: words(de, en) });

export const employeePulseTemplate: SurveyTemplate = {
  key: 'employee_pulse', kind: 'employee',
  nameDe: 'Puls der Mitarbeiter', nameEn: 'Employee pulse',
  descriptionDe: 'Was Mitarbeiter mit Kundenkontakt brauchen, um gute Arbeit zu leisten, und was sie von Kunden hören. Zahlen erst ab der Mindestzahl; keine persönlichen Links verwenden.',
  descriptionEn: 'What staff who meet customers need to do good work, and what they hear from customers. Figures only from the minimum number on; do not use personal links.',
  source: {
    author: 'James L. Heskett, Thomas O. Jones, Gary W. Loveman, W. Earl Sasser Jr., Leonard A. Schlesinger', title: 'Putting the Service-Profit Chain to Work (Harvard Business Review 72/2)', year: 1994,
    noteDe: 'Der Aufsatz führt die Treue der Kunden auf die Arbeitsbedingungen derer zurück, die sie bedienen. Die Aussagen sind von uns.', noteEn: 'The article traces the loyalty of customers back to the working conditions of those who serve them. The statements are ours.',
  },
  definition: {
    languages: ['de', 'en'],
    title: words('Wie geht es Ihnen bei der Arbeit?', 'How are you doing at work?'),
    intro: words('Die Antworten sind anonym. Ergebnisse zeigen wir erst, wenn genügend Kollegen geantwortet haben.', 'Answers are anonymous. We show results only once enough colleagues have answered.'),
    pages: [{
      id: 'main',
      questions: [
        {
          kind: 'matrix', id: 'conditions', title: words('Wie sehr stimmen Sie zu?', 'How much do you agree?'),
          scale: { low: 1, high: 5, lowLabel: words('gar nicht', 'not at all'), highLabel: words('voll und ganz', 'completely'), naLabel: words('kann ich nicht sagen', 'cannot say') },
          rows: [
            row('tools', 'tools', 'Ich habe die Werkzeuge und Auskünfte, die ich für Kunden brauche.', 'I have the tools and information that I need for customers.'),
            row('latitude', 'latitude', 'Ich darf selbst entscheiden, was einem Kunden hilft.', 'I may decide by myself what helps a customer.'),
            row('teamwork', 'teamwork', 'Andere Abteilungen helfen mir schnell weiter.', 'Other departments help me quickly.'),
            row('recognition', 'recognition', 'Gute Arbeit am Kunden wird gesehen.', 'Good work for customers is noticed.'),
            row('load', 'load', 'Ich habe genug Zeit für jeden Kunden.', 'I have enough time for each customer.'),
          ],
        },
        { kind: 'rating', id: 'enps', points: 10, title: words('Wie gern würden Sie Freunden empfehlen, hier zu arbeiten?', 'How gladly would you recommend working here to friends?'), lowLabel: words('gar nicht gern', 'not at all'), highLabel: words('sehr gern', 'very gladly') },
        { kind: 'text', id: 'heard', lines: 'many', role: 'text', maxLength: 2_000, title: words('Was hören Sie zurzeit am häufigsten von Kunden?', 'What do you hear most often from customers these days?'), help: words('Bitte nennen Sie keine Namen.', 'Please do not name anybody.') },
        { kind: 'text', id: 'one_change', lines: 'many', role: 'text', maxLength: 2_000, title: words('Was sollten wir als Erstes ändern, damit Sie Kunden besser helfen können?', 'What should we change first so that you can help customers better?') },
      ],
    }],
    endings: [{ id: 'thanks', title: words('Vielen Dank!', 'Thank you!'), text: words('Die Ergebnisse sehen alle.', 'Everybody will see the results.') }],
    hidden: [],
    look: oneByOne,
  },
};
