import { Liquid, type Template as Parsed } from 'liquidjs';
import { Marked } from 'marked';
import { MAX_SOURCE_LENGTH } from './templates.contract.ts';

/** Milliseconds and pieces that one text may take: a template is a letter and no program. */
const RENDER_LIMIT_MS = 200;
const MEMORY_LIMIT = 200_000;
/** Tags that read other texts, print without escaping, or make a program of a letter. */
const REMOVED_TAGS = ['include', 'render', 'layout', 'block', 'tablerow', 'liquid', 'echo', 'capture', 'increment', 'decrement', 'cycle', '#'];
const engines = { html: makeEngine(escapeHtml), text: makeEngine((value) => textOf(value)) };

export type TextFormat = keyof typeof engines;
/** What is put into a text, by name; objects within objects. */
export type Values = Readonly<Record<string, unknown>>;

/**
 * Reads a Liquid source once; the function fills in values as often as wanted. In `html` every value is escaped, also inside of attributes.
 * A name that the values do not have throws (strict): give an empty text for what is not known.
 * @throws Error for a source that does not parse – ask checkTemplate first
 */
export function compileTemplate(source: string, format: TextFormat = 'html'): (values: Values) => string {
  const engine = engines[format];
  const parsed = engine.parse(source);
  return (values) => run(engine, parsed, values);
}

/** Fills one source once. @see compileTemplate */
export function renderTemplate(source: string, values: Values, format: TextFormat = 'html'): string {
  return compileTemplate(source, format)(values);
}

/** A message written as Liquid in Markdown: as HTML, and as plain text. Values are text in both: no value becomes a tag, a picture or a link of its own. */
export function compileMessage(source: string): (values: Values) => { html: string; text: string } {
  const asText = compileTemplate(source, 'text');
  const held: string[] = [];
  const engine = makeEngine((value) => `${OPEN}${held.push(textOf(value)) - 1}${CLOSE}`);
  const parsed = engine.parse(source.replaceAll(/[\uE000\uE001]/g, ''));
  return (values) => {
    held.length = 0;
    return { text: asText(values).trim(), html: putBack(markdown.parse(run(engine, parsed, values)) as string, held) }; // synchronous: no extension waits
  };
}

/** Places of values while the Markdown is read, so that stars, brackets and addresses inside of a value mean nothing. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
function putBack(html: string, held: readonly string[]): string {
  const at = (index: string) => held[Number(index)] ?? '';
  return html
    .replaceAll(/%EE%80%80(\d+)%EE%80%81/g, (_all, index: string) => encodeURIComponent(at(index)))
    .replaceAll(/\uE000(\d+)\uE001/g, (_all, index: string) => escapeHtml(at(index)).replaceAll('\n', '<br>'));
}

const markdown = new Marked({ gfm: true, breaks: true, async: false, renderer: {
  html: ({ text }) => escapeHtml(text),
  image: ({ text }) => escapeHtml(text),
  link({ href, tokens }) {
    const words = this.parser.parseInline(tokens);
    return /^(https?:|mailto:|tel:)/i.test(href) ? `<a href="${escapeHtml(encodePlaces(href))}">${words}</a>` : words;
  },
} });

const encodePlaces = (href: string) => href.replaceAll(OPEN, '%EE%80%80').replaceAll(CLOSE, '%EE%80%81');

function run(engine: Liquid, parsed: Parsed[], values: Values): string {
  return String(engine.renderSync(parsed, values, { globals: {}, renderLimit: RENDER_LIMIT_MS, memoryLimit: MEMORY_LIMIT }));
}

/** No files: the only other texts it could read are an empty list. */
export function makeEngine(outputEscape: (value: unknown) => string): Liquid {
  const engine = new Liquid({ strictVariables: true, strictFilters: true, ownPropertyOnly: true, templates: {}, parseLimit: MAX_SOURCE_LENGTH * 5, renderLimit: RENDER_LIMIT_MS, memoryLimit: MEMORY_LIMIT, outputEscape });
  for (const tag of REMOVED_TAGS) delete engine.tags[tag];
  delete engine.filters['raw'];
  return engine;
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : typeof value === 'object' ? '' : String(value).replaceAll(/[\uE000\uE001]/g, '');
}

export function escapeHtml(value: unknown): string {
  return textOf(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
