import type { VersionChange } from './comparability.contract.ts';

type Said = [change: VersionChange['change'], breaksComparison: boolean, de: string, en: string];

/** What each change means for figures, in words for editors. {1} and {2} are filled in. */
const said = {
  question_added: ['added', false, 'Neue Frage: Ihre Zahlen beginnen mit dieser Version.', 'New question: its figures start with this version.'],
  question_removed: ['removed', false, 'Die Frage entfällt: Ihre Zahlen enden mit der Version davor.', 'The question is gone: its figures end with the version before.'],
  kind_changed: ['scale_changed', true, 'Die Art der Frage ist eine andere ({1} → {2}): Ihre Zahlen beginnen neu.', 'The kind of question is another ({1} → {2}): its figures start anew.'],
  reworded: ['reworded', true, 'Die Frage ist anders formuliert: Ein Unterschied kann an den Worten liegen.', 'The question is worded differently: a difference may come from the words.'],
  respelled: ['reworded', false, 'Nur Satzzeichen oder Schreibweise haben sich geändert.', 'Only punctuation or spelling of the same words has changed.'],
  help_reworded: ['reworded', false, 'Der Hinweis zur Frage ist ein anderer.', 'The hint below the question is another.'],
  scale_changed: ['scale_changed', true, 'Andere Stufen ({1} → {2}): Mittelwerte und Anteile sind nicht vergleichbar.', 'Other points ({1} → {2}): means and shares do not compare.'],
  scale_reworded: ['scale_changed', true, 'Die Stufen heißen anders: Dieselbe Zahl bedeutet nicht mehr dasselbe.', 'The points are worded differently: the same number no longer means the same.'],
  cannot_say_added: ['scale_changed', true, '„Weiß nicht“ steht jetzt zur Wahl: Wer bisher die Mitte nahm, nimmt nun dies.', '“Cannot say” is now offered: those who used to take the middle now take this.'],
  cannot_say_removed: ['scale_changed', true, '„Weiß nicht“ steht nicht mehr zur Wahl: Unentschlossene wählen nun eine Stufe.', '“Cannot say” is no longer offered: the undecided now choose a point.'],
  look_changed: ['scale_changed', false, 'Die Stufen sehen anders aus (Zahlen, Sterne, Gesichter); die Werte bleiben.', 'The points look different (numbers, stars, smileys); the values stay.'],
  options_added: ['options_changed', true, 'Neue Antworten ({1}): Die Anteile der anderen sinken schon deshalb.', 'New options ({1}): the shares of the others fall for that reason alone.'],
  options_removed: ['options_changed', true, 'Antworten fehlen jetzt ({1}): Die Anteile der anderen steigen schon deshalb.', 'Options are gone ({1}): the shares of the others rise for that reason alone.'],
  options_reworded: ['options_changed', true, 'Antworten sind anders formuliert oder bebildert ({1}).', 'Options have other words or pictures ({1}).'],
  rows_added: ['options_changed', true, 'Neue Zeilen ({1}): Der Mittelwert über alle Zeilen umfasst nun mehr; jede Zeile für sich bleibt vergleichbar.', 'New rows ({1}): the mean over all rows now covers more; each row by itself still compares.'],
  rows_removed: ['options_changed', true, 'Zeilen entfallen ({1}): Der Mittelwert über alle Zeilen umfasst nun weniger; jede Zeile für sich bleibt vergleichbar.', 'Rows are gone ({1}): the mean over all rows now covers less; each row by itself still compares.'],
  rows_reworded: ['options_changed', true, 'Zeilen oder Spalten sind anders formuliert ({1}).', 'Rows or columns are worded differently ({1}).'],
  parts_reordered: ['options_changed', false, 'Die Reihenfolge der Antworten ist eine andere; was oben steht, wird etwas öfter gewählt.', 'The order of the options is another; what stands first is chosen a little more often.'],
  meaning_changed: ['logic_changed', true, 'Die Antworten zählen nun für eine andere Dimension, Rolle oder einen anderen Kontaktpunkt.', 'The answers now count for another dimension, role or touchpoint.'],
  how_many_changed: ['logic_changed', true, 'Es dürfen nun mehr oder weniger Antworten gewählt werden.', 'More or fewer options may be chosen now.'],
  condition_changed: ['logic_changed', true, 'Die Frage wird nun anderen Kunden gestellt als zuvor.', 'The question is now put to other customers than before.'],
  required_changed: ['logic_changed', false, 'Ob man die Frage überspringen darf, hat sich geändert: Der Anteil der Antwortenden ändert sich.', 'Whether the question may be skipped has changed: so will the share of those who answer.'],
  order_random_changed: ['logic_changed', false, 'Die zufällige Reihenfolge wurde ein- oder ausgeschaltet.', 'Random order was switched on or off.'],
  moved: ['moved', false, 'Die Frage steht an anderer Stelle; was davor gefragt wird, kann abfärben.', 'The question stands elsewhere; what is asked before it can rub off.'],
  languages_added: ['reworded', false, 'Neue Sprachen: {1}. Es antworten nun auch andere Kunden.', 'New languages: {1}. Other customers will answer too.'],
  languages_removed: ['reworded', false, 'Sprachen entfallen: {1}. Diese Kunden sehen die erste Sprache.', 'Languages are gone: {1}. These customers see the first language.'],
  intro_reworded: ['reworded', false, 'Titel oder Einleitung sind anders formuliert.', 'Title or introduction are worded differently.'],
  screens_changed: ['logic_changed', false, 'Eine Frage je Bildschirm wurde ein- oder ausgeschaltet; das kann ändern, wie viele bis zum Ende kommen.', 'One question per screen was switched on or off; this can change how many reach the end.'],
  jumps_changed: ['logic_changed', true, 'Sprünge wurden geändert: Spätere Fragen werden anderen Kunden gestellt als zuvor.', 'Jumps were changed: later questions are put to other customers than before.'],
} as const satisfies Record<string, Said>;

export type Change = keyof typeof said;

export function changeWords(change: Change, values: readonly string[]): Omit<VersionChange, 'question'> {
  const [kind, breaksComparison, de, en] = said[change];
  const fill = (text: string) => text.replace(/\{(\d)\}/g, (_, place: string) => values[Number(place) - 1] ?? '');
  return { change: kind, breaksComparison, reasonDe: fill(de), reasonEn: fill(en) };
}
