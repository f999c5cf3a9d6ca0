import type { TemplateInput } from '../../../acting/templates/templates.contract.ts';

const plain = { shortcut: null, category: null, touchpoint: null, department: null, channel: null };

/** Answers and snippets of the demo company's customer service. */
export const readyTexts: readonly TemplateInput[] = [
  {
    ...plain, kind: 'reply', name: 'Wir prüfen das / We are looking into it',
    texts: [
      { language: 'de', subjectLine: '', source: 'Guten Tag {{ customer.name }},\n\nvielen Dank für Ihre Nachricht. Wir sehen uns das genau an und melden uns{% if promise.due != blank %} bis {{ promise.due }}{% endif %} bei Ihnen.\n\nFreundliche Grüße\n{{ agent.name }}' },
      { language: 'en', subjectLine: '', source: 'Dear {{ customer.name }},\n\nThank you for your message. We are looking into it and will get back to you{% if promise.due != blank %} by {{ promise.due }}{% endif %}.\n\nKind regards\n{{ agent.name }}' },
    ],
  },
  {
    ...plain, kind: 'reply', name: 'Rechnung erklärt / Invoice explained', category: 'Rechnung',
    texts: [
      { language: 'de', subjectLine: '', source: 'Guten Tag {{ customer.name }},\n\nwir haben Ihre Rechnung Posten für Posten geprüft. \n\nFreundliche Grüße\n{{ agent.name }}' },
      { language: 'en', subjectLine: '', source: 'Dear {{ customer.name }},\n\nWe have checked your invoice item by item. \n\nKind regards\n{{ agent.name }}' },
    ],
  },
  {
    ...plain, kind: 'reply', name: 'Reparatur: Stand / Repair: where it is', category: 'Reparatur',
    texts: [
      { language: 'de', subjectLine: '', source: 'Guten Tag {{ customer.name }},\n\nSie haben recht: Die Statusseite zeigt zurzeit nicht, was in der Werkstatt geschieht. Wir haben dort nachgefragt. \n\nFreundliche Grüße\n{{ agent.name }}' },
      { language: 'en', subjectLine: '', source: 'Dear {{ customer.name }},\n\nYou are right: the status page does not show what happens in the workshop at present. We have asked there. \n\nKind regards\n{{ agent.name }}' },
    ],
  },
  { ...plain, kind: 'snippet', name: 'Begrüßung', shortcut: 'hallo', texts: [{ language: 'de', subjectLine: '', source: 'Guten Tag {{ customer.name }},' }, { language: 'en', subjectLine: '', source: 'Dear {{ customer.name }},' }] },
  { ...plain, kind: 'snippet', name: 'Entschuldigung', shortcut: 'sorry', texts: [{ language: 'de', subjectLine: '', source: 'es tut uns leid, dass Sie so lange warten mussten.' }, { language: 'en', subjectLine: '', source: 'we are sorry that you had to wait for so long.' }] },
  { ...plain, kind: 'snippet', name: 'Schluss', shortcut: 'gruss', texts: [{ language: 'de', subjectLine: '', source: 'Freundliche Grüße\n{{ agent.name }}\nNordfunk Kundenservice' }, { language: 'en', subjectLine: '', source: 'Kind regards\n{{ agent.name }}\nNordfunk customer service' }] },
];
