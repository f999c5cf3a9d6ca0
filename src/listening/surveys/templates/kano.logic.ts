import type { Row } from '../definition.contract.ts';
import { comment, pageByPage, type SurveyTemplate, thanks, words } from './parts.logic.ts';

const features: readonly Row[] = [
  { id: 'callback', text: words('Sie können einen Rückruf zu einer Zeit Ihrer Wahl vereinbaren.', 'You can arrange a call back at a time of your choice.') },
  { id: 'tracking', text: words('Sie können jederzeit nachsehen, wie weit Ihr Anliegen ist.', 'You can look up at any time how far your request has got.') },
  { id: 'same_person', text: words('Sie haben einen festen Ansprechpartner.', 'You have one person to turn to.') },
  { id: 'same_day', text: words('Sie bekommen noch am selben Tag eine Antwort.', 'You get an answer on the same day.') },
  { id: 'clear_bill', text: words('Ihre Rechnung ist auf einen Blick zu verstehen.', 'Your bill can be understood at a glance.') },
];

export const kanoTemplate: SurveyTemplate = {
  key: 'kano', kind: 'other',
  nameDe: 'Begeistert oder selbstverständlich? (Kano)', nameEn: 'Delightful or taken for granted? (Kano)',
  descriptionDe: 'Zu jedem Merkmal zwei Fragen: wenn es das gibt, und wenn nicht. Daraus folgt, was begeistert, was sich auszahlt und was vorausgesetzt wird. Ersetzen Sie die Beispiele durch Ihre Merkmale.',
  descriptionEn: 'Two questions about each feature: if it is there, and if it is not. They show what delights, what pays off and what is taken for granted. Replace the examples with your features.',
  source: {
    author: 'Noriaki Kano, Nobuhiko Seraku, Fumio Takahashi, Shinichi Tsuji', title: 'Attractive Quality and Must-Be Quality (Journal of the Japanese Society for Quality Control 14/2)', year: 1984,
    noteDe: 'Fragenpaar und fünf Antworten wie im Original, übersetzt und frei formuliert; die Wichtigkeit nach Berger u. a. (1993).', noteEn: 'Pair of questions and five answers as in the original, freely translated; importance after Berger et al. (1993).',
  },
  definition: {
    languages: ['de', 'en'],
    title: words('Was ist Ihnen wichtig?', 'What matters to you?'),
    intro: words('Bitte sagen Sie uns zu jedem Punkt, wie Sie es fänden, wenn es das gäbe – und wie, wenn es das nicht gäbe.', 'Please tell us about each point how you would feel if it were there – and how if it were not.'),
    pages: [
      {
        id: 'features',
        questions: [{
          kind: 'pairs', id: 'features', roles: 'functional_dysfunctional', isShuffled: true, items: [...features],
          title: words('Wie fänden Sie das?', 'How would you feel about that?'),
          firstLabel: words('Wenn es das gibt', 'If it is there'), secondLabel: words('Wenn es das nicht gibt', 'If it is not there'),
          scale: {
            low: 1, high: 5,
            labels: {
              1: words('Das würde mich sehr freuen', 'I would be delighted'), 2: words('Das setze ich voraus', 'I expect it'), 3: words('Das ist mir egal', 'I do not mind'),
              4: words('Das nehme ich in Kauf', 'I can live with it'), 5: words('Das würde mich sehr stören', 'It would bother me a lot'),
            },
          },
        }],
      },
      {
        id: 'importance',
        questions: [
          { kind: 'importance', id: 'importance', isShuffled: true, items: [...features], title: words('Und wie wichtig ist Ihnen das?', 'And how important is that to you?'), scale: { low: 1, high: 9, lowLabel: words('gar nicht wichtig', 'not important at all'), highLabel: words('äußerst wichtig', 'extremely important') } },
          { ...comment, title: words('Was fehlt in dieser Liste?', 'What is missing from this list?') },
        ],
      },
    ],
    endings: [thanks],
    hidden: [],
    look: pageByPage,
  },
};
