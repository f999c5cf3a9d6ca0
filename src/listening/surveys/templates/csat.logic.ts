import { comment, oneByOne, satisfaction, type SurveyTemplate, thanks, words } from './parts.logic.ts';

export const csatTemplate: SurveyTemplate = {
  key: 'csat', kind: 'transactional',
  nameDe: 'Zufriedenheit (CSAT)', nameEn: 'Satisfaction (CSAT)',
  descriptionDe: 'Zufriedenheit mit einem Kontakt auf fünf Stufen, und woran es lag. Drei Fragen.',
  descriptionEn: 'Satisfaction with one contact on five points, and what it was down to. Three questions.',
  source: {
    author: 'ISO', title: 'ISO 10004: Quality management – Customer satisfaction – Guidelines for monitoring and measuring', year: 2018,
    noteDe: 'Die Norm empfiehlt, Zufriedenheit direkt und bald nach dem Kontakt zu erfragen. Die Worte sind von uns.', noteEn: 'The standard recommends asking for satisfaction directly and soon after the contact. The words are ours.',
  },
  definition: {
    languages: ['de', 'en'],
    title: words('Waren Sie zufrieden?', 'Were you satisfied?'),
    pages: [{
      id: 'main',
      questions: [
        { ...satisfaction, title: words('Wie zufrieden waren Sie mit diesem Kontakt?', 'How satisfied were you with this contact?') },
        {
          kind: 'choices', id: 'reasons', isShuffled: true, max: 3, when: 'csat != null',
          title: words('Woran lag das vor allem?', 'What was that mainly down to?'),
          help: words('Wählen Sie bis zu drei Gründe.', 'Choose up to three reasons.'),
          options: [
            { id: 'speed', label: words('Wie schnell es ging', 'How quick it was') },
            { id: 'ease', label: words('Wie einfach es war', 'How easy it was') },
            { id: 'friendliness', label: words('Wie man mit mir umging', 'How I was treated') },
            { id: 'competence', label: words('Wie gut man Bescheid wusste', 'How well people knew their job') },
            { id: 'information', label: words('Wie gut ich informiert wurde', 'How well I was kept informed') },
            { id: 'result', label: words('Was dabei herauskam', 'What came of it') },
            { id: 'other', withText: true, isFixed: true, label: words('Etwas anderes, nämlich', 'Something else, namely') },
          ],
        },
        comment,
      ],
    }],
    endings: [thanks],
    hidden: [],
    look: oneByOne,
  },
};
