import { oneByOne, type SurveyTemplate, words } from './parts.logic.ts';

export const productIdeaTemplate: SurveyTemplate = {
  key: 'product_idea', kind: 'idea',
  nameDe: 'Idee für ein Produkt', nameEn: 'Product idea',
  descriptionDe: 'Kunden schlagen etwas vor: welches Problem, wie sie sich heute behelfen, was helfen würde – und ob sie mitmachen wollen.',
  descriptionEn: 'Customers propose something: which problem, how they make do today, what would help – and whether they want to take part.',
  source: {
    author: 'Eric von Hippel', title: 'Lead Users: A Source of Novel Product Concepts (Management Science 32/7)', year: 1986,
    noteDe: 'Wer ein Problem als Erster hat und sich selbst behilft, weiß oft die Lösung. Die Fragen sind von uns.', noteEn: 'Those who meet a problem first and help themselves often know the solution. The questions are ours.',
  },
  definition: {
    languages: ['de', 'en'],
    title: words('Ihre Idee', 'Your idea'),
    pages: [
      {
        id: 'idea',
        questions: [
          { kind: 'text', id: 'problem', lines: 'many', role: 'text', isRequired: true, maxLength: 2_000, title: words('Was stört Sie, oder was fehlt Ihnen?', 'What bothers you, or what do you miss?') },
          { kind: 'text', id: 'workaround', lines: 'many', role: 'text', maxLength: 2_000, title: words('Wie behelfen Sie sich heute?', 'How do you make do today?') },
          { kind: 'text', id: 'idea', lines: 'many', role: 'comment', maxLength: 5_000, title: words('Was wäre Ihre Lösung?', 'What would be your solution?') },
          { kind: 'file', id: 'sketch', types: ['image', 'pdf'], maxFiles: 3, maxBytes: 5_000_000, title: words('Haben Sie eine Skizze oder ein Bild?', 'Do you have a sketch or a picture?') },
          { kind: 'rating', id: 'how_much', points: 5, title: words('Wie viel würde Ihnen das bringen?', 'How much would that do for you?'), lowLabel: words('ein wenig', 'a little'), highLabel: words('sehr viel', 'a great deal') },
        ],
      },
      {
        id: 'contact',
        questions: [
          { kind: 'choice', id: 'wants_part', title: words('Dürfen wir uns melden, wenn wir daran arbeiten?', 'May we get in touch when we work on it?'), options: [{ id: 'yes', label: words('Ja, gern', 'Yes, gladly') }, { id: 'no', label: words('Nein', 'No') }] },
          { kind: 'contact', id: 'contact', when: "wants_part == 'yes'", title: words('Wie erreichen wir Sie?', 'How do we reach you?'), fields: [{ field: 'firstName' }, { field: 'lastName' }, { field: 'email', isRequired: true }] },
          { kind: 'consent', id: 'consent', when: "wants_part == 'yes'", isRequired: true, purpose: 'feedback', title: words('Ihre Einwilligung', 'Your consent'), label: words('Sie dürfen mir wegen dieser Idee schreiben. Ich kann das jederzeit widerrufen.', 'You may write to me about this idea. I can take this back at any time.') },
        ],
      },
    ],
    endings: [{ id: 'thanks', title: words('Vielen Dank für Ihre Idee!', 'Thank you for your idea!'), text: words('Wir lesen jede einzelne.', 'We read every single one.') }],
    hidden: [],
    look: oneByOne,
  },
};
