import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type StoryLanguage = 'de' | 'en';

const root = join(import.meta.dirname, '..', 'src', 'acting');
const slices = ['desk', 'cases', 'inquiries', 'known-issues', 'goodwill', 'outreach'] as const;
type Slice = (typeof slices)[number];

/** What the people of the story say; what the page says is read from its own texts. */
const speech = {
  de: {
    networkIsGood: 'Das Netz am Wohnort ist gut.',
    onThePhone: 'Gespräche brechen seit etwa neun Wochen ab, mehrmals am Tag, auch zu Hause. SIM getauscht, keine Besserung.',
    promise: 'Rückruf mit der Antwort des Herstellers bis morgen 14 Uhr',
    inquirySubject: 'Gesprächsabbrüche beim Arc 5 mit Software 4.1',
    inquiry: 'Bei gutem Netz brechen Gespräche ab, seit etwa neun Wochen, mehrmals am Tag. Ist ein Fehler bekannt?',
    answer: 'Ja: Ein Fehler im Modem der Versionen 4.0 und 4.1. Mit 4.2 ist er behoben.',
    issue: 'Gesprächsabbrüche beim Halvard Arc 5', cause: 'Fehler im Modem der Software 4.0 und 4.1.', fix: 'Update auf 4.2, danach einmal neu starten.',
    reason: 'Neun Wochen Ärger mit Abbrüchen', kept: /^Gehalten/,
  },
  en: {
    networkIsGood: 'The network at home is good.',
    onThePhone: 'Calls have been dropping for about nine weeks, several times a day, at home too. SIM swapped, no better.',
    promise: "Call back with the maker's answer by tomorrow 2 pm",
    inquirySubject: 'Dropped calls on the Arc 5 with software 4.1',
    inquiry: 'Calls drop though the network is good, for about nine weeks, several times a day. Is a fault known?',
    answer: 'Yes: a fault in the modem of versions 4.0 and 4.1. Version 4.2 mends it.',
    issue: 'Dropped calls on the Halvard Arc 5', cause: 'A fault in the modem of software 4.0 and 4.1.', fix: 'Update to 4.2, then restart once.',
    reason: 'Nine weeks of trouble with dropped calls', kept: /^Kept/,
  },
} as const;

type Messages = { [key: string]: string | Messages };

export function wordsOf(language: StoryLanguage) {
  const texts = new Map(slices.map((slice) => [slice, JSON.parse(readFileSync(join(root, slice, 'web', `${slice}.${language}.json`), 'utf8')) as Messages])); // our own files
  /** A text of the page as it stands there. */
  const label = (slice: Slice, key: string): string => {
    const found = find(texts.get(slice) ?? {}, key);
    if (found === null) throw new Error(`${slice} has no text ${key} any more`);
    return found;
  };
  /** A text with something filled in. */
  const like = (slice: Slice, key: string): RegExp => new RegExp(label(slice, key).split(/\{\{[^}]*\}\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*'));
  /** A whole text in which numbers are filled in. */
  const counted = (slice: Slice, key: string): RegExp => new RegExp(`^${like(slice, key).source.replaceAll('.*', '\\d[\\d.,]*')}$`);
  return { label, like, counted, said: speech[language] };
}

/** Keys may have dots in them: `event.promise.made` is found however it is cut. */
function find(messages: Messages, key: string): string | null {
  const whole = messages[key];
  if (typeof whole === 'string') return whole;
  for (let cut = key.indexOf('.'); cut > 0; cut = key.indexOf('.', cut + 1)) {
    const inner = messages[key.slice(0, cut)];
    const found = typeof inner === 'object' ? find(inner, key.slice(cut + 1)) : null;
    if (found !== null) return found;
  }
  return null;
}
