import { languageTagSchema, type Words } from '../definition.contract.ts';
import { type Foreign, isForeign, plainText } from './foreign-values.logic.ts';
import type { ImportReport } from './report.logic.ts';

export const LINE_LIMIT = 500;
const WORDING_LIMIT = 5_000;

/** Reads texts that are one string, or one per language with a `default`. */
export class ForeignWords {
  /** In the order in which they were met; the language of `default` first. */
  readonly languages: string[];
  readonly #report: ImportReport;
  readonly #fill: (text: string) => string;

  /** @param fill - puts our pipes into the place of foreign ones */
  constructor(report: ImportReport, base: string, fill: (text: string) => string) {
    this.#report = report;
    this.languages = [base];
    this.#fill = fill;
  }

  get base(): string {
    return this.languages[0] ?? 'en';
  }

  line(value: unknown, at: string): Words | undefined {
    return this.#read(value, at, LINE_LIMIT);
  }

  wording(value: unknown, at: string): Words | undefined {
    return this.#read(value, at, WORDING_LIMIT);
  }

  /** @param otherwise - what stands there when nothing is said */
  lineOr(value: unknown, at: string, otherwise: string): Words {
    return this.line(value, at) ?? this.own(otherwise);
  }

  own(text: string): Words {
    return { [this.base]: text.slice(0, LINE_LIMIT) };
  }

  #read(value: unknown, at: string, limit: number): Words | undefined {
    if (typeof value === 'string' || typeof value === 'number') return this.#words([[this.base, String(value)]], at, limit);
    if (!isForeign(value)) return undefined;
    return this.#words(Object.entries(value as Foreign).slice(0, 60).flatMap(([tag, text]): [string, string][] => (typeof text === 'string' ? [[tag === 'default' ? this.base : tag, text]] : [])), at, limit);
  }

  #words(texts: readonly [string, string][], at: string, limit: number): Words | undefined {
    const words: Words = {};
    for (const [said, text] of texts) {
      const tag = said === this.base ? said : readLanguage(said);
      if (tag === null) {
        this.#report.tell(at, said, 'language_lost', said);
        continue;
      }
      const plain = this.#fill(plainText(text));
      if (plain === '') continue;
      if (plain.length > limit) this.#report.tell(at, said, 'shortened', String(limit));
      words[tag] ??= plain.slice(0, limit).toWellFormed();
      if (!this.languages.includes(tag) && this.languages.length < 30) this.languages.push(tag);
    }
    for (const tag of Object.keys(words)) if (!this.languages.includes(tag)) delete words[tag];
    return Object.keys(words).length === 0 ? undefined : words;
  }
}

/** `EN_us` → `en-US`; null for what our tags cannot say. */
export function readLanguage(said: string): string | null {
  const [language = '', region, more] = said.replaceAll('_', '-').split('-');
  const tag = languageTagSchema.safeParse(region === undefined ? language.toLowerCase() : `${language.toLowerCase()}-${region.toUpperCase()}`);
  return more === undefined && tag.success ? tag.data : null;
}

/** In those languages of a survey that we speak; in English where it has none of them. */
export function thankYou({ languages, base }: ForeignWords): Words {
  const ours: Words = { de: 'Vielen Dank!', en: 'Thank you!' };
  const said = Object.fromEntries(Object.entries(ours).filter(([language]) => languages.includes(language)));
  return said[base] === undefined ? { ...said, [base]: 'Thank you!' } : said;
}
