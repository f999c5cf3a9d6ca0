import { plainWords } from './heading-words.logic.ts';
import type { InspectedColumn, ScoreUse } from '../imports.contract.ts';
import { touchpointCodeOf } from '../values/written-words.logic.ts';

const words: Record<'nps' | 'csat' | 'ces' | 'expectation' | 'experience', RegExp> = {
  nps: /\b(nps|recommend\w*|weiterempf\w*|promoter)\b/,
  csat: /\b(csat|zufrieden\w*|satisfaction|satisfied|gesamt\w*|overall)\b/,
  ces: /\b(ces|aufwand|effort|muhe)\b/,
  expectation: /\b(erwart\w*|expect\w*|soll|anspruch)\b/,
  experience: /\b(erleb\w*|experience\w*|ist|wahrgenommen|perceived|perception)\b/,
};
const roleWords = new RegExp(`${words.expectation.source}|${words.experience.source}`, 'g');
const asked = new RegExp(`${words.expectation.source}|${words.experience.source}|${words.nps.source}`);
const dimensionWords: readonly [NonNullable<ScoreUse['dimension']>, RegExp][] = [
  ['friendliness', /freundlich|friendl|hoflich|courte|polite|empath|nett/],
  ['competence', /kompet|compet|fach|wissen|knowledge|skill|beratung|expert/],
  ['information', /inform|auskunft|erklar|verstand|communic|kommunik|transparen|clarity|explain/],
  ['speed', /schnell|speed|wart|wait|delay|dauer|punktlich|tempo|quick|fast|zeit|time|checkin|check in|boarding/],
  ['ease', /einfach|ease|easy|bequem|convenien|komfort|booking|buchung|online|website|app|usab|navigation|gate|location/],
  ['reliability', /zuverlass|reliab|verlass|qualit|funktion|works|sicher|ausfall|availab/],
];
/** Columns of small whole numbers that are something else. */
const otherNumbers = /\b(id|nr|nummer|number|age|alter|count|anzahl|menge|quantity|kinder|children|senior\w*|jahr|year|monat|month|tag|day|hour|stunde|minute\w*|delay|distance|tenure|version|plz|zip|postcode|index|row|zeile|latitude|longitude)\b/;

/** Small whole numbers between 0 and 10, more than two different ones, under a heading that names nothing else. */
export function looksLikeScore({ kind, range, distinct, heading }: InspectedColumn): boolean {
  if (heading.trim() === '' || range === null || distinct === null) return false;
  const plain = plainWords(heading);
  if (otherNumbers.test(plain) && !words.nps.test(plain)) return false;
  if (range.min < 0 || range.max > 10) return false;
  // under "Erwartung" or "Experience" marks may lie close together and have halves
  if (asked.test(plain)) return distinct.length >= 2;
  const isSmall = range.max >= 3 && range.max - range.min >= 2;
  return isSmall && distinct.length >= 3 && distinct.length <= 11 && (kind === 'integer' || (kind === 'decimal' && distinct.length <= 21));
}

/** Two or three words such as satisfied / dissatisfied: worst and best of a judgement on the whole. */
export function judgementWords({ heading, distinct, kind }: InspectedColumn): Record<string, string> | null {
  if (kind !== 'choice' || distinct === null || distinct.length < 2 || distinct.length > 4 || !words.csat.test(plainWords(heading))) return null;
  const marks = distinct.map(({ value }): [string, string] | null => {
    const plain = plainWords(value);
    if (/\b(dissatisfied|unzufrieden|unsatisfied|bad|schlecht)\b/.test(plain)) return [value, '0'];
    if (/\b(neutral|teils|mittel|okay)\b/.test(plain)) return [value, '5'];
    return /\b(satisfied|zufrieden|good|gut)\b/.test(plain) ? [value, '10'] : null;
  });
  const known = marks.filter((mark) => mark !== null);
  return known.length === distinct.length && new Set(known.map(([, mark]) => mark)).size > 1 ? Object.fromEntries(known) : null;
}

/** Ends of a scale from the marks that were seen; `isOpen` where a person should look. */
export function scaleOf(range: { min: number; max: number }, role: ScoreUse['role']): Pick<ScoreUse, 'worst' | 'best' | 'notApplicable'> & { open: 'not_applicable' | 'direction' | null } {
  if (role === 'nps') return { worst: 0, best: 10, notApplicable: [], open: null };
  if (range.max <= 5) return { worst: 1, best: 5, notApplicable: range.min === 0 ? [0] : [], open: range.min === 0 ? 'not_applicable' : null };
  // six marks are school marks in German files: 1 is the best
  if (range.max === 6 && range.min >= 1) return { worst: 6, best: 1, notApplicable: [], open: 'direction' };
  if (range.max <= 7) return { worst: 1, best: 7, notApplicable: range.min === 0 ? [0] : [], open: range.min === 0 ? 'not_applicable' : null };
  // Whether 0 was offered cannot be seen where nobody chose it. 0–10 leaves every mark as it is.
  return { worst: 0, best: 10, notApplicable: [], open: null };
}

/** How a rated column may be read. @param ownTouchpoint - make the column a touchpoint of its own, named by its heading */
export function suggestScore({ heading, range }: InspectedColumn, ownTouchpoint: boolean): ScoreUse {
  const plain = plainWords(heading);
  const role: ScoreUse['role'] = words.nps.test(plain) ? 'nps' : words.ces.test(plain) ? 'ces' : words.expectation.test(plain) ? 'expectation' : words.experience.test(plain) ? 'experience' : words.csat.test(plain) ? 'overall' : 'experience';
  const { open: _open, ...scale } = scaleOf(range ?? { min: 1, max: 5 }, role);
  // "Erwartung" is no waiting
  const topic = plain.replaceAll(roleWords, ' ');
  const isPaired = role === 'expectation' || role === 'experience';
  const name = heading.trim().replaceAll(/\s*[([:–-]?\s*\b(erwartung|erwartet|expectation|expected|soll|erlebnis|erlebt|experience|experienced|ist)\b[)\]:–-]?\s*/gi, ' ').trim().slice(0, 120) || heading.trim().slice(0, 120);
  return {
    as: 'score',
    role,
    dimension: isPaired ? (dimensionWords.find(([, pattern]) => pattern.test(topic))?.[0] ?? 'reliability') : null,
    touchpoint: ownTouchpoint && isPaired ? { code: touchpointCodeOf(name), name } : null,
    ...scale,
  };
}
