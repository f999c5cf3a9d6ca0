import type { Definition } from '../../../listening/surveys/definition.contract.ts';

const words = (de: string, en: string) => ({ de, en });
const option = (id: string, de: string, en: string) => ({ id, label: words(de, en) });

/** Nordfunk's yearly survey: how customers see the company as a whole, with branches for critics and friends. */
export const customerSurvey: Definition = {
  languages: ['de', 'en'],
  title: words('Nordfunk und Sie', 'Nordfunk and you'),
  intro: words('Sechs kurze Fragen, etwa zwei Minuten. Ihre Antworten lesen Menschen.', 'Six short questions, about two minutes. People read your answers.'),
  pages: [
    {
      id: 'score',
      questions: [{
        kind: 'nps', id: 'nps', isRequired: true, title: words('Wie wahrscheinlich ist es, dass Sie Nordfunk Freunden oder Kollegen empfehlen?', 'How likely are you to recommend Nordfunk to friends or colleagues?'),
        lowLabel: words('sehr unwahrscheinlich', 'very unlikely'), highLabel: words('sehr wahrscheinlich', 'very likely'),
      }],
      jumps: [{ when: 'nps >= 9', to: 'friends' }],
    },
    {
      id: 'reasons',
      questions: [
        {
          kind: 'choices', id: 'reasons', max: 3, isShuffled: true, title: words('Was hat Sie davon abgehalten, uns mehr als {{ nps }} Punkte zu geben?', 'What kept you from giving more than {{ nps }} points?'),
          options: [
            option('network', 'Netz und Empfang', 'Network and reception'), option('price', 'Preis', 'Price'), option('waiting', 'Wartezeiten', 'Waiting times'), option('invoice', 'Rechnung', 'Invoice'), option('repair', 'Reparatur', 'Repair'),
            { ...option('other', 'etwas anderes', 'something else'), withText: true, isFixed: true }, { ...option('none', 'nichts davon', 'none of these'), isExclusive: true, isFixed: true },
          ],
        },
        { kind: 'text', id: 'improve', lines: 'many', role: 'comment', when: 'nps <= 6', title: words('Was müssten wir als Erstes besser machen?', 'What would we have to do better first?') },
      ],
    },
    { id: 'friends', when: 'nps >= 9', questions: [{ kind: 'text', id: 'praise', lines: 'many', role: 'comment', title: words('Was gefällt Ihnen am besten?', 'What do you like best?') }] },
    {
      id: 'areas',
      questions: [
        {
          kind: 'matrix', id: 'areas', title: words('Wie zufrieden sind Sie im Einzelnen?', 'How satisfied are you in detail?'),
          scale: { low: 1, high: 5, lowLabel: words('gar nicht zufrieden', 'not satisfied at all'), highLabel: words('sehr zufrieden', 'very satisfied'), naLabel: words('kann ich nicht sagen', 'cannot say') },
          rows: [
            { id: 'network', dimension: 'network', text: words('Netz', 'Network') }, { id: 'service', dimension: 'service', text: words('Beratung am Telefon', 'Advice on the phone') }, { id: 'shop', dimension: 'shop', text: words('Filiale', 'Shop') },
            { id: 'app', dimension: 'app', text: words('App', 'App') }, { id: 'price', dimension: 'price', text: words('Preis', 'Price') },
          ],
        },
        {
          kind: 'ranking', id: 'wishes', top: 3, isShuffled: true, title: words('Was ist Ihnen am wichtigsten? Die ersten drei.', 'What matters most to you? The first three.'),
          options: [option('coverage', 'überall Empfang', 'reception everywhere'), option('fair_price', 'fairer Preis', 'a fair price'), option('quick_help', 'schnelle Hilfe', 'quick help'), option('clear_bill', 'verständliche Rechnung', 'a clear invoice'), option('good_app', 'gute App', 'a good app')],
        },
      ],
    },
    { id: 'contact', when: 'nps <= 6', questions: [{ kind: 'consent', id: 'call_me', title: words('Dürfen wir Sie dazu anrufen?', 'May we call you about it?'), label: words('Ja, bitte rufen Sie mich an.', 'Yes, please call me.') }] },
  ],
  endings: [
    { id: 'sorry', when: 'nps <= 6', title: words('Danke für Ihre Offenheit.', 'Thank you for being frank.'), text: words('Wir sehen uns das an.', 'We will look into it.') },
    { id: 'thanks', title: words('Vielen Dank!', 'Thank you!'), text: words('Ihre Antworten sind angekommen.', 'Your answers have arrived.') },
  ],
  hidden: [{ id: 'wave', label: 'Welle' }],
  look: { showsProgress: true, allowsBack: true, isOneByOne: false },
};
