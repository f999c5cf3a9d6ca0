import { Marked, type RendererObject, type Tokens } from 'marked';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const manualLanguages = ['de', 'en'] as const;
export type ManualLanguage = (typeof manualLanguages)[number];
/** In the order of the menu; each is a file of this name in `docs/de` and `docs/en`. */
export const manualPages = ['index', 'first-steps', 'story', 'cockpit', 'touchpoints', 'customers', 'desk', 'promises', 'context', 'playbooks', 'my-page', 'inquiries', 'known-issues', 'outreach', 'consents', 'mailboxes', 'surveys', 'survey-versions', 'results', 'invitations', 'expressions', 'receiving', 'answering', 'widget', 'voices', 'figures', 'numbers-metrics', 'numbers-gaps', 'numbers-drivers', 'numbers-barometer', 'numbers-kano', 'numbers-warnings', 'sending-events', 'importing', 'exports', 'settings', 'programs', 'roles', 'signing-in', 'audit', 'privacy', 'backup', 'command-line', 'numbers-command-line', 'demo'] as const;
/** Pictures that pages show, by name. */
export const pictureName = /^[a-z0-9-]{1,80}\.jpg$/;
export type ManualPage = (typeof manualPages)[number];

interface Words {
  pages: string;
  toProduct: string;
  otherLanguage: string;
  skip: string;
  licence: string;
  missing: string;
  missingText: string;
}

const words: Record<ManualLanguage, Words> = {
  de: {
    pages: 'Seiten des Handbuchs', toProduct: 'Zurück zu Momente', otherLanguage: 'English', skip: 'Zum Inhalt springen',
    licence: 'Momente ist freie Software unter der <a href="/manual/licence">GNU AGPL, Version 3</a>. Der Quelltext gehört dazu: Wer diese Installation betreibt, gibt Ihnen auf Nachfrage den Quelltext genau dieser Fassung, mit allen Änderungen und ohne Kosten.',
    missing: 'Diese Seite gibt es nicht', missingText: 'Die Adresse ist vielleicht veraltet oder vertippt. Alle Seiten stehen im <a href="/manual/de/index">Inhalt des Handbuchs</a>.',
  },
  en: {
    pages: 'Pages of the manual', toProduct: 'Back to Momente', otherLanguage: 'Deutsch', skip: 'Skip to content',
    licence: 'Momente is free software under the <a href="/manual/licence">GNU AGPL, version 3</a>. Its source belongs to it: whoever runs this installation gives you, on request, the source of exactly this version, with all changes and free of charge.',
    missing: 'This page does not exist', missingText: 'The address may be old or mistyped. All pages are listed in the <a href="/manual/en/index">contents of the manual</a>.',
  },
};

/** The user manual as pages of HTML: Markdown from `folder`, turned once and kept. */
export class Manual {
  readonly #folder: string;
  readonly #sources = new Map<string, string>();
  readonly #pages = new Map<string, string>();
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param name as it came in the address. @returns null for a page that the manual does not have */
  findPage(language: ManualLanguage, name: string): string | null {
    const page = manualPages.find((one) => one === name);
    if (page === undefined) return null;
    const key = `${language}/${page}`;
    const kept = this.#pages.get(key);
    if (kept !== undefined) return kept;
    const html = this.#frame(language, page, { title: this.#titleOf(language, page), content: writerFor(language).parse(this.#source(language, page), { async: false }) });
    this.#pages.set(key, html);
    return html;
  }

  missingPage(language: ManualLanguage): string {
    const { missing, missingText } = words[language];
    return this.#frame(language, 'index', { title: missing, content: `<h1>${missing}</h1><p>${missingText}</p>` });
  }

  #source(language: ManualLanguage, page: ManualPage): string {
    const path = join(this.#folder, language, `${page}.md`);
    const source = this.#sources.get(path) ?? readFileSync(path, 'utf8');
    this.#sources.set(path, source);
    return source;
  }

  /** The first heading. */
  #titleOf(language: ManualLanguage, page: ManualPage): string {
    return escapeHtml(/^# (.+)$/m.exec(this.#source(language, page))?.[1] ?? page);
  }

  #frame(language: ManualLanguage, page: ManualPage, { title, content }: { title: string; content: string }): string {
    const text = words[language];
    const other: ManualLanguage = language === 'de' ? 'en' : 'de';
    const menu = manualPages.map((one) => `<li><a href="/manual/${language}/${one}"${one === page ? ' aria-current="page"' : ''}>${this.#titleOf(language, one)}</a></li>`).join('');
    return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Momente</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/manual/manual.css">
</head>
<body>
<a class="skip" href="#content">${text.skip}</a>
<header><a href="/">← ${text.toProduct}</a><a href="/manual/${other}/${page}" lang="${other}" hreflang="${other}">${text.otherLanguage}</a></header>
<div class="columns">
<main id="content">
${content}</main>
<nav aria-label="${text.pages}"><ul>${menu}</ul></nav>
</div>
<footer><p>${text.licence}</p></footer>
</body>
</html>
`;
  }
}

/** Markdown whose links also work where the files are read as files: `customers.md` becomes a page of the same language. */
function writerFor(language: ManualLanguage): Marked {
  const renderer: RendererObject = {
    // Nobody writes HTML into the manual; where it looks like HTML, it is meant as text.
    html: ({ text }: Tokens.HTML | Tokens.Tag) => escapeHtml(text),
    link({ href, tokens }: Tokens.Link) {
      const content = this.parser.parseInline(tokens);
      const target = addressOf(href, language);
      return target === null ? content : `<a href="${escapeHtml(target)}">${content}</a>`;
    },
    // Only pictures of the manual itself; anything else stays its description.
    image: ({ href, text }: Tokens.Image) => {
      const name = /^\.\.\/images\/manual\/([a-z0-9-]+\.jpg)$/.exec(href)?.[1];
      return name === undefined ? escapeHtml(text) : `<img src="/manual/images/${name}" alt="${escapeHtml(text)}" width="1280" height="800" loading="lazy">`;
    },
    heading({ depth, tokens, text }: Tokens.Heading) {
      return `<h${depth} id="${anchorOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
  };
  const writer = new Marked({ gfm: true, renderer });
  // Wide tables and long lines of code scroll by themselves, so that the page does not on a phone; by key as well.
  writer.use({ hooks: { postprocess: (html: string) => html.replaceAll('<pre>', '<pre tabindex="0">').replaceAll('<table>', '<div class="table" tabindex="0"><table>').replaceAll('</table>', '</table></div>') } });
  return writer;
}

function addressOf(href: string, language: ManualLanguage): string | null {
  const page = /^([a-z-]+)\.md(#[\w-]+)?$/.exec(href);
  if (page) return `/manual/${language}/${page[1]}${page[2] ?? ''}`;
  return /^(\/(?!\/)|#|https:\/\/)/.test(href) ? href : null;
}

/** The anchor that code hosts make of the same heading. */
const anchorOf = (heading: string) => heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\s-]/gu, '').trim().replaceAll(/\s/g, '-');

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string) => text.replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter);
