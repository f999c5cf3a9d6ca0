import de from './renderer.de.json' with { type: 'json' };
import en from './renderer.en.json' with { type: 'json' };

export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** Our own few words: German for German surveys, English for all others. The weight of a translation library stays off customers' phones. */
export function sayIn(language: string): Say {
  const texts: unknown = language.startsWith('de') ? de : en;
  return (key, values = {}) => {
    const text = find(texts, key) ?? find(texts, `${key}.${values['count'] === 1 || values['point'] === 1 ? 'one' : 'many'}`) ?? key;
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
  };
}

function find(texts: unknown, key: string): string | null {
  const found = key.split('.').reduce<unknown>((place, part) => (typeof place === 'object' && place !== null ? Reflect.get(place, part) : null), texts);
  return typeof found === 'string' ? found : null;
}

const RIGHT_TO_LEFT = ['ar', 'fa', 'he', 'ur', 'yi', 'ps'];
export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.includes(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}

/** As its speakers call it: Deutsch, English, français. */
export function nameOfLanguage(tag: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** A calendar day as people write it. @param day - 2026-03-31 */
export function sayDay(day: string, language: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? day : date.toLocaleDateString(language, { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
}
