/** Fields of a case that an event may tell a change of; what is not here is not shown. */
const fields = new Set(['status', 'priority', 'category', 'touchpoint', 'department', 'assignee', 'subjectLine', 'language']);

export interface Changed {
  field: string;
  to: unknown;
}

/** Reads `{priority: {from, to}}` or `{changes: {…}}`, in which order it was written. */
export function listChanged(data: Record<string, unknown>): Changed[] {
  const inner = data['changes'] ?? data['changed'];
  const source = isRecord(inner) ? inner : data;
  return Object.entries(source).filter(([field]) => fields.has(field)).map(([field, value]) => ({ field, to: isRecord(value) && 'to' in value ? (value['toName'] ?? value['to']) : value }));
}

interface Told {
  text: string;
  data: Record<string, unknown>;
}

/** The matter of an event in a few words: what was promised, asked, booked. */
export function aboutOf({ text, data }: Told, language: 'de' | 'en'): string {
  const said = (name: string): string => (typeof data[name] === 'string' ? data[name] : '');
  const inLanguage = (name: string): string => said(`${name}${language === 'de' ? 'De' : 'En'}`);
  if (typeof data['amount'] === 'number') {
    const unit = inLanguage('unit');
    const name = inLanguage('name');
    const parts = [`${new Intl.NumberFormat(language).format(data['amount'])}${unit === '' ? '' : ` ${unit}`}`, ...(name === '' || name === unit ? [] : [name])];
    return parts.join(' · ');
  }
  const words = [said('text'), said('title'), said('question'), said('name'), inLanguage('name'), said('number'), text].find((one) => one !== '') ?? '';
  const line = words.replaceAll(/\s+/g, ' ').trim();
  return line.length <= 160 ? line : `${line.slice(0, 160).replace(/\s+\S*$/, '')} …`;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
