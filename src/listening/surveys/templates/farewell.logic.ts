import { oneByOne, type SurveyTemplate, words } from './parts.logic.ts';

export const farewellTemplate: SurveyTemplate = {
  key: 'farewell', kind: 'transactional',
  nameDe: 'Zum Abschied', nameEn: 'On leaving',
  descriptionDe: 'Nach der Kündigung: warum, wohin, und was hätte geholfen. Ohne den Versuch, jemanden zu überreden.',
  descriptionEn: 'After a cancellation: why, where to, and what would have helped. Without trying to talk anybody round.',
  source: {
    author: 'Susan M. Keaveney', title: 'Customer Switching Behavior in Service Industries: An Exploratory Study (Journal of Marketing 59/2)', year: 1995,
    noteDe: 'Die Gründe folgen den acht Gruppen des Aufsatzes, in unseren Worten.', noteEn: 'The reasons follow the eight groups of the article, in our words.',
  },
  definition: {
    languages: ['de', 'en'],
    title: words('Was hätten wir besser machen können?', 'What could we have done better?'),
    intro: words('Schade, dass Sie gehen. Zwei Minuten Ihrer Zeit helfen uns, es bei anderen besser zu machen.', 'We are sorry to see you go. Two minutes of your time help us do better for others.'),
    pages: [
      {
        id: 'reasons',
        questions: [
          {
            kind: 'choices', id: 'reasons', isShuffled: true, title: words('Warum gehen Sie?', 'Why are you leaving?'), help: words('Sie können mehrere Gründe nennen.', 'You can name several reasons.'),
            options: [
              { id: 'price', label: words('Preis: zu hoch, gestiegen oder nicht wie gesagt', 'Price: too high, raised or not as told') },
              { id: 'inconvenience', label: words('Zu umständlich: Wege, Zeiten, Wartezeiten', 'Too inconvenient: places, hours, waiting') },
              { id: 'core_failure', label: words('Die Leistung hat nicht gestimmt: Fehler, Ausfälle, falsche Rechnungen', 'The service failed: errors, outages, wrong bills') },
              { id: 'encounter', label: words('Wie man mit mir umging', 'How I was treated') },
              { id: 'response', label: words('Wie auf mein Problem reagiert wurde', 'How my problem was responded to') },
              { id: 'competition', label: words('Ein anderes Angebot war besser', 'Another offer was better') },
              { id: 'ethics', label: words('Ich fühlte mich nicht ehrlich behandelt', 'I did not feel treated honestly') },
              { id: 'involuntary', isFixed: true, label: words('Es lag nicht an Ihnen, etwa Umzug oder kein Bedarf mehr', 'It was not about you, for example a move or no more need') },
              { id: 'other', withText: true, isFixed: true, label: words('Etwas anderes, nämlich', 'Something else, namely') },
            ],
          },
          { kind: 'text', id: 'better_offer', lines: 'one', maxLength: 500, when: "has(reasons, 'competition')", title: words('Was ist dort besser?', 'What is better there?') },
          { kind: 'choice', id: 'told_us', when: "has(reasons, 'core_failure') or has(reasons, 'encounter') or has(reasons, 'response')", title: words('Hatten Sie uns vorher darauf hingewiesen?', 'Had you told us before?'), options: [{ id: 'solved', label: words('Ja, und es wurde gelöst', 'Yes, and it was solved') }, { id: 'unsolved', label: words('Ja, und es wurde nicht gelöst', 'Yes, and it was not solved') }, { id: 'no', label: words('Nein', 'No') }] },
        ],
      },
      {
        id: 'looking_back',
        questions: [
          { kind: 'text', id: 'comment', lines: 'many', role: 'comment', maxLength: 5_000, title: words('Was hätten wir tun können, damit Sie bleiben?', 'What could we have done to make you stay?'), help: words('Bitte schreiben Sie keine Passwörter oder Bankdaten hinein.', 'Please do not enter passwords or bank details.') },
          { kind: 'nps', id: 'nps', title: words('Wie wahrscheinlich ist es, dass Sie uns trotzdem weiterempfehlen?', 'How likely are you to recommend us all the same?'), lowLabel: words('sehr unwahrscheinlich', 'very unlikely'), highLabel: words('sehr wahrscheinlich', 'very likely') },
          { kind: 'choice', id: 'may_return', title: words('Können Sie sich vorstellen, einmal wiederzukommen?', 'Could you imagine coming back one day?'), options: [{ id: 'yes', label: words('Ja', 'Yes') }, { id: 'maybe', label: words('Vielleicht', 'Perhaps') }, { id: 'no', label: words('Nein', 'No') }] },
        ],
      },
    ],
    endings: [{ id: 'farewell', title: words('Vielen Dank und alles Gute!', 'Thank you, and all the best!'), text: words('Wir werben Sie mit diesen Angaben nicht an.', 'We will not use these answers to win you back.') }],
    hidden: [],
    look: oneByOne,
  },
};
