import { listWords } from '../../drafts/check-definition.logic.ts';
import type { Definition, Words } from '../../definition.contract.ts';

/** One text of the survey: where it stands, and a way to say where in words. */
export interface TextPlace {
  /** Path in the document, e.g. `pages[0].questions[2].options[1].label`. */
  at: string;
  part: 'title' | 'intro' | 'question' | 'help' | 'option' | 'row' | 'low' | 'high' | 'point' | 'na' | 'first' | 'second' | 'unit' | 'placeholder' | 'consent' | 'page' | 'ending' | 'ending_text' | 'link' | 'quota_full' | 'closed';
  /** Question, page or ending; null for the survey itself. */
  owner: string | null;
  words: Words;
  /** Long texts get a larger field. */
  isLong: boolean;
}

/** Every text that has been written in at least one language, in the order of the survey. */
export function textPlaces(definition: Definition): TextPlace[] {
  return listWords(definition)
    .filter(({ words }) => Object.values(words).some((text) => text.trim() !== ''))
    .map(({ at, words }) => {
      const part = partOf(at);
      return { at, words, part, owner: ownerOf(definition, at), isLong: ['intro', 'question', 'help', 'ending_text', 'quota_full', 'closed'].includes(part) };
    });
}

function partOf(at: string): TextPlace['part'] {
  if (/\.labels\./.test(at)) return 'point';
  if (/questions\[\d+\]\.title$/.test(at)) return 'question';
  if (/endings\[\d+\]\.title$/.test(at)) return 'ending';
  if (/^pages\[\d+\]\.title$/.test(at)) return 'page';
  if (/endings\[\d+\]\.text$/.test(at)) return 'ending_text';
  if (/options\[\d+\]\.label$/.test(at)) return 'option';
  if (at.endsWith('link.label')) return 'link';
  const parts: Record<string, TextPlace['part']> = {
    title: 'title', intro: 'intro', help: 'help', text: 'row', label: 'consent', lowLabel: 'low', highLabel: 'high', naLabel: 'na', firstLabel: 'first', secondLabel: 'second', unit: 'unit', placeholder: 'placeholder', quotaFull: 'quota_full', closed: 'closed',
  };
  return parts[at.split('.').at(-1) ?? ''] ?? 'title';
}

function ownerOf({ pages, endings }: Definition, at: string): string | null {
  const [, page, question] = /^pages\[(\d+)\](?:\.questions\[(\d+)\])?/.exec(at) ?? [];
  const [, ending] = /^endings\[(\d+)\]/.exec(at) ?? [];
  if (ending !== undefined) return endings[Number(ending)]?.id ?? null;
  const found = page === undefined ? undefined : pages[Number(page)];
  return (question === undefined ? found?.id : found?.questions[Number(question)]?.id) ?? null;
}

/** Sets one text; everything that is not on the way to it stays the same object. */
export function setText(definition: Definition, at: string, language: string, text: string): Definition {
  const put = (value: unknown, [key, ...rest]: readonly string[]): unknown => {
    if (key === undefined) {
      const { [language]: _before, ...others } = value as Words; // the path leads to words
      return text === '' ? others : { ...(value as Words), [language]: text };
    }
    if (Array.isArray(value)) return value.with(Number(key), put(value[Number(key)], rest));
    const record = value as Record<string, unknown>; // the path was made from this document
    return { ...record, [key]: put(record[key], rest) };
  };
  return put(definition, at.split(/[.[\]]+/).filter((key) => key !== '')) as Definition; // a text was replaced by a text
}

export interface Completeness {
  language: string;
  done: number;
  all: number;
}

/** How much of what is written in any language is there in each. */
export function completeness(places: readonly TextPlace[], languages: readonly string[]): Completeness[] {
  return languages.map((language) => ({ language, done: places.filter(({ words }) => (words[language] ?? '').trim() !== '').length, all: places.length }));
}

/** The document without a language: its texts go with it. The last language stays. */
export function withoutLanguage(definition: Definition, language: string): Definition {
  if (definition.languages.length < 2) return definition;
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (typeof value !== 'object' || value === null) return value;
    if (isWords(value)) return Object.fromEntries(Object.entries(value).filter(([tag]) => tag !== language));
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, strip(part)]));
  };
  const stripped = strip({ ...definition, languages: [], hidden: [] }) as Definition; // only texts were taken out
  return { ...stripped, hidden: definition.hidden, languages: definition.languages.filter((tag) => tag !== language) };
}

/** Nothing but texts by language: `id` and `to` are languages as well as fields of the document. */
const isWords = (value: object): boolean => Object.entries(value).every(([tag, text]) => /^[a-z]{2,3}(-[A-Z]{2})?$/.test(tag) && typeof text === 'string');
