import type { Page, Row, Words } from '../definition.contract.ts';
import { comment, pageByPage, type SurveyTemplate, thanks, words } from './parts.logic.ts';

const scale = {
  low: 1, high: 7, lowLabel: words('stimme gar nicht zu', 'do not agree at all'), highLabel: words('stimme voll zu', 'agree completely'), naLabel: words('kann ich nicht sagen', 'cannot say'),
};

type Statement = [id: string, de: string, en: string];

function pageOf(dimension: string, title: Words, statements: readonly Statement[]): Page {
  const items = statements.map(([id, de, en]): Row => ({ id, dimension, text: words(de, en) }));
  return {
    id: dimension,
    questions: [{
      kind: 'pairs', id: dimension, roles: 'expectation_experience', dimension, title, items, scale,
      help: words('Zuerst: wie es bei einem sehr guten Anbieter sein sollte. Dann: wie es bei uns ist.', 'First: how it should be at an excellent company. Then: how it is with us.'),
      firstLabel: words('So sollte es sein', 'How it should be'), secondLabel: words('So ist es bei Ihnen', 'How it is with you'),
    }],
  };
}

const tangibles = pageOf('tangibles', words('Was man sieht', 'What one sees'), [
  ['equipment', 'Technik und Ausstattung sind auf der Höhe der Zeit.', 'Equipment and technology are up to date.'],
  ['premises', 'Räume, Seiten und App sind ansprechend gestaltet.', 'Premises, pages and app are pleasant to look at.'],
  ['appearance', 'Die Mitarbeiter machen einen gepflegten Eindruck.', 'Staff make a well-kept impression.'],
  ['materials', 'Briefe, Rechnungen und Unterlagen sind gut gestaltet und lesbar.', 'Letters, bills and papers are well designed and readable.'],
]);
const reliability = pageOf('reliability', words('Verlässlichkeit', 'Reliability'), [
  ['keeps_dates', 'Was bis zu einem Termin zugesagt ist, geschieht bis dahin.', 'What is promised by a date is done by that date.'],
  ['takes_interest', 'Wenn etwas schiefgeht, will man es wirklich lösen.', 'When something goes wrong, people truly want to solve it.'],
  ['right_first_time', 'Die Leistung stimmt beim ersten Mal.', 'The service is right the first time.'],
  ['on_time', 'Die Leistung kommt zur genannten Zeit.', 'The service comes at the time that was named.'],
  ['no_errors', 'Daten und Abrechnungen sind fehlerfrei.', 'Records and bills are free of errors.'],
]);
const responsiveness = pageOf('responsiveness', words('Entgegenkommen', 'Responsiveness'), [
  ['says_when', 'Man sagt genau, wann etwas erledigt wird.', 'People say exactly when something will be done.'],
  ['prompt', 'Man wird ohne langes Warten bedient.', 'One is served without a long wait.'],
  ['willing', 'Die Mitarbeiter helfen von sich aus gern.', 'Staff are glad to help of their own accord.'],
  ['never_too_busy', 'Für Fragen ist immer jemand da, auch wenn viel los ist.', 'There is always somebody for questions, also when it is busy.'],
]);
const assurance = pageOf('assurance', words('Sicherheit und Können', 'Assurance and skill'), [
  ['confidence', 'Das Auftreten der Mitarbeiter schafft Vertrauen.', 'The way staff act inspires trust.'],
  ['safe', 'Verträge und Zahlungen fühlen sich sicher an.', 'Contracts and payments feel safe.'],
  ['courteous', 'Die Mitarbeiter sind gleichbleibend höflich.', 'Staff are polite every time.'],
  ['knowledge', 'Die Mitarbeiter können Fragen fachkundig beantworten.', 'Staff know enough to answer questions well.'],
]);
const empathy = pageOf('empathy', words('Eingehen auf den Einzelnen', 'Attention to the individual'), [
  ['individual', 'Man wird als einzelner Mensch behandelt, nicht als Nummer.', 'One is treated as a person, not as a number.'],
  ['hours', 'Die Zeiten, zu denen man jemanden erreicht, passen zum eigenen Alltag.', 'The hours at which one reaches somebody fit one’s own day.'],
  ['personal', 'Jemand kümmert sich persönlich um das Anliegen.', 'Somebody takes care of the matter in person.'],
  ['best_interest', 'Der Vorteil des Kunden liegt den Mitarbeitern am Herzen.', 'Staff have the customer’s interest at heart.'],
  ['understands', 'Die Mitarbeiter verstehen, was man gerade braucht.', 'Staff understand what one needs just then.'],
]);

export const servqualTemplate: SurveyTemplate = {
  key: 'servqual', kind: 'relationship',
  nameDe: 'Qualität der Leistung (SERVQUAL)', nameEn: 'Service quality (SERVQUAL)',
  descriptionDe: '22 Aussagen in fünf Dimensionen, jede zweimal: wie es sein sollte und wie es ist. Dazu, wie wichtig jede Dimension ist. Etwa acht Minuten.',
  descriptionEn: '22 statements in five dimensions, each twice: how it should be and how it is. Plus how important each dimension is. About eight minutes.',
  source: {
    author: 'A. Parasuraman, Valarie A. Zeithaml, Leonard L. Berry', title: 'SERVQUAL: A Multiple-Item Scale for Measuring Consumer Perceptions of Service Quality (Journal of Retailing 64/1); scale of 1991', year: 1988,
    noteDe: 'Aufbau, Dimensionen und sieben Stufen wie im Original; alle 22 Aussagen in unseren eigenen Worten.', noteEn: 'Structure, dimensions and seven points as in the original; all 22 statements in our own words.',
  },
  definition: {
    languages: ['de', 'en'],
    title: words('Wie gut ist unser Service?', 'How good is our service?'),
    intro: words('Bitte sagen Sie uns zu jeder Aussage zweierlei: wie es bei einem sehr guten Anbieter sein sollte, und wie es bei uns ist.', 'Please tell us two things about each statement: how it should be at an excellent company, and how it is with us.'),
    pages: [
      tangibles, reliability, responsiveness, assurance, empathy,
      {
        id: 'weights',
        questions: [
          {
            kind: 'importance', id: 'weights', title: words('Wie wichtig ist Ihnen …', 'How important to you is …'),
            scale: { low: 0, high: 10, lowLabel: words('unwichtig', 'not important'), highLabel: words('sehr wichtig', 'very important') },
            items: [
              { id: 'tangibles', dimension: 'tangibles', text: words('was man sieht: Räume, Technik, Unterlagen', 'what one sees: premises, technology, papers') },
              { id: 'reliability', dimension: 'reliability', text: words('dass Zugesagtes verlässlich geschieht', 'that what is promised is done reliably') },
              { id: 'responsiveness', dimension: 'responsiveness', text: words('dass man schnell und gern hilft', 'that people help quickly and gladly') },
              { id: 'assurance', dimension: 'assurance', text: words('dass man Bescheid weiß und Vertrauen schafft', 'that people know their job and inspire trust') },
              { id: 'empathy', dimension: 'empathy', text: words('dass man auf Sie persönlich eingeht', 'that people attend to you in person') },
            ],
          },
          { kind: 'rating', id: 'overall', role: 'overall', points: 10, title: words('Wie gut ist unser Service insgesamt?', 'How good is our service overall?'), lowLabel: words('sehr schlecht', 'very poor'), highLabel: words('ausgezeichnet', 'excellent') },
          comment,
        ],
      },
    ],
    endings: [thanks],
    hidden: [],
    look: pageByPage,
  },
};
