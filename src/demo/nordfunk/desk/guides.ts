import type { PlaybookInput } from '../../../acting/playbooks/playbooks.contract.ts';

/** What agents of the demo company do and say; the first two are those of the stories. */
export const guides: readonly PlaybookInput[] = [
  {
    kind: 'playbook', titleDe: 'Gesprächsabbrüche', titleEn: 'Dropped calls', touchpoint: null, category: 'Gesprächsabbrüche', department: null, needsAcknowledgement: true, changeNote: 'Erste Fassung',
    content: {
      introDe: 'Erst zuhören, dann prüfen: **Netz, Gerät, Vertrag** – in dieser Reihenfolge.', introEn: 'Listen first, then check: **network, device, contract** – in this order.',
      steps: [
        { id: 'network', titleDe: 'Netz am Wohnort ansehen', titleEn: 'Look at the network at home', sayDe: '„Ich sehe gerade nach, wie das Netz bei Ihnen zu Hause ist.“', sayEn: '“Let me check the network at your home.”', isCheck: true },
        { id: 'device', titleDe: 'Modell und Software prüfen', titleEn: 'Check model and software', sayDe: '„Welche Version zeigt Ihr Telefon unter Einstellungen – Info?“', sayEn: '“Which version does your phone show under Settings – About?”', isCheck: true },
        { id: 'partner', titleDe: 'Netz gut, Gerät unklar: Hersteller fragen', titleEn: 'Network good, device unclear: ask the maker', sayDe: '„Ich frage den Hersteller und rufe Sie bis morgen um diese Zeit zurück.“', sayEn: '“I will ask the maker and call you back by this time tomorrow.”', isCheck: true },
        { id: 'works', titleDe: 'Auf das „Es geht“ warten', titleEn: 'Wait for the “it works”', sayDe: '„Bitte probieren Sie es gleich aus – ich bleibe dran.“', sayEn: '“Please try it now – I will stay on the line.”', isCheck: true },
      ],
      goodwillDe: '100 Freiminuten, wenn der Fehler mehr als einmal im Gespräch war.', goodwillEn: '100 free minutes if the fault came up more than once.',
    },
  },
  {
    kind: 'playbook', titleDe: 'Wo ist mein Telefon? (Reparatur)', titleEn: 'Where is my phone? (repair)', touchpoint: 'repair_status', category: null, department: null, needsAcknowledgement: false, changeNote: '',
    content: {
      introDe: 'Die Statusseite ist seit dem Wechsel der Werkstatt unzuverlässig: **nie nur auf sie verweisen**.', introEn: 'Since the workshop changed the status page is unreliable: **never just point to it**.',
      steps: [
        { id: 'ask', titleDe: 'In der Werkstatt nachfragen', titleEn: 'Ask the workshop', sayDe: '', sayEn: '', isCheck: true },
        { id: 'date', titleDe: 'Einen Tag zusagen, nicht „bald“', titleEn: 'Promise a day, not “soon”', sayDe: '„Bis Freitag, 14 Uhr, wissen Sie, wann Ihr Telefon zurückkommt.“', sayEn: '“By Friday, 2 pm, you will know when your phone comes back.”', isCheck: true },
        { id: 'loan', titleDe: 'Leihgerät anbieten', titleEn: 'Offer a loan phone', sayDe: '', sayEn: '', isCheck: true },
      ],
      goodwillDe: 'Nach zwei Wochen: 10 € Gutschrift.', goodwillEn: 'After two weeks: €10 credit.',
    },
  },
  {
    kind: 'guideline', titleDe: 'So sprechen wir', titleEn: 'How we speak', touchpoint: null, category: null, department: null, needsAcknowledgement: true, changeNote: '',
    content: {
      introDe: 'Einfach, ehrlich, mit Namen. Wir sagen, was wir tun und bis wann – und halten es.', introEn: 'Plain, honest, by name. We say what we do and by when – and keep it.',
      steps: [
        { id: 'name', titleDe: 'Mit Namen begrüßen', titleEn: 'Greet by name', sayDe: '', sayEn: '', isCheck: false },
        { id: 'promise', titleDe: 'Jede Zusage mit Tag und Stunde eintragen', titleEn: 'Write down every promise with day and hour', sayDe: '', sayEn: '', isCheck: false },
      ],
      goodwillDe: '', goodwillEn: '',
    },
  },
];
