import { expect, it } from 'vitest';
import { compileBody, valuesFor } from './compose.logic.ts';

const body = { id: 'b', language: 'de', subjectLine: 'An {{ customer.name }}', html: null, text: "Guten Tag{% if customer.name != '' %} {{ customer.name }}{% endif %},", isTemplate: true };
const write = (name: string) => compileBody(body)(valuesFor({ name, traits: null }, 'Nordfunk', {}));

it('greets by name, also by unusual ones', () => {
  for (const name of ['Dr. med. Eva O’Brien-Łukasz', 'Müller & Söhne GmbH & Co. KG', 'J.R.R. Tolkien', 'St. Gallen Messe', 'Ng']) expect(write(name).text).toBe(`Guten Tag ${name},`);
});

it('leads nobody to a page that stands in a name', () => {
  for (const name of ['Gewinn abholen: https://evil.example/x', 'www.evil.example', 'Sie haben gewonnen evil.example', 'Konto gesperrt! böse.example/login jetzt', 'x'.repeat(201)]) expect([name, write(name).text]).toEqual([name, 'Guten Tag,']);
});

it('keeps a subject line in one line and markup as words', () => {
  expect(write('Eva\r\nBcc: all@evil').subjectLine).toBe('An');
  expect(write('Eva\r\nBcc: all').subjectLine).toBe('An Eva Bcc: all');
  expect(write('<b>[Eva](x)</b>').html).toBe('<p>Guten Tag &lt;b&gt;[Eva](x)&lt;/b&gt;,</p>\n');
});
