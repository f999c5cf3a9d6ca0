import de from './answer.de.json' with { type: 'json' };
import en from './answer.en.json' with { type: 'json' };
import type { AnswerLanguage } from './answer-steps.logic.ts';

export type Say = (key: string, values?: Record<string, string | number>) => string;

/** The few texts of this page, without the weight of a translation library on a customer's phone. */
export function wordsIn(language: AnswerLanguage): Say {
  return (key, values = {}) => {
    let found: unknown = language === 'de' ? de : en;
    for (const part of key.split('.')) found = typeof found === 'object' && found !== null ? Reflect.get(found, part) : undefined;
    const text = typeof found === 'string' ? found : key;
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
  };
}
