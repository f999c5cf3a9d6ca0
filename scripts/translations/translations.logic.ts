/** Texts of one language by dotted key. */
export type Texts = ReadonlyMap<string, string>;
/** What a source file asks of a translation: `prefix` where the rest of the key is computed. */
export type Use = { namespace: string | null; key: string; isPrefix: boolean; line: number };

const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Nested objects become dotted keys, as i18next reads them. */
export function flatten(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]]);
  if (typeof value !== 'object' || value === null) return new Map([[path, '']]);
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...flatten(inner, path === '' ? key : `${path}.${key}`)]));
}

/** Says where two languages of one namespace disagree; empty when they do not. */
export function comparePair(german: Texts, english: Texts): string[] {
  return [
    ...[...german.keys()].filter((key) => !english.has(key)).map((key) => `${key} has no English text`),
    ...[...english.keys()].filter((key) => !german.has(key)).map((key) => `${key} has no German text`),
    ...[...german, ...english].filter(([, text]) => text.trim() === '').map(([key]) => `${key} is empty`),
    ...[...new Set([...german.keys()].map(withoutPlural))].flatMap((base) => comparePlaceholders(base, german, english)),
  ];
}

/** Plural forms count together: "one customer" need not name its number. */
function comparePlaceholders(base: string, german: Texts, english: Texts): string[] {
  const [inGerman, inEnglish] = [placeholders(base, german), placeholders(base, english)];
  if (inGerman === inEnglish || inEnglish === null) return [];
  return [`${base} names ${inGerman || 'nothing'} in German and ${inEnglish || 'nothing'} in English`];
}

function placeholders(base: string, texts: Texts): string | null {
  const forms = [...texts].filter(([key]) => withoutPlural(key) === base).map(([, text]) => text);
  if (forms.length === 0) return null;
  const names = forms.flatMap((text) => [...text.matchAll(/\{\{-?\s*([\w.]+)[^}]*\}\}/g)].map((match) => match[1]));
  return [...new Set(names)].toSorted().join(', ');
}

function withoutPlural(key: string): string {
  return key.replace(PLURAL, '');
}

/** Every `t('key')` of a source file with the namespace it is looked up in; null where the file does not say. */
export function findUses(source: string): Use[] {
  const code = withoutComments(source);
  const bindings = [...code.matchAll(/\{([^{}]*)\}\s*=\s*useTranslation\(\s*(?:\[?\s*'([^']+)'|(\w+))?/g)].flatMap((match) => {
    const name = /(?:^|,)\s*t\s*(?::\s*(\w+))?\s*(?:,|$)/.exec(match[1] ?? '');
    // Of several namespaces the first answers; where a variable names it, the file does not say.
    const namespace = match[3] === undefined ? (match[2] ?? 'ui') : null;
    return name ? [{ name: name[1] ?? 't', namespace }] : [];
  });
  const names = [...new Set(['t', ...bindings.map(({ name }) => name)])].join('|');
  const calls = code.matchAll(new RegExp(`(?<![\\w$'"-])(${names})\\(\\s*(?:'([^'\\n]+)'|\`([^\`\\n]+)\`)(?=([^\\n]*))`, 'g'));
  return [...calls].flatMap((call) => {
    const [, name, literal, template = '', rest = ''] = call;
    const written = literal ?? template.split('${')[0] ?? '';
    const [prefixed, bare] = written.includes(':') ? written.split(':', 2) : [null, written];
    const bound = [...new Set(bindings.filter((binding) => binding.name === name).map(({ namespace }) => namespace))];
    // Two components of one file may bind the same name to different namespaces: then the file does not say.
    const namespace = prefixed ?? /^[^()]*\bns:\s*'([^']+)'/.exec(rest)?.[1] ?? (bound.length === 1 ? (bound[0] ?? null) : null);
    if (!bare) return [];
    return [{ namespace, key: bare, isPrefix: literal === undefined && template.includes('${'), line: lineOf(code, call.index) }];
  });
}

export function isAnswered({ key, isPrefix }: Use, texts: Texts): boolean {
  if (isPrefix) return [...texts.keys()].some((known) => known.startsWith(key));
  return [...texts.keys()].some((known) => known === key || withoutPlural(known) === key || known.startsWith(`${key}.`));
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' ')).replace(/(^|\s)\/\/[^\n]*/g, '$1');
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
