import type { DataCategory } from './personal-data.contract.ts';
import { type CodeNames, fieldName, type Language, valueText } from './export-words.logic.ts';

const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

/** The look of pages that are kept or printed: no outside parts, black on white, a section never torn from its title. */
export const printStyle = `body{font:15px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:52rem;margin:2rem auto;padding:0 1.25rem}h1{font-size:1.6rem;margin:0 0 .25rem}h2{font-size:1.15rem;margin:2.25rem 0 .25rem;border-bottom:1px solid #ccc;padding-bottom:.25rem;break-after:avoid}p.soft{color:#555;margin:.15rem 0 .75rem}dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.1rem 1rem;margin:0;padding:.6rem 0;border-bottom:1px solid #eee;break-inside:avoid}dt{color:#555}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid #e5e5e5}ul{margin:.25rem 0;padding-left:1.2rem}@media(max-width:34rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.35rem}}@page{margin:18mm}`;

const texts = {
  de: {
    title: 'Auskunft über gespeicherte Daten', about: (name: string) => `Alles, was über ${name} gespeichert ist.`, made: (day: string, company: string) => `Erstellt am ${day} (UTC)${company === '' ? '' : ` von ${company}`}, nach Artikel 15 und 20 der Datenschutz-Grundverordnung.`,
    purpose: 'Wozu', nothing: 'Dazu ist nichts gespeichert.', contents: 'Inhalt',
  },
  en: {
    title: 'Information about stored data', about: (name: string) => `Everything that is stored about ${name}.`, made: (day: string, company: string) => `Made on ${day} (UTC)${company === '' ? '' : ` by ${company}`}, under Articles 15 and 20 of the General Data Protection Regulation.`,
    purpose: 'Why', nothing: 'Nothing is stored about this.', contents: 'Contents',
  },
} as const;

export function pageStart(language: Language, about: { name: string; at: Date; company: string; categories: readonly DataCategory[] }): string {
  const t = texts[language];
  const contents = about.categories.map((category) => `<li><a href="#${escape(category.key)}">${escape(language === 'de' ? category.labelDe : category.labelEn)}</a></li>`).join('');
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${t.title}</title><style>${printStyle}</style></head><body><main><h1>${t.title}</h1><p>${escape(t.about(about.name))}</p><p class="soft">${escape(t.made(valueText('at', about.at.toISOString(), language), about.company))}</p><nav aria-label="${t.contents}"><ul>${contents}</ul></nav>`;
}

export function sectionStart(language: Language, category: DataCategory): string {
  const [label, purpose] = language === 'de' ? [category.labelDe, category.purposeDe] : [category.labelEn, category.purposeEn];
  return `<section aria-labelledby="${escape(category.key)}"><h2 id="${escape(category.key)}">${escape(label)}</h2><p class="soft">${texts[language].purpose}: ${escape(purpose)}</p>`;
}

export function itemPart(language: Language, item: Record<string, unknown>, names: CodeNames): string {
  const rows = Object.entries(item).filter(([, value]) => value !== null && value !== '');
  return `<dl>${rows.map(([key, value]) => `<dt>${escape(fieldName(key, language))}</dt><dd>${escape(valueText(key, value, language, names))}</dd>`).join('')}</dl>`;
}

export const emptyPart = (language: Language): string => `<p>${texts[language].nothing}</p>`;
export const sectionEnd = '</section>';
export const pageEnd = '</main></body></html>';
export const escapeText = escape;
