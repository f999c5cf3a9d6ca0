import { fileURLToPath } from 'node:url';
import Pdf from 'pdfkit';

/** One letter as it was decided: nothing of it changes when settings change later. */
export interface LetterContent {
  recipient: string;
  /** Lines: street, postcode and city, ISO code of the country. */
  address: string;
  senderLine: string;
  senderBlock: string;
  footer: string;
  city: string;
  homeCountry: string;
  subjectLine: string;
  text: string;
  language: string;
  /** Day on the letter, ISO. */
  on: string;
}

const MM = 72 / 25.4;
const mm = (length: number) => length * MM;
/** DIN 5008 form B, in mm from the upper left corner. */
const page = { left: 25, right: 20, width: 210, height: 297, returnLine: 57.5, address: 62.7, addressWidth: 80, info: { x: 125, y: 50, width: 65 }, subject: 98.5, bottom: 32, folds: [105, 210], punch: 148.5 };
const fonts = { regular: fontFile('DejaVuSans.ttf'), bold: fontFile('DejaVuSans-Bold.ttf') };

/** DejaVu has the letters of every European language, so no name is printed with holes. */
function fontFile(name: string): string {
  return fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}`));
}

/** Letters as one PDF, each beginning on a page of its own, for window envelopes. */
export async function printLetters(letters: readonly LetterContent[]): Promise<{ pdf: Buffer; pages: number }> {
  const [first] = letters;
  const document = new Pdf({ autoFirstPage: false, size: 'A4', margins: { top: mm(25), left: mm(page.left), right: mm(page.right), bottom: mm(page.bottom) }, lang: first?.language ?? 'de', info: { Title: letters.length === 1 ? (first?.subjectLine ?? '') : '', CreationDate: new Date(`${first?.on ?? '2000-01-01'}T00:00:00Z`) } });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((done, fail) => document.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', done).on('error', fail));
  document.registerFont('regular', fonts.regular);
  document.registerFont('bold', fonts.bold);
  let pages = 0;
  document.on('pageAdded', () => (pages += 1));
  for (const letter of letters) drawLetter(document, letter);
  document.end();
  await ended;
  return { pdf: Buffer.concat(chunks), pages };
}

type Document = InstanceType<typeof Pdf>;

function drawLetter(document: Document, letter: LetterContent): void {
  // Every page has its marks and its footer; only the first one its address.
  const addMarks = () => drawMarks(document, letter);
  document.on('pageAdded', addMarks);
  document.addPage();
  document.font('regular').fontSize(6.5).text(letter.senderLine, mm(page.left), mm(page.returnLine), { width: mm(page.addressWidth), height: 9, ellipsis: true, underline: true });
  document.fontSize(10.5).text(addressLines(letter).join('\n'), mm(page.left), mm(page.address), { width: mm(page.addressWidth), height: mm(27.3), ellipsis: true, lineGap: 1 });
  document.fontSize(8.5).text(letter.senderBlock, mm(page.info.x), mm(page.info.y), { width: mm(page.info.width), height: mm(34), ellipsis: true, lineGap: 1.5 });
  document.text(dateLine(letter), mm(page.info.x), mm(88), { width: mm(page.info.width), height: 12 });
  document.font('bold').fontSize(10.5).text(letter.subjectLine, mm(page.left), mm(page.subject), { width: mm(page.width - page.left - page.right) });
  document.moveDown(1.2);
  document.font('regular').fontSize(10.5).text(letter.text.trim(), { width: mm(page.width - page.left - page.right), lineGap: 2.5, paragraphGap: 6 });
  document.off('pageAdded', addMarks);
}

function drawMarks(document: Document, letter: LetterContent): void {
  const { x, y } = document;
  document.save().lineWidth(0.4).strokeColor('#888888');
  for (const fold of page.folds) document.moveTo(mm(4), mm(fold)).lineTo(mm(9), mm(fold)).stroke();
  document.moveTo(mm(4), mm(page.punch)).lineTo(mm(11), mm(page.punch)).stroke();
  document.restore();
  if (letter.footer !== '') {
    const { bottom } = document.page.margins;
    document.page.margins.bottom = 0; // or the footer would begin a page of its own
    document.font('regular').fontSize(7).fillColor('#444444').text(letter.footer, mm(page.left), mm(page.height - 26), { width: mm(page.width - page.left - page.right), height: mm(18), ellipsis: true, align: 'center' });
    document.page.margins.bottom = bottom;
  }
  document.font('regular').fontSize(10.5).fillColor('#000000');
  document.x = x;
  document.y = y;
}

/** Without the own country; another one in the language of the letter, in capitals, as the post wants it. */
function addressLines({ recipient, address, homeCountry, language }: LetterContent): string[] {
  const lines = address.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const country = /^[A-Z]{2}$/.test(lines.at(-1) ?? '') ? lines.pop() : undefined;
  const named = country === undefined || country === homeCountry ? [] : [(new Intl.DisplayNames([language || 'de'], { type: 'region' }).of(country) ?? country).toUpperCase()];
  return [recipient, ...lines, ...named];
}

const dateLine = ({ city, on, language }: LetterContent): string => `${city === '' ? '' : `${city}, `}${new Intl.DateTimeFormat(language || 'de', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${on}T12:00:00Z`))}`;
