import { escapeText as e, printStyle } from './export-page.logic.ts';
import type { Language } from './export-words.logic.ts';
import type { ProcessingRecord } from './processing-record.contract.ts';

const words = {
  de: {
    title: 'Verzeichnis von Verarbeitungstätigkeiten', law: 'nach Artikel 30 der Datenschutz-Grundverordnung', made: 'Stand', from: 'aus den Einstellungen von',
    controller: 'Verantwortlicher', officer: 'Datenschutzbeauftragter', missing: 'noch nicht eingetragen (Einstellungen → Datenschutz)', subjects: 'Betroffene Personen', subjectsText: 'Kunden, Interessenten und Ansprechpartner; Mitarbeiter, die sich anmelden',
    data: 'Kategorien von Daten, Zwecke und Fristen', kind: 'Art der Daten', purpose: 'Zweck', kept: 'Aufbewahrung', forever: 'bis zur Löschung des Kunden', delete: (n: number) => `nach ${n} Tagen gelöscht`, anonymise: (n: number) => `nach ${n} Tagen anonymisiert`,
    recipients: 'Empfänger', nobody: 'Keine: Es ist kein anderes System angeschlossen.', transfer: 'Übermittlung in Drittländer', transferText: 'Durch Momente selbst keine. Ob ein Empfänger außerhalb der EU sitzt, hängt von seinem oben genannten Ort ab.',
    access: 'Wer darauf zugreift', role: 'Rolle', sees: 'sieht Kunden', clear: 'im Klartext', masked: 'ohne Namen und Anschriften', not: 'nein', erases: 'bearbeitet Datenschutz', yes: 'ja', people: 'Personen', measures: 'Technische und organisatorische Maßnahmen', address: 'Anschrift', email: 'E-Mail', phone: 'Telefon',
  },
  en: {
    title: 'Record of processing activities', law: 'under Article 30 of the General Data Protection Regulation', made: 'As of', from: 'from the settings of',
    controller: 'Controller', officer: 'Data protection officer', missing: 'not entered yet (Settings → Data protection)', subjects: 'Data subjects', subjectsText: 'Customers, prospects and contact persons; staff who sign in',
    data: 'Categories of data, purposes and time limits', kind: 'Kind of data', purpose: 'Purpose', kept: 'Kept', forever: 'until the customer is erased', delete: (n: number) => `deleted after ${n} days`, anonymise: (n: number) => `anonymised after ${n} days`,
    recipients: 'Recipients', nobody: 'None: no other system is connected.', transfer: 'Transfers to third countries', transferText: 'None by Momente itself. Whether a recipient is outside the EU depends on its place named above.',
    access: 'Who has access', role: 'Role', sees: 'sees customers', clear: 'in clear', masked: 'without names and addresses', not: 'no', erases: 'handles data protection', yes: 'yes', people: 'People', measures: 'Technical and organisational measures', address: 'Address', email: 'E-mail', phone: 'Phone',
  },
} as const;

/** The record as a page that is printed or handed over. */
export function recordPage(record: ProcessingRecord, language: Language): string {
  const t = words[language];
  const pick = (de: string, en: string) => e(language === 'de' ? de : en);
  const day = new Date(record.madeAt).toLocaleDateString(language === 'de' ? 'de-DE' : 'en-GB', { timeZone: 'UTC', dateStyle: 'long' });
  const party = (who: { name: string; email: string; phone: string; address?: string }) => (who.name === '' ? `<p>${t.missing}</p>` : `<dl>${[['', who.name], [t.address, who.address ?? ''], [t.email, who.email], [t.phone, who.phone]].filter(([, value]) => value !== '').map(([label, value]) => `<dt>${label}</dt><dd>${e(value ?? '')}</dd>`).join('')}</dl>`);
  const kept = (rule: ProcessingRecord['categories'][number]['rule']) => (rule === null ? t.forever : t[rule.action](rule.afterDays));
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${t.title}</title><style>${printStyle}</style></head><body><main>`,
    `<h1>${t.title}</h1><p class="soft">${t.law}. ${t.made} ${day}, ${t.from} ${e(record.installation)}.</p>`,
    `<h2>${t.controller}</h2>${party(record.controller)}<h2>${t.officer}</h2>${party(record.officer)}`,
    `<h2>${t.subjects}</h2><p>${t.subjectsText}</p>`,
    `<h2>${t.data}</h2><table><thead><tr><th scope="col">${t.kind}</th><th scope="col">${t.purpose}</th><th scope="col">${t.kept}</th></tr></thead><tbody>${record.categories.map((one) => `<tr><th scope="row">${pick(one.labelDe, one.labelEn)}</th><td>${pick(one.purposeDe, one.purposeEn)}</td><td>${kept(one.rule)}</td></tr>`).join('')}</tbody></table>`,
    `<h2>${t.recipients}</h2>${record.recipients.length === 0 ? `<p>${t.nobody}</p>` : `<ul>${record.recipients.map((one) => `<li>${pick(one.de, one.en)}</li>`).join('')}</ul>`}`,
    `<h2>${t.transfer}</h2><p>${t.transferText}</p>`,
    `<h2>${t.access}</h2><table><thead><tr><th scope="col">${t.role}</th><th scope="col">${t.people}</th><th scope="col">${t.sees}</th><th scope="col">${t.erases}</th></tr></thead><tbody>${record.roles.map((role) => `<tr><th scope="row">${pick(role.de, role.en)}</th><td>${role.people}</td><td>${role.sees === 'clear' ? t.clear : role.sees === 'masked' ? t.masked : t.not}</td><td>${role.handlesPrivacy ? t.yes : t.not}</td></tr>`).join('')}</tbody></table>`,
    `<h2>${t.measures}</h2><ul>${record.measures.map((one) => `<li>${pick(one.de, one.en)}</li>`).join('')}</ul></main></body></html>`,
  ].join('');
}
