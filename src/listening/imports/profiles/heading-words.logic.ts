/** Words under which files name their columns, German and English, in plain letters; `*` = the word begins so. */
const headingWords: Record<string, readonly string[]> = {
  customerNumber: ['kundennummer', 'kundennr', 'kunden nr', 'kunden nummer', 'kundeid', 'kunden id', 'kdnr', 'kd nr', 'customer number', 'customer no', 'customer id', 'customerid', 'customer', 'client id', 'kunde', 'id'],
  email: ['e mail', 'email', 'mail', 'e mail adresse', 'emailadresse', 'mailadresse', 'email address', 'e mail address'],
  phone: ['telefon', 'telefonnummer', 'tel', 'tel nr', 'mobil', 'mobilnummer', 'handy', 'handynummer', 'rufnummer', 'phone', 'phone number', 'mobile', 'mobile number', 'msisdn'],
  userId: ['user id', 'userid', 'user', 'login', 'shop id', 'app id', 'benutzer', 'account login'],
  name: ['name', 'kundenname', 'vollstandiger name', 'full name', 'customer name', 'kontaktname'],
  firstName: ['vorname', 'first name', 'firstname', 'given name', 'rufname'],
  lastName: ['nachname', 'last name', 'lastname', 'familienname', 'surname', 'zuname', 'family name'],
  company: ['firma', 'unternehmen', 'company', 'company name', 'firmenname', 'organisation', 'organization'],
  salutation: ['anrede', 'salutation', 'title', 'titel'],
  gender: ['geschlecht', 'gender', 'sex'],
  birthday: ['geburtstag', 'geburtsdatum', 'geb datum', 'geboren', 'birthday', 'date of birth', 'birth date', 'dob'],
  language: ['sprache', 'language', 'lang', 'locale'],
  preferredChannel: ['bevorzugter kanal', 'wunschkanal', 'preferred channel'],
  street: ['strasse', 'str', 'strasse und hausnummer', 'strasse hausnummer', 'adresse', 'anschrift', 'street', 'address', 'address line 1', 'street address'],
  houseNumber: ['hausnummer', 'hausnr', 'hnr', 'house number'],
  postcode: ['plz', 'postleitzahl', 'postcode', 'post code', 'zip', 'zip code', 'zipcode', 'postal code'],
  city: ['ort', 'stadt', 'wohnort', 'city', 'town'],
  country: ['land', 'country', 'staat', 'landercode', 'country code'],
  accountId: ['konto', 'kontonummer', 'kundenkonto', 'haushalt', 'haushalt id', 'account', 'account id', 'account number', 'household', 'household id', 'account no'],
  accountName: ['kontoname', 'account name', 'haushaltsname'],
  accountKind: ['kontoart', 'account kind', 'account type'],
  accountRole: ['rolle', 'role'],
  contractNumber: ['vertragsnummer', 'vertragsnr', 'vertrag nr', 'vertrag', 'contract number', 'contract no', 'contract id', 'contractid', 'police', 'policennummer'],
  contractProduct: ['tarif', 'tarifname', 'produkt', 'vertragsart', 'plan', 'product', 'tariff', 'rate plan'],
  contractStartsOn: ['vertragsbeginn', 'beginn', 'laufzeitbeginn', 'start', 'start date', 'contract start', 'starts on', 'gultig ab', 'valid from', 'abschlussdatum', 'kunde seit', 'customer since'],
  contractEndsOn: ['vertragsende', 'ende', 'laufzeitende', 'end', 'end date', 'contract end', 'ends on', 'gultig bis', 'valid to', 'kundigung zum'],
  contractMonthly: ['monatlich', 'monatsbetrag', 'monatspreis', 'grundgebuhr', 'monthly', 'monthly charges', 'monthly charge', 'monthly fee', 'monthlycharges', 'monatlicher betrag', 'betrag'],
  deviceModel: ['gerat', 'modell', 'geratemodell', 'device', 'model', 'device model', 'handymodell'],
  deviceMaker: ['hersteller', 'marke', 'maker', 'manufacturer', 'brand'],
  deviceSerial: ['seriennummer', 'serien nr', 'imei', 'serial', 'serial number', 'serial no'],
  deviceSoftware: ['software', 'firmware', 'softwarestand', 'version', 'os version'],
  deviceOwnedFrom: ['gekauft am', 'kaufdatum', 'im besitz seit', 'owned since', 'owned from', 'purchase date', 'bought on'],
  deviceOwnedTo: ['im besitz bis', 'owned until', 'owned to', 'returned on'],
  deviceId: ['gerate id', 'geratenummer', 'device id'],
  at: ['zeitpunkt', 'datum', 'datum uhrzeit', 'zeit', 'zeitstempel', 'beginn', 'start', 'startzeit', 'start date', 'start time', 'date', 'time', 'datetime', 'timestamp', 'created at', 'created', 'erstellt am', 'opened at', 'opened', 'eroffnet am', 'antwortdatum', 'response date', 'submitted at', 'at', 'occurred at', 'kontaktdatum', 'anrufzeit'],
  atTime: ['uhrzeit', 'time of day', 'zeit', 'time', 'anrufzeit', 'call time', 'startzeit', 'start time'],
  endedAt: ['ende', 'endzeit', 'end', 'end date', 'end time', 'ended at', 'complete timestamp', 'abgeschlossen am'],
  kind: ['art', 'vorgang', 'aktivitat', 'ereignis', 'kontaktart', 'anliegen', 'typ', 'operation', 'activity', 'event', 'event name', 'type', 'kind', 'kind of contact', 'contact type', 'action', 'reason', 'contact reason', 'grund', 'kontaktgrund', 'kundenart', 'customer type', 'customer kind'],
  channel: ['kanal', 'kontaktkanal', 'channel', 'contact channel', 'medium', 'source channel'],
  direction: ['richtung', 'direction'],
  touchpoint: ['kontaktpunkt', 'touchpoint', 'touch point', 'kontaktpunktname'],
  department: ['abteilung', 'department', 'team', 'bereich', 'verantwortliche abteilung', 'owning department'],
  product: ['produkt', 'artikel', 'product', 'item', 'product name'],
  place: ['ort', 'filiale', 'standort', 'place', 'store', 'branch', 'location', 'shop'],
  subjectLine: ['betreff', 'subject', 'titel', 'title', 'thema'],
  text: ['text', 'nachricht', 'beschreibung', 'inhalt', 'notiz', 'message', 'body', 'description', 'note', 'notes', 'bemerkung'],
  score: ['bewertung', 'score', 'rating', 'note'],
  mood: ['stimmung', 'mood', 'sentiment'],
  cost: ['kosten', 'cost', 'costs', 'betrag', 'price', 'preis'],
  messageKey: ['kontaktnummer', 'vorgangsnummer', 'ticket', 'ticket id', 'ticketnummer', 'ticket no', 'ticket nr', 'ticket number', 'call id', 'message id', 'messageid', 'event id', 'case number', 'fallnummer'],
  group: ['zielgruppe', 'segment', 'kundengruppe', 'target group', 'customer segment', 'gruppe', 'group'],
  comment: ['kommentar', 'freitext', 'anmerkung', 'bemerkung', 'comment', 'comments', 'feedback', 'verbatim', 'open text', 'begrundung'],
  responseKey: ['antwortnummer', 'antwort id', 'response id', 'responseid', 'interview', 'interviewnummer', 'respondent id', 'fragebogen'],
  code: ['kurzel', 'code', 'schlussel'],
  nameDe: ['name de', 'name deutsch', 'name', 'bezeichnung', 'kontaktpunkt', 'touchpoint'],
  nameEn: ['name en', 'name englisch', 'name english', 'english name'],
  descriptionDe: ['beschreibung', 'description de', 'beschreibung deutsch', 'description'],
  descriptionEn: ['description en', 'beschreibung englisch'],
  stage: ['phase', 'stage', 'journey stage'],
  reachKind: ['reach kind', 'direkt oder indirekt', 'direct or indirect'],
  involvedDepartments: ['beteiligte abteilungen', 'involved departments'],
  momentOfTruth: ['moment der wahrheit', 'moment of truth', 'mot'],
  tangibleItems: ['greifbares', 'tangible items'],
  addressKind: ['adressart', 'kind of address', 'address type'],
};

