import type { RefusalCode } from './imports.contract.ts';

export type RefusalDetails = Record<string, string | number>;

/** One sentence per reason and language; `{name}` is filled from the details. */
const refusalWords: Record<RefusalCode, { de: string; en: string }> = {
  'cell.too_long': { de: 'Die Zelle ist länger als {limit} Zeichen.', en: 'The cell is longer than {limit} characters.' },
  'cell.wrong_encoding': { de: 'Die Zelle ist nicht in {encoding} geschrieben. Als Windows-1252 gelesen steht dort „{read}“.', en: 'The cell is not written in {encoding}. Read as Windows-1252 it says "{read}".' },
  'cell.spreadsheet_error': { de: 'In der Tabelle steht hier ein Fehler: {value}.', en: 'The spreadsheet shows an error here: {value}.' },
  'cell.nul': { de: 'Die Zelle enthält Nullzeichen und ist kein Text.', en: 'The cell holds NUL characters and is no text.' },
  'row.too_many_cells': { de: 'Die Zeile hat {cells} Zellen, die Überschrift nur {headings}.', en: 'The row has {cells} cells, the heading only {headings}.' },
  'row.unreadable': { de: 'Die Zeile lässt sich nicht lesen: {why}.', en: 'The row cannot be read: {why}.' },
  'value.missing': { de: 'Hier fehlt ein Wert: {fieldDe} muss gefüllt sein.', en: 'A value is missing: {field} must be filled.' },
  'value.not_in_list': { de: '„{value}“ ist keiner der möglichen Werte: {choices}.', en: '"{value}" is none of the possible values: {choices}.' },
  'value.too_long': { de: 'Der Text ist länger als {limit} Zeichen.', en: 'The text is longer than {limit} characters.' },
  'value.not_allowed': { de: 'Dieser Wert ist hier nicht möglich: {whyDe}.', en: 'This value is not possible here: {why}.' },
  'number.invalid': { de: '„{value}“ ist keine Zahl (Dezimalzeichen: {decimal}).', en: '"{value}" is not a number (decimal sign: {decimal}).' },
  'number.not_whole': { de: '„{value}“ ist keine ganze Zahl.', en: '"{value}" is not a whole number.' },
  'number.out_of_range': { de: '„{value}“ liegt nicht zwischen {min} und {max}.', en: '"{value}" does not lie between {min} and {max}.' },
  'money.invalid': { de: '„{value}“ ist kein Betrag in vollen Cent (Dezimalzeichen: {decimal}).', en: '"{value}" is not an amount in whole cents (decimal sign: {decimal}).' },
  'boolean.invalid': { de: '„{value}“ heißt weder ja noch nein.', en: '"{value}" says neither yes nor no.' },
  'date.no_pattern': { de: 'Für diese Spalte ist kein Datumsmuster gewählt.', en: 'No date pattern was chosen for this column.' },
  'date.not_in_pattern': { de: '„{value}“ passt nicht zum Muster {pattern}.', en: '"{value}" does not fit the pattern {pattern}.' },
  'date.impossible': { de: '„{value}“ gibt es im Kalender nicht.', en: '"{value}" does not exist in the calendar.' },
  'time.skipped': { de: '„{value}“ gab es in {zone} nicht: die Uhr wurde vorgestellt.', en: '"{value}" did not exist in {zone}: the clock was set forward.' },
  'time.repeated': { de: '„{value}“ gab es in {zone} zweimal: die Uhr wurde zurückgestellt. Wählen Sie, welche gemeint ist.', en: '"{value}" existed twice in {zone}: the clock was set back. Choose which one is meant.' },
  'date.out_of_range': { de: '„{value}“ liegt nicht zwischen den Jahren {min} und {max}.', en: '"{value}" does not lie between the years {min} and {max}.' },
  'period.reversed': { de: 'Das Ende ({to}) liegt vor dem Anfang ({from}).', en: 'The end ({to}) lies before the beginning ({from}).' },
  'score.out_of_scale': { de: '„{value}“ liegt nicht auf der Skala von {worst} bis {best}.', en: '"{value}" does not lie on the scale from {worst} to {best}.' },
  'score.none': { de: 'Die Zeile enthält keine Bewertung.', en: 'The row holds no score.' },
  'touchpoint.missing': { de: 'Zu welchem Kontaktpunkt die Zeile gehört, ist nicht gesagt.', en: 'It is not said which touchpoint the row belongs to.' },
  'identifier.missing': { de: 'Die Zeile nennt keinen Kunden: alle Kennungen sind leer.', en: 'The row names no customer: all identifiers are empty.' },
  'identifier.invalid': { de: '„{value}“ ist hier nicht zu gebrauchen: {whyDe}.', en: 'This cannot be used here: {why}.' },
  'identifier.unknown': { de: 'Einen Kunden mit {kind} „{value}“ gibt es nicht.', en: 'There is no customer with {kind} "{value}".' },
  'row.conflict': { de: 'Die Zeile widerspricht dem, was bekannt ist: {why}.', en: 'The row contradicts what is known: {why}.' },
  'row.repeated': { de: 'Dasselbe steht schon in Zeile {row}.', en: 'The same stands in row {row} already.' },
  'customer.erased': {
    de: 'Die Person in dieser Zeile wurde am {onDe} gelöscht, während die Datei eingelesen wurde. Soll sie wieder aufgenommen werden, lesen Sie die Zeile erneut ein.',
    en: 'The person in this row was erased on {on}, while the file was coming in. If they are to be taken in again, bring the row in again.',
  },
  'customer.restricted': {
    de: 'Die Verarbeitung der Daten dieser Person ist eingeschränkt: Sie werden aufbewahrt, aber nicht geändert.',
    en: 'The processing of this person’s data is restricted: it is kept, but not changed.',
  },
  'record.invalid': { de: 'Die Zeile ergibt keinen gültigen Eintrag: {whyDe}.', en: 'The row does not make a valid entry: {why}.' },
};

/** The reason in words. A German detail that is not given is taken from the English one; one that is given in neither stays empty. */
export function sayRefusal(code: RefusalCode, details: RefusalDetails, language: 'de' | 'en'): string {
  return refusalWords[code][language].replaceAll(/\{(\w+)\}/g, (_whole, name: string) => String(details[name] ?? details[name.replace(/De$/, '')] ?? ''));
}
