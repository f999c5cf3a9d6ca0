const DAY_MS = 86_400_000;
const headings = ['Kundennummer', 'Name', 'Datum', 'Kontaktpunkt', 'Erwartung', 'Erlebnis', 'Weiterempfehlung', 'Kommentar'];
/** What 32 customers expect and live at three touchpoints; the middle one of each is the mean. */
const touchpoints = [
  { name: 'Rückruf', expected: 8.5, lived: 4.5 },
  { name: 'Störung melden', expected: 8, lived: 6 },
  { name: 'Rechnung', expected: 7, lived: 7.5 },
];
const CUSTOMERS = 32;

/**
 * A file as German Excel writes it: semicolons, decimal commas, d.M.yyyy, Windows-1252. 96 ratings of 32 customers at
 * three touchpoints, and one row whose rating is a word. The days lie before `today`, over more than a month, so that
 * a day above 12 says which number is the month.
 */
export function scoresFile(today: Date): Buffer {
  const rows = touchpoints.flatMap(({ name, expected, lived }, place) =>
    Array.from({ length: CUSTOMERS }, (_, index) => {
      // as many half a point above as below, so that the mean stays; the recommendation follows the experience
      const aside = index % 2 === 0 ? 0.5 : -0.5;
      const day = new Date(today.getTime() - (1 + place * CUSTOMERS + index) * DAY_MS);
      return [`K-${1000 + index}`, `Jörg Müßig ${index}`, germanDay(day), name, comma(expected), comma(lived + (index < 16 ? aside : 0)), String(Math.round(lived + 2 * aside)), index === 0 ? 'Schön wäre es schneller' : ''];
    }));
  const wrong = ['K-1000', 'Jörg Müßig 0', germanDay(new Date(today.getTime() - DAY_MS)), 'Rückruf', '8,5', 'zwölf', '3', ''];
  const text = [headings, ...rows, wrong].map((cells) => cells.join(';')).join('\r\n');
  return Buffer.from(text, 'latin1'); // the same bytes as Windows-1252 for these letters
}

const comma = (value: number): string => String(value).replace('.', ',');
const germanDay = (day: Date): string => `${day.getUTCDate()}.${day.getUTCMonth() + 1}.${day.getUTCFullYear()}`;