/** What the words of choices mean, whichever column they stand in. */
export const choiceWords: Record<string, Record<string, readonly string[]>> = {
  channel: {
    web: ['web', 'website', 'internet', 'online', 'webseite', 'homepage', 'portal', 'browser', 'shop online', 'onlineshop'], app: ['app', 'mobile app', 'handy app'], shop: ['shop', 'filiale', 'laden', 'store', 'branch', 'geschaft', 'vor ort', 'counter'],
    call_center: ['call center', 'callcenter', 'telefon', 'phone', 'call', 'anruf', 'hotline', 'telefonisch', 'inbound call', 'outbound call', 'tel'], mail: ['mail', 'e mail', 'email'], chat: ['chat', 'livechat', 'live chat', 'chatbot', 'messenger', 'whatsapp'],
    letter: ['brief', 'post', 'letter', 'postal', 'fax'], sms: ['sms', 'text message'], social: ['social', 'social media', 'facebook', 'instagram', 'twitter', 'x', 'linkedin'], partner: ['partner', 'handler', 'dealer', 'reseller'],
    network: ['netz', 'network'], survey: ['umfrage', 'survey', 'befragung'], other: ['sonstige', 'sonstiges', 'andere', 'other', 'unbekannt', 'unknown'],
  },
  direction: { inbound: ['inbound', 'eingehend', 'eingang', 'in', 'rein', 'incoming', 'vom kunden'], outbound: ['outbound', 'ausgehend', 'ausgang', 'out', 'raus', 'outgoing', 'zum kunden'] },
  kind: { person: ['person', 'privat', 'privatkunde', 'private', 'individual', 'consumer', 'b2c'], company: ['firma', 'firmenkunde', 'geschaftskunde', 'unternehmen', 'business', 'company', 'b2b', 'gewerbe'], partner: ['partner', 'handler'], supplier: ['lieferant', 'supplier', 'vendor'], main: ['main', 'haupt', 'hauptkontaktpunkt', 'haupt kontaktpunkt'], secondary: ['secondary', 'neben', 'nebenkontaktpunkt', 'neben kontaktpunkt'] },
  stage: { awareness: ['awareness', 'aufmerksamkeit', 'wahrnehmung', 'information'], consideration: ['consideration', 'abwagung', 'erwagung', 'auswahl', 'vergleich'], purchase: ['purchase', 'kauf', 'abschluss', 'bestellung'], onboarding: ['onboarding', 'einrichtung', 'start', 'erste schritte'], use: ['use', 'nutzung', 'gebrauch', 'usage'], service: ['service', 'betreuung', 'hilfe', 'support'], renewal: ['renewal', 'verlangerung', 'erneuerung'], farewell: ['farewell', 'abschied', 'kundigung', 'ende'] },
  reachKind: { direct: ['direct', 'direkt'], indirect: ['indirect', 'indirekt'] },
  accountKind: { household: ['household', 'haushalt', 'familie', 'privat'], company: ['company', 'firma', 'unternehmen', 'geschaftlich'] },
  addressKind: { home: ['home', 'wohnung', 'privat', 'wohnadresse', 'hauptadresse'], billing: ['billing', 'rechnung', 'rechnungsadresse'], delivery: ['delivery', 'lieferung', 'lieferadresse', 'shipping'], work: ['work', 'arbeit', 'geschaftlich', 'buro'], other: ['other', 'sonstige', 'andere'] },
};

