import { describe, expect, it } from 'vitest';
import { checkTemplate, fillBlanks, listBlanks } from './check-template.logic.ts';
import { compileMessage, renderTemplate } from './render-template.logic.ts';

const anna = fillBlanks({ customer: { name: 'Anna <Meier> & "Co"', firstName: 'Anna' }, case: { number: 'V-100023' } });

describe('filling in a text', () => {
  it('escapes values for HTML, also inside of attributes', () => {
    expect(renderTemplate('<p title="{{ customer.name }}">{{ customer.name }}</p>', anna)).toBe('<p title="Anna &lt;Meier&gt; &amp; &quot;Co&quot;">Anna &lt;Meier&gt; &amp; &quot;Co&quot;</p>');
    expect(renderTemplate('{{ customer.name }}', anna, 'text')).toBe('Anna <Meier> & "Co"');
  });
  it('has no way to print a value unescaped, or to read a file', () => {
    for (const source of ['{{ customer.name | raw }}', '{% include "/etc/passwd" %}', '{% render "x" %}', '{% layout "x" %}', '{% liquid echo customer.name %}']) expect(checkTemplate(source)).toMatchObject([{ kind: 'not_allowed', line: 1, column: 1 }]);
  });
  it('ends a text that would never end', () => {
    expect(() => renderTemplate('{% for i in (1..1000) %}{% for j in (1..1000) %}{% for k in (1..1000) %}x{% endfor %}{% endfor %}{% endfor %}', anna)).toThrow(/limit exceeded/);
  });
  it('sees no property that a value did not bring itself', () => {
    expect(() => renderTemplate('{{ customer.constructor }}', anna)).toThrow(/undefined variable/);
  });
});

describe('a message in Markdown', () => {
  it('is HTML and text from one source', () => {
    expect(compileMessage('Guten Tag {{ customer.firstName }},\n\nIhr Vorgang **{{ case.number }}** läuft.')(anna)).toEqual({
      html: '<p>Guten Tag Anna,</p>\n<p>Ihr Vorgang <strong>V-100023</strong> läuft.</p>\n', text: 'Guten Tag Anna,\n\nIhr Vorgang **V-100023** läuft.',
    });
  });
  it('lets no value become a tag, a link, a picture or a heading', () => {
    const evil = fillBlanks({ customer: { name: '# <img src=x onerror=y> [hier](javascript:z) http://evil.example **a**' } });
    expect(compileMessage('{{ customer.name }}')(evil).html).toBe('<p># &lt;img src=x onerror=y&gt; [hier](javascript:z) http://evil.example **a**</p>\n');
  });
  it('puts a value into an address so that it stays one', () => {
    expect(compileMessage('https://nordfunk.example/v/{{ case.number }}')(fillBlanks({ case: { number: 'V 1"><b>' } })).html).toBe('<p><a href="https://nordfunk.example/v/V%201%22%3E%3Cb%3E">https://nordfunk.example/v/V 1&quot;&gt;&lt;b&gt;</a></p>\n');
    expect(compileMessage('[hier]({{ case.number }})')(fillBlanks({ case: { number: 'javascript:alert(1)' } })).html).toBe('<p>hier</p>\n');
  });
  it('takes no tags, pictures or scripts from the source either', () => {
    expect(compileMessage('<script>x</script>\n\n![bild](http://x.example/y.png) [k](javascript:x)')({}).html).not.toMatch(/<script|<img|javascript/);
  });
});

describe('checking a text', () => {
  it('finds a name that nobody knows, with its line and column and what is known', () => {
    const [first, second] = checkTemplate('Guten Tag {{ customer.name }},\n\n{% if case.numbr %}x{% endif %} {{ customer }}');
    expect(first).toMatchObject({ line: 3, column: 7, kind: 'unknown_variable', name: 'case.numbr' });
    expect(first?.problem).toContain('customer.firstName');
    expect(second).toMatchObject({ line: 3, name: 'customer' });
  });
  it('finds what is not closed, not known as a filter, not a tag', () => {
    expect(checkTemplate('a\n{{ customer.name')).toMatchObject([{ kind: 'syntax', line: 2 }]);
    expect(checkTemplate('a\n\n  {% if case.number %}')).toMatchObject([{ kind: 'syntax', line: 3, column: 3 }]);
    expect(checkTemplate('{{ customer.name | shout }}')).toMatchObject([{ kind: 'not_allowed', line: 1 }]);
  });
  it('lets names pass that the text makes itself', () => {
    expect(checkTemplate('{% assign who = customer.firstName | default: customer.name %}{{ who }}{% for n in (1..3) %}{{ n }}{{ forloop.index }}{% endfor %}')).toEqual([]);
  });
  it('refuses names that are worked out, and texts without end', () => {
    expect(checkTemplate('{{ customer[case.number] }}')).toMatchObject([{ kind: 'unknown_variable' }]);
    expect(checkTemplate('x'.repeat(20_001))).toMatchObject([{ kind: 'too_long' }]);
  });
  it('says what has no value for this customer', () => {
    expect(listBlanks('{{ customer.name }} {{ promise.due }} {{ case.number }}', { customer: { name: 'Anna' }, case: { number: '' } })).toEqual(['case.number', 'promise.due']);
  });
});
