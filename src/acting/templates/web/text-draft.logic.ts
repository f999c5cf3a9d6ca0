import type { Template, TemplateInput, TemplateLanguage } from '../templates.contract.ts';

export interface TextDraft {
  kind: TemplateInput['kind'];
  name: string;
  shortcut: string;
  category: string;
  channel: TemplateInput['channel'];
  texts: Record<TemplateLanguage, { subjectLine: string; source: string }>;
}

const empty = { subjectLine: '', source: '' };

export function draftOf(text: Template | null): TextDraft {
  const of = (language: TemplateLanguage) => {
    const written = text?.texts.find((one) => one.language === language);
    return written ? { subjectLine: written.subjectLine, source: written.source } : empty;
  };
  return { kind: text?.kind ?? 'reply', name: text?.name ?? '', shortcut: text?.shortcut ?? '', category: text?.category ?? '', channel: text?.channel ?? null, texts: { de: of('de'), en: of('en') } };
}

/** Languages that have words; the others are left out. */
export function textsOf({ texts }: TextDraft): TemplateInput['texts'] {
  const languages: TemplateLanguage[] = ['de', 'en'];
  return languages.filter((language) => texts[language].source.trim() !== '').map((language) => ({ language, subjectLine: texts[language].subjectLine.trim(), source: texts[language].source }));
}

/** Line and column (from 1) as a place in the text. */
export function offsetOf(source: string, line: number, column: number): number {
  const before = source.split('\n').slice(0, line - 1);
  return Math.min(before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1, source.length);
}
