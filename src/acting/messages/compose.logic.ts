import { fillBlanks } from '../templates/check-template.logic.ts';
import { compileMessage, compileTemplate } from '../templates/render-template.logic.ts';

/** What is said, as it is stored. */
export interface Body {
  id: string;
  language: string;
  subjectLine: string;
  html: string | null;
  text: string;
  isTemplate: boolean;
}

export interface Words {
  subjectLine: string;
  text: string;
  html: string | null;
}

/** In the HTML of a template: what stands before is Markdown, what follows is HTML as it is, e.g. the buttons of a question. Both are Liquid. */
export const HTML_FOLLOWS = '\n<!-- html -->\n';

/** Reads a body once; the function writes it for one customer. @throws Error where a value is missing that the text needs */
export function compileBody(body: Body): (values: Readonly<Record<string, unknown>>) => Words {
  if (!body.isTemplate) return () => ({ subjectLine: oneLine(body.subjectLine), text: body.text, html: body.html });
  const subjectLine = compileTemplate(body.subjectLine, 'text');
  if (body.html !== null) return compileBoth(subjectLine, body.text, body.html);
  const words = compileMessage(body.text);
  return (values) => ({ subjectLine: oneLine(subjectLine(values)), ...words(values) });
}

/** Text and HTML that say the same in different ways. */
function compileBoth(subjectLine: (values: Readonly<Record<string, unknown>>) => string, text: string, html: string): (values: Readonly<Record<string, unknown>>) => Words {
  const [before = '', after = ''] = html.split(HTML_FOLLOWS);
  const [plain, markdown, rest] = [compileTemplate(text, 'text'), compileMessage(before), compileTemplate(after, 'html')];
  return (values) => ({ subjectLine: oneLine(subjectLine(values)), text: plain(values).trim(), html: markdown(values).html + rest(values) });
}

/** A header is one line, whatever a name contains. */
const oneLine = (text: string) => text.replaceAll(/\p{Cc}+/gu, ' ').trim().slice(0, 500);

/** What a text may say about its reader: what is known of the customer now, and what the message brings itself. */
export function valuesFor(customer: { name: string | null; traits: Readonly<Record<string, unknown>> | null }, company: string, variables: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const trait = (...names: string[]) => names.map((name) => customer.traits?.[name]).find((value): value is string => typeof value === 'string' && value !== '' && !leadsElsewhere(value)) ?? '';
  const filled = fillBlanks({
    customer: { name: nameOf(customer.name), firstName: trait('firstName', 'first_name', 'givenName'), lastName: trait('lastName', 'last_name', 'familyName'), number: trait('customerNumber', 'customer_number') },
    company: { name: company },
  });
  const own = Object.fromEntries(Object.entries(variables).map(([group, values]) => [group, isObject(values) && isObject(filled[group]) ? { ...filled[group], ...values } : values]));
  return { ...filled, ...own };
}

/** Customers without a name are listed by their address, which is no way to greet anybody. */
const nameOf = (name: string | null) => (name === null || name.includes('@') || /^[+\d][\d\s]*$/.test(name) || leadsElsewhere(name) ? '' : name);
/**
 * A "name" such as "You have won: evil.example/prize" makes our own mail lead to somebody else's page, because mail programs turn
 * every address into a link; whoever types it into a form names another person's address beside it.
 */
const leadsElsewhere = (text: string) => text.length > 200 || /:\/\/|\bwww\.|[\p{L}\d-]{2,}\.[\p{L}]{2,24}(?=[\s/:?#!]|$)/iu.test(text);
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
