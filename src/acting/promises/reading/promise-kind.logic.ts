import type { PromiseKind } from '../promises.contract.ts';

const kinds: readonly [PromiseKind, RegExp][] = [
  ['refund', /erstatt|gutschrift|geld zurück|rückzahl|refund|credit|money back|reimburs/iu],
  ['repair', /repar|entstör|austausch|behoben|beheben|instand|repair|fix|replace/iu],
  ['visit', /techniker|vor ort|besuch|termin bei|hausbesuch|monteur|technician|visit|on site|engineer/iu],
  ['delivery', /liefer|versand|versend|schicken .*(gerät|paket|router|karte|sim)|paket|zustell|deliver|ship|parcel|dispatch/iu],
  ['callback', /rückruf|zurückruf|zurückgeruf|rufe?n?\b|anruf|anzurufen|melde|meldet|melden|telefon|call|phone|ring/iu],
  ['answer', /antwort|rückmeld|bescheid|mail|schreib|schick|send|info|answer|reply|repl(?:y|ies)|write|let .* know|get back|update|confirm|bestätig/iu],
];

/** What kind of promise a line is, by its words. */
export function kindOf(what: string): PromiseKind {
  return kinds.find(([, pattern]) => pattern.test(what))?.[0] ?? 'other';
}
