import { fileURLToPath } from 'node:url';
import Pdf from 'pdfkit';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { getPublished } from '../surveys/versions/published.actions.ts';
import type { PosterQuery } from './addresses.contract.ts';
import { getAddress } from './addresses.actions.ts';
import { darkRuns, QUIET_MODULES, qrModules } from './qr-code.logic.ts';
import { asPrinted } from './survey-url.logic.ts';

const MM = 72 / 25.4;
/** All lengths are those of A4, in mm; A5 is the same picture at 1/√2. */
const A4 = { width: 210, height: 297 };
const scaleOf = { a4: 1, a5: Math.SQRT1_2 } as const;
const words = {
  de: { heading: 'Wie war es bei uns?', text: 'Sagen Sie es uns: Es dauert eine Minute.', scan: 'Mit der Kamera Ihres Telefons öffnen', type: 'oder im Browser eingeben' },
  en: { heading: 'How was it with us?', text: 'Tell us: it takes a minute.', scan: 'Open with your phone’s camera', type: 'or type into a browser' },
} as const;
const fontFile = (name: string): string => fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}`));
const fonts = { regular: fontFile('DejaVuSans.ttf'), bold: fontFile('DejaVuSans-Bold.ttf') };

interface Poster {
  url: string;
  heading: string;
  text: string;
  paper: PosterQuery['paper'];
  language: PosterQuery['language'];
  /** Colours as #rrggbb. */
  primary: string;
  ink: string;
  onPrimary: string;
}

/** A sheet to print and hang up: the question, the code, the address to type. @throws survey.not_found, survey_address.not_found */
export async function printPoster(context: Context, actor: Actor, { survey, short }: { survey: string; short: string }, { paper, language, heading, text }: PosterQuery): Promise<Buffer> {
  const address = await getAddress(context, actor, survey, short);
  const { theme } = await getPublished(context, survey);
  const { primary } = theme;
  return drawPoster({ url: address.url, heading: heading ?? words[language].heading, text: text ?? words[language].text, paper, language, primary, ink: '#1d1d22', onPrimary: isDark(primary) ? '#ffffff' : '#1d1d22' }, context.clock.now());
}

async function drawPoster(poster: Poster, at: Date): Promise<Buffer> {
  const scale = scaleOf[poster.paper] * MM;
  const mm = (length: number) => length * scale;
  const document = new Pdf({ size: [mm(A4.width), mm(A4.height)], margin: 0, lang: poster.language, info: { Title: poster.heading, CreationDate: at } });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((done, fail) => document.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', done).on('error', fail));
  const { scan, type } = words[poster.language];
  const text = (written: string, y: number, { font, size, color, height }: { font: 'regular' | 'bold'; size: number; color: string; height: number }) => {
    const box = { width: mm(A4.width - 40), height: mm(height), align: 'center' as const, ellipsis: true };
    // Words of one's own may be longer than ours: smaller until they fit.
    let points = size * scale / MM;
    document.font(fonts[font]).fontSize(points);
    while (points > 8 && document.heightOfString(written, { width: box.width, align: 'center' }) > box.height) document.fontSize((points *= 0.94));
    document.fillColor(color).text(written, mm(20), mm(y), box);
  };
  document.rect(0, 0, mm(A4.width), mm(96)).fill(poster.primary);
  text(poster.heading, 26, { font: 'bold', size: 40, color: poster.onPrimary, height: 36 });
  text(poster.text, 66, { font: 'regular', size: 18, color: poster.onPrimary, height: 20 });
  drawCode(document, poster.url, { left: mm(50), top: mm(112), width: mm(110) });
  text(scan, 228, { font: 'regular', size: 14, color: poster.ink, height: 8 });
  text(type, 244, { font: 'regular', size: 14, color: poster.ink, height: 8 });
  text(asPrinted(poster.url), 256, { font: 'bold', size: 24, color: poster.ink, height: 22 });
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** Black on white, whatever the brand: every camera reads that. */
function drawCode(document: InstanceType<typeof Pdf>, url: string, { left, top, width }: { left: number; top: number; width: number }): void {
  const modules = qrModules(url);
  const module = width / (modules.length + 2 * QUIET_MODULES);
  document.rect(left, top, width, width).fill('#ffffff');
  for (const run of darkRuns(modules)) document.rect(left + (run.x + QUIET_MODULES) * module, top + (run.y + QUIET_MODULES) * module, run.width * module, module);
  document.fill('#000000');
}

/** Whether white text stands on it better than black: relative luminance of WCAG 2.2 below the point where both contrast alike. */
function isDark(colour: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.179;
}
