import type { ImportRemark } from '../drafts/drafts.contract.ts';

/** Why something did not fit. {1} is filled in. */
const reasons = {
  kind_unknown: ['left_out', 'Die Art „{1}“ gibt es bei uns nicht.', 'There is no kind “{1}” here.'],
  not_valid: ['left_out', 'Die Angaben reichen für eine Frage nicht aus: {1}.', 'What is given does not make a question: {1}.'],
  too_many: ['left_out', 'Die Umfrage ist zu lang: mehr als {1} Seiten oder Fragen gehen nicht.', 'The survey is too long: more than {1} pages or questions are not possible.'],
  condition_lost: ['simplified', 'Die Bedingung „{1}“ lässt sich nicht übertragen; gefragt wird nun immer.', 'The condition “{1}” cannot be carried over; it is now always asked.'],
  jump_lost: ['left_out', 'Der Sprung „{1}“ lässt sich nicht übertragen.', 'The jump “{1}” cannot be carried over.'],
  jump_back: ['left_out', 'Der Sprung zu „{1}“ führt zurück; bei uns geht es nur vorwärts.', 'The jump to “{1}” leads back; here it only goes forwards.'],
  settings_lost: ['simplified', 'Ohne Entsprechung: {1}.', 'Without a counterpart: {1}.'],
  scale_changed: ['simplified', 'Die Stufen {1} gibt es bei dieser Art nicht; die Frage wurde zu einem Regler.', 'This kind does not have the points {1}; the question became a slider.'],
  values_numbered: ['simplified', 'Die Werte {1} wurden als Stufen von 1 an durchgezählt.', 'The values {1} were numbered as points from 1.'],
  as_choice: ['simplified', 'Wurde zu einer Auswahl mit zwei Antworten.', 'Became a choice with two options.'],
  pictures_lost: ['simplified', 'Die Bilder liegen anderswo und wurden nicht übernommen; laden Sie sie im Editor hoch.', 'The pictures lie elsewhere and were not taken over; upload them in the editor.'],
  split: ['simplified', 'Wurde zu {1} einzelnen Fragen.', 'Became {1} single questions.'],
  input_lost: ['simplified', 'Die Eingabe „{1}“ gibt es bei uns nicht; die Frage wurde zu einer Textzeile.', 'There is no input “{1}” here; the question became a line of text.'],
  list_elsewhere: ['left_out', 'Die Antworten werden erst zur Laufzeit von anderswo geladen.', 'The options are loaded from elsewhere at run time.'],
  shortened: ['simplified', 'Ein Text war länger als {1} Zeichen und wurde gekürzt.', 'A text was longer than {1} characters and was cut.'],
  link_lost: ['simplified', 'Der Verweis auf {1} wurde nicht übernommen.', 'The link to {1} was not taken over.'],
  redirect: ['simplified', 'Die Weiterleitung wurde zu einem Schluss mit einem Verweis.', 'The redirection became an ending with a link.'],
  language_lost: ['left_out', 'Die Sprache „{1}“ kennen wir in dieser Schreibweise nicht.', 'We do not know the language “{1}” in this spelling.'],
  renamed: ['renamed', 'Heißt bei uns {1}.', 'Is called {1} here.'],
} as const satisfies Record<string, readonly [ImportRemark['effect'], string, string]>;
export type ImportReason = keyof typeof reasons;

const REMARKS_LIMIT = 500;
const RESERVED = new Set(['hidden', 'language', 'source', 'lang', 't', 'token', 'pin', 'embed', 'preview', 'a', 'true', 'false', 'null', 'and', 'or', 'not', 'in', 'constructor']);

/** What an import has found and done so far: remarks, and our ids for foreign names. */
export class ImportReport {
  readonly remarks: ImportRemark[] = [];
  found = 0;
  readonly #ids = new Map<string, string>();
  readonly #claimed = new Set<string>();
  readonly #used = new Set<string>(RESERVED);

  tell(at: string, name: string, reason: ImportReason, value = ''): void {
    const [effect, de, en] = reasons[reason];
    const remark = { at, name: name.slice(0, 120), effect, reasonDe: de.replace('{1}', value.slice(0, 200)), reasonEn: en.replace('{1}', value.slice(0, 200)) };
    if (this.remarks.length < REMARKS_LIMIT && !this.remarks.some((one) => one.at === at && one.reasonEn === remark.reasonEn)) this.remarks.push(remark);
  }

  /** The same id whenever the same name of a question or hidden field is asked for. */
  idOf(name: string): string {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = this.newId(name);
    this.#ids.set(name, id);
    return id;
  }

  /** For the element of this name itself; a second one of the same name gets an id of its own. */
  claim(name: string): string {
    const id = this.#claimed.has(name) ? this.newId(name) : this.idOf(name);
    this.#claimed.add(name);
    return id;
  }

  knows(name: string): boolean {
    return this.#ids.has(name);
  }

  /** An id that nothing else has. */
  newId(name: string): string {
    const id = uniqueId(partIdFrom(name), this.#used);
    this.#used.add(id);
    return id;
  }
}

/** @param used - ids that are taken */
export function uniqueId(wanted: string, used: ReadonlySet<string>): string {
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? wanted : `${wanted.slice(0, 36)}_${n}`;
    if (!used.has(id) && !(id in {})) return id;
  }
}

/** `Größe (cm)` → `groesse_cm` */
export function optionIdFrom(name: string): string {
  const plain = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss').normalize('NFKD').replace(/\p{M}/gu, '');
  return plain.replace(/[^a-z0-9]+/g, '_').replace(/^_+/, '').slice(0, 40).replace(/_+$/, '') || 'x';
}

export function partIdFrom(name: string): string {
  const id = optionIdFrom(name);
  return /^[a-z]/.test(id) ? id : `q_${id}`.slice(0, 40);
}
