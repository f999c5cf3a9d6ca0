import type { Question, Row, Words } from '../definition.contract.ts';
import { comment, pageByPage, type SurveyTemplate, thanks, words } from './parts.logic.ts';

const cannotSay = words('kann ich nicht sagen', 'cannot say');
const agreement = { low: 1, high: 10, lowLabel: words('stimme gar nicht zu', 'do not agree at all'), highLabel: words('stimme voll zu', 'agree completely'), naLabel: cannotSay };
const level = { low: 1, high: 10, lowLabel: words('sehr niedrig', 'very low'), highLabel: words('sehr hoch', 'very high'), naLabel: cannotSay };

const row = (id: string, dimension: string, de: string, en: string): Row => ({ id, dimension, text: words(de, en) });
const tenPoints = (id: string, dimension: string, title: Words, [lowLabel, highLabel, more = {}]: [low: Words, high: Words, more?: { when?: string; role?: 'overall' }]): Question => ({ kind: 'rating', id, dimension, points: 10, title, lowLabel, highLabel, ...more });

export const ecsiTemplate: SurveyTemplate = {
  key: 'ecsi', kind: 'relationship',
  nameDe: 'Kundenbarometer (ECSI)', nameEn: 'Customer barometer (ECSI)',
  descriptionDe: 'Sieben Größen, die einander bedingen: Image, Erwartungen, Qualität, Wert, Zufriedenheit, Beschwerden, Treue. Für Wellen, etwa jedes Quartal. Sechs Minuten.',
  descriptionEn: 'Seven factors that depend on one another: image, expectations, quality, value, satisfaction, complaints, loyalty. For waves, about every quarter. Six minutes.',
  source: {
    author: 'Michel Tenenhaus, Vincenzo Esposito Vinzi, Yves-Marie Chatelin, Carlo Lauro', title: 'PLS path modeling (Computational Statistics & Data Analysis 48/1), questionnaire of the European Customer Satisfaction Index', year: 2005,
    noteDe: 'Blöcke und zehn Stufen wie im europäischen Index (ECSI Technical Committee, 1998); die Fragen in unseren eigenen Worten.', noteEn: 'Blocks and ten points as in the European index (ECSI Technical Committee, 1998); the questions in our own words.',
  },
  definition: {
    languages: ['de', 'en'],
    title: words('Wie sehen Sie uns?', 'How do you see us?'),
    pages: [
      {
        id: 'image_and_expectations',
        questions: [
          {
            kind: 'matrix', id: 'image', scale: agreement, title: words('Wie sehen Sie unser Unternehmen?', 'How do you see our company?'),
            rows: [
              row('trustworthy', 'image', 'Was es sagt und tut, darauf kann man sich verlassen.', 'One can rely on what it says and does.'),
              row('established', 'image', 'Es ist solide und steht auf festem Grund.', 'It is sound and firmly established.'),
              row('contribution', 'image', 'Es leistet etwas für die Gesellschaft.', 'It contributes to society.'),
              row('cares', 'image', 'Es denkt an seine Kunden.', 'It thinks of its customers.'),
              row('forward', 'image', 'Es ist neuen Ideen gegenüber offen.', 'It is open to new ideas.'),
            ],
          },
          {
            kind: 'matrix', id: 'expectations', scale: level, title: words('Denken Sie an die Zeit, bevor Sie Kunde wurden: Wie hoch waren Ihre Erwartungen …', 'Think of the time before you became a customer: how high were your expectations …'),
            rows: [
              row('overall_quality', 'expectations', 'an die Qualität insgesamt?', 'of the quality overall?'),
              row('own_needs', 'expectations', 'dass unsere Angebote zu Ihrem Bedarf passen?', 'that what we offer fits your needs?'),
              row('reliability', 'expectations', 'dass alles verlässlich funktioniert?', 'that everything works reliably?'),
            ],
          },
        ],
      },
      {
        id: 'quality_and_value',
        questions: [
          {
            kind: 'matrix', id: 'quality', scale: level, title: words('Und heute: Wie hoch ist die Qualität …', 'And today: how high is the quality …'),
            rows: [
              row('overall', 'quality', 'insgesamt?', 'overall?'),
              row('product', 'quality', 'unserer Produkte?', 'of our products?'),
              row('service', 'quality', 'von Beratung und Service?', 'of advice and service?'),
              row('range', 'quality', 'der Auswahl?', 'of the range?'),
              row('reliability', 'quality', 'der Leistung im Alltag (Verlässlichkeit)?', 'of the everyday performance (reliability)?'),
              row('clarity', 'quality', 'der Auskünfte: klar und offen?', 'of information: clear and open?'),
            ],
          },
          tenPoints('price_for_quality', 'value', words('Gemessen an der Qualität: Wie finden Sie unsere Preise?', 'Given the quality, what do you think of our prices?'), [words('sehr ungünstig', 'very poor'), words('sehr günstig', 'very good')]),
          tenPoints('quality_for_price', 'value', words('Gemessen am Preis: Wie finden Sie unsere Qualität?', 'Given the prices, what do you think of our quality?'), [words('sehr schlecht', 'very poor'), words('sehr gut', 'very good')]),
        ],
      },
      {
        id: 'satisfaction',
        questions: [
          tenPoints('overall_satisfaction', 'satisfaction', words('Alles zusammen: Wie zufrieden sind Sie mit uns?', 'Taking everything together: how satisfied are you with us?'), [words('sehr unzufrieden', 'very dissatisfied'), words('sehr zufrieden', 'very satisfied'), { role: 'overall' }]),
          tenPoints('met_expectations', 'satisfaction', words('Wie weit erfüllen wir Ihre Erwartungen?', 'How far do we meet your expectations?'), [words('weit darunter', 'far below'), words('weit darüber', 'far above')]),
          tenPoints('close_to_ideal', 'satisfaction', words('Stellen Sie sich einen idealen Anbieter vor: Wie nah kommen wir ihm?', 'Imagine an ideal company: how close do we come?'), [words('weit entfernt', 'far away'), words('sehr nah', 'very close')]),
        ],
      },
      {
        id: 'complaints_and_loyalty',
        questions: [
          { kind: 'choice', id: 'has_complained', title: words('Haben Sie sich in den letzten zwölf Monaten bei uns beschwert?', 'Have you complained to us in the last twelve months?'), options: [{ id: 'yes', label: words('Ja', 'Yes') }, { id: 'no', label: words('Nein', 'No') }] },
          tenPoints('complaint_handled', 'complaints', words('Wie gut wurde Ihre Beschwerde bearbeitet?', 'How well was your complaint handled?'), [words('sehr schlecht', 'very badly'), words('sehr gut', 'very well'), { when: "has_complained == 'yes'" }]),
          tenPoints('complaint_expected', 'complaints', words('Angenommen, Sie beschweren sich einmal: Wie gut würden wir uns darum kümmern?', 'Suppose you complained one day: how well would we take care of it?'), [words('sehr schlecht', 'very badly'), words('sehr gut', 'very well'), { when: "has_complained == 'no'" }]),
          tenPoints('choose_again', 'loyalty', words('Wenn Sie heute neu wählen müssten: Wie wahrscheinlich wäre es, dass Sie wieder zu uns kommen?', 'If you had to choose anew today, how likely would you be to come to us again?'), [words('sehr unwahrscheinlich', 'very unlikely'), words('sehr wahrscheinlich', 'very likely')]),
          { kind: 'nps', id: 'nps', dimension: 'loyalty', title: words('Jemand fragt Sie um Rat: Wie wahrscheinlich ist es, dass Sie uns empfehlen?', 'Somebody asks you for advice: how likely are you to recommend us?'), lowLabel: words('sehr unwahrscheinlich', 'very unlikely'), highLabel: words('sehr wahrscheinlich', 'very likely') },
          { kind: 'number', id: 'price_tolerance', dimension: 'loyalty', low: 0, high: 100, decimals: 0, unit: words('%', '%'), title: words('Ein anderer Anbieter senkt seine Preise. Ab welchem Unterschied würden Sie wechseln?', 'Another company lowers its prices. From what difference would you switch?'), help: words('0 bis 100 Prozent. Wer nie wechseln würde, lässt das Feld leer.', '0 to 100 percent. Leave it empty if you would never switch.') },
          comment,
        ],
      },
    ],
    endings: [thanks],
    // Filled by the link (…?region=north): the barometer compares by it.
    hidden: [{ id: 'region', label: 'Region' }],
    look: pageByPage,
  },
};
