import type { Definition } from '../../definition.contract.ts';

const inNames = (source: string, from: string, to: string): string =>
  // Texts in quotes stay; a name is the id itself or begins with it and a dot.
  source.replace(/'[^'\n]*'|"[^"\n]*"|[A-Za-z_]\w*(?:\.\w+)*/g, (token) => (token === from || token.startsWith(`${from}.`) ? to + token.slice(from.length) : token));

const inPipes = (text: string, from: string, to: string): string => text.replace(/\{\{(.*?)\}\}/g, (_, source: string) => `{{${inNames(source, from, to)}}}`);

/** Gives a question another id, also in every condition and text that speaks of it. */
export function renameQuestion(definition: Definition, from: string, to: string): Definition {
  const visit = (value: unknown, field: string): unknown => {
    if (typeof value === 'string') return field === 'when' ? inNames(value, from, to) : value.includes('{{') ? inPipes(value, from, to) : value;
    if (Array.isArray(value)) return value.map((one: unknown) => visit(one, ''));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, visit(part, key)]));
  };
  const visited = visit(definition, '') as Definition; // texts were replaced by texts
  return { ...visited, pages: visited.pages.map((page) => ({ ...page, questions: page.questions.map((question) => (question.id === from ? { ...question, id: to } : question)) })) };
}
