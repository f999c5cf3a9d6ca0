/** What people write about Nordfunk in public: stars, words, and which words mean which touchpoint. */
export interface ReviewText {
  stars: 1 | 2 | 3 | 4 | 5;
  language: 'de' | 'en';
  title: string;
  text: string;
}

export const appReviews: readonly ReviewText[] = [
  { stars: 5, language: 'de', title: 'Endlich alles an einem Ort', text: 'Verbrauch, Rechnung, Tarif: In der App finde ich alles in Sekunden. So soll es sein.' },
  { stars: 5, language: 'de', title: 'Sehr übersichtlich', text: 'Die Übersicht nach dem Start zeigt genau das, was ich brauche. Schnell ist sie auch.' },
  { stars: 4, language: 'de', title: 'Gut, mit Luft nach oben', text: 'Optionen buchen geht leicht. Nur die Suche nach alten Rechnungen dauert zu lange.' },
  { stars: 4, language: 'en', title: 'Does what it should', text: 'Usage and invoices in one place. I would like a dark mode.' },
  { stars: 3, language: 'de', title: 'Meldet mich dauernd ab', text: 'Nach jedem Update muss ich mich neu anmelden. Sonst gut.' },
  { stars: 2, language: 'de', title: 'Reparatur nicht zu sehen', text: 'Mein Gerät ist seit zwei Wochen in der Reparatur, und in der App steht nur „in Bearbeitung“.' },
  { stars: 1, language: 'de', title: 'Anmeldung geht nicht', text: 'Seit dem letzten Update komme ich nicht mehr hinein. Der Chatbot hat mich im Kreis geschickt.' },
  { stars: 5, language: 'en', title: 'Love it', text: 'Booked a roaming option at the airport within a minute. Brilliant.' },
];

export const shopReviews: readonly ReviewText[] = [
  { stars: 5, language: 'de', title: '', text: 'Sehr gute Beratung in der Filiale. Man hat mir einen kleineren Tarif empfohlen, als ich wollte. So etwas gibt es noch!' },
  { stars: 5, language: 'de', title: '', text: 'Herr am Tresen hat sich eine halbe Stunde Zeit genommen und alle Daten auf das neue Telefon gebracht.' },
  { stars: 4, language: 'de', title: '', text: 'Freundlich und kompetent, nur war am Samstag viel los.' },
  { stars: 4, language: 'en', title: '', text: 'Friendly staff who speak English. Had to wait a little.' },
  { stars: 3, language: 'de', title: '', text: 'Beratung in Ordnung, aber das Telefon, das ich wollte, war nicht da.' },
  { stars: 2, language: 'de', title: '', text: 'Reparatur abgegeben, drei Wochen nichts gehört. Niemand im Laden konnte sagen, wo mein Gerät ist.' },
  { stars: 1, language: 'de', title: '', text: 'Zum dritten Mal wegen der Reparatur hier, und wieder heißt es: Wir melden uns. Es meldet sich keiner.' },
  { stars: 1, language: 'de', title: '', text: '214 Euro auf der Rechnung nach vier Tagen Schweiz. Vorher hat mich niemand gewarnt.' },
  { stars: 2, language: 'en', title: '', text: 'Roaming invoice three times higher than I was told in the shop.' },
];

/** Words in a review and the touchpoint they are about; the first that fits decides. */
export const reviewRules = [
  { field: 'words' as const, contains: 'Reparatur', touchpoint: 'repair_status' },
  { field: 'words' as const, contains: 'Schweiz', touchpoint: 'roaming_invoice' },
  { field: 'words' as const, contains: 'Roaming invoice', touchpoint: 'roaming_invoice' },
  { field: 'words' as const, contains: 'Chatbot', touchpoint: 'chatbot' },
  { field: 'words' as const, contains: 'Rechnung', touchpoint: 'app_invoice' },
];

export const openWords = {
  bad: {
    de: ['Bitte sagen Sie, was mit meinem Gerät ist, ohne dass ich nachfragen muss.', 'Die Rechnung aus dem Urlaub war ein Schock. Warnen Sie vorher.', 'Zwanzig Minuten in der Warteschleife sind zu viel.', 'Hier auf dem Land bricht jedes zweite Gespräch ab.', 'Ich möchte einmal den Fall erzählen und nicht dreimal.'],
    en: ['Tell me what happens with my repair without my having to ask.', 'The roaming invoice was a shock. Warn me before.'],
  },
  good: {
    de: ['In der Filiale hat man sich wirklich Zeit genommen.', 'Die App ist die beste, die ich kenne.', 'Am Telefon wurde mir sofort geholfen.', 'Ich habe überall Empfang und zahle, was vereinbart war.'],
    en: ['The people in the shop are great.', 'The app simply works.'],
  },
  app_bad: {
    de: ['Seit dem Update wirft mich die App bei jeder Anmeldung wieder hinaus.', 'Die neue Fassung lädt ewig und zeigt dann einen leeren Bildschirm.', 'Vor dem Update ging alles mit einem Griff, jetzt finde ich meine Rechnung nicht mehr.'],
    en: ['Since the update the app throws me out whenever I sign in.', 'The new version takes ages and then shows an empty screen.'],
  },
  app_good: {
    de: ['Alles auf einen Blick, genau so.', 'Schnell und übersichtlich.', 'Verbrauch nachsehen geht in Sekunden.'],
    en: ['Everything at a glance.', 'Fast and clear.'],
  },
  staff: {
    de: ['Kunden fragen jeden Tag nach dem Stand der Reparatur, und wir sehen ihn selbst nicht.', 'Mehr Spielraum bei der Kulanz, dann wären viele Anrufe nach einem erledigt.', 'Die Abrechnung antwortet zu langsam auf unsere Rückfragen.', 'Es läuft gut im Team.', 'Viele verstehen die Roaming-Rechnung nicht.'],
    en: ['Customers ask for the state of their repair every day.'],
  },
};
