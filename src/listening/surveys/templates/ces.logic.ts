import { comment, oneByOne, type SurveyTemplate, thanks, words } from './parts.logic.ts';

export const cesTemplate: SurveyTemplate = {
  key: 'ces', kind: 'transactional',
  nameDe: 'Aufwand des Kunden (CES)', nameEn: 'Customer effort (CES)',
  descriptionDe: 'Haben wir es dem Kunden leicht gemacht? Sieben Stufen; wer Mühe hatte, sagt, wo.',
  descriptionEn: 'Did we make it easy? Seven points; whoever struggled says where.',
  source: {
    author: 'Matthew Dixon, Karen Freeman, Nicholas Toman', title: 'Stop Trying to Delight Your Customers (Harvard Business Review 88/7–8); second form in Dixon, Toman, DeLisi, The Effortless Experience (2013)', year: 2010,
    noteDe: 'Zustimmung zu „leicht gemacht“ auf sieben Stufen wie in der zweiten Fassung, in unseren Worten.', noteEn: 'Agreement with “made it easy” on seven points as in the second form, in our words.',
  },
  definition: {
    languages: ['de', 'en'],
    title: words('War es leicht?', 'Was it easy?'),
    pages: [{
      id: 'main',
      questions: [
        {
          kind: 'ces', id: 'ces', points: 7,
          title: words('„Ich konnte mein Anliegen bei Ihnen ohne große Mühe erledigen.“', '“I was able to get this done with you without much trouble.”'),
          lowLabel: words('stimme gar nicht zu', 'do not agree at all'), highLabel: words('stimme voll zu', 'agree completely'),
        },
        {
          kind: 'choices', id: 'obstacles', isShuffled: true, when: 'ces <= 4',
          title: words('Was hat Mühe gemacht?', 'What took trouble?'),
          options: [
            { id: 'contact_again', label: words('Ich musste mich mehrmals melden.', 'I had to get in touch more than once.') },
            { id: 'repeat_myself', label: words('Ich musste alles noch einmal erklären.', 'I had to explain everything again.') },
            { id: 'change_channel', label: words('Ich musste den Weg wechseln, etwa von der App zum Telefon.', 'I had to switch channels, for example from the app to the phone.') },
            { id: 'passed_on', label: words('Ich wurde weitergereicht.', 'I was passed on.') },
            { id: 'find', label: words('Ich habe lange gesucht, wo es geht.', 'It took me long to find out where to do it.') },
            { id: 'other', withText: true, isFixed: true, label: words('Etwas anderes, nämlich', 'Something else, namely') },
          ],
        },
        { kind: 'choice', id: 'is_solved', title: words('Ist Ihr Anliegen erledigt?', 'Has it been settled?'), options: [{ id: 'yes', label: words('Ja', 'Yes') }, { id: 'no', label: words('Nein', 'No') }, { id: 'unknown', label: words('Weiß ich noch nicht', 'I do not know yet') }] },
        comment,
      ],
    }],
    endings: [thanks],
    hidden: [],
    look: oneByOne,
  },
};
