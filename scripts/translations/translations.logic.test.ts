import { describe, expect, it } from 'vitest';
import { comparePair, findUses, flatten, isAnswered } from './translations.logic.ts';

const texts = (value: object) => flatten(value);

describe('two languages of one slice', () => {
  it('agree when keys and placeholders are the same, in nested form as well', () => {
    expect(comparePair(texts({ list: { title: 'Kunden', count: '{{n}} Kunden' } }), texts({ list: { title: 'Customers', count: '{{n}} customers' } }))).toEqual([]);
  });

  it('names a key that one language lacks', () => {
    expect(comparePair(texts({ a: 'Ja', b: 'Nein' }), texts({ a: 'Yes', c: 'Maybe' }))).toEqual(['b has no English text', 'c has no German text']);
  });

  it('complains about an empty text', () => {
    expect(comparePair(texts({ a: ' ' }), texts({ a: 'Yes' }))).toEqual(['a is empty']);
  });

  it('complains about a placeholder that one language forgets', () => {
    expect(comparePair(texts({ a: 'Seit {{date}}' }), texts({ a: 'Since {{day}}' }))).toEqual(['a names date in German and day in English']);
  });

  it('lets the singular leave the number out', () => {
    const german = texts({ n_one: 'Ein Kunde', n_other: '{{count}} Kunden' });
    const english = texts({ n_one: '{{count}} customer', n_other: '{{count}} customers' });
    expect(comparePair(german, english)).toEqual([]);
  });
});

describe('the keys a page asks for', () => {
  it('are looked up in the namespace of useTranslation', () => {
    const source = "const { t } = useTranslation('customers');\nreturn <p>{t('list.title')}</p>;";
    expect(findUses(source)).toEqual([{ namespace: 'customers', key: 'list.title', isPrefix: false, line: 2 }]);
  });

  it('follow a second name, an ns option and a prefix in the key', () => {
    const source = "const { t } = useTranslation('a');\nconst { t: words } = useTranslation('b');\nwords('x'); t('y', { ns: 'c' }); t('d:z');";
    expect(findUses(source).map(({ namespace, key }) => `${namespace}:${key}`)).toEqual(['b:x', 'c:y', 'd:z']);
  });

  it('belong to the first of several namespaces, and to any where a variable names it', () => {
    expect(findUses("const { t } = useTranslation(['users', 'ui']);\nt('a');")[0]).toMatchObject({ namespace: 'users' });
    expect(findUses("const { t } = useTranslation(namespace);\nt('a');")[0]).toMatchObject({ namespace: null });
  });

  it('count as a prefix where their end is computed', () => {
    const [use] = findUses('const { t } = useTranslation("a");\nt(`channel.${channel}`)');
    expect(use).toMatchObject({ key: 'channel.', isPrefix: true });
    expect(use && isAnswered(use, texts({ channel: { mail: 'Brief' } }))).toBe(true);
    expect(use && isAnswered(use, texts({ channels: { mail: 'Brief' } }))).toBe(false);
  });

  it('are answered by plural forms', () => {
    const [use] = findUses("const { t } = useTranslation('a');\nt('count', { count: 2 })");
    expect(use && isAnswered(use, texts({ count_one: 'einer', count_other: 'viele' }))).toBe(true);
  });

  it('are not looked for in comments or in other calls', () => {
    expect(findUses("// t('a')\n/* t('b') */ get('c'); set.at('d'); wait('e');")).toEqual([]);
  });
});