/** A heading or value in the letters of the lists: "Straße/Hausnr." → "strasse hausnr". */
export const plainWords = (text: string): string =>
  text.replaceAll(/([a-zäöü])([A-ZÄÖÜ])/g, '$1 $2').toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[^a-z0-9]+/g, ' ').trim();

/** Our own exports say behind a heading in which zone its times are: "Zeitpunkt (Europe/Berlin)". */
const zoneSuffix = /\s*\(((?:[A-Z][A-Za-z_]+\/)+[A-Za-z_+-]+|UTC)\)\s*$/;
export const zoneOfHeading = (heading: string): string | null => zoneSuffix.exec(heading)?.[1] ?? null;

/** How well a heading names a field: 1 exactly, less where it holds the word among others, 0 not at all. */
export function matchesHeading(field: string, heading: string): number {
  const plain = plainWords(heading.replace(zoneSuffix, ''));
  const joined = plain.replaceAll(' ', '');
  let best = 0;
  for (const [place, word] of (headingWords[field] ?? []).entries()) {
    // the first words of a list say it more surely
    if (plain === word || joined === word.replaceAll(' ', '')) best = Math.max(best, 1 - place * 0.004);
    else if (word.length > 3 && ` ${plain} `.includes(` ${word} `)) best = Math.max(best, 0.55 + Math.min(0.2, word.length / plain.length / 5));
  }
  return best;
}

/** Headings that a file of refused rows carries behind its own. */
const refusalHeadings = new Set(['zeile', 'spalte', 'grund', 'row', 'column', 'reason']);

/** Whether these are the headings of a file of refused rows, as we write it. */
export function hasRefusalColumns(headings: readonly string[]): boolean {
  const last = headings.slice(-3);
  return last.length === 3 && last.every((heading) => refusalHeadings.has(heading.trim().toLowerCase()));
}
