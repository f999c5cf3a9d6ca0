import { comment, oneByOne, type SurveyTemplate, thanks, words } from './parts.logic.ts';

export const onboardingTemplate: SurveyTemplate = {
  key: 'onboarding', kind: 'transactional',
  nameDe: 'Der Anfang als Kunde', nameEn: 'The first weeks as a customer',
  descriptionDe: 'Etwa zwei Wochen nach dem Vertrag: Kam alles an, läuft alles, war es wie erwartet? Wer noch nicht fertig ist, wird gefragt, woran es hängt.',
  descriptionEn: 'About two weeks after the contract: did everything arrive, does it work, was it as expected? Whoever is not ready yet is asked what is in the way.',
  source: {
    author: 'Katherine N. Lemon, Peter C. Verhoef', title: 'Understanding Customer Experience Throughout the Customer Journey (Journal of Marketing 80/6)', year: 2016,
    noteDe: 'Der Aufsatz zeigt, dass jede Phase der Kundenreise für sich gemessen gehört. Die Fragen sind von uns.', noteEn: 'The article shows that each stage of the journey deserves a measurement of its own. The questions are ours.',
  },
  definition: {
    languages: ['de', 'en'],
    title: words('Sind Sie gut angekommen?', 'Have you settled in well?'),
    pages: [
      {
        id: 'state',
        questions: [{
          kind: 'choice', id: 'is_running', title: words('Können Sie alles nutzen, was Sie bestellt haben?', 'Can you use everything you ordered?'),
          options: [{ id: 'yes', label: words('Ja, alles läuft', 'Yes, everything works') }, { id: 'partly', label: words('Teilweise', 'Partly') }, { id: 'no', label: words('Nein, noch nicht', 'No, not yet') }],
        }],
        jumps: [{ when: "is_running == 'yes'", to: 'experience' }],
      },
      {
        id: 'obstacles',
        questions: [
          {
            kind: 'choices', id: 'obstacles', title: words('Woran hängt es?', 'What is in the way?'),
            options: [
              { id: 'delivery', label: words('Etwas ist noch nicht angekommen', 'Something has not arrived yet') },
              { id: 'activation', label: words('Die Freischaltung', 'The activation') },
              { id: 'instructions', label: words('Die Anleitung', 'The instructions') },
              { id: 'access', label: words('Anmeldung oder Kennwort', 'Signing in or the password') },
              { id: 'defect', label: words('Etwas funktioniert nicht', 'Something does not work') },
              { id: 'no_time', label: words('Ich bin noch nicht dazu gekommen', 'I have not got round to it'), isExclusive: true },
              { id: 'other', withText: true, isFixed: true, label: words('Etwas anderes, nämlich', 'Something else, namely') },
            ],
          },
          { kind: 'choice', id: 'wants_call', title: words('Sollen wir Sie anrufen?', 'Shall we call you?'), options: [{ id: 'yes', label: words('Ja, bitte', 'Yes, please') }, { id: 'no', label: words('Nein, danke', 'No, thank you') }] },
        ],
      },
      {
        id: 'experience',
        questions: [
          {
            kind: 'pairs', id: 'pairs', roles: 'expectation_experience', title: words('Was hatten Sie vom Anfang bei uns erwartet, und wie war es?', 'What did you expect of the start with us, and how was it?'),
            items: [
              { id: 'speed', dimension: 'speed', text: words('Es ging schnell', 'It was quick') },
              { id: 'ease', dimension: 'ease', text: words('Die Einrichtung war einfach', 'Setting up was easy') },
              { id: 'information', dimension: 'information', text: words('Ich wusste immer, was als Nächstes kommt', 'I always knew what came next') },
            ],
            scale: { low: 0, high: 10, lowLabel: words('gar nicht', 'not at all'), highLabel: words('voll und ganz', 'completely') },
            firstLabel: words('Meine Erwartung', 'My expectation'), secondLabel: words('Mein Erlebnis', 'My experience'),
          },
          { kind: 'csat', id: 'csat', points: 5, title: words('Wie zufrieden sind Sie mit dem Anfang bei uns?', 'How satisfied are you with the start with us?'), lowLabel: words('sehr unzufrieden', 'very dissatisfied'), highLabel: words('sehr zufrieden', 'very satisfied') },
          { ...comment, title: words('Was hätte Ihnen den Anfang leichter gemacht?', 'What would have made the start easier for you?') },
        ],
      },
    ],
    endings: [
      { id: 'we_call', when: "wants_call == 'yes'", title: words('Vielen Dank! Wir rufen Sie an.', 'Thank you! We will call you.'), text: words('Wir melden uns unter der Nummer, die Sie uns gegeben haben.', 'We will use the number that you gave us.') },
      thanks,
    ],
    hidden: [],
    look: oneByOne,
  },
};
