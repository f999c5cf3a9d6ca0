import { languageTagSchema, type Definition } from '../definition.contract.ts';
import { listTexts } from '../drafts/texts.logic.ts';

/** What a file of texts holds, whatever its format. */
export interface Translations {
  sourceLanguage: string | null;
  /** By language, then by the name of the text. Only texts that are filled. */
  languages: Map<string, Map<string, string>>;
  /** The originals that were translated, by name. */
  sources: Map<string, string>;
}

/** A file that cannot be taken, said in one sentence. */
export class TextsFault extends Error {}

export interface Translated {
  definition: Definition;
  changed: number;
  languages: string[];
  unknown: string[];
  outdated: string[];
}

/**
 * A survey with the translations of a file. Texts that the file leaves empty stay as they are, and the first language
 * is never overwritten: there the survey is right, not the file. A language that the survey did not have is added.
 * @param asLanguage - take the file as this language, whatever it says itself
 * @throws TextsFault
 */
export function takeTranslations(before: Definition, { sourceLanguage, languages, sources }: Translations, asLanguage: string | undefined): Translated {
  const definition = structuredClone(before);
  const [base = ''] = definition.languages;
  const texts = new Map(listTexts(definition).map((text) => [text.key, text]));
  const files = [...languages].map(([said, translations]) => ({ language: languages.size === 1 && asLanguage !== undefined ? asLanguage : readTag(said), translations })).filter(({ language }) => language !== base && (asLanguage === undefined || language === asLanguage));
  const unknown = new Set<string>();
  let changed = 0;
  for (const { language, translations } of files) {
    if (!definition.languages.includes(language)) definition.languages.push(language);
    for (const [key, translation] of translations) {
      const text = texts.get(key);
      if (!text) unknown.add(key);
      else if (text.words[language] !== translation) {
        text.words[language] = translation;
        changed += 1;
      }
    }
  }
  const source = sourceLanguage === null ? base : readTag(sourceLanguage);
  const outdated = [...sources].filter(([key, original]) => files.some(({ translations }) => translations.has(key)) && texts.has(key) && (texts.get(key)?.words[source] ?? '') !== original).map(([key]) => key);
  return { definition, changed, languages: files.map(({ language }) => language), unknown: [...unknown], outdated };
}

/** `EN_us` → `en-US`. @throws TextsFault */
function readTag(said: string): string {
  const [language = '', region] = said.trim().replace('_', '-').split('-');
  const tag = languageTagSchema.safeParse(region === undefined ? language.toLowerCase() : `${language.toLowerCase()}-${region.toUpperCase()}`);
  if (!tag.success) throw new TextsFault(said === '' ? 'The file does not say into which language it translates.' : `${said.slice(0, 40)} is not a language such as de, en or pt-BR.`);
  return tag.data;
}
